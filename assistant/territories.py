"""Countries, unions and continents, by whatever name: "the U.S.", "Stati Uniti", 美国.

Their names in the eleven languages are those of Unicode's CLDR, which Babel brings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from assistant.phrases import LANGUAGE_NAMES
from index.words import fold

# Besides the codes of two letters: Africa, the two Americas, Latin America, Asia, Europe.
_CONTINENTS = ("002", "003", "005", "419", "142", "150")
# Codes of CLDR that stand for no place.
_NO_PLACES = ("ZZ", "XA", "XB", "QO")
# What CLDR does not have: short forms, and other names that are as common.
_OTHERS = {
    "US": "U.S.A.|U.S.|USA|US|É.-U.|EE. UU.|EEUU|EUA|США|米国|アメリカ|美國",
    "GB": "U.K.|UK|Great Britain|Britain|Grande-Bretagne|Gran Bretaña|Großbritannien|Gran Bretagna"
    "|Grã-Bretanha|Groot-Brittannië",
    "NL": "Holland|Hollande|Holanda|Olanda",
    "CZ": "Czech Republic|République tchèque|República Checa|Tschechische Republik|Repubblica Ceca",
    "TR": "Turkey",
    "MM": "Myanmar|Burma|Birmanie|Birmania",
    "HK": "Hong Kong|Hongkong",
    "EU": "EU|UE|ЕС|欧盟",
    "UN": "UN|U.N.|ONU|ООН",
}
_WORD = re.compile(r"[^\W\d_]+")
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_KATAKANA = "ァ-ヴー"
# The endings of Russian nouns and adjectives.
_DECLINED = re.compile(r"(?<=\w{3})[авеёийомуыхьэюя]{1,2}$")
_SHORT = 3  # letters
_GERMAN_ENDINGS = ("e", "en", "er", "es", "em")


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory that `text[start:end]` names. `code` is CLDR's, the same in every language."""

    code: str
    start: int
    end: int


@lru_cache(maxsize=10_000)
def territories(text: str) -> tuple[Territory, ...]:
    """Return the territories that a text names; of names in longer ones, only the longer."""
    by_words, by_signs = _codes()
    words = [(match.start(), match.end(), _key(match[0])) for match in _WORD.finditer(text)]
    found: list[Territory] = []
    for at, (start, _, _) in enumerate(words):
        if text[start].islower() or (found and start < found[-1].end):
            continue
        for length in range(min(_longest(), len(words) - at), 0, -1):
            key = " ".join(word for _, _, word in words[at : at + length])
            end = words[at + length - 1][1]
            is_told = end - start > _SHORT or text[start:end].isupper()  # "Us" is a plain word
            if (code := by_words.get(key)) and is_told:
                # The last point of "the U.S." is its own.
                end += "." in text[start:end] and text.startswith(".", end)
                found.append(Territory(code, start, end))
                break
    for match in _signs().finditer(text):
        found.append(Territory(by_signs[match[0]], *match.span()))
    return tuple(found)


@lru_cache(maxsize=1)
def _codes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the codes by names of words, and by names in scripts that part none."""
    by_words: dict[str, str] = {}
    by_signs: dict[str, str] = {}
    ambiguous = set()
    for language, name, code in _names():
        if _UNPARTED.fullmatch(name):
            by_signs[name] = code
            continue
        for key in _keys(name, language):
            if by_words.setdefault(key, code) != code:
                ambiguous.add(key)
    return {key: code for key, code in by_words.items() if key not in ambiguous}, by_signs


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    """Return a pattern for names in scripts that part no words, the longer ones first.

    Words in katakana are parted from others: タイプ is no Thailand.
    """
    names = sorted(_codes()[1], key=len, reverse=True)
    return re.compile(
        "|".join(
            rf"(?<![{_KATAKANA}]){re.escape(name)}(?![{_KATAKANA}])"
            if re.match(f"[{_KATAKANA}]", name)
            else f"{re.escape(name)}(?!家)"  # 发展中国家 are developing countries
            for name in names
        )
    )


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(len(key.split()) for key in _codes()[0])


def _names() -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGE_NAMES:
        for code, name in Locale(language).territories.items():
            if (len(code) == 2 and code not in _NO_PLACES) or code in _CONTINENTS:
                yield language, name, code
    for code, forms in _OTHERS.items():
        for name in forms.split("|"):
            yield "", name, code


def _keys(name: str, language: str) -> Iterator[str]:
    """Give the keys of a name; German ones with their endings."""
    *first, last = map(_key, _WORD.findall(name))
    yield " ".join((*first, last))
    if language == "de" and not last.endswith("s"):
        yield " ".join((*first, f"{last}s"))
    if language == "de" and len(first) == 1:
        stem = first[0].rstrip("s").rstrip("e")
        yield from (f"{stem}{ending} {last}" for ending in _GERMAN_ENDINGS)


def _key(word: str) -> str:
    return _DECLINED.sub("", fold(word))
