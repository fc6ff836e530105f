"""Whatever happens to a folder, and wherever syncs are cut off: the index equals a fresh one."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.split import Splitter
from index.sync import sync
from tests.fakes import WordEmbedder
from tests.indexes import contents_of

SPLITTER = Splitter(40, 0)
SENTENCES = ["An owl sat.", "The barn is red.", "Cats sleep.", "It rains in May.", "Chapter one"]

names = st.sampled_from(["a.txt", "b.txt", "sub/a.txt", "sub/c.md", "sub/sub/a.txt"])
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("\n\n".join)
# Where a sync is cut off: after so many words of its progress.
cuts = st.none() | st.integers(1, 12)
steps = st.lists(
    st.tuples(st.just("write"), names, texts)
    | st.tuples(st.just("move"), names, names)
    | st.tuples(st.just("remove"), names, st.none())
    | st.tuples(st.just("sync"), cuts, st.none()),
    min_size=3,
    max_size=14,
)


class CutOffError(Exception):
    """Stands for the end of the program in the middle of a sync; `test_kills` has the real ones."""


class World:
    def __init__(self, path: Path) -> None:
        self.path, self.seeds, self.index = path, path / "seeds", path / "index"
        self.seeds.mkdir()

    def write(self, name: str, text: str) -> None:
        (self.seeds / name).parent.mkdir(parents=True, exist_ok=True)
        (self.seeds / name).write_text(text)

    def move(self, name: str, to: str) -> None:
        if (self.seeds / name).exists():
            (self.seeds / to).parent.mkdir(parents=True, exist_ok=True)
            (self.seeds / name).replace(self.seeds / to)

    def remove(self, name: str, _: None) -> None:
        (self.seeds / name).unlink(missing_ok=True)

    def sync(self, cut: int | None, _: None) -> None:
        heard = 0

        def cut_off(stage: str, done: int, total: int) -> None:
            nonlocal heard
            heard += 1
            if heard == cut:
                raise CutOffError

        with suppress(CutOffError):
            sync(self.seeds, self.index, WordEmbedder(), SPLITTER, progress=cut_off)


@pytest.mark.real
@settings(max_examples=20, deadline=None)
@given(steps)
def test_any_sequence_ends_in_an_index_like_a_fresh_one(
    sequence: list[tuple[str, str | None, str | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        for step, *arguments in sequence:
            getattr(world, step)(*arguments)
        world.sync(None, None)
        again = sync(world.seeds, world.index, WordEmbedder(), SPLITTER)
        sync(world.seeds, world.path / "fresh", WordEmbedder(), SPLITTER)
        assert (again.changes, again.chunks_embedded) == (0, 0)
        assert contents_of(world.index) == contents_of(world.path / "fresh")
