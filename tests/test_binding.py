import pytest

from assistant.binding import Bound, Item, bind_figure, figure_kind, parted
from assistant.figures import figures_match, read_figures

HARVEST = "In 2022 we harvested 1,240 kilograms, in 2023 after the wet spring only 690 kilograms."
AREA = "La superficie bajó de 620 hectáreas en 1998 a 541 hectáreas en 2010 y a 478 en 2022."
RENT = "In 2021 and 2022 they sold 5 and 6 tons."
STEPS = "It was sold in 2021, in two steps, and cost 200 euros; 2022 saw more."
RANGE = "In May 2024 it told of a plan of 5 million euros for 2025-2030, its third."
YEAR = "In 2024 it won 12% more than in 2023. It carried 7 million people."
SOWED = "In 2022 we sowed wheat. We harvested 1,240 kilograms, in 2023 690 kilograms."
APPROX = "In 2022 approx. 1,240 kilograms were harvested, in 2023 690 kilograms."
ABBEYS = "Cistercians founded 12 abbeys in 1200 and in 1300 monks 30."
FOUNDED = "The firm, founded in 2010 with 5 employees, has 200 employees."


def is_parted(claim: str, evidence: str) -> bool:
    wanted, held = read_figures(claim), read_figures(evidence)
    bound = [bind_figure(figure, claim, held, evidence, in_claim=True) for figure in wanted]
    rivals = [
        Item(figure_kind(figure, evidence), figure.start, figure.end)
        for figure in held
        if not any(figures_match(one, figure) for one in wanted)
    ]
    return parted(bound, rivals, claim, evidence) is not None


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("In 2022 it was only 690 kilograms.", HARVEST),
        ("1.240 Kilogramm waren es 2023.", HARVEST),
        ("En 2022 medía 541 hectáreas.", AREA),
        ("En 1998 elle mesurait 541 hectares.", AREA),
        ("In 2022 it was 690 kilograms.", SOWED),
        ("In 2022 it was 690 kilograms.", APPROX),
        # What looks like a label: "monks 30", as "Tauro 40".
        ("In 1200 they founded 30 abbeys.", ABBEYS),
    ],
)
def test_a_figure_of_another_year_is_parted_from_this_one(claim: str, evidence: str) -> None:
    assert is_parted(claim, evidence)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("In 2022 it was 1,240 kilograms.", HARVEST),
        ("In 2023 it was 690 kilograms.", HARVEST),
        ("It fell from 1,240 kilograms in 2022 to 690 in 2023.", HARVEST),
        ("En 2010 medía 541 hectáreas.", AREA),
        ("En 1998 medía 620 hectáreas.", AREA),
        ("6 tons were sold in 2022.", RENT),
        ("5 tons were sold in 2021.", RENT),
        ("Founded in 2010, it has 200 employees.", FOUNDED),
        ("In 2021 it cost 200 euros.", STEPS),
        ("By 2030 it invests 5 million euros.", RANGE),
        ("In 2024 it carried 7 million.", YEAR),
    ],
)
def test_what_belongs_together_is_not_parted(claim: str, evidence: str) -> None:
    assert not is_parted(claim, evidence)


def test_a_figure_belongs_to_the_nearer_of_two_names() -> None:
    text = "Adela won 150 euros; the second prize, 80 euros, went to Julio."
    adela, julio = (Item("name", text.index(n), text.index(n) + 5) for n in ("Adela", "Julio"))
    first, second = (Item("money", text.index(n), text.index(n) + len(n)) for n in ("150", "80"))

    def is_said_of(name: Item, rival: Item) -> bool:
        prize = Bound("80", "money", Item("money", 0, 2), (second,))
        bound = [Bound("who", "name", None, (name,)), prize]
        return parted(bound, [rival, first], "80 euros", text) is None

    assert is_said_of(julio, adela)
    assert not is_said_of(adela, julio)


@pytest.mark.parametrize(
    "text",
    [
        "The Terns, who have 24 balls, gave up 308 points.",
        "Los Terns, que además tienen 24 balones, cedieron solo 308 puntos.",
        "Die Terns, die 24 Bälle haben, gaben 308 Punkte ab.",
    ],
)
def test_a_relative_clause_parts_nothing(text: str) -> None:
    said = "The Terns gave up 308 points."
    terns, other = (
        Item("name", one.index("Terns"), one.index("Terns") + 5) for one in (said, text)
    )
    points = bind_figure(read_figures(said)[0], said, read_figures(text), text, in_claim=True)
    bound = [Bound("Terns", "name", terns, (other,)), points]
    balls = read_figures(text)[0]
    rivals = [Item("number", balls.start, balls.end), Item("name", len(text) - 1, len(text))]
    assert parted(bound, rivals, said, text) is None


def test_kinds_keep_what_cannot_be_taken_for_each_other_apart() -> None:
    text = "On 3 May 2020 she paid 5 euros for 2 km in 1999 for the Tern 40 and 12 others"
    assert [figure_kind(figure, text) for figure in read_figures(text)] == [
        *("date", "money", "m", "date"),
        *("label", "number"),
    ]
