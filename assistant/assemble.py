"""Settings become a working assistant: the only place where things are wired together."""

import math
import threading
from collections.abc import Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from langchain_core.language_models import BaseChatModel

from assistant.answerable import LEAST_NEARNESS, least_answerability, least_nearness
from assistant.calibration import threshold
from assistant.chain import Chain, retrieval_chain
from assistant.local_model import LocalChatModel
from assistant.model import chat_model
from assistant.packaged_model import default_model
from assistant.prompt import Prompts, prompts_for
from assistant.settings import Settings
from index.embed import Embedder
from index.errors import IndexUnusableError
from index.search import PassageRetriever

# The name of no language model.
_NONE = "none"
# A name in another script than the documents' has their words embedded, to look for it in them.
_WITH_A_FOREIGN_NAME = "Who is グレタ?"


class Parts:
    """What an assistant is made of, wired together. Safe for several threads.

    Making it is quick. The language model is looked for when it is first needed, and loaded, like
    the embedder, when it is first used: what only searches does without.
    """

    def __init__(self, settings: Settings) -> None:
        """Raise EmbedderError if the embedder that the settings name is not there."""
        self.embedder = Embedder(settings.embedder, settings.cache)
        self.retriever = PassageRetriever(
            index=settings.index,
            server=settings.chroma_server,
            embedder=self.embedder,
            k=settings.passages,
        )
        self.model_name = settings.model or default_model()
        self._settings = settings
        self._lock = threading.Lock()
        self._answering: tuple[BaseChatModel | None, Chain] | None = None
        self._quoting: Chain | None = None

    @property
    def model(self) -> BaseChatModel | None:
        """The language model, or None for "none". Raises ModelError if it is not there."""
        return self._made()[0]

    @property
    def chain(self) -> Chain:
        """The retrieval chain. Raises ModelError if the language model is not there."""
        return self._made()[1]

    @property
    def quoting_chain(self) -> Chain:
        """The chain that answers in the sources' own words, whatever the language model."""
        with self._lock:
            if self._quoting is None:
                self._quoting = self._chain(None)
            return self._quoting

    def warm(self) -> None:
        """Load the models, side by side, and have a local one read what it is told first.

        Over an index a question is answered in the sources' words meanwhile, which loads what else
        answers need, such as the dictionary of the documents' language.

        Raises what loading the embedder and asking the model raise; the index may be unusable.
        """
        local = self.model if isinstance(self.model, LocalChatModel) else None
        with ThreadPoolExecutor(1) as beside:
            started = beside.submit(local.start) if local else None
            try:
                self.quoting_chain.invoke({"question": _WITH_A_FOREIGN_NAME})
            except IndexUnusableError:  # none yet, or a server that is to come; who asks is told
                self.embedder.encode_queries([_WITH_A_FOREIGN_NAME])
            if started:
                started.result()
        if local:
            prompt = self._prompts(local).answer
            nothing = dict.fromkeys(prompt.input_variables, "")
            (prompt | local.bind(max_tokens=1)).invoke(nothing)

    def start_model(self) -> None:
        """Begin to load a local model, beside what comes before it is asked."""
        if isinstance(self.model, LocalChatModel):
            self.model.start_soon()

    def version(self) -> Hashable | None:
        """Return what tells one state of the index, and of what is fitted to it, from another.

        None while the index is changing.
        """
        version = self.retriever.version()
        fitted = (self._fitted(self.model_name, 0), self._fitted(_NONE, 0))
        return (version, *fitted) if version else None

    def close(self) -> None:
        """Stop the language model, if it is one that runs here, and let go of the index."""
        self.retriever.close()
        close = getattr(self._answering[0], "close", None) if self._answering else None
        if close:
            close()

    def _made(self) -> tuple[BaseChatModel | None, Chain]:
        with self._lock:  # of two threads that ask first, one makes them
            if self._answering is None:
                model = chat_model(
                    self.model_name,
                    cache=self._settings.cache,
                    timeout=self._settings.timeout,
                    max_tokens=self._settings.answer_tokens,
                )
                self._answering = model, self._chain(model)
            return self._answering

    def _fitted(self, name: str, default: float) -> float:
        """Return the score below which a model answers nothing, as fitted to this index."""
        return threshold(self._settings.index, name, self.embedder.id, default)

    @staticmethod
    def _prompts(model: BaseChatModel | None) -> Prompts:
        is_served = model is not None and not isinstance(model, LocalChatModel)
        return prompts_for("strong" if is_served else "small")

    def _chain(self, model: BaseChatModel | None) -> Chain:
        is_measured = self.embedder.is_packaged  # other embedders' nearness is of another scale
        if model:
            name, default = self.model_name, least_answerability(model)
        else:
            name, default = _NONE, LEAST_NEARNESS if is_measured else -math.inf
        return retrieval_chain(
            self.retriever,
            self._prompts(model),
            model,
            self.embedder,
            model_name=name,
            least=partial(self._fitted, name, default),
            least_nearness=least_nearness(model) if model and is_measured else -math.inf,
        )
