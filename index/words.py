"""Words as search compares them."""

import re
import unicodedata
from functools import lru_cache

import stopwordsiso

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")
# The scripts of India and its neighbours write vowels as signs, which are no letters to `re`; left
# out are their full stops.
_WORD = re.compile(r"[\w\u0900-\u0963\u0966-\u0dff\u1000-\u1049\u1780-\u17d3]+")
# Stopwords ISO's English list, drawn from the web, has twelve hundred words, of which "opened",
# "won", "higher" and "members" say a lot; these are the words of English that only serve others:
# articles, pronouns, auxiliaries, prepositions, conjunctions, adverbs of degree, small numbers.
_ENGLISH = frozenset(
    word
    for words in (
        "a an the this that these those such same other others another each every either neither",
        "both all any some none no nothing something anything everything someone anyone everyone",
        "nobody somebody anybody everybody few fewer many more most much less least several",
        "enough various one ones two three four five six seven eight nine ten",
        "i me my mine myself you your yours yourself he him his himself she her hers herself it",
        "its itself we us our ours ourselves they them their theirs themselves who whom whose",
        "which what whatever whichever whoever where when why how mr mrs ms dr",
        "am is are was were be been being do does did done doing have has had having can could",
        "may might must shall should will would ought cannot get gets got getting please",
        "of in on at by to from for with without within into onto upon about above across after",
        "against along among amongst around as before behind below beneath beside besides",
        "between beyond despite down during except including near off out over past per",
        "since than through throughout till toward towards under until unto up via versus",
        "according regarding concerning due instead",
        "and or but nor so yet if unless because though although while whereas whether however",
        "therefore thus hence moreover otherwise nevertheless nonetheless also too else then",
        "there here now just only even still already again ever never not very quite rather",
        "almost really perhaps maybe indeed often sometimes always usually soon later once",
        "today yesterday tomorrow etc eg ie vs",
        # What stands on both sides of an apostrophe, and the two together.
        "s t d m ll re ve don didn doesn isn aren wasn weren couldn shouldn wouldn hasn haven hadn",
        "dont didnt doesnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt hasnt havent",
        "hadnt im ive youre youve hes shes thats theres whats whos",
    )
    for word in words.split()
)


def terms(text: str) -> list[str]:
    """Return the words of `text` as lexical search compares them: folded, without accents.

    Scripts that do not part words (Chinese, Japanese, Thai) give overlapping pairs of characters.
    """
    folded = text.casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        folded = unicodedata.normalize("NFC", bare)  # so that a Korean syllable is one character
    return _parted(folded)


def small_words(text: str) -> list[str]:
    """Return the words of `text` in small letters, accents and all, parted as by `terms`."""
    return _parted(unicodedata.normalize("NFC", text.lower()))


def fold(word: str) -> str:
    """Return a word as names are compared: without case, accents and punctuation."""
    return "".join(terms(word))


@lru_cache
def function_words(language: str) -> frozenset[str]:
    """Return the words of a language that carry no meaning of their own, folded as by `fold`."""
    if language == "en":
        return _ENGLISH
    return frozenset(map(fold, stopwordsiso.stopwords(language)))


def _parted(text: str) -> list[str]:
    if not _IDEOGRAPHS.search(text):
        return _WORD.findall(text)
    found: list[str] = []
    for word in _WORD.findall(text):
        start = 0
        for run in _IDEOGRAPHS.finditer(word):
            found += [word[start : run.start()]] if run.start() > start else []
            ideographs = run.group()
            found += [ideographs[at : at + 2] for at in range(max(1, len(ideographs) - 1))]
            start = run.end()
        found += [word[start:]] if start < len(word) else []
    return found
