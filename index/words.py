"""Words as lexical search compares them."""

import re
import unicodedata

_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+")


def terms(text: str) -> list[str]:
    """Return the words of `text` as lexical search compares them: folded, without accents.

    Scripts that do not part words (Chinese, Japanese, Thai) give overlapping pairs of characters.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(character for character in decomposed if not unicodedata.combining(character))
    found: list[str] = []
    for word in re.findall(r"\w+", folded):
        start = 0
        for run in _IDEOGRAPHS.finditer(word):
            found += [word[start : run.start()]] if run.start() > start else []
            ideographs = run.group()
            found += [ideographs[at : at + 2] for at in range(max(1, len(ideographs) - 1))]
            start = run.end()
        found += [word[start:]] if start < len(word) else []
    return found
