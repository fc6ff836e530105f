"""Whether a claim gives those who voted for something to those who voted against it."""

import re

# Words for both sides, in the eleven languages and Polish, beside the number that they tell of.
_FOR = (
    r"in favou?r|for|yes|pour|favorables?|a favor|s[ií]|dafür|für|ja|a favore|favorevoli|voor|за"
    r"|赞成|同意|賛成|مع|موافق\w*|za"
)
_AGAINST = (
    r"against|opposed|no|contre|défavorables?|en contra|dagegen|gegen|nein|contrari|contro|contra"
    r"|tegen|nee|против|反对|反対|ضد|معارض\w*|przeciw\w*"
)
_SIDES = rf"(?:(?P<for>{_FOR})|(?P<against>{_AGAINST}))"
# "51 votes for", "51票赞成", and "for: 51", "赞成51票".
_BEHIND = re.compile(rf"\b(?P<votes>\d+)(?:\s(?:[^\W\d_]+\s){{0,2}}?|票\s?){_SIDES}(?!\w)", re.I)
_BEFORE = re.compile(
    rf"(?<!\w){_SIDES}(?:\s?[:—–-]\s?|(?<=[成意对対])\s?)(?P<votes>\d+)(?!\d)", re.I
)


def exchanged_votes(claim: str, evidence: str) -> tuple[str, str] | None:
    """Return the numbers of votes for and against that the evidence has the other way round."""
    said, held = _votes(claim), _votes(evidence)
    if said is None or held is None or said == held or said != held[::-1]:
        return None
    return said


def _votes(text: str) -> tuple[str, str] | None:
    """Return how many voted for and against in a text that tells of one vote, or None."""
    for pattern in (_BEFORE, _BEHIND):
        found = list(pattern.finditer(text))
        pro = {match["votes"] for match in found if match["for"]}
        contra = {match["votes"] for match in found if match["against"]}
        if len(pro) == len(contra) == 1:
            return pro.pop(), contra.pop()
    return None
