"""Whether a claim tells a figure of a table's row of the column that it stands in."""

from collections.abc import Sequence

from assistant.claim import Claim
from assistant.evidence import Evidence
from assistant.figures import Figure, holds_figure, missing_figures


def of_another_column(claim: Claim, chosen: Sequence[Evidence]) -> Figure | None:
    """Return a time of the claim that heads other columns of a row than those of its figures.

    In "Profit, Q1: 1.5; Profit, Q3: 2.2" the first figure is none of the third quarter.
    """
    row = chosen[0]
    if not row.is_row:
        return None
    key, *cells = row.stated.split("; ")
    own = [one for one in claim.figures if claim.gives_amount(one)]
    holding: list[str] = []
    others: list[str] = []
    for cell in cells:
        is_holding = any(holds_figure(cell, figure) for figure in own)
        (holding if is_holding else others).append(cell)
    if not holding:
        return None
    values = [cell.rpartition(": ")[2] for cell in cells]
    rest = "\n".join([row.topic, key, *values, *(item.told for item in chosen[1:])])
    without_others, without_own, elsewhere = (
        [one for one in missing_figures(claim.text, "\n".join([rest, *some])) if one not in own]
        for some in (holding, others, cells)
    )
    # A comparison names other columns beside that of its figure.
    if any(one not in without_others for one in without_own):
        return None
    return next((one for one in without_others if one not in elsewhere), None)
