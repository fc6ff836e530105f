"""Indexing on a local Ray cluster of two workers; without the package, what is said."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.errors import AssistantError
from index.ray_engine import RayEngine, ray_engine
from index.split import Splitter
from index.sync import sync
from tests.fakes import WordEmbedder
from tests.indexes import contents_of
from tests.made_files import make_pdf
from tests.ray_embedders import EmbedderThatDiesOnce, FailingEmbedder

pytestmark = pytest.mark.real

SPLITTER = Splitter(60, 0)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"The owl {number} sat.\n\nIt flew on.\n\n" * 9)
    (folder / "a.pdf").write_bytes(make_pdf("An owl sat.", "An owl flew.", title="Owls"))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04")
    return folder


@pytest.fixture
def two_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    ray = pytest.importorskip("ray")
    # The workers are processes of their own, and need the modules of the tests.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    # A busy machine is slow to start.
    monkeypatch.setenv("RAY_agent_register_timeout_ms", "120000")
    start = ray.init
    monkeypatch.setattr("ray.init", lambda **options: start(num_cpus=2, **options))
    with ExitStack() as stack:
        stack.callback(ray.shutdown)
        yield


@pytest.mark.usefixtures("two_workers")
def test_the_index_is_that_of_one_process_even_if_a_worker_is_killed(
    seeds: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "a worker died"
    embedder = EmbedderThatDiesOnce(mark)
    with ray_engine(embedder, SPLITTER) as engine:
        assert len(engine._workers) == 2
        spread = sync(seeds, tmp_path / "spread", embedder, SPLITTER, engine=engine)
    alone = sync(seeds, tmp_path / "alone", WordEmbedder(), SPLITTER)
    assert mark.exists()
    assert spread.failed == alone.failed
    assert spread.chunks_embedded == alone.chunks_embedded
    assert contents_of(tmp_path / "spread") == contents_of(tmp_path / "alone")


@pytest.mark.usefixtures("two_workers")
def test_what_a_worker_raises_is_said_in_a_line(tmp_path: Path) -> None:
    with (
        pytest.raises(AssistantError, match="no such embedder"),
        ray_engine(FailingEmbedder(), SPLITTER) as engine,
    ):
        list(engine.embed([["text"]]))


def test_without_the_package_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with (
        pytest.raises(AssistantError, match=r"\.\[ray\]"),
        ray_engine(WordEmbedder(), SPLITTER) as engine,
    ):
        assert isinstance(engine, RayEngine)
