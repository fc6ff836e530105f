"""How near an answer comes to the known one: words, figures, and the places of quotes."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from assistant.figures import figures_match, read_figures
from index.records import Span

# Of the languages of the interface, those that are hardly ever another word in another one of them.
_ARTICLES = set(
    re.findall(
        r"\w+",
        "a an the l le la les un une el los las una unos unas der die das den dem ein eine einen "
        "einem einer eines il lo gli uno os um uma het een",
    )
)
# Scripts that do not part words: each character counts as one.
_UNPARTED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_WORD = re.compile(rf"[{_UNPARTED}]|\d+(?:[.,:]\d+)*|[^\W\d_{_UNPARTED}]+")
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
# Above this class, Unicode's combining marks are accents and vowel points; up to it, they make
# other letters, as Japanese voicing marks do.
_LETTER_MARKS = 9


def words(text: str) -> list[str]:
    """Return the words by which answers are compared.

    As in SQuAD's script case, punctuation and articles do not count; here, accents do not either,
    and articles are those of seven languages. Figures keep their inner marks ("1.5").
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(c for c in folded if unicodedata.combining(c) <= _LETTER_MARKS)
    folded = unicodedata.normalize("NFC", folded)
    folded = _ACRONYM.sub(lambda match: match[0].replace(".", ""), folded)
    found = _WORD.findall(folded)
    return [word for word in found if word not in _ARTICLES] or found


def contains(text: str, known: str) -> bool:
    """Tell whether `text` says the answer `known`.

    Its words stand there in a row; or its figures stand there with the same values ("$2B" for "2
    milliards"), and the words between them in a row each.
    """
    held = words(text)
    figures = read_figures(known)
    said = read_figures(text) if figures else []
    missing = [one for one in figures if not any(figures_match(one, other) for other in said)]
    # Words know no signs: "15 people" is not "15%".
    if _in_a_row(words(known), held) and not any(figure.unit for figure in missing):
        return True
    if missing or not figures:
        return False
    ends = [0, *(figure.end for figure in figures)]
    starts = [*(figure.start for figure in figures), len(known)]
    between = [words(known[end:start]) for end, start in zip(ends, starts, strict=True)]
    return all(_in_a_row(run, held) for run in between if run)


def token_f1(text: str, known: str) -> float:
    """Return SQuAD's F1 (Rajpurkar et al. 2016) of the `words` of two texts, from 0 to 1."""
    said, wanted = Counter(words(text)), Counter(words(known))
    common = (said & wanted).total()
    return 2 * common / (said.total() + wanted.total()) if common else 0.0


def covers(span: Span, gold: Iterable[Span]) -> bool:
    """Tell whether `span` holds more than half of a gold span."""
    return any(2 * _shared(span, one) > one.end - one.start for one in gold)


def meets(span: Span, gold: Iterable[Span]) -> bool:
    """Tell whether `span` and a gold span share more than half of the shorter one."""
    return any(
        2 * _shared(span, one) > min(one.end - one.start, span.end - span.start) for one in gold
    )


def encloses(span: Span, gold: Iterable[Span]) -> bool:
    """Tell whether `span` holds a whole gold span."""
    return any(span.start <= one.start and one.end <= span.end for one in gold)


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _in_a_row(run: list[str], held: list[str]) -> bool:
    return bool(run) and any(
        held[at : at + len(run)] == run for at in range(len(held) - len(run) + 1)
    )
