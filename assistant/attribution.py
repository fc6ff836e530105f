"""Who is named as having said what a sentence tells, and is no part of it: "according to Ann"."""

import re

# In many languages, what leads to such a name within a clause, and what stands behind it.
_LEADS = re.compile(
    r"\b(?:according to|citing|selon|d['’]après|según|de acuerdo con|laut|gemäß|nach angaben"
    r"|secondo|stando a|segundo|de acordo com|conforme|volgens"
    r"|по (?:данным|словам|сообщению|мнению)|согласно|według|بحسب|حسب|وفق[اً]*|نقل[اً]* عن)\b"
    r"[^,;:.!?]{0,60}$|据[^，,。；;]{0,20}$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(
    r"[^,;:.!?，。]{0,20}(?:\bzufolge\b|によると|によれば|报道|消息|称)", re.IGNORECASE
)


def is_informant(text: str, start: int, end: int) -> bool:
    """Tell whether the name at `text[start:end]` is of who says what the rest of `text` tells."""
    return bool(_LEADS.search(text[:start]) or _FOLLOWS.match(text, end))
