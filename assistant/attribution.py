"""Who is named as having said what a sentence tells, and is no part of it: "according to Ann"."""

import re

_ACCORDING_TO = (
    r"(?:according to|citing|selon|d['’]après|según|de acuerdo con|laut|gemäß|nach angaben|secondo"
    r"|stando a|segundo|de acordo com|conforme|volgens|по (?:данным|словам|сообщению|мнению)"
    r"|согласно|według|[وف]?(?:بحسب|حسب|وفق(?:ا|ًا)))\b"
)
# What stands before such a name and behind it: "According to sources at Ann's, …", "…, according to
# Ann." Without the comma, whoever acts may be named there: "According to the contract Ann pays."
_AROUND = tuple(
    (re.compile(before, re.IGNORECASE), re.compile(behind))
    for before, behind in (
        (rf"(?:^|[.!?;:–—]\s+){_ACCORDING_TO}[^,;:.!?،]{{0,60}}$", r"[,،]"),
        (rf"[,،(]\s*{_ACCORDING_TO}[^,;:.!?،]{{0,25}}$", r"\s*(?:[.!?,،)]|$)"),
        (r"(?<![数收证票])据\s*《?$", r"》?\s*(?:报道|消息|称(?![号呼谓]))"),
        (r"", r"\s+zufolge\b|(?:紙|社|新聞)?によ(?:ると|れば)"),
    )
)


def is_informant(text: str, start: int, end: int) -> bool:
    """Tell whether the name at `text[start:end]` is of who says what the rest of `text` tells."""
    return any(
        before.search(text[:start]) and behind.match(text, end) for before, behind in _AROUND
    )
