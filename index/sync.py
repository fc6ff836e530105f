"""Make an index equal to its folder: what was added, changed, renamed and removed.

    seeds/file -> read -> split -> embed -> catalog -> next generation

The only module that writes an index. It may be killed at any moment: the catalog is right after
every document, a vector is kept as soon as it is made, and readers have the generation before until
the next one is whole.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import tee
from pathlib import Path

from index.address import Server
from index.batches import batches
from index.catalog import Catalog, Failure, Known
from index.compare import Compared, Verdict, compare, note_changes
from index.embed import Embedder
from index.engine import Engine, LocalEngine, ReadFile
from index.errors import IndexDamagedError, IndexUnusableError, ReadError
from index.files import File, list_files
from index.generation import Generations
from index.lock import only_writer
from index.overview import planned, served
from index.read import reader_id
from index.records import Chunk
from index.report import Progress, SyncReport
from index.server import generations
from index.split import Splitter
from index.vectors import VectorFile
from index.word_file import WordFile

_EMBED_AT_ONCE = 128
# Hears, in one line each, what the user may want to know meanwhile.
Say = Callable[[str], None]


def sync(
    seeds: Path,
    index: Path,
    embedder: Embedder,
    splitter: Splitter,
    *,
    server: Server | None = None,
    engine: Engine | None = None,
    rebuild: bool = False,
    dry_run: bool = False,
    settle_seconds: float = 0,
    progress: Progress = lambda stage, done, total: None,
    say: Say = lambda line: None,
) -> SyncReport:
    """Make the index in the folder `index` equal to the folder `seeds`, and report what was done.

    With a `server` the passages are published there, and what is in `index` serves this program
    alone: to know what has changed, and not to embed a text twice.

    `engine` reads, splits and embeds; by default, this program does.

    With `rebuild` everything is read and embedded again, and the new index replaces the old one at
    the end. With `dry_run` nothing is written. Files that were written to less than
    `settle_seconds` ago are left as they are in the index, for a later sync. `say` hears in a line
    why this one waits for another program, or has more to do than the folder gives cause for.

    Raises SeedsError without a folder of documents, and IndexUnusableError if the index cannot be
    written.
    """
    began = time.perf_counter()
    files = list_files(seeds, index)
    if dry_run:
        report = planned(index, files, splitter, server)
    else:
        published = generations(index, server)
        with _writing(index, say), published.writing(say):
            before = {} if rebuild else served(index, server)
            if rebuild:
                _forget(index, embedder)
            work = _Work(
                *(seeds, index, published, embedder, splitter),
                *(engine or LocalEngine(embedder, splitter), settle_seconds, progress, say),
            )
            try:
                report = work.run(files, before)
            except IndexDamagedError as error:
                _discard(error.path)
                say(f"{error.path}: was damaged, and is made anew from the documents")
                report = work.run(files, before)
    report.seconds = round(time.perf_counter() - began, 3)
    return report


class _Work:
    """Brings one index up to date."""

    def __init__(
        self,
        seeds: Path,
        index: Path,
        generations: Generations,
        embedder: Embedder,
        splitter: Splitter,
        engine: Engine,
        settle_seconds: float,
        progress: Progress,
        say: Say,
    ) -> None:
        self._seeds = seeds
        self._index = index
        self._generations = generations
        self._embedder = embedder
        self._splitter = splitter
        self._engine = engine
        self._settle_seconds = settle_seconds
        self._progress = progress
        self._say = say

    def run(self, files: Mapping[str, File], before: Mapping[str, Known]) -> SyncReport:
        """Do all that is to be done; report how the documents differ from those served `before`.

        That is more than this run has read, where an earlier one was cut off.
        """
        self._report = SyncReport()
        self._is_marked = False
        self._catalog = Catalog(self._index / "catalog.sqlite")
        try:
            self._vectors = VectorFile(self._index / "vectors.sqlite", self._embedder.id)
            try:
                self._words = WordFile(self._index, self._embedder.words_id)
                self._prepare()
                self._take_in(files)
                note_changes(self._report, before, self._catalog.known())
                self._complete_words()
                if self._name() != self._generations.current():
                    self._embed()
                    self._publish()
                self._generations.sweep()
            finally:
                self._vectors.close()
            self._report.chunks_total = self._catalog.counts()[1]
            self._catalog.put("synced_at", datetime.now(UTC).isoformat("T", "seconds"))
        finally:
            self._catalog.close()
        return self._report

    # The generation that the catalog is for

    def _prepare(self) -> None:
        """See to it that a generation is built if the current one will not do."""
        self._catalog.put("seeds", str(self._seeds.resolve()))
        current = self._generations.current()
        if current and not self._generations.is_whole(current):
            self._say(f"{self._index}: the index was damaged, and is made anew from its catalog")
            self._mark_changed()
        made_with = self._catalog.get("embedder")
        if made_with not in (None, self._embedder.id):
            self._say(
                f"{self._index}: was made with the embedder {made_with}; "
                f"everything is embedded again with {self._embedder.id}"
            )
            self._mark_changed()

    def _mark_changed(self) -> None:
        """Make the current generation an old one, before the catalog is written to.

        A run that is killed after this leaves a revision without a generation, which the next run
        builds.
        """
        if not self._is_marked and self._name() == self._generations.current():
            self._catalog.put("revision", str(int(self._catalog.get("revision") or 0) + 1))
        self._is_marked = True

    def _name(self) -> str:
        """Return the name of the generation that the catalog is for.

        A catalog that was lost begins anew, above what its predecessors left.
        """
        if self._catalog.get("revision") is None:
            self._catalog.put("revision", str(self._generations.last() + 1))
        return self._generations.name(int(self._catalog.get("revision") or 0), self._catalog)

    # Documents

    def _take_in(self, files: Mapping[str, File]) -> None:
        known, failures = self._catalog.known(), self._catalog.failures()
        for source in sorted((known.keys() | failures.keys()) - files.keys()):
            self._mark_changed()
            self._catalog.remove(source)
        self._say_why(known)
        to_read = []
        done = 0
        for compared in compare(files, known, failures, self._splitter.id):
            if self._is_settled(compared) or self._split_again(compared):
                done += 1
                self._progress("reading", done, len(files))
            else:
                to_read.append(compared)
        read = self._engine.read((one.file.path, one.source) for one in to_read)
        for compared, found in zip(to_read, read, strict=True):
            self._take(compared, found)
            done += 1
            self._progress("reading", done, len(files))
        self._report.failed.sort(key=lambda failure: failure["source"])

    def _say_why(self, known: Mapping[str, Known]) -> None:
        """Say so if documents are done again that nobody has touched."""
        if any(it.splitter != self._splitter.id for it in known.values()):
            self._say(f"{self._index}: was split in another way; its documents are split again")
        if any(it.reader != reader_id(self._seeds / source) for source, it in known.items()):
            self._say(f"{self._index}: was read in another way; documents are read again")

    def _is_settled(self, compared: Compared) -> bool:
        """Tell whether a file need not be read, and note what is known of it."""
        source, file, failure = compared.source, compared.file, compared.failure
        is_same = compared.verdict in (Verdict.SAME, Verdict.LOOKS_NEW)
        if file.problem:
            self._fail(compared, f"{source}: {file.problem}")
        elif is_same and failure:
            self._fail(compared, failure.error)
        elif compared.verdict is not Verdict.SAME:
            if file.is_changing(time.time_ns(), self._settle_seconds):
                self._report.unsettled.append(source)
            elif compared.verdict is Verdict.LOOKS_NEW:
                self._catalog.touch(source, compared.now)
            else:
                return False
        return True

    def _split_again(self, compared: Compared) -> bool:
        """Split a document anew from the text that is kept, if that is all there is to do."""
        document = self._catalog.document(compared.source)
        if compared.verdict is not Verdict.SPLIT or document is None:
            return False
        self._mark_changed()
        self._catalog.write(document, self._splitter.split(document), compared.now)
        return True

    def _take(self, compared: Compared, found: ReadFile) -> None:
        if isinstance(found, ReadError):
            self._fail(compared, str(found))
            return
        document, chunks = found
        self._mark_changed()
        self._catalog.write(document, chunks, compared.now)

    def _fail(self, compared: Compared, error: str) -> None:
        if not compared.is_new:
            self._mark_changed()
        if compared.failure != (failure := Failure(error, compared.now)):
            self._catalog.fail(compared.source, failure)
        self._report.failed.append({"source": compared.source, "error": error})

    # Vectors and the next generation

    def _embed(self) -> None:
        ids, sources = set[str](), dict[str, None]()
        for chunk in self._vectors.missing(self._catalog.chunks()):
            ids.add(chunk.id)
            sources[chunk.source] = None
        self._progress("embedding", 0, len(ids))
        missing = (chunk for chunk in self._catalog.chunks(sources) if chunk.id in ids)
        given, kept = tee(batches(missing, _EMBED_AT_ONCE))
        texts = ([chunk.embedded_text for chunk in batch] for batch in given)
        for vectors, batch in zip(self._engine.embed(texts), kept, strict=True):
            # First, so that a run that is cut off leaves no chunk with a vector and words without.
            self._add_words(batch)
            self._vectors.add(batch, vectors)
            self._report.chunks_embedded += len(batch)
            self._progress("embedding", self._report.chunks_embedded, len(ids))

    def _complete_words(self) -> None:
        """Keep the vectors of all words, if a run was cut off in that or the file is another one.

        Later runs add what is new as they embed it.
        """
        wanted = self._embedder.words_id
        if self._catalog.get("words") != wanted or not self._words.path.exists():
            self._add_words(self._catalog.chunks())
            self._catalog.put("words", wanted)

    def _add_words(self, chunks: Iterable[Chunk]) -> None:
        texts = (chunk.embedded_text for chunk in chunks)
        self._words.add(texts, self._embedder.encode_words)

    def _publish(self) -> None:
        # Now that it has embedded all: one that cannot be loaded leaves what there was its name.
        self._catalog.put("embedder", self._embedder.id)
        self._generations.publish(
            self._name(),
            self._catalog,
            self._vectors,
            lambda done, total: self._progress("storing", done, total),
        )
        self._catalog.put("rebuilding", "")
        self._vectors.keep_only(self._catalog.chunks())


def _forget(index: Path, embedder: Embedder) -> None:
    """Empty the truth, but leave the generation that readers use until the next one is there."""
    clears: list[Callable[[], None]] = [
        lambda: _clear(Catalog(index / "catalog.sqlite")),
        lambda: _clear(VectorFile(index / "vectors.sqlite", embedder.id)),
        WordFile(index, embedder.words_id).clear,
    ]
    for clear in clears:
        try:
            clear()
        except IndexDamagedError as error:
            _discard(error.path)


def _clear(file: Catalog | VectorFile) -> None:
    with closing(file):
        file.clear()


def _discard(path: Path) -> None:
    """Remove a database, and before it its journals, which would be played into the next one."""
    for name in (f"{path.name}-wal", f"{path.name}-shm", path.name):
        path.with_name(name).unlink(missing_ok=True)


@contextmanager
def _writing(index: Path, say: Say) -> Iterator[None]:
    try:
        with only_writer(index, say):
            yield
    except OSError as error:
        raise IndexUnusableError(
            f"{index}: the index cannot be written ({error.strerror or error}); free space or "
            "permissions, or name another folder with --index"
        ) from error
