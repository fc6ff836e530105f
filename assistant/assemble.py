"""Settings become a working assistant: the only place where things are wired together."""

from dataclasses import dataclass
from functools import partial

from langchain_core.language_models import BaseChatModel

from assistant.answerable import LEAST_LOG_ODDS
from assistant.calibration import threshold
from assistant.chain import Chain, retrieval_chain
from assistant.local_model import LocalChatModel
from assistant.model import chat_model, default_model
from assistant.prompt import prompts_for
from assistant.settings import Settings
from index.embed import Embedder
from index.search import PassageRetriever


@dataclass(frozen=True, slots=True)
class Parts:
    """What an assistant is made of."""

    embedder: Embedder
    retriever: PassageRetriever
    model: BaseChatModel | None
    model_name: str
    chain: Chain


def assemble(settings: Settings) -> Parts:
    """Wire an assistant together; models are loaded when they are first used.

    Raises ModelError, EmbedderError or SettingsError if a setting names what is not there.
    """
    embedder = Embedder(settings.embedder, settings.cache)
    retriever = PassageRetriever(index=settings.index, embedder=embedder, k=settings.passages)
    model_name = settings.model or default_model()
    model = chat_model(
        model_name,
        cache=settings.cache,
        timeout=settings.timeout,
        max_tokens=settings.answer_tokens,
    )
    is_served = model is not None and not isinstance(model, LocalChatModel)
    prompts = prompts_for("strong" if is_served else "small")
    least = partial(threshold, settings.index, model_name, LEAST_LOG_ODDS)
    chain = retrieval_chain(retriever, prompts, model, embedder, model_name=model_name, least=least)
    return Parts(embedder, retriever, model, model_name, chain)
