"""Whether the evidence of a claim gives its sums of money in their currencies."""

import re
from collections.abc import Sequence

from assistant.claim import Claim
from assistant.evidence import Evidence, joined
from assistant.figures import Figure, figures_match, read_figures
from assistant.units import CURRENCIES, base_units

# What parts the cells of a row, drawn in whatever way.
_CELL = re.compile(r"\s[|/]\s")


def in_foreign_currency(
    claim: Claim, chosen: Sequence[Evidence], evidence: Sequence[Evidence]
) -> Figure | None:
    """Return a sum of the claim for which its evidence has no currency, and the source another.

    A figure without one may be told with the currency of the text around it: "2 billion dollars …
    500 million now". But not in euros.
    """
    held = read_figures(joined(chosen))
    bare = [
        figure
        for figure in claim.figures
        if _bases(figure.family or figure.unit)
        and all(one.unit is None for one in held if figures_match(figure, one))
    ]
    if not bare:
        return None
    around = [item.stated for item in evidence if item.source == chosen[0].source]
    texts = [*dict.fromkeys(around), chosen[0].context, claim.question]
    known = {base for text in texts for one in read_figures(text) for base in _bases(one.unit)}
    foreign = (one for one in bare if _bases(one.family or one.unit).isdisjoint(known))
    return next(foreign, None) if known else None


def in_a_cell_without_currency(claim: Claim, chosen: Sequence[Evidence]) -> Figure | None:
    """Return a sum of the claim that stands without a currency in a row that has one for another.

    In "Mijota 500 / 18 590 / 189 €" the first number is no price.
    """
    lines = [line for item in chosen for line in item.text.splitlines()]
    rows = [read_figures(line) for line in lines if len(_CELL.findall(line)) > 1]
    elsewhere = [
        one for line in lines if len(_CELL.findall(line)) < 2 for one in read_figures(line)
    ]
    for figure in claim.figures:
        held = [(one, row) for row in rows for one in row if figures_match(figure, one)]
        is_sum = _bases(figure.family or figure.unit)
        if (
            is_sum
            and held
            and all(one.unit is None and any(_bases(o.unit) for o in row) for one, row in held)
            and not any(figures_match(figure, one) for one in elsewhere)
        ):
            return figure
    return None


def _bases(unit: str | None) -> set[str]:
    return {base for base, _ in base_units(unit)} if unit in CURRENCIES else set()
