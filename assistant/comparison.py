"""Whether a claim compares two figures the wrong way round.

"The M35 is quieter, at 67 dB compared to 62 dB" has two true figures, and its own of them is the
larger. Small models compare as they please; what they compare can be computed.
"""

import re

from assistant.claim import Claim
from assistant.figures import Figure
from assistant.negation import denies
from index.language import detect

# Words by which the thing that is spoken of has the larger figure, and those by which it has the
# smaller one. Left out is what says either, as "faster" does of hours and of kilometres an hour.
_LARGER = re.compile(
    r"\b(?:louder|noisier|heavier|larger|bigger|longer|higher|taller|deeper|wider|thicker|hotter"
    r"|warmer|(?:more expensive)|dearer|costlier"
    r"|plus (?:bruyante?s?|lourde?s?|grande?s?|gros(?:ses?)?|longs?|longues?|haute?s?|profonde?s?"
    r"|larges?|chère?s?|chers?|chaude?s?|élevée?s?)"
    r"|más (?:ruidos[oa]s?|pesad[oa]s?|grandes?|larg[oa]s?|alt[oa]s?|profund[oa]s?|anch[oa]s?"
    r"|car[oa]s?|calientes?|elevad[oa]s?)"
    r"|lauter|schwerer|größer|länger|höher|tiefer|breiter|dicker|teurer|heißer|wärmer"
    r"|più (?:rumoros[oaei]|pesant[ei]|grand[ei]|lung[oa]|lunghe|lunghi|alt[oaei]|profond[oaei]"
    r"|larg[oa]|car[oaei]|cald[oaei]|elevat[oaei])"
    r"|mais (?:ruidos[oa]s?|pesad[oa]s?|longo?a?s?|alt[oa]s?|profund[oa]s?|larg[oa]s?|car[oa]s?"
    r"|quentes?|elevad[oa]s?)"
    r"|luider|zwaarder|groter|langer|hoger|dieper|breder|dikker|duurder|heter|warmer"
    r"|громче|тяжелее|больше|длиннее|выше|глубже|шире|толще|дороже|горячее|теплее)\b",
    re.IGNORECASE,
)
_SMALLER = re.compile(
    r"\b(?:quieter|lighter|smaller|shorter|lower|shallower|narrower|thinner|cooler|colder|cheaper"
    r"|(?:less expensive)"
    r"|moins (?:bruyante?s?|lourde?s?|grande?s?|longs?|longues?|haute?s?|chère?s?|chers?"
    r"|chaude?s?|élevée?s?)|plus (?:silencieu(?:x|ses?)|légers?|légères?|petite?s?|courte?s?"
    r"|bas(?:ses?)?|étroite?s?|froide?s?)"
    r"|menos (?:ruidos[oa]s?|pesad[oa]s?|alt[oa]s?|car[oa]s?)|más (?:silencios[oa]s?|liger[oa]s?"
    r"|pequeñ[oa]s?|cort[oa]s?|baj[oa]s?|barat[oa]s?|frí[oa]s?)"
    r"|leiser|leichter|kleiner|kürzer|niedriger|flacher|schmaler|dünner|billiger|günstiger|kälter"
    r"|meno (?:rumoros[oaei]|pesant[ei]|car[oaei]|alt[oaei])|più (?:silenzios[oaei]|legger[oaei]"
    r"|piccol[oaei]|cort[oaei]|bass[oaei]|economic[oa]|fredd[oaei])"
    r"|mais (?:silencios[oa]s?|leves?|pequen[oa]s?|curt[oa]s?|baix[oa]s?|barat[oa]s?|fri[oa]s?)"
    r"|stiller|lichter|kleiner|korter|(?-i:lager)|ondieper|smaller|dunner|goedkoper|kouder"
    r"|тише|легче|меньше|короче|ниже|мельче|тоньше|дешевле|холоднее)\b",
    re.IGNORECASE,
)
# What may stand between such a word and the figure of its thing: "quieter, with a noise of 67 dB";
# and not "larger, yet costs only 200 euros".
_TO_ITS_FIGURE = re.compile(
    r"\s*[,:(]?\s*(?:\b(?:at|with|avec|à|con|a|mit|bei|com|met|bij|с|со|при)\b[^,.;:()]{0,30})?"
)
# Behind the figure of a difference: "longer: 20 cm more than the other".
_DIFFERENCE = re.compile(
    r"\s*(?:more|less|mehr|weniger|de plus|de moins|más|menos|in più|in meno|a mais|a menos|meer"
    r"|minder|больше|меньше)\b",
    re.IGNORECASE,
)
# What leads to the other thing's figure.
_THAN = re.compile(
    r"\b(?:than|compared|versus|against|whereas|while|que|comparée?s?|contre|frente|comparad[oa]s?"
    r"|als|gegenüber|verglichen|gegen|rispetto|contro|face|vergeleken|tegenover|чем|против"
    r"|сравнени\w+|di quell[oaei]|do que)\b",
    re.IGNORECASE,
)


def compares(text: str) -> bool:
    """Tell whether a text has a comparative: "higher", "plus grande"."""
    return bool(_LARGER.search(text) or _SMALLER.search(text))


def compared_wrongly(claim: Claim) -> tuple[Figure, Figure] | None:
    """Return the two figures of a claim that it compares the wrong way round, or None.

    That is where it says of one thing that it has more or less, then at once its figure, then that
    of the other thing. Where it denies, or has more figures than two, or one of them is a
    difference ("20 cm more") or a bound, nothing is concluded.
    """
    text = claim.text
    figures = [one for one in claim.figures if one.kind == "number" and not one.may_be_year]
    words = [(match, 1) for match in _LARGER.finditer(text)]
    words += [(match, -1) for match in _SMALLER.finditer(text)]
    if len(figures) != 2 or len(words) != 1:
        return None
    (own, other), (word, sign) = figures, words[0]
    if (
        not _TO_ITS_FIGURE.fullmatch(text, word.end(), own.start)
        or not _THAN.search(text, own.end, other.start)
        or _DIFFERENCE.match(text, own.end)
        or denies(text[: own.start], detect(text))
        or own.bound
        or other.bound
        or own.unit in (None, "%")
        or own.unit != other.unit
    ):
        return None
    return (own, other) if (own.value - other.value) * sign < 0 else None
