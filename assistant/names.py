"""Proper names: which a text holds, and where its evidence holds the same.

Names are compared as written first, without case and accents. What is left may be the same name in
another language ("Londres") or script ("谷歌"): there the sound decides, or the embedder, which has
read all of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import simplemma
from babel import Locale

from assistant.codes import are_told_apart, code_places, is_code, is_numbered_otherwise, letters
from assistant.figures import Figure, calendar_words
from assistant.measures import SYMBOLS
from assistant.nearness import WordNearness, sounds_alike
from assistant.phrases import LANGUAGE_NAMES
from assistant.territories import territories
from assistant.wording import is_latin
from index.language import detect
from index.words import fold, function_words

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff"
# Accents and the signs for vowels, which are no letters to `re`: of Latin, Hebrew (without its
# punctuation), Arabic, the scripts of India and its neighbours.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f"
)
_LETTER = rf"(?:[^\W{_IDEOGRAPHS}]|[{_SIGNS}])"
# Words of scripts that part them; names of others stand between ideographs ("谷歌向Anthropic投资").
_WORD = re.compile(rf"{_LETTER}+(?:[.&'’-]{_LETTER}+)*")
# Japanese writes foreign names in katakana, and foreign words too.
_KATAKANA = re.compile(r"[ァ-ヴー]{3,}")
_RUN = re.compile(rf"[ァ-ヴー]{{3,}}|(?:(?![ァ-ヴー]{{3}}|[·・])[{_IDEOGRAPHS}])+")
_HIRAGANA = re.compile(r"[\u3040-\u309f]")
_ELISION = re.compile(r"\w{1,5}['’](?=\w{2})")
_ADVERB = re.compile(r"(?P<stem>\w{4,}?)m?mente?")
# Before a word that opens a sentence, a quotation or a list item, a capital says nothing.
_OPENING = re.compile(r"(?:^|[.!?:;…]\s|[\n\"“”„«»‹›(\[—–|#*-])\s*$")
_PARTS = re.compile(r"['’.&-]")
_GLOSS = re.compile(r"\s?[(（]([^()（）]{2,60})[)）]")
# Behind a firm's name, even if that is a plain word: "Apex Ltd".
_LEGAL_FORM = re.compile(
    r",? (?:Ltd|Limited|Inc|Corp|LLC|LLP|plc|PLC|GmbH|AG|KG|SE|SA|SARL|SAS|SpA|Srl|SL|Lda|Ltda"
    r"|BV|NV|Oy|AB|ApS|S\.A\.|S\.p\.A\.|S\.r\.l\.|S\.L\.|B\.V\.|N\.V\.)(?!\w)"
)
_BESIDE_CAPITAL = re.compile(r"\b[^\W\d_a-zß-ÿ]\w+ $")
# Measured with the packaged embedder on some hundred pairs of words: one name in two languages
# (Köln, Cologne) gives .88 and more, two names up to .86; one in two scripts (Google, 谷歌) .80
# and more, two names up to .79. Two companies or two towns (Google, Amazon) give .78 and more, a
# name and a word that is none up to .77. A word and its translation give .82 and more.
SAME_NAME = 0.87
_OTHER_SCRIPT = 0.79
OF_A_KIND = 0.78
MAY_BE_ONE = 0.82
# Letters of the beginnings and endings that tell two names apart, how many of their letters the
# endings of one have in common ("Frankfurt", "Francoforte"), and its cosine ("Scotland" and
# "Scottish" .93, "Gorbatschow" and "Gorbatchev" .93; Brackenthwaite and Brackenhope .88).
_BEGINNING = 5
_ENDING = 4
_ALIKE = 0.5
_PLAINLY_ONE = 0.89
_VOWELS = frozenset("aeiouy")
_OF_A_KNOWN_LANGUAGE = 2  # letters of its code in ISO 639-1
_ANSWERS = frozenset(
    {"yes", "no", "oui", "non", "si", "ja", "nein", "sim", "nao", "nee", "tak", "да"}
)
# What persons are addressed by, as languages shorten it.
_TITLES = frozenset(
    {
        *("mr", "mrs", "ms", "dr", "dre", "pr", "prof", "mme", "mmes", "mlle", "mm", "sr", "sra"),
        *("srta", "dra", "sig", "dott", "dhr", "mevr"),
    }
)
# Of the symbols of units, those that look like no abbreviation: "MWh", not "GB".
_UNITS = frozenset(symbol for symbol in SYMBOLS if not symbol.isupper())


Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Name:
    """A word that is, or is part of, a proper name: `text[start:end] == word`.

    One that is not `sure` may as well be a plain word: it has a capital, but any word had one in
    its place.
    """

    word: str
    start: int
    end: int
    sure: bool = True


def read_names(text: str, language: str, known: frozenset[str] = frozenset()) -> list[Name]:
    """Return the words of `text` that are proper names, as far as capitals tell, in order.

    `known` holds the words, folded, that are names for certain. German gives every noun a capital,
    and every language the first word of a sentence; such a word is a sure name if it is known to be
    one, if the dictionary of `language` does not have it, if a firm's legal form follows, or if it
    is a country's. Codes are names, too; see `assistant.codes`. Of Japanese the words in katakana
    are returned too.
    """
    countries = [(one.start, one.end) for one in territories(text)]
    names = [
        Name(
            word,
            start,
            (end := start + len(word)),
            _is_a_firm(text, end)
            or any(first <= start < last for first, last in countries)
            or _is_sure(word, text[:start], language, known),
        )
        for word, start in _words(text)
        if word[0].isalpha() and word.lower() != word and len(word) > 1
        if fold(word) not in function_words(language) and word not in _UNITS
        if fold(word) not in _ANSWERS and (fold(word) not in _TITLES or word.isupper())
    ]
    names += [Name(letter, start, start + 1) for letter, start in letters(text, language)]
    names += [Name(match[0], *match.span()) for match in _KATAKANA.finditer(text)]
    return sorted(names, key=lambda name: name.start)


def names_beside(figures: Sequence[Figure], text: str, known: frozenset[str]) -> list[Name]:
    """Return the names of `text` that are no part of a figure, as "Mio." and "US$" are.

    Nor are months and weekdays: other languages than English write them without a capital.
    """
    others = [(figure.start, figure.end) for figure in figures] + calendar_words(text)
    return [
        name
        for name in read_names(text, detect(text), known)
        if not any(start < name.end and name.start < end for start, end in others)
    ]


def misnumbered(
    names: Sequence[Name], figures: Sequence[Figure], text: str, evidence: str
) -> dict[Name, str]:
    """Return the numbers behind sure names of `text` behind which `evidence` has others alone.

    "The Tern 90", where the evidence speaks of the Tern 60, and of 90 minutes.
    """
    numbers = {
        one.start: text[one.start : one.end]
        for one in figures
        if one.kind == "number" and one.unit is None and not one.may_be_year
    }
    return {
        name: number
        for name in names
        if name.sure and (number := numbers.get(name.end + 1, "")).isdigit()
        if text[name.end] in " \u00a0-" and is_numbered_otherwise(name.word, number, evidence)
    }


def sure_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the folded words that are names in any of the texts."""
    languages = {text: detect(text) for text in texts}
    return frozenset(
        fold(name.word)
        for text, language in languages.items()
        if language != "de"
        for name in read_names(text, language)
        # "The Wall Street Journal" makes no name of "the".
        if name.sure and fold(name.word) not in function_words("en")
    )


def places(names: Sequence[Name], evidence: str, nearness: WordNearness) -> list[Spans]:
    """Return for each name the places where `evidence` holds it, in whatever form; none is []."""
    words = [(word, start) for word, start in _words(evidence)]
    forms = [_forms(word) for word, _ in words]
    found = [
        [(start, start + len(word)) for (word, start), held in zip(words, forms, strict=True) if
         held & _forms(name.word) and not _is_another_code(name.word, word)]
        or _written(name, evidence)
        for name in names
    ]  # fmt: skip
    left = [at for at, place in enumerate(found) if not place]
    # What stands in katakana may be a foreign word that is no name.
    any_word = any(_KATAKANA.fullmatch(names[at].word) for at in left)
    candidates = list(dict.fromkeys(_candidates(evidence, any_word=any_word)))
    if not left or not candidates:
        return found
    cosines = nearness.cosines(
        [names[at].word for at in left], [evidence[start:end] for start, end in candidates]
    )
    for at, row in zip(left, cosines, strict=True):
        found[at] = [
            (start, end)
            for cosine, (start, end) in zip(row, candidates, strict=True)
            if _are_one(names[at].word, evidence[start:end], float(cosine))
        ]
    return found


def groups(names: Sequence[Name], text: str) -> list[tuple[Name, ...]]:
    """Return the names of `text` that stand side by side together: "Adela Montes" is one person."""
    found: list[tuple[Name, ...]] = []
    for name in names:
        if found and not text[found[-1][-1].end : name.start].strip(" &-·"):
            found[-1] += (name,)
        else:
            found.append((name,))
    return found


def gloss_of(group: Sequence[Name], text: str) -> str:
    """Return what stands in parentheses behind a name of `text`, as its spelling elsewhere."""
    match = _GLOSS.match(text, group[-1].end)
    return match[1] if match else ""


def spelled_out(group: Sequence[Name]) -> str:
    """Return names that stand together as one."""
    return " ".join(name.word for name in group)


def whole_names(names: Sequence[Name], text: str) -> list[Name]:
    """Return the sure names of `text` and what stands beside them, such as a first name."""
    return [name for group in sure_groups(names, text) for name in group]


def sure_groups(names: Sequence[Name], text: str) -> list[tuple[Name, ...]]:
    """Return the names of `text` that stand together, of which one is sure."""
    return [group for group in groups(names, text) if any(name.sure for name in group)]


def is_known(group: Sequence[Name], text: str, nearness: WordNearness) -> bool:
    """Tell whether `text` may hold a name of one or more words, in whatever form.

    The benefit of the doubt is the name's: "Estados Unidos" are the "United States". But a code is
    the same everywhere: a text about the "Xerto X2" need not know an "Xerto X1".
    """
    codes = [name for name in group if is_code(name.word)]
    if not all(places(codes, text, nearness)):
        return False
    if any(places(group, text, nearness)) or any(_is_a_people(name.word) for name in group):
        return True
    if is_written_small(group, text, nearness):
        return True
    words = [text[start:end] for start, end in dict.fromkeys(_candidates(text, any_word=False))]
    if any(sounds_alike(name.word, word) for name in group for word in words):
        return True  # "Gegeen" may be spelt "Gegen"
    whole = spelled_out(group)
    cosines = nearness.cosines([whole], words)[0] if words else []
    return any(
        cosine >= MAY_BE_ONE and not are_two(whole, word, cosine)
        for word, cosine in zip(words, cosines, strict=True)
    )


def _is_a_people(word: str) -> bool:
    """Tell whether a word is, in one of the eleven languages, the name of a language: "German"."""
    return fold(word) in _peoples()


@lru_cache
def _peoples() -> frozenset[str]:
    return frozenset(
        form
        for language in LANGUAGE_NAMES
        for code, name in Locale(language).languages.items()
        for form in (fold(name), f"{fold(name)}s")
        # Those with longer codes are hardly known, and have names such as "Meta".
        if len(code) == _OF_A_KNOWN_LANGUAGE and len(name.split()) == 1
    )


def is_written_small(group: Sequence[Name], text: str, nearness: WordNearness) -> bool:
    """Tell whether `text` writes a name without a capital, as "afroamericanas" in Spanish.

    Only words of the same first letters are compared, for there are many.
    """
    names = [name.word for name in group]
    starts = tuple(fold(name)[:2] for name in names)
    words = {word for word, _ in _words(text) if len(word) > 3 and word.islower()}
    alike = sorted(word for word in words if fold(word).startswith(starts))
    return bool(alike) and bool(nearness.cosines(names, alike).max() >= SAME_NAME)


def has_rival(
    name: Name, evidence: str, rivals: Sequence[Name], others: Sequence[str], near: WordNearness
) -> bool:
    """Tell whether the evidence names another of the same kind as `name`, as two companies are.

    `rivals` are the names of the evidence; those among `others`, which the claim names too, do not
    count. A word that may be no name is taken for one only if no other word of the evidence is
    nearer to it, and if the rival is not its translation.
    """
    if is_abbreviation(name):
        return False
    held = {fold(word) for word in others}
    words = {rival.word for rival in rivals if len(rival.word) > 2 and fold(rival.word) not in held}
    if not words:
        return False
    nearest = near.cosines([name.word], sorted(words)).max()
    if nearest < OF_A_KIND or (nearest >= SAME_NAME and not name.sure):
        return False
    plain = sorted({word for word, _ in _words(evidence) if fold(word) not in held} - words)
    return name.sure or not plain or bool(near.cosines([name.word], plain).max() < nearest)


def is_abbreviation(name: Name) -> bool:
    """Tell whether a name is one that languages abbreviate otherwise: CEO and PDG."""
    return name.word.isupper() and not is_code(name.word)


def mentioned(names: Sequence[str], claim: str, nearness: WordNearness) -> dict[str, str]:
    """Return which of the Latin `names` a claim in another script mentions, each with its words."""
    pieces = list(dict.fromkeys(_foreign_pieces(claim)))
    if not names or not pieces:
        return {}
    cosines = nearness.cosines(list(names), pieces)
    said = {}
    for name, row in zip(names, cosines, strict=True):
        for place in row.argsort()[::-1]:
            if _are_one(name, pieces[place], float(row[place]) - 0.02):
                said[name] = pieces[place]
                break
    return said


def _foreign_pieces(text: str) -> Iterator[str]:
    """Give the pieces of `text` that may be a name in another script than the Latin one."""
    empty = function_words(detect(text))
    for word, _ in _words(text):
        is_small = word.islower() and word != word.upper()
        if len(word) > 2 and not (is_latin(word) or is_small or fold(word) in empty):
            yield word
    for start, end in _in_runs(text):
        if not _HIRAGANA.search(text, start, end):
            yield text[start:end]


def words_in(text: str) -> set[str]:
    """Return the words of `text`, without articles that are tied to them."""
    return {word for word, _ in _words(text)}


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Give the words of `text` with their places, without articles that are tied to them."""
    for match in _WORD.finditer(text):
        elision = _ELISION.match(match.group())
        cut = elision.end() if elision else 0
        yield match.group()[cut:], match.start() + cut


def _is_a_firm(text: str, end: int) -> bool:
    """Tell whether the word that ends there is a firm's, as the one behind it shows."""
    return _LEGAL_FORM.match(text, end) is not None


def _is_sure(word: str, before: str, language: str, known: frozenset[str]) -> bool:
    if fold(word) in known:
        return True
    if (parts := _PARTS.split(word))[1:]:  # "KI-Firmen", "Jusqu'à"
        return any(
            len(part) > 2 and _is_sure(part, before, language, known)
            for part in parts
            if fold(part) not in function_words(language) and part.lower() != part
        )
    if word[1:].lower() != word[1:]:  # OpenAI, GPT-4; but not CEO
        return not (word.isupper() and is_word(word, language))
    is_plain = language == "de" or _OPENING.search(before)
    if not is_plain or not is_word(word, language):
        # "Emil Sandrock" is a name, "Wachswerkstatt" a compound.
        is_compound = language in ("de", "nl") and _is_compound(word, language)
        return not is_plain or not is_compound or bool(_BESIDE_CAPITAL.search(before))
    return False


# The same words of the same documents are looked up for every sentence.
@lru_cache(maxsize=10_000)
def is_word(word: str, language: str) -> bool:
    """Tell whether the dictionary of a language has a word; what has none is taken to have any.

    Codes are no words, though dictionaries list single letters.
    """
    if is_code(word):
        return False
    try:
        return any(
            # Eight dictionaries take 75 MB so, and 580 unfolded; they load twice as fast, too.
            simplemma.is_known(form, lang=language, low_memory=True)
            for form in (word, word.lower(), *_stems(word.lower(), language))
        )
    except ValueError:  # no dictionary for this language
        return True


def _stems(word: str, language: str) -> list[str]:
    """Return what an adverb may be made of; those of French, Italian and Portuguese lack many.

    "Heureusement" comes of "heureuse", "récemment" of "récent", "attualmente" of "attuale".
    """
    match = _ADVERB.fullmatch(word) if language in ("fr", "it", "pt") else None
    return [match["stem"] + ending for ending in ("", "e", "nt")] if match else []


def _is_compound(word: str, language: str) -> bool:
    """Tell whether two words of the dictionary, of four letters and more, make the word."""
    return any(
        is_word(word[:cut].removesuffix("s"), language)
        and is_word(word[cut:].capitalize(), language)
        for cut in range(4, len(word) - 3)
    )


def are_two(name: str, other: str, cosine: float) -> bool:
    """Tell whether two names begin alike and go on unlike: "Brackenthwaite", "Brackenhope".

    The embedder, which reads words in pieces, finds such names as near as one in two languages,
    though not quite as near as most.
    """
    if cosine >= _PLAINLY_ONE or sounds_alike(name, other):
        return False
    one, two = fold(name), fold(other)
    pairs = enumerate(zip(one, two, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))
    rest = (one[same:], two[same:])
    # With a vowel begin the endings of one word's forms: "Christians", "Christentum".
    if same < _BEGINNING or any(len(it) < _ENDING or it[0] in _VOWELS for it in rest):
        return False
    return SequenceMatcher(None, *rest).ratio() < _ALIKE


def _forms(word: str) -> set[str]:
    """Return the forms by which a name is known again: whole, in parts, without an ending."""
    parts = [fold(part) for part in _PARTS.split(word)]
    forms = {fold(word), *(part for part in parts if len(part) > 2)}
    return forms | {form[:-1] for form in forms if len(form) > 3 and form.endswith("s")}


def _written(name: Name, evidence: str) -> list[tuple[int, int]]:
    """Return where text holds a code, or text that puts no spaces a name, as it is written."""
    if is_code(name.word):
        return code_places(name.word, evidence)
    if is_latin(name.word):
        return []
    return [match.span() for match in re.finditer(re.escape(name.word), evidence)]


def _candidates(evidence: str, *, any_word: bool) -> Iterator[tuple[int, int]]:
    """Give the places of what may be a name: words with a capital, and of other scripts all."""
    for word, start in _words(evidence):
        if any_word or word[:1].isupper() or (not is_latin(word) and len(word) > 2):
            yield start, start + len(word)
    yield from _in_runs(evidence)


def _in_runs(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of what may be a word in text that puts no spaces between words."""
    for run in _RUN.finditer(text):
        if _KATAKANA.fullmatch(run[0]):
            yield run.span()
            continue
        for length in (2, 3, 4, 7):
            for start in range(run.start(), max(run.start() + 1, run.end() - length + 1)):
                yield start, min(start + length, run.end())


def _is_another_code(name: str, word: str) -> bool:
    """Tell whether two words are two codes; "Covid" may stand for "Covid-19"."""
    return is_code(name) and is_code(word) and are_told_apart(name, word)


def _are_one(name: str, other: str, cosine: float) -> bool:
    if is_code(name) and are_told_apart(name, other):
        return False
    if is_latin(name) == is_latin(other):
        return cosine >= SAME_NAME and not are_two(name, other, cosine)
    return cosine >= _OTHER_SCRIPT or sounds_alike(name, other)
