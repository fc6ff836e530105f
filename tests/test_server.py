"""An index on a real Chroma server: the same code path, other machines, kills on both sides."""

import multiprocessing
import os
import platform
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings
from index import server_lock
from index.address import Server
from index.errors import AssistantError, IndexMismatchError, IndexUnusableError, SettingsError
from index.overview import Overview, overview, overview_of
from index.report import SyncReport
from index.search import PassageRetriever
from index.server import ServerGenerations
from index.server_lock import only_server_writer
from index.split import Splitter
from index.sync import sync
from tests.chroma_server import ChromaServer, chroma_server
from tests.fakes import WordEmbedder
from tests.made_files import make_pdf
from tests.test_kills import edit

pytestmark = pytest.mark.real

SPLITTER = Splitter(60, 0)
KILLS = 20


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as server:
        yield server


class Published:
    """A folder of documents whose index is on a server."""

    def __init__(self, path: Path, running: ChromaServer) -> None:
        self.path, self.seeds, self.index = path, path / "seeds", path / "index"
        self.seeds.mkdir()
        self.server = Server(f"{running.address}/{path.name}")
        self.said: list[str] = []

    def put(self, source: str, text: str | bytes) -> None:
        (self.seeds / source).write_bytes(text if isinstance(text, bytes) else text.encode())

    def sync(self, **options: Any) -> SyncReport:
        options = {"embedder": WordEmbedder(), "index": self.index, **options}
        return sync(
            *(self.seeds, options.pop("index"), options.pop("embedder"), SPLITTER),
            server=self.server,
            say=self.said.append,
            **options,
        )

    def overview(self) -> Overview:
        return overview(self.seeds, self.index, SPLITTER, self.server)

    def retriever(self) -> PassageRetriever:
        elsewhere = self.path / "elsewhere"  # a reader needs nothing but the server
        return PassageRetriever(index=elsewhere, server=self.server, embedder=WordEmbedder())

    def stored(self) -> dict[str, Any]:
        """Return all that is stored, by collection and id."""
        generations = ServerGenerations(self.server)
        opened = generations._collections(generations._state()["key"])
        found = {}
        for kind in ("passages", "documents", "texts"):
            collection = getattr(opened, kind)
            rows = getattr(collection, "collection", collection).get()
            values = zip(rows["metadatas"], rows["documents"] or rows["ids"], strict=True)
            found[kind] = dict(zip(rows["ids"], values, strict=True))
        return found


@pytest.fixture
def published(tmp_path: Path, running: ChromaServer) -> Published:
    published = Published(tmp_path, running)
    published.put("a.txt", "The cat sat on the mat.")
    published.put("b.txt", "The dog ran to the park.")
    return published


def test_what_was_indexed_here_is_found_elsewhere(published: Published) -> None:
    assert published.sync().added == ["a.txt", "b.txt"]
    retriever = published.retriever()
    assert retriever.search("cat", 1)[0].text == "The cat sat on the mat."
    document = retriever.document("a.txt")
    assert document
    assert document.text == "The cat sat on the mat."
    assert retriever.document("other") is None
    assert retriever.count() == 2


def test_passages_are_those_of_a_local_index(published: Published) -> None:
    published.put("c.pdf", make_pdf("An owl sat.", "An owl flew.", title="Owls", author="Ana"))
    published.sync()
    local = published.path / "local"
    sync(published.seeds, local, WordEmbedder(), SPLITTER)
    here = PassageRetriever(index=local, embedder=WordEmbedder())
    for question in ("owl", "the dog", "cat mat"):
        assert published.retriever().search(question, 9) == here.search(question, 9)
    assert published.retriever().document("c.pdf") == here.document("c.pdf")


def test_an_open_retriever_follows_what_changes_and_goes(published: Published) -> None:
    published.sync()
    retriever = published.retriever()
    assert len(retriever.search("cat", 9)) == 2
    published.put("a.txt", "The cat flew away.")
    (published.seeds / "b.txt").rename(published.seeds / "c.txt")
    report = published.sync()
    assert (report.renamed, report.chunks_embedded) == ([("b.txt", "c.txt")], 1)
    assert [(passage.source, passage.text) for passage in retriever.search("cat", 9)] == [
        ("a.txt", "The cat flew away."),
        ("c.txt", "The dog ran to the park."),
    ]


def test_a_document_is_seen_whole_in_its_old_or_its_new_version(published: Published) -> None:
    def text(version: int) -> str:
        return "\n\n".join(f"# Owl {version}\n\nThe owl number {n} sat here." for n in range(4))

    published.put("a.txt", text(0))
    published.sync()
    seen: list[set[str]] = []
    stop = threading.Event()

    def look() -> None:
        retriever = published.retriever()
        while not stop.is_set():
            found = [p for p in retriever.search("owl", 40) if p.source == "a.txt"]
            seen.append({line for p in found for line in p.text.split("\n\n")})

    with ThreadPoolExecutor() as threads:
        looking = threads.submit(look)
        for version in range(1, 6):
            published.put("a.txt", text(version))
            published.sync()
        stop.set()
        looking.result()
    versions = [set(text(version).split("\n\n")) for version in range(6)]
    assert seen
    assert all(lines in versions for lines in seen)


def test_another_machine_can_take_over(published: Published) -> None:
    published.sync()
    published.put("a.txt", "The cat flew away.")
    published.sync(index=published.path / "index of another machine")
    published.put("b.txt", "The dog swam.")
    published.sync()
    assert sorted(passage.text for passage in published.retriever().search("the", 9)) == [
        *("The cat flew away.", "The dog swam."),
    ]


def test_a_run_that_was_cut_off_is_not_taken_for_what_the_server_holds(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.sync()
    assert not published.overview().is_stale
    published.put("c.txt", "An owl.")
    with monkeypatch.context() as patched:
        patched.setattr("index.server_writer.ServerWriter.write", lambda *_, **__: 1 / 0)
        with pytest.raises(IndexUnusableError):
            published.sync(embedder=WordEmbedder("other words"))
    seen = published.overview()
    assert (seen.is_stale, seen.documents, seen.embedder) == (True, 2, "words")
    published.sync()
    assert (published.overview().is_stale, published.overview().documents) == (False, 3)


def test_another_embedder_and_a_rebuild_replace_everything_at_the_end(
    published: Published,
) -> None:
    published.sync()
    retriever = published.retriever()
    retriever.search("cat")
    published.sync(rebuild=True)
    assert len(retriever.search("cat", 9)) == 2
    published.sync(embedder=WordEmbedder("other words"))
    with pytest.raises(IndexMismatchError, match="other words"):
        retriever.search("cat")
    assert overview_of(published.server).chunks == 2


def test_what_a_rebuild_that_was_cut_off_replaced_goes_with_nothing_to_do(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    def collections() -> int:
        listed = ServerGenerations(published.server)._client.list_collections()
        return sum(one.name.startswith(f"{published.server.name}-") for one in listed)

    published.sync()
    before = collections()
    monkeypatch.setattr("index.server.ServerGenerations.sweep", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        published.sync(rebuild=True)
    monkeypatch.undo()
    assert collections() == 2 * before
    assert published.sync().unchanged == 2
    assert collections() == before
    assert len(published.retriever().search("cat", 9)) == 2


def test_what_was_lost_on_the_server_is_put_back(published: Published) -> None:
    published.sync()
    generations = ServerGenerations(published.server)
    passages = generations._collections(generations._state()["key"]).passages
    passages.delete(passages.ids("a.txt"))
    report = published.sync()
    assert "damaged" in published.said[-1]
    assert report.chunks_embedded == 0
    assert published.retriever().search("cat", 1)[0].source == "a.txt"


def sync_and_be_killed(published: Published, seconds: float) -> None:
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
    published.sync()
    os._exit(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL and no forkserver")
def test_killed_writers_leave_nothing_and_lose_nothing(
    published: Published, running: ChromaServer
) -> None:
    chance = random.Random(3)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["chromadb", "tests.test_server"])
    killed = 0
    while killed < KILLS:
        while len(list(published.seeds.iterdir())) < 4 or chance.random() < 0.5:
            edit(published.seeds, chance)
        process = processes.Process(
            target=sync_and_be_killed, args=(published, chance.uniform(0.1, 1.2))
        )
        process.start()
        process.join()
        killed += process.exitcode != 0
    published.sync()
    (published.path / "fresh").mkdir()
    fresh = Published(published.path / "fresh", running)
    for path in published.seeds.iterdir():
        fresh.put(path.name, path.read_bytes())
    fresh.sync()
    assert published.stored() == fresh.stored()


def test_a_killed_server_is_told_in_a_line_and_the_next_sync_goes_on(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "chroma") as running:
        published = Published(tmp_path, running)
        published.put("a.txt", "The cat sat on the mat.")
        published.sync()
        running.kill()
        published.put("a.txt", "The cat flew away.")
        with pytest.raises(IndexUnusableError, match="see that the server runs"):
            published.sync()
        running.start()
        published.sync()
        assert published.retriever().search("cat", 1)[0].text == "The cat flew away."


def test_who_comes_second_waits_and_a_lost_lock_is_taken(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_lock, "LOST_SECONDS", 1)
    generations = ServerGenerations(published.server)
    name = f"{published.server.name}-writer"
    generations._client.create_collection(name, metadata={"host": "elsewhere", "pid": 7})
    said: list[str] = []
    with only_server_writer(generations._client, name, generations._metadata, "here", said.append):
        assert said == ["waiting for process 7 on elsewhere, which is writing the index here"]
    assert generations._metadata(name) is None


@pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="told on Linux only")
def test_a_writer_that_ended_here_is_not_waited_for_and_one_of_a_container_is(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_lock, "LOST_SECONDS", 1)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    generations = ServerGenerations(published.server)
    name = f"{published.server.name}-writer"
    heard: dict[str, list[str]] = {}
    for space in (server_lock._space(), "another container's"):
        metadata = {"host": platform.node(), "pid": ended.pid, "space": space}
        generations._client.create_collection(name, metadata=metadata)
        said: list[str] = []
        heard[space] = said
        with only_server_writer(
            generations._client, name, generations._metadata, "here", said.append
        ):
            pass
    assert [len(lines) for lines in heard.values()] == [0, 1]


def test_who_names_no_documents_only_asks(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.sync()
    monkeypatch.setattr("assistant.assemble.Embedder", lambda *_: WordEmbedder())
    with Assistant(Settings(index=published.server.url, model="none")) as assistant:
        assert assistant.sync() == SyncReport()
        assert [entry.source for entry in assistant.documents()] == ["a.txt", "b.txt"]
        assert assistant.ask("where did the cat sit?").citations[0].source == "a.txt"
    assert published.retriever().count() == 2


@pytest.mark.parametrize("url", ["http://host:8000", "http://host/a", "http:///notes", "ftp://h/n"])
def test_an_address_that_is_none_is_said_in_a_line(url: str) -> None:
    with pytest.raises(SettingsError, match="http://host:8000/NAME"):
        Settings(server=url)


def test_a_server_that_does_not_answer_is_said_in_a_line(published: Published) -> None:
    nobody = Server("http://127.0.0.1:9/notes")
    retriever = PassageRetriever(index=published.index, server=nobody, embedder=WordEmbedder())
    with pytest.raises(AssistantError, match="see that the server runs"):
        retriever.search("cat")
