"""Compares our search with others over XQuAD, on articles that nothing was tuned on.

    pip install -e ".[bench]"
    python -m tests.bench.retrieval XQUAD_FOLDER [--json]

XQUAD_FOLDER, or ASSISTANT_XQUAD, holds en.json, es.json and de.json of XQuAD (Artetxe et al. 2020,
CC BY-SA 4.0), which is not part of this project. All paragraphs of a language are searched, and
asked is what the articles of the test half ask. A question is answered by a passage of its own
paragraph. Last, our own questions about the documents in seeds/, in eleven languages, are asked
over these and all Spanish and German paragraphs together; there the passage has to hold the quote.
Vectors are kept in a temporary folder, so that another run embeds nothing.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.cases import Case, QuestionFile, read_cases
from assistant.scoring import covers
from index.embed import Embedder
from index.records import Chunk, Document, Span
from index.search import PassageRetriever
from index.split import Splitter
from index.sync import sync
from index.vectors import VectorFile, Vectors
from tests.bench.stock import stock_retriever

# The languages of questions and of documents.
PAIRS = (("en", "en"), ("en", "es"), ("en", "de"), ("es", "es"), ("de", "de"))
DEPTH = 10
_BATCH = 64
ROOT = Path(__file__).parents[2]
SEEDS, OWN = ROOT / "seeds", ROOT / "tests" / "data" / "questions.jsonl"

# From a question to the sources of the passages that are found, best first.
Search = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """How well a method finds the paragraphs of one language for questions in another."""

    method: str
    questions: str
    documents: str
    recall_1: float
    recall_3: float
    recall_5: float
    mrr: float
    asked: int


class KeptEmbedder(Embedder):
    """The packaged embedder, which embeds a text only once."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._kept = VectorFile(folder / "vectors.sqlite", self.id)

    def encode_documents(self, texts: list[str]) -> Vectors:
        """Return the vectors of passages."""
        return self._keep("passage", texts, super().encode_documents)

    def encode_queries(self, texts: list[str]) -> Vectors:
        """Return the vectors of questions."""
        return self._keep("question", texts, super().encode_queries)

    def _keep(
        self, kind: str, texts: Sequence[str], encode: Callable[[list[str]], Vectors]
    ) -> Vectors:
        marked = [Chunk("", "", 0, 0, f"{kind}\0{text}") for text in texts]
        missing = list(self._kept.missing(marked))
        for first in range(0, len(missing), _BATCH):
            batch = missing[first : first + _BATCH]
            print(f"embedding {first + len(batch)}/{len(missing)}", file=sys.stderr)
            self._kept.add(batch, encode([chunk.text.partition("\0")[2] for chunk in batch]))
        return self._kept.take(marked)


class KeptE5(KeptEmbedder):
    """The first of the packaged pair alone: multilingual-e5-small."""

    @property
    def id(self) -> str:
        """Another id than that of the pair."""
        return f"{super().id} e5 alone"

    def _encode(self, encode: Callable[..., Vectors], texts: list[str]) -> Vectors:
        return encode(texts, normalize_embeddings=True, show_progress_bar=False)


def main() -> None:
    """Print the table, or with --json one document."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", default=os.environ.get("ASSISTANT_XQUAD"), type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    given = parser.parse_args()
    if given.folder is None:
        parser.error("name the folder of XQuAD's files, or set ASSISTANT_XQUAD")
    home = Path(tempfile.gettempdir()) / "assistant-bench"
    home.mkdir(exist_ok=True)
    rows = list(measure(given.folder, home))
    if given.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
        return
    print("questions over documents | method | recall@1 | @3 | @5 | MRR | questions")
    for row in rows:
        figures = [f"{value:.3f}" for value in (row.recall_1, row.recall_3, row.recall_5, row.mrr)]
        pair = f"{row.questions} over {row.documents}"
        print(" | ".join([pair, row.method, *figures, str(row.asked)]))


def measure(folder: Path, home: Path) -> Iterator[Row]:
    """Yield the rows of every pair of languages and every method."""
    pair, e5 = KeptEmbedder(home), KeptE5(home)
    for language in dict.fromkeys(documents for _, documents in PAIRS):
        file = read_cases(folder / f"{language}.json")
        methods = {
            "LangChain's usual recipe": stock(file, e5),
            "e5 over paragraphs": dense(file, e5),
            "BM25 over paragraphs": lexical(file),
            "ours": ours(file, pair, home / language),
        }
        for asked_in, documents in PAIRS:
            if documents != language:
                continue
            other = None if asked_in == language else folder / f"{asked_in}.json"
            cases = held_out(read_cases(folder / f"{language}.json", questions=other).cases)
            for embedder in (pair, e5):
                embedder.encode_queries([case.question for case in cases])
            for name, search in methods.items():
                yield _row(name, asked_in, language, cases, search)
    yield seeds_among(folder, pair, home / "seeds-among")


def seeds_among(folder: Path, embedder: Embedder, home: Path) -> Row:
    """Ask our own questions about seeds/ where its documents lie among others of two languages."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")}
    among = [read_cases(folder / f"{one}.json").documents or {} for one in ("es", "de")]
    others = {
        f"{at}/{source}": text for at, one in enumerate(among) for source, text in one.items()
    }
    found = {name: Document(name, text, "") for name, text in texts.items()}
    cases = [
        case.found_in(found[case.source]) for case in read_cases(OWN).cases if case.source in found
    ]
    retriever = _indexed(others | texts, embedder, home)
    ranks = [
        next(
            (
                passage.rank
                for passage in retriever.search(case.question, DEPTH)
                if passage.source == case.source
                and covers(Span(passage.start, passage.end), case.spans)
            ),
            None,
        )
        for case in cases
    ]
    return _row_of("ours", "own", "seeds, es, de", ranks)


def held_out(cases: list[Case]) -> list[Case]:
    """Return what every second article asks; what is tuned, is tuned on the others."""
    # Sources begin with the number of their article.
    return [case for case in cases if int(str(case.source)[:3]) % 2 == 0]


def dense(file: QuestionFile, embedder: Embedder) -> Search:
    """Return a search by the nearest whole paragraph."""
    sources, texts = _listed(file)
    vectors = embedder.encode_documents(texts)

    def search(question: str) -> list[str]:
        scores = vectors @ embedder.encode_queries([question])[0]
        return [sources[at] for at in np.argsort(-scores)[:DEPTH]]

    return search


def lexical(file: QuestionFile) -> Search:
    """Return a search by BM25, with the library's own way to part words."""
    import bm25s

    sources, texts = _listed(file)
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords=None, show_progress=False), show_progress=False)

    def search(question: str) -> list[str]:
        words = bm25s.tokenize([question], stopwords=None, show_progress=False)
        found, _ = index.retrieve(words, k=DEPTH, show_progress=False)
        return [sources[at] for at in found[0]]

    return search


def stock(file: QuestionFile, embedder: Embeddings) -> Search:
    """Return the search of LangChain's tutorials."""
    retriever = stock_retriever(file.documents or {}, embedder)
    return lambda question: [found.metadata["source"] for found in retriever.invoke(question)]


def ours(file: QuestionFile, embedder: Embedder, home: Path) -> Search:
    """Return our search as it is shipped."""
    retriever = _indexed(file.documents or {}, embedder, home)
    return lambda question: [found.source for found in retriever.search(question, DEPTH)]


def _indexed(documents: dict[str, str], embedder: Embedder, home: Path) -> PassageRetriever:
    shutil.rmtree(home / "seeds", ignore_errors=True)  # of an earlier run
    for source, text in documents.items():
        path = home / "seeds" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    sync(home / "seeds", home / "index", embedder, Splitter())
    return PassageRetriever(index=home / "index", embedder=embedder)


def _listed(file: QuestionFile) -> tuple[list[str], list[str]]:
    documents = file.documents or {}
    return list(documents), list(documents.values())


def _row(method: str, questions: str, documents: str, cases: Sequence[Case], search: Search) -> Row:
    ranks = [_rank(str(case.source), search(case.question)) for case in cases]
    return _row_of(method, questions, documents, ranks)


def _row_of(method: str, questions: str, documents: str, ranks: list[int | None]) -> Row:
    first, third, fifth = (_mean(ranks, partial(_is_within, k)) for k in (1, 3, 5))
    mean_rank = _mean(ranks, _reciprocal)
    return Row(method, questions, documents, first, third, fifth, mean_rank, len(ranks))


def _rank(source: str, found: list[str]) -> int | None:
    return found.index(source) + 1 if source in found else None


def _mean(ranks: list[int | None], worth: Callable[[int | None], float]) -> float:
    return round(sum(worth(rank) for rank in ranks) / len(ranks), 4)


def _is_within(limit: int, rank: int | None) -> float:
    return float(rank is not None and rank <= limit)


def _reciprocal(rank: int | None) -> float:
    return 1 / rank if rank else 0.0


if __name__ == "__main__":
    main()
