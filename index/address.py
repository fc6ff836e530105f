"""Where an index is on a Chroma server."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,99}(?<![._-])")


@dataclass(frozen=True, slots=True)
class Server:
    """Where an index is on a Chroma server. `token`, `tenant` and `database` are for Chroma Cloud.

    `url` is `http://host:port/NAME`.
    """

    url: str
    token: str | None = field(default=None, repr=False)
    tenant: str | None = None
    database: str | None = None

    @property
    def name(self) -> str:
        """The name of the index on the server."""
        return urlsplit(self.url).path.strip("/")

    @property
    def host(self) -> str:
        """The name or address of the machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_secure(self) -> bool:
        """Whether it is spoken to over TLS."""
        return urlsplit(self.url).scheme == "https"

    @property
    def port(self) -> int:
        """The port; Chroma's own, or that of https, if none is named."""
        return urlsplit(self.url).port or (443 if self.is_secure else 8000)


def checked_url(url: str) -> str:
    """Return the address of an index on a server. Raises ValueError if it is none."""
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") and parts.hostname and _NAME.fullmatch(parts.path[1:]):
        return url
    raise ValueError(
        "an index on a server is named as in http://host:8000/NAME, with three or more letters, "
        "digits, dots, dashes and underscores"
    )
