import pytest

from assistant.asked_of import asked_of_another
from assistant.evidence import evidence_in
from assistant.nearness import WordNearness
from index.records import Passage
from tests.fakes import WordEmbedder

EVIDENCE = "Google puts 2 billion into Anthropic."


def found(
    question: str, claim: str, evidence: str = EVIDENCE, context: str = ""
) -> tuple[str, str] | None:
    passage = Passage(1, "a.txt", None, 0, len(evidence), evidence, 0.9, "id", context=context)
    nearness = WordNearness(WordEmbedder().encode_queries)
    return asked_of_another(claim, question, evidence_in([passage]), nearness)


@pytest.mark.parametrize(
    ("question", "claim", "names"),
    [
        (
            "How much does Google invest in OpenAI?",
            "Google invests 2 billion in Anthropic.",
            ("OpenAI", "Anthropic"),
        ),
        (
            "Who is the head of Wayne Enterprises?",
            "Dario Amodei is the head of Anthropic.",
            ("Wayne Enterprises", "Anthropic"),
        ),
        (
            "Combien Google investit-il dans OpenAI ?",
            "Google investit 2 milliards de dollars dans Anthropic.",
            ("OpenAI", "Anthropic"),
        ),
    ],
)
def test_a_name_in_the_place_of_the_questions_gives_it_away(
    question: str, claim: str, names: tuple[str, str]
) -> None:
    assert found(question, claim) == names


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        # What was asked for is new.
        ("How much does Google invest in Anthropic?", "Google invests 2 billion in Anthropic."),
        ("Who put money into Anthropic?", "It comes from Google."),
        # The evidence has the question's name.
        ("In which company did Google put money?", "Google put money into Anthropic."),
        # Articles and conjunctions stand before anything.
        ("What do Google and OpenAI do?", "Google and Anthropic made a contract."),
        ("Waarom groeit de Umbrex?", "De Google groeit sterk in dit jaar."),
        # Another language has other small words.
        ("Combien Google investit-il dans OpenAI ?", "Google invests 2 billion in Anthropic."),
    ],
)
def test_what_is_no_name_in_anothers_place_is_let_be(question: str, claim: str) -> None:
    assert found(question, claim) is None


def test_a_name_that_the_evidence_holds_is_spoken_of() -> None:
    question, claim = "Who works in OpenAI?", "Ada works in London."
    assert found(question, claim, "Ada works in London.") == ("OpenAI", "London")
    assert found(question, claim, "Ada works in the London office of OpenAI.") is None
    assert found(question, claim, "Ada works in London.", "OpenAI and its people") is None
