"""Ends what a model is writing from another thread; a generator cannot be closed as it runs."""

import threading
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler


class Interrupt(BaseCallbackHandler):
    """A LangChain callback that ends a run at its next model call or token once it is stopped."""

    # Without it LangChain would log the exception and go on.
    raise_error = True

    class Stopped(Exception):  # noqa: N818  (no error: somebody asked for it)
        """Whoever asked does not want the rest."""

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped

    def on_chat_model_start(self, *_: Any, **__: Any) -> None:
        """Hear that a model is about to be asked."""
        self._end_if_stopped()

    def on_llm_new_token(self, *_: Any, **__: Any) -> None:
        """Hear of a token."""
        self._end_if_stopped()

    def _end_if_stopped(self) -> None:
        if self._stopped.is_set():
            raise Interrupt.Stopped
