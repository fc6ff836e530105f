"""Embedders that fail on the workers of a Ray cluster, which import them from here."""

import os
import signal
from pathlib import Path

from index.embed import Vectors
from index.errors import AssistantError
from tests.fakes import WordEmbedder


class EmbedderThatDiesOnce(WordEmbedder):
    """Ends the process of the first worker that embeds, as the kernel does when memory is short."""

    def __init__(self, mark: Path) -> None:
        super().__init__()
        self._mark = mark

    def encode_documents(self, texts: list[str]) -> Vectors:
        if not self._mark.exists():
            self._mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_documents(texts)


class FailingEmbedder(WordEmbedder):
    def encode_documents(self, texts: list[str]) -> Vectors:
        raise AssistantError("no such embedder")
