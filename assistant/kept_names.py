"""Names that a translation has to keep, and does not always: Anthropic becomes Alibaba in Chinese.

Where a script has no capitals, nothing in the translation shows what is a name, so that a stranger
in the place of one goes unseen. Hence each name of the original is looked for; those that are not
found are hidden from the translator, and put back as they are written.
"""

from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.figures import read_figures
from assistant.names import Name, groups, names_beside, places, sure_names
from assistant.nearness import WordNearness, sounds_alike
from assistant.wording import is_latin
from index.language import detect

# Measured on 19 names in a Latin and another script, by `Embedder.encode_queries`: those that are
# much written (Google, 谷歌) come as near as .84; of 17 pairs of two names none does (Norway and
# Sweden, .83). Rarer ones (Luther, 路德) do not, and are given as they are written.
_SAME = 0.84
# The packaged model, asked for 23 sentences in Chinese, Japanese and Arabic, left such signs as
# they are in 22; in 16 if they were NAME1, NAME2.
_SIGN = "X{}"


def lost_names(
    text: str, translation: str, evidence: Sequence[Evidence], nearness: WordNearness
) -> list[str]:
    """Return the names of `text` that stand for certain in no form in its translation.

    `evidence`, from which the text was written, tells which of its words are names.
    """
    known = sure_names([(one, detect(one)) for one in {item.text for item in evidence}])
    named = groups(names_beside(read_figures(text), text, known), text)
    return [
        text[group[0].start : group[-1].end]
        for group in named
        if any(name.sure for name in group)
        and not all(_is_kept(name, translation, nearness) for name in group)
    ]


def hidden(text: str, names: Sequence[str]) -> str:
    """Return `text` with a sign for each of `names`."""
    for at, name in enumerate(names, 1):
        text = text.replace(name, _SIGN.format(at))
    return text


def shown(text: str, names: Sequence[str]) -> str | None:
    """Return `text` with `names` in the place of their signs, None if a sign is missing."""
    # The last ones first: X1 is a part of X10.
    for at in range(len(names), 0, -1):
        sign = _SIGN.format(at)
        if sign not in text:
            return None
        text = text.replace(sign, names[at - 1])
    return text


def _is_kept(name: Name, translation: str, nearness: WordNearness) -> bool:
    (found,) = places([name], translation, nearness)
    held = [translation[start:end] for start, end in found]
    if any(is_latin(word) == is_latin(name.word) or sounds_alike(name.word, word) for word in held):
        return True
    return bool(held) and float(nearness.cosines([name.word], held).max()) >= _SAME
