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
    are_two,
    is_word,
    is_written_small,
    words_in,
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
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def is_rendered(name: Name, claim: str, evidence: str, nearness: WordNearness) -> bool:
    """Tell whether `evidence` has a name of `claim` as its own language has it.

    That is by another name or spelling, in a compound, or as a plain word, to which English gives a
    capital that others do not: "the French government", "Cold War".
    """
    if is_respelt(name, claim, evidence, nearness):
        return True
    written = detect(evidence)
    if detect(claim) == written or is_code(name.word):
        return False
    plain = [word for word in _words(evidence, written) if is_word(word, written)]
    return _is_translated(name, claim, plain, nearness) or (
        not _codes(name, claim) and _is_compounded(name, claim, evidence, nearness)
    )


def is_respelt(name: Name, claim: str, evidence: str, nearness: WordNearness) -> bool:
    """Tell whether `evidence` has a name of `claim` by another name or spelling.

    A country may have one in the same language, too ("the U.S."); else it is an abbreviation in the
    order of another language's words ("CPI", "IPC") or a word that is spelt alike ("Huguenots",
    "hugonotes").
    """
    codes = _codes(name, claim)
    if codes & {one.code for one in territories(evidence)}:
        return True
    written = detect(evidence)
    if detect(claim) == written or is_code(name.word):
        return False
    words = _words(evidence, written)
    if any(_are_one_abbreviation(name.word, word) for word in words):
        return True
    alike = [] if codes else [word for word in words if _are_alike(name.word, word)]
    if not alike:
        return False
    cosines = map(float, nearness.cosines([name.word], alike)[0])
    return any(
        cosine >= _NEAR_IF_ALIKE and not are_two(name.word, word, cosine)
        for word, cosine in zip(alike, cosines, strict=True)
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


def _words(text: str, language: str) -> list[str]:
    return sorted(word for word in words_in(text) if fold(word) not in function_words(language))


def _is_translated(name: Name, claim: str, held: Sequence[str], nearness: WordNearness) -> bool:
    """Tell whether a name is a plain word of its language that one of the words `held` translates.

    Measured on some forty pairs of words, translations are nearer (Muslims, musulmanes: .94) than
    what is only of a kind (Italian, francés: .83; Catholic, protestante: .85).
    """
    if not held or not is_word(name.word, detect(claim)):
        return False
    return bool(nearness.cosines([name.word], held).max() >= SAME_NAME)


def _is_compounded(name: Name, claim: str, evidence: str, nearness: WordNearness) -> bool:
    """Tell whether words of one text are together one of the other, or as many.

    "North Sea" is "Nordsee", "Public Health" is "Salud Pública".
    """
    telling = _telling(evidence)
    words = sorted({match[0] for match in telling})
    if not words:
        return False
    order = nearness.cosines([name.word], words)[0].argsort()[::-1]
    near = [words[int(at)] for at in order[:_NEAREST]]
    said = _with_neighbours(name, claim)
    count = len(_WORD.findall(said))
    held = [
        evidence[some[0].start() : some[-1].end()]
        for length in range(2, count + 2)
        for some in _runs(telling, length, evidence)
        if any(one[0] in near for one in some)
    ]
    if count > 1:
        held += near
    return bool(held) and bool(nearness.cosines([said], held).max() >= SAME_NAME)


def _runs(
    words: Sequence[re.Match[str]], length: int, text: str
) -> Iterator[Sequence[re.Match[str]]]:
    """Give what may be one name: so many words in a row, with nothing but small ones between."""
    for at in range(len(words) - length + 1):
        some = words[at : at + length]
        if all(_is_bridge(text[one.end() : other.start()]) for one, other in pairwise(some)):
            yield some


def _is_bridge(between: str) -> bool:
    return not between.strip() or not re.search(r"[^\w\s'’]|\d", between)


def _with_neighbours(name: Name, text: str) -> str:
    """Return a name with the words beside it that have a capital, too."""
    words = _telling(text)
    at = next((at for at, one in enumerate(words) if one.start() <= name.start < one.end()), None)
    if at is None:
        return name.word
    first = last = at
    while first and _are_beside(*words[first - 1 : first + 1]) and words[first - 1][0][0].isupper():
        first -= 1
    while _are_beside(*words[last : last + 2]) and words[last + 1][0][0].isupper():
        last += 1
    return text[words[first].start() : words[last].end()]


def _telling(text: str) -> list[re.Match[str]]:
    """Return the words of a text but its language's small ones."""
    empty = function_words(detect(text))
    return [match for match in _WORD.finditer(text) if fold(match[0]) not in empty]


def _are_beside(*words: re.Match[str]) -> bool:
    """Tell whether these are two words, and nothing but a space is between them."""
    return len(words) == 2 and words[0].end() + 1 == words[1].start()


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
