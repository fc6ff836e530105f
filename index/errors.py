"""Everything that can go wrong in a way that the user can mend.

AssistantError            one line: what was wrong, where, and what to do
├── SeedsError            the folder of documents is missing or unusable
├── ReadError             one file cannot be read as a document
├── IndexUnusableError    the index folder cannot be opened, written or trusted
│   ├── IndexMismatchError    it was made with another embedder or splitter
│   └── IndexDamagedError     a file of it was cut off or altered; the next sync makes it again
├── EmbedderError         the embedding model cannot be loaded
├── WeightsError          packaged weights are missing, truncated or altered, or no room for them
├── QuestionError         the question is empty or too long
├── SettingsError         a setting is unknown or has a value it cannot have
└── ModelError            the language model cannot be started, reached or understood
"""

from pathlib import Path


class AssistantError(Exception):
    """An error whose message is one line for the user: what, where, and what to do."""


class SeedsError(AssistantError):
    """The folder of documents is missing or unusable."""


class ReadError(AssistantError):
    """One file cannot be read as a document."""


class IndexUnusableError(AssistantError):
    """The index folder cannot be opened, written or trusted."""


class IndexMismatchError(IndexUnusableError):
    """The index was made with another embedder or splitter."""


class IndexDamagedError(IndexUnusableError):
    """A file of the index, `path`, is missing, cut off, altered, or of another version."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


class EmbedderError(AssistantError):
    """The embedding model cannot be loaded."""


class WeightsError(AssistantError):
    """Packaged weights are missing, truncated or altered, or there is no room for them."""


class QuestionError(AssistantError):
    """The question is empty or too long."""


class SettingsError(AssistantError):
    """A setting is unknown or has a value that it cannot have."""


class EvaluationError(AssistantError):
    """A file of questions with known answers, or of earlier results, is unusable."""


class ModelError(AssistantError):
    """The language model cannot be started, reached or understood."""
