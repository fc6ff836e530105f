import pytest

from assistant.claim import read_claim
from assistant.evidence import evidence_in
from assistant.nearness import WordNearness
from assistant.parallels import of_another_part
from assistant.support import Prover
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

STALLS = "Joan Ravensby will run the cake stall and Colin Ravensby the tombola."
BRANCHES = (
    "L'antenne de Vauclerge ouvre le mardi et le vendredi, celle de Tarvin le mercredi seulement."
)


def reason(claim: str, text: str, embedder: Embedder | WordEmbedder) -> str | None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    return Prover(embedder.encode_queries).prove([claim], evidence, "who?")[0].reason


@pytest.mark.parametrize(
    ("claim", "is_mixed"),
    [
        ("Colin Ravensby will run the tombola and Joan Ravensby the cake stall.", False),
        ("Joan Ravensby will run the tombola and Colin Ravensby the cake stall.", True),
        ("Joan and Colin Ravensby will run the cake stall and the tombola.", False),
        ("Colin Ravensby will run the tombola.", False),
    ],
)
def test_parts_of_a_sentence_keep_their_words(claim: str, *, is_mixed: bool) -> None:
    found = reason(claim, STALLS, WordEmbedder())
    assert found == ("the source has Joan and Colin the other way round" if is_mixed else None)


@pytest.mark.parametrize(
    ("claim", "is_mixed"),
    [
        ("The landlord maintains the roof and the tenant the windows.", False),
        ("The tenant maintains the roof and the landlord the windows.", True),
    ],
)
def test_so_do_two_sentences(claim: str, *, is_mixed: bool) -> None:
    text = "The landlord maintains the roof. The tenant maintains the windows."
    assert (reason(claim, text, WordEmbedder()) is not None) == is_mixed


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_mixed"),
    [
        ("Vauclerge opens on Tuesdays and Fridays, and Tarvin on Wednesdays only.", False),
        ("Tarvin opens on Tuesdays and Fridays, and Vauclerge on Wednesdays only.", True),
    ],
)
def test_weekdays_are_alike_in_all_languages(
    embedder: Embedder, claim: str, *, is_mixed: bool
) -> None:
    found = reason(claim, BRANCHES, embedder)
    assert found == (
        "the source has Tuesdays and Wednesdays the other way round" if is_mixed else None
    )


@pytest.mark.real
def test_of_words_that_mean_the_same_either_may_be_meant(embedder: Embedder) -> None:
    text = "The firm employs people in Leeds, and it will take on staff in Hull."
    claim = "The firm has staff in Leeds and will take on people in Hull."
    assert reason(claim, text, embedder) is None


PRICES = "Une consultation coûte 42 euros, une visite à la ferme 85 euros."


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_mixed"),
    [
        ("Une visite à la ferme coûte 85 euros.", False),
        ("Une visite à la ferme coûte 42 euros.", True),
        ("A farm visit costs 85 euros.", False),
        ("A farm visit costs 42 euros.", True),
        ("A consultation costs 42 euros.", False),
        ("A consultation costs 42 euros and a farm visit 85 euros.", False),
        ("A farm visit costs 42 euros and a consultation 85 euros.", True),
    ],
)
def test_a_figure_is_told_of_what_its_part_names(
    embedder: Embedder, claim: str, *, is_mixed: bool
) -> None:
    found = reason(claim, PRICES, embedder)
    assert (found is not None) == is_mixed


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_mixed"),
    [
        ("Cutting grass costs 40 euros.", False),
        ("The repair of the church clock costs 85 euros.", False),
        ("The repair of the church clock costs 40 euros.", True),
    ],
)
def test_entries_of_a_list_are_parts(embedder: Embedder, claim: str, *, is_mixed: bool) -> None:
    text = "The council pays: cutting grass, 40 euros; repair of the church clock, 85 euros."
    assert (reason(claim, text, embedder) is not None) == is_mixed


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "The untouched plots were at 24.4 °C.",
            "The drained plots were at 29.6 °C, the untouched ones at 24.4 °C.",
        ),
        ("Three turbines were damaged.", "The park has 18 turbines, and three were damaged."),
        ("The park has 18 turbines.", "The park has 18 turbines, and three were damaged."),
        ("The hotel has 40 rooms.", "The hotel has 40 rooms, and 12 rooms have a balcony."),
        ("Men live for 78 years.", "On average men reach 78 years, women 83 years."),
        ("Students pay 5 euros.", "Students are admitted for 5 euros, teachers for 9 euros."),
        ("Der Mieter zahlt 300 Euro.", "Der Mieter trägt davon 300 Euro, der Vermieter 500 Euro."),
        (
            "Los hombres viven 78 años.",
            "Los hombres alcanzan de media los 78 años, las mujeres 83 años.",
        ),
        (
            "The morning tour takes 2 hours.",
            "The tour in the morning lasts 2 hours, in the evening 3 hours.",
        ),
        (
            "The dose for adults is 20 mg.",
            "For grown-ups the usual dose is 20 mg, for children the dose is 5 mg.",
        ),
        (
            "The rent has risen to 800 euros.",
            "The flat now costs 800 euros a month, and the rent was 700 euros until May.",
        ),
        (
            "The upper lake is 30 m deep.",
            "The upper of the two lakes reaches down to 30 m, the lake below is 12 m deep.",
        ),
        (
            "Les hommes vivent 78 ans.",
            "On average men reach an age of 78 years, women an age of 83 years.",
        ),
    ],
)
def test_the_words_of_both_parts_tell_nothing(embedder: Embedder, claim: str, text: str) -> None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    read = read_claim(claim, "what?", frozenset())
    nearness = WordNearness(embedder.encode_queries)
    assert of_another_part(read, evidence, nearness) is None


@pytest.mark.real
def test_the_words_of_the_other_part_tell(embedder: Embedder) -> None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(PRICES), PRICES, 0.9, "id")])
    read = read_claim("A farm visit costs 42 euros.", "what?", frozenset())
    nearness = WordNearness(embedder.encode_queries)
    assert of_another_part(read, evidence, nearness) == ("42 euros", "85 euros")
