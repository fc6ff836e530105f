"""Follow a folder: sync again whenever something in it has changed and come to rest."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import AssistantError
from index.files import IGNORE_FILE
from index.report import SyncReport

# A file that was written to less than this ago may be written to again at once.
SETTLE_SECONDS = 0.8
_LOOK_MILLISECONDS = 400
_GATHER_MILLISECONDS = 300
_LOOK_SECONDS = 3


def follow(
    seeds: Path,
    index: Path,
    sync: Callable[[], SyncReport],
    on_report: Callable[[SyncReport], None],
    say: Callable[[str], None],
    stop: threading.Event,
) -> None:
    """Call `sync` now and after every change in the folder `seeds`, until `stop` is set.

    What changes in the folder `index`, which may lie in it, does not count: `sync` writes there.
    `sync` leaves out files that are still being written to, and is called again until there are
    none. `on_report` hears what was done, if anything was. What goes wrong is told to `say`, and
    tried again after the next change.
    """
    while not stop.is_set():
        if not seeds.is_dir():
            say(f"{seeds}: no such folder of documents; waiting for it")
            while not (seeds.is_dir() or stop.wait(1)):
                pass
        due = True
        for changed in _changes(seeds, index, say, stop):
            if changed or due:
                due = _sync_once(sync, on_report, say)


def _sync_once(
    sync: Callable[[], SyncReport],
    on_report: Callable[[SyncReport], None],
    say: Callable[[str], None],
) -> bool:
    """Return whether some files were left for later."""
    try:
        report = sync()
    except AssistantError as error:
        say(str(error))
        return False
    if report.changes or report.failed:
        on_report(report)
    return bool(report.unsettled)


def _changes(
    seeds: Path, index: Path, say: Callable[[str], None], stop: threading.Event
) -> Iterator[bool]:
    """Give every now and then whether something has changed since, as long as the folder stands."""
    identity = _identity(seeds)
    try:
        yield from _watched(seeds, index, identity, stop)
    except RuntimeError:  # watchfiles' own; a name that is no UTF-8 is enough
        say(f"{seeds}: holds names that cannot be watched; looking every {_LOOK_SECONDS} s instead")
        while _identity(seeds) == identity and not stop.wait(_LOOK_SECONDS):
            yield True


def _watched(
    seeds: Path, index: Path, identity: tuple[int, int] | None, stop: threading.Event
) -> Iterator[bool]:
    # Late: only who watches needs it.
    from watchfiles import Change, watch

    root, own = seeds.resolve(), index.resolve()
    # Where the documents lie in it, or are it, nothing tells the one from the other.
    holds_index = own != root and own.is_relative_to(root)

    def counts(_: Change, path: str) -> bool:
        if holds_index and Path(path).is_relative_to(own):
            return False
        names = Path(path).relative_to(root).parts
        return not any(name.startswith(".") and name != IGNORE_FILE for name in names)

    for changes in watch(
        root,
        watch_filter=counts,
        debounce=_GATHER_MILLISECONDS,
        rust_timeout=_LOOK_MILLISECONDS,
        yield_on_timeout=True,
        stop_event=stop,
    ):
        if _identity(seeds) != identity:  # another folder took its place, which is not watched
            return
        yield bool(changes)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        stat = folder.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
