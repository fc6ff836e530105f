import numpy as np

from index.remember import Remembered
from tests.fakes import WordEmbedder


def test_each_text_is_embedded_once() -> None:
    embedder = WordEmbedder()
    remembered = Remembered(embedder.encode_documents)
    first = remembered(["a b", "c", "a b"])
    again = remembered(["c", "d"])
    assert embedder.embedded == ["a b", "c", "d"]
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(first[1], again[0])


def test_no_text_has_no_vector() -> None:
    assert Remembered(lambda texts: np.zeros((len(texts), 3), np.float32))([]).shape == (0, 3)


def test_what_is_kept_is_bounded() -> None:
    embedder = WordEmbedder()
    remembered = Remembered(embedder.encode_documents)
    texts = [str(number) for number in range(8_001)]
    assert remembered(texts[:-1]).shape[0] == 8_000
    remembered(texts[-1:])
    assert len(remembered._vectors) == 1
