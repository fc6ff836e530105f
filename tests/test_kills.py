"""`kill -9` at any moment: half of them anywhere in a sync, half while Chroma writes its files."""

import hashlib
import json
import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from index import store
from index.embed import Vectors
from index.search import PassageRetriever
from index.split import Splitter
from index.sync import sync
from tests.fakes import WordEmbedder
from tests.indexes import contents_of

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no forkserver"),
]

KILLS = 100
SPLITTER = Splitter(100, 0)
WORDS = ["cat", "dog", "owl", "barn", "tower", "mat", "park", "river", "stone", "cloud", "lamp"]


class LoggingEmbedder(WordEmbedder):
    """Writes down what it embeds, a text a line, as soon as it has."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def encode_documents(self, texts: list[str]) -> Vectors:
        vectors = super().encode_documents(texts)
        with self._log.open("a", encoding="utf-8") as log:
            log.writelines(json.dumps(text) + "\n" for text in texts)
        return vectors


def sync_and_be_killed(seeds: Path, index: Path, log: Path, where: str, seconds: float) -> None:
    """Run in a process of its own: sync, and die so many seconds after its start or a write."""

    def die() -> None:
        threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()

    store._BATCH = 40  # so that a small index is written in several goes too
    put = store.Passages.put

    def put_and_die(self: Any, chunks: Any, vectors: Any) -> None:
        die()
        put(self, chunks, vectors)

    if where == "flush":
        store.Passages.put = put_and_die  # type: ignore[method-assign]
    elif where == "anywhere":
        die()
    sync(seeds, index, LoggingEmbedder(log), SPLITTER)
    os._exit(0)  # before the timer


def edit(seeds: Path, chance: random.Random) -> None:
    """Add, change, rename or remove a document."""
    names = sorted(path.name for path in seeds.iterdir())
    kind = chance.choice(["add", "add", "change", "rename", "remove"] if names else ["add"])
    new = seeds / f"{chance.randrange(10**6)}.txt"
    old = seeds / chance.choice(names) if names else new
    if kind in ("add", "change"):
        sentences = [" ".join(chance.choices(WORDS, k=9)) + "." for _ in range(30)]
        (new if kind == "add" else old).write_text("\n\n".join(sentences))
    elif kind == "rename":
        old.rename(new)
    else:
        old.unlink()


def kept(index: Path) -> set[bytes]:
    """Return the keys of all vectors that were kept."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(index / "vectors.sqlite")) as database:
        return {key for (key,) in database.execute("SELECT key FROM vector")}
    return set()


def key_of(text: str) -> bytes:
    return hashlib.sha256(f"words\0{text}".encode()).digest()


class Run:
    """Syncs in processes that are killed, and what must hold of them."""

    def __init__(self, path: Path) -> None:
        self.seeds, self.index, self.log = path / "seeds", path / "index", path / "log"
        self.seeds.mkdir()
        self.chance = random.Random(7)
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(["chromadb", "tests.test_kills"])

    def sync(self, where: str) -> bool:
        """Sync in a process of its own; tell whether it was killed."""
        before = kept(self.index) if self.index.exists() else set()
        self.log.write_text("")
        seconds = self.chance.uniform(0, 0.06 if where == "flush" else 0.6)
        arguments = (self.seeds, self.index, self.log, where, seconds)
        process = self.processes.Process(target=sync_and_be_killed, args=arguments)
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        embedded = [json.loads(line) for line in self.log.read_text().splitlines()]
        assert len(set(embedded)) == len(embedded)
        assert not {key_of(text) for text in embedded} & before, "was embedded twice"
        return process.exitcode != 0

    def answers(self) -> bool:
        """Tell whether a reader finds passages, if there is an index yet."""
        retriever = PassageRetriever(index=self.index, embedder=WordEmbedder())
        try:
            return not retriever.exists() or bool(retriever.search("cat dog owl", 5))
        finally:
            retriever.close()

    def equals_a_fresh_one(self, fresh: Path) -> bool:
        sync(self.seeds, fresh, WordEmbedder(), SPLITTER)
        return contents_of(self.index) == contents_of(fresh)


def test_a_hundred_kills_lose_nothing_and_leave_nothing(tmp_path: Path) -> None:
    run = Run(tmp_path)
    killed = 0
    while killed < KILLS:
        while len(list(run.seeds.iterdir())) < 4 or run.chance.random() < 0.5:
            edit(run.seeds, run.chance)
        killed += run.sync("flush" if killed % 2 else "anywhere")
        assert run.answers()
        if killed % 10 == 0:
            run.sync("nowhere")
            assert run.equals_a_fresh_one(tmp_path / f"fresh{killed}")
    run.sync("nowhere")
    assert run.equals_a_fresh_one(tmp_path / "fresh")
    assert len(list((run.index / "generations").iterdir())) <= 2
