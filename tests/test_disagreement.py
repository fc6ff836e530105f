import pytest

from assistant.disagreement import Disagreements
from assistant.evidence import Evidence, Proof
from index.embed import Embedder
from tests.fakes import WordEmbedder

disagreements = Disagreements(WordEmbedder().encode_queries)


def sentence(text: str, source: str) -> Evidence:
    return Evidence(source, None, 0, len(text), text, "", text)


def found(claim: str, other: str, *, source: str = "b.txt", question: str = "") -> str | None:
    own = sentence(claim, "a.txt")
    proof = Proof(claim, (own,), 1.0, None)
    disagreement = disagreements.find(proof, [own, sentence(other, source)], question)
    return disagreement.figures if disagreement else None


def test_the_same_sentence_with_another_figure_disagrees() -> None:
    assert (
        found("The hall in Kiel costs 2.8 million euros.", "The hall in Kiel costs €3.2 million.")
        == "€3.2 million"
    )


def test_the_same_figure_does_not_disagree() -> None:
    assert (
        found("The hall in Kiel costs 2 million euros.", "The hall in Kiel costs €2,000,000.")
        is None
    )


def test_a_sentence_of_the_same_document_is_not_another_source() -> None:
    assert found("The hall costs 2 euros.", "The hall costs 3 euros.", source="a.txt") is None


def test_what_is_told_of_another_is_no_disagreement() -> None:
    assert found("The hall in Kiel costs 2 euros.", "The hall in Husum costs 3 euros.") is None


@pytest.mark.parametrize(
    ("question", "other", "disagrees"),
    [
        ("What does the licence for a dog cost?", "The licence for a dog costs 10 pounds.", True),
        ("What do dog licences cost?", "The licence for a dog costs 10 pounds.", True),
        ("What does the licence for a dog cost?", "The licence for a cat costs 10 pounds.", False),
    ],
)
def test_what_is_told_of_another_thing_than_was_asked_of_is_no_disagreement(
    question: str, other: str, *, disagrees: bool
) -> None:
    claim = "The licence for a dog costs 30 pounds."
    assert bool(found(claim, other, question=question)) is disagrees


def test_what_is_told_of_another_year_is_no_disagreement() -> None:
    assert found("In 2022 the hall cost 2 euros.", "In 2023 the hall cost 3 euros.") is None


def test_what_counts_something_else_is_no_disagreement() -> None:
    assert found("The hall costs 2 million euros.", "The hall costs 3 million workers.") is None


def test_a_sentence_that_is_not_near_is_no_disagreement() -> None:
    assert found("The hall costs 2 euros.", "Lunch for every visitor is 3 euros a day.") is None


def test_a_sentence_of_many_figures_tells_of_many_things() -> None:
    hall = "The old hall at the harbour in Kiel costs"
    assert found(f"{hall} 2 euros.", f"{hall} 3 euros or 4 euros.") == "3 euros, 4 euros"
    assert found(f"{hall} 2 euros.", f"{hall} 3 euros, 4 euros, 5 euros.") is None


def test_a_figure_of_the_question_cannot_be_what_sources_disagree_on() -> None:
    assert (
        found("The hall costs 2 euros.", "The hall costs 3 euros.", question="what costs 2 euros?")
        is None
    )


MINUTES = sentence("Für die Erweiterung des Werks Kiel sind 2,8 Millionen Euro vorgesehen.", "a.md")
NOTE = sentence("The board has approved €3.2 million for the extension of the Kiel plant.", "b.md")
STAFF = sentence("The group employs 1,140 people, 310 of them in Kiel.", "b.md")


@pytest.mark.real
@pytest.mark.parametrize(
    "claim",
    [
        "Für die Erweiterung des Werks Kiel sind 2,8 Millionen Euro vorgesehen.",
        "2.8 million euros are planned for the extension of the Kiel plant.",
        "2,8 millions d'euros sont prévus pour l'extension de l'usine de Kiel.",
    ],
)
def test_sources_disagree_across_languages(embedder: Embedder, claim: str) -> None:
    found = Disagreements(embedder.encode_queries).find(
        Proof(claim, (MINUTES,), 1.0, None), [MINUTES, NOTE, STAFF], "What will Kiel cost?"
    )
    assert found
    assert (found.evidence, found.figures) == (NOTE, "€3.2 million")
