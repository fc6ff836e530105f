import pytest

from assistant.claim import read_claim
from assistant.names import Spans, sure_names
from assistant.nearness import WordNearness
from assistant.placing import bind, together
from index.embed import Embedder


@pytest.mark.parametrize(
    ("found", "rows"),
    [
        ([[(0, 3), (20, 23)]], [(0, 3), (20, 23)]),
        ([[(0, 3)], [(4, 9)]], [(0, 9)]),
        ([[(4, 9)], [(0, 3)]], [(0, 9)]),
        ([[(0, 3)], [(9, 12)], [(4, 8)]], [(0, 12)]),
        ([[(0, 3), (30, 33)], [(34, 40)]], [(30, 40)]),
        ([[(0, 3)], [(0, 3)]], [(0, 3)]),
        ([[(0, 3)], [(20, 23)]], []),
        ([[(0, 3)], []], []),
    ],
)
def test_a_name_is_where_all_its_words_stand_together(found: list[Spans], rows: Spans) -> None:
    assert together(found) == rows


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "evidence", "held"),
    [
        (
            "The United States pays.",
            "EE. UU. paga 7, y Perú 3.",
            {"United States": ["EE. UU."]},
        ),
        (
            "The Democratic Party won.",
            "Ganó el Partido Demócrata y perdió el Partido Republicano.",
            {"Democratic Party": ["Partido Demócrata"]},
        ),
        (
            "The Ministry of Health pays.",
            "Das Gesundheitsministerium zahlt, das Finanzministerium nicht.",
            {"Health": ["Gesundheitsministerium"]},
        ),
        (
            "Umbrex Labs pays Umbrex.",
            "Umbrex is paid by Umbrex Labs.",
            {"Umbrex Labs": ["Umbrex Labs"], "Umbrex": ["Umbrex", "Umbrex"]},
        ),
    ],
)
def test_names_are_placed_as_the_evidence_has_them(
    embedder: Embedder, claim: str, evidence: str, held: dict[str, list[str]]
) -> None:
    read = read_claim(claim, "Who?", sure_names([evidence]))
    bound = bind(read, evidence, WordNearness(embedder.encode_queries))
    places = {
        one.words: [evidence[place.start : place.end] for place in one.places] for one in bound
    }
    assert held.items() <= places.items()
