"""Settings become a working assistant: the only place where things are wired together."""

from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from assistant.chain import (
    ANSWERABLE_VARIABLES,
    FOLLOW_UP_VARIABLES,
    PROMPT_VARIABLES,
    TRANSLATE_VARIABLES,
    Chain,
    retrieval_chain,
)
from assistant.local_model import LocalChatModel
from assistant.model import chat_model, default_model
from assistant.prompt import load_prompt
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
    is_small = isinstance(model, LocalChatModel)
    chain = retrieval_chain(
        retriever,
        load_prompt("answer", PROMPT_VARIABLES),
        model,
        embedder,
        model_name=model_name,
        follow_up=load_prompt("follow_up", FOLLOW_UP_VARIABLES),
        # The models that run here are small ones.
        translate=load_prompt("translate", TRANSLATE_VARIABLES) if is_small else None,
        answerable=load_prompt("answerable", ANSWERABLE_VARIABLES) if is_small else None,
    )
    return Parts(embedder, retriever, model, model_name, chain)
