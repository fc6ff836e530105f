"""Figures as values with units, and whether one of a source bears out one of a claim."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.bounds import Bound
from assistant.units import base_units

_FIRST_YEAR, _LAST_YEAR = 1000, 2100
Kind = Literal["number", "ordinal", "date", "time", "mark"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that `text[start:end]` says.

    `value` is its likeliest reading and `others` are the rest. A date's value is
    year * 10000 + month * 100 + day, with 0 for a part that is not said; a time's is the seconds
    since midnight; a mark's, such as "last month", is 0. `unit` is an ISO 4217 code, "%", the
    symbol of a measure such as "km", "h" or "°C", or the name of a family of currencies; None where
    none is written beside the figure. `family` says that the unit is the likeliest of a family:
    bare "dollars". `rate` is the unit by which it counts, "month" in "5 euros a month"; `bound`
    whether it is the least or the most.
    """

    start: int
    end: int
    kind: Kind
    value: Decimal
    unit: str | None = None
    others: frozenset[Decimal] = frozenset()
    family: str | None = None
    rate: str | None = None
    bound: Bound | None = None

    @property
    def values(self) -> frozenset[Decimal]:
        """Return all readings of the figure."""
        return self.others | {self.value}

    @property
    def may_be_year(self) -> bool:
        """Whether it has no unit and is a whole number such as years are."""
        return self.unit is None and _FIRST_YEAR <= self.value <= _LAST_YEAR and not self.value % 1


def figures_match(claim: Figure, evidence: Figure) -> bool:
    """Tell whether `evidence` bears out `claim`.

    The values must be equal, in units of the same kind exactly converted. A claim without a unit
    matches any; evidence without one matches any but percent, because a currency often stands
    elsewhere in the text and a percent sign never does. An ordinal matches itself and a bare
    number. Each part of a claimed date must be in the evidence's date; a number may be its year or
    its day. Rates and bounds must not contradict each other where both are said.
    """
    if "date" in (claim.kind, evidence.kind):
        return _dates_match(claim, evidence)
    if "time" in (claim.kind, evidence.kind):
        return bool(_hours(claim) & _hours(evidence))
    if "ordinal" in (claim.kind, evidence.kind) and (claim.unit or evidence.unit):
        return False
    if claim.bound and evidence.bound and claim.bound != evidence.bound:
        return False
    if (
        claim.rate
        and evidence.rate
        and base_units(claim.rate).isdisjoint(base_units(evidence.rate))
    ):
        return False
    if claim.unit is None or evidence.unit is None:
        return claim.unit not in ("%", "‰") and bool(claim.values & evidence.values)
    # Written alike they are read alike: "1,500 MW" is no 1500 kW where that is "1,500 kW".
    readings = [(claim.values, evidence.values)]
    if claim.values == evidence.values:
        readings = [(frozenset({value}), frozenset({value})) for value in claim.values]
    return any(
        not _quantities(said, claim.family or claim.unit).isdisjoint(
            _quantities(held, evidence.unit)
        )
        for said, held in readings
    )


def date_is_known(claim: Figure, known: list[Figure]) -> bool:
    """Tell whether the parts of a claimed date stand apart: "le 3 mai … (1994)", "by May"."""
    if claim.kind != "date":
        return False
    year, day = divmod(claim.value, 10_000)
    if not year or not day:
        return False
    # No such date if the day or month stands beside another year.
    dates = [figure for figure in known if figure.kind == "date"]
    dated = [figure for figure in dates if figure.value >= 10_000]
    yearless = [
        figure
        for figure in dates
        if figure.value < 10_000
        and not any(one.start <= figure.start and figure.end <= one.end for one in dated)
    ]
    day_alone = replace(claim, value=day, others=frozenset())
    year_alone = Figure(claim.start, claim.end, "number", year)
    return any(figures_match(day_alone, figure) for figure in yearless) and any(
        figures_match(year_alone, figure) for figure in known
    )


def _quantities(values: frozenset[Decimal], unit: str) -> set[tuple[Decimal, str]]:
    # Multiplying rounds to 28 digits; most values need none.
    return {
        (value if factor == 1 else value * factor, base)
        for base, factor in base_units(unit)
        for value in values
    }


def _dates_match(claim: Figure, evidence: Figure) -> bool:
    if evidence.kind != "date":
        return False
    if claim.kind == "date":
        return any(_is_part(said, held) for said in claim.values for held in evidence.values)
    parts = {part for date in evidence.values for part in (date // 10_000, date % 100)} - {0}
    return claim.unit is None and not claim.values.isdisjoint(parts)


def _is_part(said: Decimal, held: Decimal) -> bool:
    """Tell whether each part of the date that is said is the same in the date that is held."""
    parts = ((date // 10_000, date // 100 % 100, date % 100) for date in (said, held))
    return all(one in (0, other) for one, other in zip(*parts, strict=True))


def _hours(figure: Figure) -> frozenset[Decimal]:
    """Return the seconds since midnight of a time, or of an hour that is written as a number."""
    if figure.kind == "time":
        return figure.values
    if figure.unit in (None, "h"):
        return frozenset(value * 3600 for value in figure.values)
    return frozenset()
