"""An answer and its passages become sentences with their quotes: the proof, or the lack of it.

Nothing that a model writes about where it found something is trusted. Each sentence of its reply is
aligned with the source sentence that it comes from; the quote is that sentence, as it stands. What
the sentence says beyond it (a figure or a name) has to stand in another sentence of the passage,
which is cited as well.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.answer import Citation, Sentence
from assistant.figures import missing_figures, read_figures
from assistant.names import (
    Name,
    certain_names,
    fold,
    has_rival,
    missing_names,
    read_names,
)
from index.language import detect
from index.records import Passage
from index.split import sentences

Vectors = npt.NDArray[np.float32]
# Texts to unit vectors, of shape (texts, dimensions).
Embed = Callable[[list[str]], Vectors]

# Markers and roles that a model writes of its own accord; the program puts the real ones.
_INVENTED_MARKERS = re.compile(
    r"\s*(?:\[\s*(?:\d+|passage\s*\d+|source\s*\d+)(?:\s*[,;-]\s*\d+)*\s*\]"
    r"|\((?:passage|source)s?\s*\d+(?:\s*(?:,|and|&)\s*\d+)*\)|【[^】]{0,20}】)",
    re.IGNORECASE,
)
# A sentence about the text itself that denies: how models say that they did not find the answer.
_THE_TEXT = re.compile(
    r"\b(?:the|this|le|ce|les|el|los|las?|lo|o|os|as|il|i|der|die|das|den|de|het|given|provided)\s+"
    r"(?:\w+\s+)?(?:text|context|passages?|sources?|documents?|article|texte|articles?|texto|"
    r"artículo|artigo|fuentes?|fontes?|fonti|testo|articolo|artikel|tekst|bronn?e?n?|quellen?)\b"
    r"|текст|источник|文本|文章|文中|原文|テキスト|本文|記事|资料|資料|النص|المقال|المصادر",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"n['’]t\b|\b(?:not|no|nor|pas|aucune?|non|nicht|kein\w*|não|niet|geen|nulla|nada|nichts)\b"
    r"|\b(?:не|нет)\b|没有|未|不|ない|ません|\b(?:لا|لم|ليس)\b",
    re.IGNORECASE,
)
# Cosines between a sentence and what it says in other words, or another language, lie above this;
# those of unrelated sentences reach higher, so that this only keeps out the plainly foreign.
_LEAST_COSINE = 0.74
# A sentence that holds all of the claim's figures beats one that is this much nearer in meaning.
_FIGURE_WEIGHT = 0.1
_NAME_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a source that may prove something: `document.text[start:end] == text`.

    `context` is what its document is about; `title`, `author` and `date` are its document's.
    """

    source: str
    page: int | None
    start: int
    end: int
    text: str
    context: str = ""
    title: str | None = None
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found for a claim: its evidence, how well it supports, and why it may not."""

    claim: str
    evidence: tuple[Evidence, ...]
    score: float
    reason: str | None


def evidence_in(passages: Sequence[Passage]) -> list[Evidence]:
    """Return the sentences of the passages, those of overlapping passages once, in their order."""
    found: dict[tuple[str, int], Evidence] = {}
    for passage in passages:
        for span in sentences(passage.text):
            start, end = passage.start + span.start, passage.start + span.end
            text = passage.text[span.start : span.end]
            found.setdefault(
                (passage.source, start),
                Evidence(
                    *(passage.source, passage.page_at(start), start, end, text, passage.context),
                    *(passage.title, passage.author, passage.date),
                ),
            )
    return list(found.values())


def claims_in(reply: str) -> list[str]:
    """Return the sentences of a model's reply, without the markers that it made up."""
    text = _INVENTED_MARKERS.sub("", reply)
    return [text[span.start : span.end] for span in sentences(text)]


def prove(
    claims: Sequence[str], evidence: Sequence[Evidence], question: str, embed: Embed
) -> list[Proof]:
    """Find for each claim the sentences that support it, or the reason why none do.

    A claim is supported if a sentence is near it in meaning, and every figure and name in it stands
    in that sentence or, what the sentence leaves out, in others of the same document near by. A
    name may also come from the question.
    """
    if not claims:
        return []
    if not evidence:
        return [Proof(claim, (), 0.0, "no passage was found") for claim in claims]
    vectors = embed([*claims, *(item.text for item in evidence)])
    cosines = vectors[: len(claims)] @ vectors[len(claims) :].T
    known = certain_names(
        [(text, detect(text)) for text in {*(e.text for e in evidence), question}]
    )
    return [
        _prove(claim, evidence, row, question, known, embed)
        for claim, row in zip(claims, cosines, strict=True)
    ]


def _prove(
    claim: str,
    evidence: Sequence[Evidence],
    cosines: npt.NDArray[np.float32],
    question: str,
    known: frozenset[str],
    embed: Embed,
) -> Proof:
    figures = read_figures(claim)
    names = [
        name
        for name in read_names(claim, detect(claim), known)
        # "Mio." and "US$" are part of a figure.
        if not any(figure.start < name.end and name.start < figure.end for figure in figures)
    ]
    in_question = {fold(name.word) for name in read_names(question, detect(question), known)}
    scores = cosines + np.array(
        [
            _FIGURE_WEIGHT * _share(len(figures), len(missing_figures(claim, item.text)))
            + _NAME_WEIGHT * _share(len(names), len(_unwritten(names, item.text)))
            for item in evidence
        ]
    )
    order = np.argsort(-scores)
    first = evidence[order[0]]
    if _says_nothing(claim) and not _says_nothing(first.text):
        return Proof(claim, (), 0.0, "it says that the sources do not say")
    chosen = [first]
    score = round(float(cosines[order[0]]), 4)
    lacking_figures = missing_figures(claim, first.text)
    unwritten = missing_names(names, first.text, embed)
    written = [name.word for name in names]
    swapped = [name for name in unwritten if has_rival(name, first.text, written, embed)]
    lacking_names = [name for name in unwritten if fold(name.word) not in in_question]
    if lacking_figures or lacking_names:
        for place in order[1:]:
            item = evidence[place]
            if item.source != first.source:
                continue
            together = "\n".join(part.text for part in [*chosen, item])
            fewer_figures = missing_figures(claim, together)
            # What is lacking is not in the chosen ones; embedding their words again finds nothing.
            fewer_names = missing_names(lacking_names, item.text, embed)
            if len(fewer_figures) < len(lacking_figures) or len(fewer_names) < len(lacking_names):
                chosen.append(item)
                lacking_figures, lacking_names = fewer_figures, fewer_names
            if not (lacking_figures or lacking_names) or len(chosen) == 3:
                break
    reason = None
    if swapped:
        reason = f"the source says this of another than {swapped[0].word}"
    elif lacking_figures:
        words = ", ".join(claim[figure.start : figure.end] for figure in lacking_figures)
        reason = f"the sources do not give the figure {words}"
    elif lacking_names:
        reason = f"the sources do not name {', '.join(name.word for name in lacking_names)} here"
    elif score < _LEAST_COSINE:
        reason = "no sentence of the sources says this"
    return Proof(claim, tuple(chosen), score, reason)


def _says_nothing(text: str) -> bool:
    denial = _DENIES.search(text)
    if denial and denial.group().lower() == "no" and detect(text) == "pt":
        return False  # it means "in the"
    return bool(denial and _THE_TEXT.search(text))


def _share(wanted: int, lacking: int) -> float:
    return 1 - lacking / wanted if wanted else 0.0


def _unwritten(names: Sequence[Name], text: str) -> list[Name]:
    folded = fold(text)
    return [name for name in names if fold(name.word) not in folded]


def cite(proofs: Sequence[Proof]) -> tuple[list[Sentence], list[Citation]]:
    """Put a number to the evidence of the supported claims, in the order in which they cite it."""
    citations: dict[Evidence, Citation] = {}
    written = []
    for proof in proofs:
        if proof.reason is not None:
            written.append(Sentence(proof.claim, (), False, proof.reason))
            continue
        markers = []
        for item in proof.evidence:
            citation = citations.setdefault(
                item,
                Citation(
                    marker=len(citations) + 1,
                    source=item.source,
                    page=item.page,
                    start=item.start,
                    end=item.end,
                    quote=item.text,
                    score=proof.score,
                    title=item.title,
                    author=item.author,
                    date=item.date,
                ),
            )
            markers.append(citation.marker)
        written.append(Sentence(proof.claim, tuple(markers), True))
    return written, list(citations.values())


def with_markers(written: Sequence[Sentence]) -> str:
    """Return the supported sentences as one text, each with its markers before its full stop."""
    return " ".join(_mark(sentence) for sentence in written if sentence.supported)


def _mark(sentence: Sentence) -> str:
    markers = "".join(f"[{marker}]" for marker in sentence.citations)
    text = sentence.text.rstrip()
    body = text.rstrip(".!?。！？؟।")
    return f"{body} {markers}{text[len(body) :]}"
