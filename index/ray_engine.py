"""A sync's work on a Ray cluster: files are read and split, and chunks embedded, by its workers.

The cluster is the one that RAY_ADDRESS names, or else one on this machine. The program has to be
installed on its nodes, and the folder of documents has to be on the same path there. A worker that
dies is started again, and does again what it was at.
"""

import logging
import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.embed import Embedder, Vectors
from index.engine import FileToRead, ReadFile, read_and_split
from index.errors import AssistantError
from index.read import Reader
from index.split import Splitter

# So much is given to each worker at once, so that none waits for more.
_AHEAD = 2


class _Worker:
    """What runs on the cluster; it keeps its models."""

    def __init__(self, embedder: Embedder, splitter: Splitter) -> None:
        self._embedder = embedder
        self._splitter = splitter
        self._reader = Reader()

    def read(self, file: tuple[str, str]) -> ReadFile:
        path, source = file
        return read_and_split(self._reader, self._splitter, Path(path), source)

    def embed(self, texts: list[str]) -> Vectors:
        return self._embedder.encode_documents(texts)


class RayEngine:
    """Spreads the work over the workers of a cluster, one for each of its processors."""

    def __init__(self, workers: list[Any]) -> None:
        self._workers = workers

    def read(self, files: Iterable[FileToRead]) -> Iterator[ReadFile]:
        """Give each file's document with its chunks, or why it cannot be read."""
        yield from self._spread("read", ((str(path), source) for path, source in files))

    def embed(self, batches: Iterable[list[str]]) -> Iterator[Vectors]:
        """Give the vectors of each batch of texts, of shape (texts, dimensions)."""
        yield from self._spread("embed", batches)

    def _spread(self, method: str, items: Iterable[Any]) -> Iterator[Any]:
        waiting: deque[Any] = deque()
        for number, item in enumerate(items):
            worker = self._workers[number % len(self._workers)]
            waiting.append(getattr(worker, method).remote(item))
            if len(waiting) >= _AHEAD * len(self._workers):
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


@contextmanager
def ray_engine(embedder: Embedder, splitter: Splitter) -> Iterator[RayEngine]:
    """Give an engine on a Ray cluster; leaving it lets go of the cluster.

    Raises AssistantError if Ray is not installed, or its cluster cannot be reached.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        # Late: only who asks for it has it installed.
        import ray
    except ImportError as error:
        raise AssistantError(
            'the engine ray needs the package ray; install it with `pip install -e ".[ray]"`'
        ) from error
    try:
        # Unless told, Ray would join whatever cluster runs on this machine.
        ray.init(
            address=os.environ.get("RAY_ADDRESS") or "local",
            include_dashboard=False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    except Exception as error:  # Ray has many, and some are no exceptions of its own
        raise AssistantError(
            f"the Ray cluster cannot be reached ({(str(error).splitlines() or [''])[0]}); "
            "check RAY_ADDRESS"
        ) from error
    try:
        count = max(1, int(ray.available_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]
        kind = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(_Worker)
        yield RayEngine([kind.remote(embedder, splitter) for _ in range(count)])
    finally:
        ray.shutdown()


def _result(waiting: Any) -> Any:
    """Wait for what a worker returns, or raise what went wrong, in one line."""
    import ray

    try:
        return ray.get(waiting)
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, AssistantError):
            raise error.cause from error
        raise
    except ray.exceptions.RayError as error:
        reason = (str(error).splitlines() or [""])[0]
        raise AssistantError(
            f"the Ray cluster failed ({reason}); what was done is kept, so run `assistant index` "
            "again"
        ) from error
