"""How the page gets ready, beside answering requests."""

import logging
import threading
from dataclasses import dataclass

from assistant.page_text import Texts
from assistant.service import Assistant
from index.errors import AssistantError

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an assistant has come: a stage by name, and its count where it has one."""

    stage: str = "starting"
    done: int = 0
    total: int = 0
    error: str | None = None

    @property
    def share(self) -> float | None:
        """How much of the stage is done, from 0 to 1; None if it has no count."""
        return self.done / self.total if self.total else None

    def line(self, texts: Texts) -> str:
        """Say it in words; `ready` has a line of its own, which names the models."""
        if self.error is not None:
            return texts["not_ready"].format(error=self.error)
        return texts[self.stage].format(done=self.done, total=self.total)


class WarmUp:
    """Brings the index up to date and loads the models, in a thread of its own."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._over = threading.Event()
        self.standing = Standing()

    def start(self) -> None:
        """Begin, or begin again. The thread does not keep the program from ending."""
        self._over.clear()
        self.standing = Standing()
        threading.Thread(target=self._run, name="warm-up", daemon=True).start()

    @property
    def is_over(self) -> bool:
        """Whether everything is ready, or has failed."""
        return self._over.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end, at most so many seconds, and tell whether it has come."""
        return self._over.wait(seconds)

    def _run(self) -> None:
        try:
            self._assistant.sync(progress=self._hear)
            has_model = self._assistant.model_name != "none"
            self.standing = Standing("stage_models" if has_model else "stage_embedder")
            self._assistant.warm()
            self.standing = Standing("ready")
        except AssistantError as error:
            self.standing = Standing(error=str(error))
        except Exception as error:  # whatever it is, the page must not wait for ever
            _log.exception("warming up failed")
            self.standing = Standing(error=f"{type(error).__name__}: {error}")
        finally:
            self._over.set()

    def _hear(self, stage: str, done: int, total: int) -> None:
        self.standing = Standing(f"stage_{stage}", done, total)
