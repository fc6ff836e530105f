import pytest

from assistant.asked_of import asked_of_another
from assistant.evidence import evidence_in
from assistant.nearness import WordNearness
from index.records import Passage
from tests.fakes import WordEmbedder

EVIDENCE = "Google puts 2 billion into Anthropic."


def found(
    question: str, claim: str, text: str = EVIDENCE, context: str = "", source: str = "a.txt"
) -> tuple[str, str] | None:
    passage = Passage(1, source, None, 0, len(text), text, 0.9, "id", context=context)
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
            "How much money does Google pay to IBM?",
            "Google pays 2 billion to Oracle.",
            ("IBM", "Oracle"),
        ),
        (
            "Hoeveel investeert Google in OpenAI?",
            "Google investeert 2 miljard in Anthropic.",
            ("OpenAI", "Anthropic"),
        ),
        (
            "Chi è il capo della OpenAI?",
            "Dario Amodei è il capo di Anthropic.",
            ("OpenAI", "Anthropic"),
        ),
        (
            "Quem é o presidente da OpenAI?",
            "Dario Amodei é o presidente da Anthropic.",
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
        # The claim has the question's name.
        ("How much does Google invest in OpenAI?", "In OpenAI Google invests 2 billion in Zurich."),
        # The question has the claim's name.
        (
            "How much does Google invest in Anthropic and how much in OpenAI?",
            "How much Google invests in Anthropic is 2 billion.",
        ),
        # The names follow other words, or follow them at a distance.
        ("How much does Google invest in OpenAI?", "Google invests 2 billion for Anthropic."),
        ("Who invested in OpenAI?", "In 2023, Google invested 2 billion in it."),
        # The name is the answer: of a place in another, or to a yes-or-no question.
        ("In which town in Germany is the plant?", "The plant is in the town in Dresden."),
        ("Was Einstein born in Berlin?", "Einstein was born in Ulm."),
        ("Where in Germany was Merkel born?", "Merkel was born in Hamburg in 1954."),
        ("Где в Германии родилась Меркель?", "Меркель родилась в Гамбурге в 1954 году."),
        # It says something else altogether.
        ("What happened to Kafka?", "He moved to Berlin in 1923."),
        # Abbreviations are no other names.
        ("What does Google pay to OpenAI?", "Google pays 2 billion to AWS."),
        # Another language, or one that is not known here.
        ("Wie viel investiert Google in OpenAI?", "Google investeert 2 miljard in Anthropic."),
        ("Hur mycket investerar Google i OpenAI?", "Google investerar 2 miljarder i Anthropic."),
    ],
)
def test_what_is_no_name_in_anothers_place_is_let_be(question: str, claim: str) -> None:
    assert found(question, claim) is None


def test_what_the_evidence_or_its_document_names_is_spoken_of() -> None:
    question, claim = "How many work for OpenAI?", "3 people work for Umbrex."
    assert found(question, claim, "3 people work for Umbrex.") == ("OpenAI", "Umbrex")
    assert found(question, claim, "Of OpenAI, 3 people work for Umbrex.") is None
    assert found(question, claim, "3 people work for Umbrex.", context="OpenAI's people") is None
    assert found(question, claim, "3 people work for Umbrex.", source="OpenAI.txt") is None
