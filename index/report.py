"""What a sync did, or would do."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

# Hears of the work: what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class SyncReport:
    """What a sync did. Sources are paths relative to the seeds folder, with `/`.

    `unsettled` are files that were still being written to, and left for a later sync.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    chunks_embedded: int = 0
    chunks_total: int = 0
    seconds: float = 0.0
    unsettled: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many documents are other than before."""
        return len(self.added) + len(self.changed) + len(self.renamed) + len(self.removed)

    def to_json(self) -> dict[str, Any]:
        """Return the report as the plain values that `assistant index --json` prints."""
        values = asdict(self)
        del values["unsettled"]
        return values
