from pathlib import Path

import numpy as np
import pytest

from index.embed import Embedder
from index.neutral import _WEIGHT, Bias, Neutral, packaged_biases
from index.search import PassageRetriever
from index.split import Splitter
from index.sync import sync
from tests.bench.languages import mean_vectors
from tests.fakes import WordEmbedder

# The first axis tells the language, the second what a text is about.
BIASES = {
    "en": Bias(np.array([0.6, 0], np.float32), np.array([0.8, 0], np.float32)),
    "fr": Bias(np.array([-0.6, 0], np.float32), np.array([-0.8, 0], np.float32)),
}
QUESTION = np.array([0.6, 0.8], np.float32)


def score(text: np.ndarray, language: str, biases: dict[str, Bias] = BIASES) -> float:
    neutral = Neutral(QUESTION, "en", biases)
    return neutral.score(float(neutral.vector @ text), language)


def test_without_biases_the_score_is_the_cosine() -> None:
    neutral = Neutral(QUESTION, "en", {})
    assert neutral.vector == pytest.approx(QUESTION)
    assert neutral.score(0.7, "fr") == pytest.approx(0.7)


def test_what_says_more_in_another_language_beats_what_is_in_the_questions() -> None:
    chatty, telling = np.array([0.9, 0.44], np.float32), np.array([-0.6, 0.8], np.float32)
    assert QUESTION @ chatty > QUESTION @ telling
    assert score(telling, "fr") > score(chatty, "en")


def test_scores_are_those_of_vectors_without_their_languages() -> None:
    text = np.array([-0.6, 0.8], np.float32)
    without = (QUESTION - _WEIGHT * BIASES["en"].question) @ (text - _WEIGHT * BIASES["fr"].passage)
    own = _WEIGHT * QUESTION @ BIASES["en"].passage
    assert score(text, "fr") == pytest.approx(float(without + own))


def test_of_an_unknown_language_nothing_is_taken_off() -> None:
    text = np.array([0, 1], np.float32)
    neutral = Neutral(QUESTION, "eo", BIASES)
    assert neutral.score(float(neutral.vector @ text), "la") == pytest.approx(0.8)


def test_the_search_takes_off_what_the_language_of_a_passage_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds, embedder = tmp_path / "seeds", WordEmbedder()
    seeds.mkdir()
    texts = {
        "english.txt": "The tenant of the old house pays the rent in May.",
        "french.txt": "Le locataire de la maison, dit tenant, paie en mai.",
    }
    for name, text in texts.items():
        (seeds / name).write_text(text, encoding="utf-8")
    sync(seeds, tmp_path / "index", embedder, Splitter())

    def first() -> str:
        retriever = PassageRetriever(index=tmp_path / "index", embedder=embedder)
        try:
            return retriever.search("Which tenant pays rent?", 1)[0].source
        finally:
            retriever.close()

    assert first() == "english.txt"
    like_english = embedder.encode_documents([texts["english.txt"]])[0]
    nothing = np.zeros_like(like_english)
    biases = {"en": Bias(nothing, like_english)}
    monkeypatch.setattr("index.search.packaged_biases", lambda: biases)
    assert first() == "english.txt"  # the biases are those of the packaged embedder alone
    monkeypatch.setattr(WordEmbedder, "is_packaged", True)
    assert first() == "french.txt"


@pytest.mark.real
def test_the_biases_are_those_of_the_packaged_embedder(embedder: Embedder) -> None:
    biases = packaged_biases()
    found = mean_vectors("fr", embedder) - mean_vectors("ja", embedder)
    kept = [
        getattr(biases["fr"], one) - getattr(biases["ja"], one) for one in ("question", "passage")
    ]
    assert np.abs(found - np.stack(kept)).max() < 1e-3
