"""A question becomes ranked passages: by meaning, by shared words, and by words that are near."""

import math
from collections.abc import Mapping, Set
from itertools import accumulate
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PrivateAttr

from index.address import Server
from index.embed import Embedder
from index.errors import IndexMismatchError
from index.generation import Generation
from index.language import detect
from index.late_interaction import word_nearness
from index.lexical import SharedWords
from index.neutral import Neutral, packaged_biases
from index.reader import Reader
from index.records import Chunk, Document, DocumentEntry, Passage
from index.remember import Embed, Remembered
from index.server import generations
from index.word_file import KnownWords, WordFile
from index.words import terms

# By meaning, and as many by words. In all that `tests/bench/retrieval.py` asks, and on its half for
# tuning, recall@1 and @3 were the same with 20, with 30 and with 50.
_CANDIDATES = 30
# How much a passage loses that shares none of the question's words, where another one shares all:
# one of its own language, if that is the question's; and any. In another language a question shares
# few words with its passage, and trusting them as much (as rank fusion does) ruins search across
# languages; while in its own any passage shares its small words, so that only the comparison within
# that language tells. Chosen on one half of XQuAD (tests/bench/retrieval.py asks the other) and on
# 95 questions of ours in eleven languages over ten documents in four. There recall@1 / @3 rose from
# .73 / .92, with words that have to be the same and .05 throughout, to .77 / .93; without the
# comparison within the language it fell to .71 / .85.
_ONE_LANGUAGE = 0.15
_TWO_LANGUAGES = 0.05
# How many chunks may hold the words by which passages are found: words that more of them hold tell
# little, and with them most of an index was ranked at every question (.05 s for 50,000 chunks).
_MOST_RANKED = 5_000
# The best so many are compared with the question word by word, and how much one of them loses that
# comes near to none of its words, where another comes near to all. Chosen on the same data: there
# recall@1 / @3 rose from .77 / .93 to .82 / .95. With five or ten it was the same within a point.
_COMPARED = 8
_BY_WORD = 0.1
# Enough of a passage to tell its language, and quick for some sixty of them.
_SAMPLE = 300


class PassageRetriever(BaseRetriever):
    """Finds the passages of an index for a question, as a LangChain retriever.

    Follows the index: when another generation was published, by this program or another one, the
    next search is in that. Safe for several threads.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: Path
    server: Server | None = None
    embedder: Embedder
    k: int = 3

    _reader: Reader = PrivateAttr()
    _words: Remembered = PrivateAttr()

    def model_post_init(self, _: Any) -> None:
        """Begin to follow the index, which need not be there yet."""
        where = self.server.url if self.server else str(self.index)
        self._reader = Reader(generations(self.index, self.server), where, self._check)
        file = WordFile(self.index, self.embedder.words_id)
        self._words = Remembered(KnownWords(file, self.embedder.encode_words))

    def search(self, question: str, k: int | None = None) -> list[Passage]:
        """Return the best `k` passages, best first.

        Raises IndexUnusableError without an index, IndexDamagedError if it is damaged, and
        IndexMismatchError if it was made with another embedder.
        """
        count = self.k if k is None else k

        def use(generation: Generation) -> list[Passage]:
            vector = self.embedder.encode_queries([question])[0]
            biases = packaged_biases() if self.embedder.is_packaged else {}
            neutral = Neutral(vector, detect(question), biases)
            return _search(generation, question, neutral, self._words, count)

        return self._reader.read(use)

    def exists(self) -> bool:
        """Tell whether there is an index."""
        return self._reader.exists()

    def version(self) -> str | None:
        """Return the name of the generation that is read, None while a server's is changing."""
        return self._reader.version()

    def count(self) -> int:
        """Return the number of documents in the index."""
        return self._reader.read(lambda generation: generation.counts()[0])

    def entries(self) -> list[DocumentEntry]:
        """Return the documents of the index, by source."""
        return self._reader.read(lambda generation: generation.entries())

    def document(self, source: str) -> Document | None:
        """Return a document of the index with its text, or None if there is none of that name."""
        return self._reader.read(lambda generation: generation.document(source))

    def close(self) -> None:
        """Let go of the index's files."""
        self._reader.close()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  (LangChain's signature)
        **options: Any,
    ) -> list[LangChainDocument]:
        return [to_langchain(passage) for passage in self.search(query, options.get("k"))]

    def _check(self, opened: Generation) -> None:
        if opened.embedder not in (None, self.embedder.id):
            raise IndexMismatchError(
                f"{self.index}: this index was made with the embedder {opened.embedder}, not "
                f"{self.embedder.id}; run `assistant index`, which embeds everything again"
            )


def _search(
    generation: Generation, question: str, neutral: Neutral, embed_words: Embed, count: int
) -> list[Passage]:
    found = dict(generation.nearest(neutral.vector, max(_CANDIDATES, count)))
    frequencies = generation.document_frequencies(dict.fromkeys(terms(question)))
    known = {chunk.id for chunk in found}
    lexical = generation.matching(_rare(frequencies), _CANDIDATES)
    found |= generation.get([name for name in lexical if name not in known], neutral.vector)
    languages = {chunk: detect(chunk.text[:_SAMPLE]) for chunk in found}
    near = {chunk: neutral.score(cosine, languages[chunk]) for chunk, cosine in found.items()}
    asked_in = detect(question)
    own = {chunk for chunk, language in languages.items() if language == asked_in}
    weights = _weights(frequencies, generation.counts()[1])
    scored = _scored(near, own, SharedWords(weights))
    compared = _compared(_best(scored, max(_COMPARED, count)), question, embed_words)
    return [
        _passage(rank, chunk, compared[chunk], generation)
        for rank, chunk in enumerate(_best(compared, count), 1)
    ]


def _best(scored: Mapping[Chunk, float], count: int) -> dict[Chunk, float]:
    """Return the chunks with the highest scores, the highest first."""
    best = sorted(scored, key=lambda chunk: (-scored[chunk], chunk.id))[:count]
    return {chunk: scored[chunk] for chunk in best}


def _rare(frequencies: Mapping[str, int]) -> list[str]:
    """Return the rarest words, as long as few enough chunks hold them to be ranked at once."""
    rarest = sorted(frequencies, key=lambda word: (frequencies[word], word))
    ranked = accumulate(frequencies[word] for word in rarest)
    return [word for word, so_far in zip(rarest, ranked, strict=True) if so_far <= _MOST_RANKED]


def _weights(frequencies: Mapping[str, int], total: int) -> dict[str, float]:
    """Return the inverse document frequency of each word; unknown words weigh the most."""
    return {word: math.log(1 + total / (1 + count)) for word, count in frequencies.items()}


def _scored(
    found: Mapping[Chunk, float], own: Set[Chunk], shared: SharedWords
) -> dict[Chunk, float]:
    """Return how near the passages are, less if they share fewer words than others do.

    `own` are those in the question's language.
    """
    shares = {chunk: shared.share_in(chunk.text) for chunk in found}
    best, best_own = (max((shares[one] for one in some), default=0) for some in (found, own))
    return {
        chunk: score
        - max(
            _TWO_LANGUAGES * (best - shares[chunk]),
            _ONE_LANGUAGE * (best_own - shares[chunk]) if chunk in own else 0,
        )
        for chunk, score in found.items()
    }


def _compared(best: Mapping[Chunk, float], question: str, embed_words: Embed) -> dict[Chunk, float]:
    """Return the scores, less for chunks that come less near to the question's words than others.

    Those after the first few count as the one of these that comes least near.
    """
    looked_at = list(best)[:_COMPARED]
    texts = [chunk.embedded_text for chunk in looked_at]
    near = dict(zip(looked_at, word_nearness(question, texts, embed_words), strict=True))
    most, least = max(near.values(), default=0), min(near.values(), default=0)
    return {
        chunk: score - _BY_WORD * float(most - near.get(chunk, least))
        for chunk, score in best.items()
    }


def _passage(rank: int, chunk: Chunk, score: float, generation: Generation) -> Passage:
    title, author, date = generation.about(chunk.source)
    return Passage(
        rank=rank,
        source=chunk.source,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        score=round(score, 6),
        chunk_id=chunk.id,
        context=chunk.context,
        title=title,
        author=author,
        date=date,
        page_breaks=generation.page_breaks(chunk.source, chunk.start, chunk.end),
    )


def to_langchain(passage: Passage) -> LangChainDocument:
    """Return a passage in LangChain's form; `to_passage` turns it back."""
    metadata = {
        "rank": passage.rank,
        "source": passage.source,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "score": passage.score,
        "context": passage.context,
        "title": passage.title,
        "author": passage.author,
        "date": passage.date,
        "page_breaks": passage.page_breaks,
    }
    return LangChainDocument(id=passage.chunk_id, page_content=passage.text, metadata=metadata)


def to_passage(document: LangChainDocument) -> Passage:
    """Return a retrieved document as the passage that it was made from."""
    return Passage(text=document.page_content, chunk_id=document.id or "", **document.metadata)
