"""The name of a language model becomes a LangChain chat model, and its failures become one line."""

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import BaseChatModel

from assistant.local_model import LocalChatModel, LocalServer
from assistant.packaged_model import ADAPTERS, QWEN, packaged_gguf
from index.errors import AssistantError, ModelError

ACCEPTED = (
    "none, local, a .gguf file, http://host:port/v1 (with #name to choose one of its models), "
    "or provider:model such as ollama:qwen3:4b"
)


class Provider(NamedTuple):
    """A provider that has an extra: the extra's name and the variables that may hold its key."""

    extra: str
    keys: tuple[str, ...]


PROVIDERS = {
    "openai": Provider("openai", ("OPENAI_API_KEY",)),
    "anthropic": Provider("anthropic", ("ANTHROPIC_API_KEY",)),
    "ollama": Provider("ollama", ()),
    "google_genai": Provider("google", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
    "mistralai": Provider("mistral", ("MISTRAL_API_KEY",)),
}


def chat_model(name: str, *, cache: Path, timeout: float, max_tokens: int) -> BaseChatModel | None:
    """Return the chat model that `name` stands for, or None for "none".

    `cache` is the folder in which the packaged model is unpacked. `timeout` is in seconds;
    `max_tokens` bounds an answer. A local model is loaded by its first question, not here.
    Raises ModelError if the name is none of the accepted forms, or what it names is not there.
    """
    # Questions and documents stay here unless the user has asked for LangChain's tracing.
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    name = name.strip()
    if name == "none":
        return None
    if name == "local":
        server = LocalServer(lambda: packaged_gguf(cache), adapters=ADAPTERS)
        return LocalChatModel(
            server=server, model_name=QWEN.name, timeout=timeout, max_tokens=max_tokens
        )
    if name.lower().endswith(".gguf"):
        server = LocalServer(_gguf_file(name))
        return LocalChatModel(
            server=server, model_name=Path(name).stem, timeout=timeout, max_tokens=max_tokens
        )
    if name.startswith(("http://", "https://")):
        return _served_model(name, timeout, max_tokens)
    provider, separator, model = name.partition(":")
    if separator and provider and model:
        return _provided_model(provider.replace("-", "_"), model, timeout, max_tokens)
    raise _unknown(name)


def _unknown(name: str) -> ModelError:
    return ModelError(f"There is no language model {name!r}. Accepted are {ACCEPTED}.")


def _gguf_file(name: str) -> Path:
    path = Path(name).expanduser().absolute()
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read: {error.strerror}.") from error
    if magic != b"GGUF":
        raise ModelError(f"The model file {path} is not in GGUF format; download it again.")
    return path


def _served_model(name: str, timeout: float, max_tokens: int) -> BaseChatModel:
    # Late, for they are slow to import.
    import httpx

    from assistant.served_model import served_model

    try:
        return served_model(name, timeout=timeout, max_tokens=max_tokens)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise explain(error, name) from error


def _provided_model(provider: str, model: str, timeout: float, max_tokens: int) -> BaseChatModel:
    """Return the chat model of one of LangChain's providers."""
    from langchain.chat_models import init_chat_model  # slow to import

    name = f"{provider}:{model}"
    known = PROVIDERS.get(provider)
    options: dict[str, Any] = {"timeout": timeout, "max_tokens": max_tokens}
    if provider == "ollama":  # it has its own words for these
        options = {"client_kwargs": {"timeout": timeout}, "num_predict": max_tokens}
    if not re.match(r"o\d", model):  # OpenAI's reasoning models refuse a temperature
        options["temperature"] = 0
    if known and known.keys and not any(os.environ.get(key) for key in known.keys):
        raise ModelError(f"The model {name} needs a key: set {known.keys[0]}.")
    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    except ImportError as error:
        package = f'-e ".[{known.extra}]"' if known else f"langchain-{provider.replace('_', '-')}"
        raise ModelError(f"The model {name} needs a package: pip install {package}") from error
    except ValueError as error:
        if "Unsupported provider" in str(error):
            raise _unknown(name) from error
        raise explain(error, name) from error
    except Exception as error:  # each provider has its own for a missing key or a bad option
        raise explain(error, name) from error
    return made


class ModelFailures(BaseCallbackHandler):
    """A LangChain callback that remembers what models raised, which is no fault of ours."""

    def __init__(self) -> None:
        self._raised: list[BaseException] = []

    def on_llm_error(self, error: BaseException, **_: Any) -> None:
        """Hear that a model failed."""
        self._raised.append(error)

    def __contains__(self, error: BaseException) -> bool:
        """Tell whether an exception is a model's."""
        return any(raised is error for raised in self._raised)


def explain(error: Exception, name: str) -> AssistantError:
    """Turn what a running model raised into one line for the user.

    `name` is the model's name as the user gave it. Providers have their own exceptions; what they
    share is a `status_code`, on the error or on its response, and a telling class name.
    """
    if isinstance(error, AssistantError):
        return error
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
    said = " ".join(str(error).split())[:300] or type(error).__name__
    if "Timeout" in kinds:
        reason = "did not answer in time; try again, or raise ASSISTANT_TIMEOUT"
    elif status in (401, 403):
        provider = PROVIDERS.get(name.partition(":")[0])
        key = provider.keys[0] if provider and provider.keys else "OPENAI_API_KEY"
        reason = f"refuses the key; check {key}"
    elif status == 404:
        reason = "is not known there; check its name and the address"
    elif re.search(r"context.{0,20}(size|length|window)|too long|too many tokens", said, re.I):
        reason = "cannot hold so much text; ask a shorter question or lower ASSISTANT_PASSAGES"
    elif status == 429:
        reason = "takes no more requests for now; wait, or check your plan's limits"
    elif re.search("Connect|TransportError|RemoteProtocol", kinds):
        reason = "cannot be reached; check that it runs and that the address is right"
    elif re.search("AttributeError|TypeError|LookupError|JSONDecodeError", kinds):
        reason = "sent what is no reply; check that the address is that of its OpenAI protocol"
    else:
        reason = f"failed: {said}"
    return ModelError(f"The language model {name} {reason}.")
