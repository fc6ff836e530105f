"""Brings the index up to date in the background, for the page, which goes on answering."""

import logging
import threading

from assistant.service import Assistant
from assistant.warm_up import Standing
from index.errors import AssistantError
from index.report import SyncReport

_log = logging.getLogger(__name__)


class Indexing:
    """Syncs the index in a thread of its own, one run at a time.

    `standing` says how far the run is. `report` is what the last one did, `error` why it failed.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._wanted = False
        self._running = False
        self._idle = threading.Event()
        self._idle.set()
        self.standing = Standing()
        self.report: SyncReport | None = None
        self.error: str | None = None

    @property
    def is_running(self) -> bool:
        """Whether the index is being brought up to date."""
        return self._running

    def start(self) -> None:
        """Begin; during a run, have another follow it, for the folder may have changed since."""
        with self._lock:
            self._wanted = True
            if self._running:
                return
            self._running = True
            self._idle.clear()
            self.standing = Standing("stage_reading")
        threading.Thread(target=self._run, name="indexing", daemon=True).start()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is being done, at most so many seconds, and tell whether it is so."""
        return self._idle.wait(seconds)

    def _run(self) -> None:
        while self._take():
            self.error = None
            try:
                self.report = self._assistant.sync(progress=self._hear)
            except AssistantError as error:
                self.error = str(error)
            except Exception as error:  # whatever it is, the page must be told
                _log.exception("indexing failed")
                self.error = f"{type(error).__name__}: {error}"
        self._idle.set()

    def _take(self) -> bool:
        """Tell whether another run is wanted, and take it on."""
        with self._lock:
            self._running, self._wanted = self._wanted, False
            return self._running

    def _hear(self, stage: str, done: int, total: int) -> None:
        self.standing = Standing(f"stage_{stage}", done, total)
