"""Every setting: its default and what it means. Each can be given as `ASSISTANT_<NAME>`."""

import hashlib
import os
from pathlib import Path
from typing import Any, Self

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.address import Server, checked_url
from index.errors import SettingsError
from index.split import Splitter

APPLICATION = "cited-assistant"
_PREFIX = "ASSISTANT_"  # of environment variables


class Settings(BaseSettings):
    """The settings of an assistant; unknown names and impossible values raise SettingsError."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    seeds: Path = Field(
        default_factory=lambda: _default_seeds(),
        description="Folder of the source documents.",
    )
    server: str | None = Field(
        None,
        description="Index on a Chroma server, http://host:8000/NAME; --index takes it too.",
    )
    server_token: SecretStr | None = Field(None, description="Token for Chroma Cloud.")
    server_tenant: str | None = Field(None, description="Tenant on the server.")
    server_database: str | None = Field(None, description="Database on the server.")
    index: Path = Field(
        default_factory=lambda values: _default_index(values["seeds"], values.get("server")),
        description="Folder of the index; by default one of its own for each seeds folder, in the "
        "user's data folder.",
    )
    model: str | None = Field(
        None,
        description="Language model: local, none, a .gguf file, http://host:port/v1, or what "
        "LangChain's init_chat_model takes, such as ollama:qwen3:4b. By default local where its "
        "packages are installed, else none.",
    )
    embedder: str | None = Field(
        None,
        description="Embedding model: any sentence-transformers name or folder. By default the "
        "packaged multilingual-e5-small.",
    )
    cache: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path(APPLICATION),
        description="Folder in which the packaged models are unpacked, once.",
    )
    passages: int = Field(
        6, ge=1, le=50, description="How many passages are searched for the answer."
    )
    chunk_size: int = Field(
        800, ge=100, le=10_000, description="Longest chunk, in characters; a change re-splits."
    )
    chunk_overlap: int = Field(
        0,
        ge=0,
        le=5_000,
        description="Most that neighbouring chunks share, in characters; never more than half.",
    )
    question_limit: int = Field(2_000, ge=10, description="Longest question, in characters.")
    answer_tokens: int = Field(200, ge=16, description="Longest reply of the model, in tokens.")
    timeout: float = Field(
        120, gt=0, description="Seconds that the model may take to reply before it is given up."
    )

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SettingsError(_in_one_line(error)) from error

    @model_validator(mode="before")
    @classmethod
    def _index_may_be_on_a_server(cls, values: dict[str, Any]) -> dict[str, Any]:
        index = str(values.get("index") or "")
        if not index.startswith(("http://", "https://")):
            return values
        return {**{name: it for name, it in values.items() if name != "index"}, "server": index}

    @field_validator("server")
    @classmethod
    def _names_a_collection(cls, url: str | None) -> str | None:
        return url and checked_url(url)

    @field_validator("seeds", "index", "cache")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return Path(os.path.expanduser(path)).absolute()  # noqa: PTH111  (which raises for ~nobody)

    @field_validator("index", mode="before")
    @classmethod
    def _may_be_a_folder(cls, index: Any) -> Any:
        if "://" in str(index):
            raise ValueError("an index is in a folder, or on a server at http://host:8000/NAME")
        # Unlike those of `Path`, these do not raise for what can be no path.
        if isinstance(index, str | Path) and os.path.isfile(os.path.expanduser(index)):  # noqa: PTH111, PTH113
            raise ValueError("an index is in a folder, and this is a file")
        return index

    @property
    def names_its_index(self) -> bool:
        """Whether the folder of the index was given, and not derived from that of the documents."""
        return "index" in self.model_fields_set

    @property
    def place(self) -> str:
        """The folder of the index, or its address on a server."""
        return self.server or str(self.index)

    @property
    def only_asks(self) -> bool:
        """Whether the index is on a server and others write it, for no documents were named."""
        return self.server is not None and "seeds" not in self.model_fields_set

    @property
    def chroma_server(self) -> Server | None:
        """Where the index is on a server, or None if it is in a folder."""
        if self.server is None:
            return None
        token = self.server_token.get_secret_value() if self.server_token else None
        return Server(self.server, token, self.server_tenant, self.server_database)

    @property
    def splitter(self) -> Splitter:
        """How documents are split."""
        return Splitter(self.chunk_size, min(self.chunk_overlap, self.chunk_size // 2))

    def but(self, **changes: Any) -> Self:
        """Return these settings with some changed; those that are None stay as they are."""
        given = {name: value for name, value in changes.items() if value is not None}
        return type(self)(**{**self.model_dump(exclude_unset=True), **given})


def _default_seeds() -> Path:
    """`seeds/` of the checkout that this code runs from, else of the current folder."""
    checkout = Path(__file__).resolve().parent.parent
    return (checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()) / "seeds"


def _default_index(seeds: Path, server: str | None) -> Path:
    identity = str(seeds.resolve()) + (f"\0{server}" if server else "")
    name = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return platformdirs.user_data_path(APPLICATION) / "indexes" / f"{seeds.name}-{name}"


def _in_one_line(error: ValidationError) -> str:
    problems = []
    for problem in error.errors():
        if problem["type"] == "default_factory_not_called":  # it follows from another problem
            continue
        name = ".".join(str(part) for part in problem["loc"]) or "settings"
        if problem["type"] == "extra_forbidden":
            known = ", ".join(Settings.model_fields)
            problems.append(f"{name}: no such setting; there are {known}")
        else:
            where = f" ({_PREFIX}{name.upper()})" if name in Settings.model_fields else ""
            said = problem["msg"].removeprefix("Value error, ")
            problems.append(f"{name}{where}: {said}, not {problem['input']!r:.100}")
    return "; ".join(problems)
