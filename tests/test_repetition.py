import pytest

from assistant.figures import read_figures
from assistant.repetition import only_repeats


def repeats(claim: str, question: str) -> bool:
    return only_repeats(claim, read_figures(claim), question)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("How is Google's $2B in Anthropic split?", "Google is splitting $2 billion in Anthropic."),
        ("Who founded Anthropic?", "Anthropic was founded."),
        ("In which year did the ferry sink?", "The ferry sank."),
        (
            "Comment sont répartis les 2 milliards de Google ?",
            "Google répartit ses 2 milliards.",
        ),
        ("Wie teilt Google die 2 Milliarden auf?", "Google teilt 2 Milliarden auf."),
        ("¿Cuánto cuesta el puente?", "El puente cuesta."),
        ("谷歌的20亿美元如何分配？", "谷歌的20亿美元分配。"),
    ],
)
def test_the_questions_own_words_are_no_answer(question: str, claim: str) -> None:
    assert repeats(claim, question)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("How is Google's $2B split?", "Google pays $500 million at once."),
        ("How is Google's $2B split?", "Google's $2B is split into two parts."),
        ("Who founded Anthropic?", "Dario Amodei founded Anthropic."),
        ("Did the ferry sink?", "The ferry sank."),
        ("Who came first, Ann or Bob?", "Bob came first."),
        ("Qui est arrivé premier, Anne ou Paul ?", "Paul est arrivé premier."),
        ("Est-ce que Google investit 2 milliards ?", "Google investit 2 milliards."),
        ("Wann kam die Fähre?", "Die Fähre kam 1987."),
        ("先に来たのは誰ですか、アンそれともボブ？", "先に来たのはアンです。"),
    ],
)
def test_what_adds_to_the_question_or_chooses_may_be_one(question: str, claim: str) -> None:
    assert not repeats(claim, question)
