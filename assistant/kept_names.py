"""Names that a translation has to keep, and does not always: Anthropic becomes Alibaba in Chinese.

Where a script has no capitals, nothing in the translation shows what is a name, so that a stranger
in the place of one goes unseen. Hence each name of the original is looked for; those that are not
found are hidden from the translator, and put back as they are written.
"""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.figures import read_figures
from assistant.names import Name, groups, names_beside, places, sure_names
from assistant.nearness import POSSESSIVE, WordNearness, sounds_alike
from assistant.wording import is_latin

# Measured on 19 names in a Latin and another script, by `Embedder.encode_queries`: those that are
# much written (Google, 谷歌) come as near as .84; of 17 pairs of two names none does (Norway and
# Sweden, .83). Rarer ones (Luther, 路德) do not, and are given as they are written. In 18 sentences
# of four languages that name nobody, none of 27 names was found.
_SAME = 0.84
# Sounds tell only where words are parted: among the many runs of a few ideographs, some sound like
# anything.
_IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# The packaged model, asked for 23 sentences in Chinese, Japanese and Arabic, left such signs as
# they are in 22; in 16 if they were NAME1, NAME2. In Cyrillic or full width it is the same sign.
_SIGN = re.compile(r"[XХＸ](\d+)")
_TITLE = re.compile(r"([《『])[^《》『』]{1,40}([》』])")


def lost_names(
    text: str, translation: str, evidence: Sequence[Evidence], nearness: WordNearness
) -> list[str]:
    """Return the names of `text` that stand for certain in no form in its translation.

    `evidence`, from which the text was written, tells which of its words are names. Of names side
    by side, those from the first that is lost to the last are one.
    """
    known = sure_names(item.text for item in evidence)
    lost = []
    for group in groups(names_beside(read_figures(text), text, known), text):
        gone = [one for one in group if one.sure and not _is_kept(one, translation, nearness)]
        if gone:
            lost.append(POSSESSIVE.sub("", text[gone[0].start : gone[-1].end]))
    return list(dict.fromkeys(lost))


def hidden(text: str, names: Sequence[str]) -> str | None:
    """Return `text` with a sign for each of `names`, None if it holds such signs itself."""
    if _SIGN.search(text):
        return None
    longest = sorted(names, key=len, reverse=True)
    pattern = "|".join(rf"\b{re.escape(name)}\b" for name in longest)
    return re.sub(pattern, lambda match: f"X{names.index(match[0]) + 1}", text)


def put_into_title(claim: str, text: str, names: Sequence[str]) -> str | None:
    """Return a translation of `claim` with the one name that it lost in its only title, or None.

    Chinese and Japanese write the names of newspapers and books between such brackets, in words of
    their own: 《华尔街日报》 for the Wall Street Journal. The name is taken with the words that are
    written large beside it, as those of a title are.
    """
    if len(names) != 1 or len(_TITLE.findall(text)) != 1:
        return None
    whole = re.search(rf"(?:[A-Z]\w*\s+)*{re.escape(names[0])}(?:\s+[A-Z]\w*)*", claim)
    name = whole[0] if whole else names[0]
    return _TITLE.sub(lambda match: f"{match[1]}{name}{match[2]}", text)


def shown(text: str, names: Sequence[str]) -> str | None:
    """Return `text` with `names` in the place of their signs, None if one is missing or unknown."""
    if {int(match[1]) for match in _SIGN.finditer(text)} != set(range(1, len(names) + 1)):
        return None
    return _SIGN.sub(lambda match: names[int(match[1]) - 1], text)


def _is_kept(name: Name, translation: str, nearness: WordNearness) -> bool:
    (found,) = places([name], translation, nearness)
    held = [translation[start:end] for start, end in found]
    for word in held:
        if is_latin(word) == is_latin(name.word):
            return True
        if not _IDEOGRAPHS.search(word) and sounds_alike(name.word, word):
            return True
    return bool(held) and float(nearness.cosines([name.word], held).max()) >= _SAME
