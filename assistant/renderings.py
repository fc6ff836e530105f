"""Names as another language writes them: translated, spelt otherwise, or a country's own there."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from assistant.codes import is_code
from assistant.names import (
    MAY_BE_ONE,
    SAME_NAME,
    Name,
    Spans,
    are_two,
    is_word,
    is_written_small,
)
from assistant.nearness import WordNearness, sounds_alike
from assistant.territories import territories
from assistant.wording import is_latin
from index.language import detect
from index.words import fold, function_words

# How much two spellings of a name have in common, of both, or of the name where the other is longer
# ("nestorianischen", "Südkalifornien"), and how near they are then. Of some three hundred pairs of
# an English name and a word of the same article in Spanish or German, all were one name that are as
# alike and as near, but "Lent" and "lehnt".
_ALIKE = 0.7
_HELD = 0.8
_NEAR_IF_ALIKE = 0.8
_SHORTEST = 5  # letters
_ONE_SOUND = str.maketrans("cqzyw", "kksiv")  # "Calabria", "Kalabrien"
_NEAREST = 3  # words that may be a part of what is one word in the other language
_SPACE = re.compile(r"\s")
_OF = re.compile(r"\s(?:(?:of|de|des|du|della?|do|da|van|von)(?:\s(?:the|la|las|los|het|der))?\s)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def is_rendered(name: Name, claim: str, evidence: str, nearness: WordNearness) -> bool:
    """Tell whether `evidence` has a name of `claim` as its own language has it; see `rendered`."""
    return bool(rendered(name, claim, evidence, nearness))


def rendered(name: Name, claim: str, evidence: str, nearness: WordNearness) -> Spans:
    """Return where `evidence` has a name of `claim` as its own language has it.

    That is by another name or spelling, in a compound, or as a plain word, to which English gives a
    capital that others do not: "the French government", "Cold War".
    """
    # A country may have another name in the same language, too: "the U.S.".
    codes = _codes(name, claim)
    if held := [(one.start, one.end) for one in territories(evidence) if one.code in codes]:
        return held
    if detect(claim) == detect(evidence) or is_code(name.word):
        return []
    words = _telling(evidence)
    return (
        _respelt(name, words, nearness, is_a_country=bool(codes))
        or _translated(name, claim, evidence, words, nearness)
        or ([] if codes else _compounded(name, claim, evidence, words, nearness))
    )


def is_told_otherwise(
    name: Name, claim: str, others: Sequence[Name], evidence: str, nearness: WordNearness
) -> bool:
    """Tell whether `evidence` has the name as its language does, or nearly so as one of `others`.

    Those are the evidence's names. Nearly so is a word of its own language only that sounds alike
    or is one of the other language's ("Éufrates"; "Scottish", "Escocés").
    """
    spoken, written = detect(claim), detect(evidence)
    if is_rendered(name, claim, evidence, nearness):
        return True
    if spoken == written or not is_latin(evidence) or is_code(name.word):
        return False
    if is_written_small([name], evidence, nearness):
        return True
    words = [one.word for one in others]
    if not words or is_word(name.word, written):
        return False  # the evidence would have it as it is
    is_plain = is_word(name.word, spoken)
    return any(
        cosine >= MAY_BE_ONE
        and (sounds_alike(name.word, word) or (is_plain and is_word(word, written)))
        for word, cosine in zip(words, nearness.cosines([name.word], words)[0], strict=True)
    )


def _codes(name: Name, text: str) -> set[str]:
    """Return the code of the territory that a name of `text` is, or is part of, or nothing."""
    return {one.code for one in territories(text) if one.start <= name.start < one.end}


def _respelt(
    name: Name, words: Sequence[re.Match[str]], nearness: WordNearness, *, is_a_country: bool
) -> Spans:
    """Return the words that are a name spelt otherwise.

    That is an abbreviation in the order of another language's words ("CPI", "IPC"), or a word that
    is spelt alike ("Huguenots", "hugonotes").
    """
    if held := [one.span() for one in words if _are_one_abbreviation(name.word, one[0])]:
        return held
    alike = [] if is_a_country else [one for one in words if _are_alike(name.word, one[0])]
    return [
        one.span()
        for one, cosine in _with_cosines(name.word, alike, nearness)
        if cosine >= _NEAR_IF_ALIKE and not are_two(name.word, one[0], cosine)
    ]


def _translated(
    name: Name, claim: str, evidence: str, words: Sequence[re.Match[str]], nearness: WordNearness
) -> Spans:
    """Return the plain words that translate a name which is a plain word of its language.

    Measured on some forty pairs of words, translations are nearer (Muslims, musulmanes: .94) than
    what is only of a kind (Italian, francés: .83; Catholic, protestante: .85).
    """
    written = detect(evidence)
    if not is_word(name.word, detect(claim)):
        return []
    plain = [one for one in words if is_word(one[0], written)]
    return [
        one.span()
        for one, cosine in _with_cosines(name.word, plain, nearness)
        if cosine >= SAME_NAME
    ]


def _compounded(
    name: Name, claim: str, evidence: str, words: Sequence[re.Match[str]], nearness: WordNearness
) -> Spans:
    """Return where words of one text are together one of the other, or as many.

    "North Sea" is "Nordsee", "Public Health" is "Salud Pública".
    """
    said = _with_neighbours(name, claim)
    if said != [name.word] and not is_word(name.word, detect(claim)):
        return []  # what is beside it would speak louder than it: "Talleres Urrubia"
    by_nearness = sorted(_with_cosines(name.word, words, nearness), key=lambda pair: -pair[1])
    near = list(dict.fromkeys(one[0] for one, _ in by_nearness))[:_NEAREST]
    count = len(_WORD.findall(said[-1]))
    held = [
        (some[0].start(), some[-1].end())
        for length in range(1 if count > 1 else 2, count + 2)
        for some in _runs(words, length, evidence)
        if any(one[0] in near for one in some)
    ]
    if not held:
        return []
    cosines = nearness.cosines(said, [evidence[start:end] for start, end in held]).max(axis=0)
    # Of those that overlap, the nearest one is it.
    nearest = float(cosines.max())
    return [
        span
        for span, cosine in zip(held, cosines, strict=True)
        if cosine >= max(SAME_NAME, nearest)
    ]


def _with_cosines(
    word: str, others: Sequence[re.Match[str]], nearness: WordNearness
) -> list[tuple[re.Match[str], float]]:
    """Return words with the cosine of each to `word`."""
    if not others:
        return []
    cosines = nearness.cosines([word], [one[0] for one in others])[0]
    return [(one, float(cosine)) for one, cosine in zip(others, cosines, strict=True)]


def _runs(
    words: Sequence[re.Match[str]], length: int, text: str
) -> Iterator[Sequence[re.Match[str]]]:
    """Give what may be one name: so many words in a row, with nothing but small ones between."""
    for at in range(len(words) - length + 1):
        some = words[at : at + length]
        if all(_is_bridge(text[one.end() : other.start()]) for one, other in pairwise(some)):
            yield some


def _is_bridge(between: str) -> bool:
    return not re.search(r"[^\w\s'’]|\d", between)


def _with_neighbours(name: Name, text: str) -> list[str]:
    """Return a name with the words beside it that have a capital, too; and with those behind "of".

    "Public Health" and "School of Public Health". The latter only of a plain word, for which the
    others do not speak louder than it: "Ada of Umbrex".
    """
    words = _telling(text)
    at = next((at for at, one in enumerate(words) if one.start() <= name.start < one.end()), None)
    if at is None:
        return [name.word]
    links = (_SPACE, _OF) if is_word(name.word, detect(text)) else (_SPACE,)
    return list(dict.fromkeys(_grown(at, words, text, link) for link in links))


def _grown(at: int, words: Sequence[re.Match[str]], text: str, link: re.Pattern[str]) -> str:
    """Return what has a capital around the word `at`, as far as there is a `link` between."""
    first = last = at
    while first and _are_linked(words[first - 1], words[first], text, link):
        first -= 1
    while last + 1 < len(words) and _are_linked(words[last], words[last + 1], text, link):
        last += 1
    return text[words[first].start() : words[last].end()]


def _are_linked(one: re.Match[str], other: re.Match[str], text: str, link: re.Pattern[str]) -> bool:
    is_linked = link.fullmatch(text, one.end(), other.start()) is not None
    return is_linked and one[0][0].isupper() and other[0][0].isupper()


def _telling(text: str) -> list[re.Match[str]]:
    """Return the words of a text but its language's small ones."""
    empty = function_words(detect(text))
    return [match for match in _WORD.finditer(text) if fold(match[0]) not in empty]


def _are_one_abbreviation(name: str, word: str) -> bool:
    """Tell whether two abbreviations have the same letters in another order: "CPI" and "IPC"."""
    return name.isupper() and word.isupper() and sorted(name) == sorted(word)


def _are_alike(name: str, word: str) -> bool:
    one, other = fold(name).translate(_ONE_SOUND), fold(word).translate(_ONE_SOUND)
    if min(len(one), len(other)) < _SHORTEST:
        return False
    same = SequenceMatcher(None, one, other, autojunk=False)
    held = sum(block.size for block in same.get_matching_blocks() if block.size > 1)
    return 2 * held >= _ALIKE * (len(one) + len(other)) or held >= _HELD * len(one)
