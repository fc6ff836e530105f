"""A folder of documents that was renamed or moved takes its index along.

An index in the user's data folder is named after the folder that it is for. When that has gone and
its documents are found in another one that has no index yet, the index becomes that one's.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from index.catalog import Catalog
from index.errors import IndexUnusableError
from index.files import File, list_files


def adopt(index: Path, seeds: Path, say: Callable[[str], None]) -> None:
    """Move to `index`, if nothing is there, an index beside it that was of what is now `seeds`.

    `say` hears of it in a line. Raises SeedsError if there is no folder of documents.
    """
    if index.exists() or not index.parent.is_dir():
        return
    files = list_files(seeds, index)
    shared = {path: _shared(path, files) for path in sorted(index.parent.iterdir())}
    best = max(shared, key=lambda path: shared[path], default=None)
    if best is None or not shared[best]:
        return
    try:
        best.rename(index)
    except OSError:  # another program was faster, or still uses it: then it is made anew
        return
    say(f"{seeds}: takes over the index of a folder that has gone and held the same documents")


def _shared(index: Path, files: dict[str, File]) -> int:
    """Return how many documents of an index are among `files`, or 0 if it belongs elsewhere."""
    path = index / "catalog.sqlite"
    if not path.is_file():
        return 0
    try:
        with closing(Catalog(path, "follow")) as catalog:
            seeds, known = catalog.get("seeds"), catalog.known()
    except IndexUnusableError:
        return 0
    if seeds is None or Path(seeds).exists():
        return 0
    sizes = {source: file.size for source, file in files.items()}
    found = sum(sizes.get(source) == it.size for source, it in known.items())
    return found if 2 * found >= len(known) else 0
