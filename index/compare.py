"""How a folder differs from what a catalog knows of it, file by file.

Whether a file has changed is decided by its content. Its size and times only spare us to look: they
are trusted if they are the ones that were seen, and were old enough then that a later change must
show in them.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from index.catalog import Catalog, Failure, Known
from index.files import File
from index.read import reader_id
from index.report import SyncReport

# The coarsest clock of a file system in use (FAT) counts in steps of two seconds.
_TICK_NS = 2_000_000_000


class Verdict(Enum):
    """What there is to do about a file."""

    SAME = auto()
    LOOKS_NEW = auto()  # another time, the same content
    SPLIT = auto()  # the same content, to be split in another way
    READ = auto()  # new, changed, or to be read in another way


@dataclass(frozen=True, slots=True)
class Compared:
    """A file and what there is to do about it.

    `is_new` is whether the index does not hold it, and `failure` why it does not, if it was tried.
    `now` is what will be known of it.
    """

    source: str
    file: File
    verdict: Verdict
    is_new: bool
    failure: Failure | None
    now: Known


def compare(
    files: Mapping[str, File],
    known: Mapping[str, Known],
    failures: Mapping[str, Failure],
    splitter: str,
) -> Iterator[Compared]:
    """Compare each of `files` with what is known of it, for a splitter of that id."""
    for source, file in files.items():
        failure = failures.get(source)
        before = failure.known if failure else known.get(source)
        looked = time.time_ns()
        reader = reader_id(file.path)
        trusted = before is not None and _looks_the_same(file, before)
        now = Known(
            before.content_hash if before and trusted else _content_hash(file),
            *(file.size, file.modified_ns, file.changed_ns),
            before.looked_ns if before and trusted else looked,
            *(reader, splitter),
        )
        verdict = _verdict(before, now, trusted=trusted)
        yield Compared(source, file, verdict, source not in known, failure, now)


def plan(files: Mapping[str, File], catalog: Catalog, splitter: str) -> SyncReport:
    """Say what a sync would do, without reading documents: new ones may turn out unreadable."""
    known, failures = catalog.known(), catalog.failures()
    report = SyncReport(chunks_total=catalog.counts()[1])
    after = {}
    for compared in compare(files, known, failures, splitter):
        source = compared.source
        is_same = compared.verdict in (Verdict.SAME, Verdict.LOOKS_NEW)
        if not compared.now.content_hash:
            problem = compared.file.problem or "cannot be read; check the file"
            error = compared.failure.error if compared.failure else f"{source}: {problem}"
            report.failed.append({"source": source, "error": error})
        elif compared.failure and is_same:
            report.failed.append({"source": source, "error": compared.failure.error})
        else:
            after[source] = compared.now
    note_changes(report, known, after)
    return report


def note_changes(
    report: SyncReport, before: Mapping[str, Known], after: Mapping[str, Known]
) -> None:
    """Note in a report how the documents `after` a sync differ from those `before`.

    A new one with the content of one that has gone is that one renamed. What the report has as
    unsettled is none of them.
    """
    gone = {source: it.content_hash for source, it in before.items() if source not in after}
    for source in sorted(after.keys() - set(report.unsettled)):
        was, now = before.get(source), after[source]
        if was and _made_of(was) == _made_of(now):
            report.unchanged += 1
        elif was:
            report.changed.append(source)
        elif old := next((old for old, it in gone.items() if it == now.content_hash), None):
            del gone[old]
            report.renamed.append((old, source))
        else:
            report.added.append(source)
    report.removed = sorted(gone)


def _made_of(known: Known) -> tuple[str, str, str]:
    """Return what a document's chunks come of."""
    return known.content_hash, known.reader, known.splitter


def _looks_the_same(file: File, before: Known) -> bool:
    """Tell whether the file's size and times vouch for its content."""
    settled = max(before.modified_ns, before.changed_ns) + _TICK_NS < before.looked_ns
    was_read = before.content_hash != ""
    return (
        was_read
        and settled
        and (file.size, file.modified_ns, file.changed_ns)
        == (*(before.size, before.modified_ns, before.changed_ns),)
    )


def _content_hash(file: File) -> str:
    try:
        return file.content_hash()
    except OSError:
        return ""


def _verdict(before: Known | None, now: Known, *, trusted: bool) -> Verdict:
    if before is None or not now.content_hash:
        return Verdict.READ
    if (before.content_hash, before.reader) != (now.content_hash, now.reader):
        return Verdict.READ
    if before.splitter != now.splitter:
        return Verdict.SPLIT
    return Verdict.SAME if trusted else Verdict.LOOKS_NEW
