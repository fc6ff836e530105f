import pytest

from assistant.figures import read_figures
from assistant.repetition import goes_round, is_circular, is_its_own_reason, only_repeats


def repeats(claim: str, question: str) -> bool:
    return only_repeats(claim, read_figures(claim), question)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("How is Google's $2B in Anthropic split?", "Google is splitting $2 billion in Anthropic."),
        ("And how is the price of oil set?", "The price of oil is set."),
        ("Why did the ferry sink?", "The ferry did sink."),
        ("Comment sont répartis les 2 milliards de Google ?", "Google répartit ses 2 milliards."),
        ("Wie teilt Google die 2 Milliarden auf?", "Google teilt 2 Milliarden auf."),
        ("¿Cómo se reparten los 2.000 millones?", "Los 2.000 millones se reparten."),
        ("谷歌的20亿美元如何分配？", "谷歌的20亿美元分配。"),
        ("Why did the ferry sink?", "The ferry did sink because it sank."),
        ("Why was the rent raised?", "The rent was raised from 5 to 8 euros."),
        ("Why did the ferry sink in storms?", "It sank because a ferry in a storm does sink."),
    ],
)
def test_the_questions_own_words_do_not_say_how_or_why(question: str, claim: str) -> None:
    assert repeats(claim, question)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("How is Google's $2B split?", "Google pays $500 million at once."),
        ("How was the rent raised?", "The rent was raised from 5 to 8 euros."),
        ("How is Google's $2B split?", "Google's $2B is split into a grant and a loan."),
        ("How many children has Ann?", "Ann has one child."),
        ("How do fees here compare to others?", "Fees here are much higher than others."),
        ("How does the ferry sail in May?", "The ferry does not sail in May."),
        ("What does Acme pay for the hall?", "Acme pays nothing for the hall."),
        ("Why do gaskets wear faster?", "Gaskets wear faster because that is used most."),
        ("Who objected to the plan?", "Nobody objected to the plan."),
        ("Which company owns Google DeepMind?", "Google owns DeepMind."),
        ("Did the ferry sink?", "The ferry sank."),
        ("Who came first, Ann or Bob?", "Bob came first."),
        ("Será que a Google investe 2 mil milhões?", "A Google investe 2 mil milhões."),
        ("Est-ce que Google investit 2 milliards ?", "Google investit 2 milliards."),
        ("Wie viele Kinder hat Ann?", "Ann hat ein Kind."),
        ("Wieviele Kinder hat Ann?", "Ann hat ein Kind."),
        ("", ""),
    ],
)
def test_what_adds_to_the_question_or_chooses_is_an_answer(question: str, claim: str) -> None:
    assert not repeats(claim, question)


@pytest.mark.parametrize(
    ("claim", "is_its_own"),
    [
        ("The bearing failed because the bearing had failed.", True),
        ("The rent rose because in 2023 rents rose by 12%.", False),
        ("The contract ended because the contractor ended it.", False),
        ("La voûte a été classée en 1987 car elle est classée depuis 1987.", True),
        ("The bearing failed because the oil was old.", False),
        ("The bearing failed.", False),
    ],
)
def test_a_thing_is_not_its_own_reason(claim: str, *, is_its_own: bool) -> None:
    assert is_its_own_reason(claim) == is_its_own


@pytest.mark.parametrize(
    ("text", "is_round"),
    [
        ("銀行から融資を打ち切られたのは、" * 5, True),
        ("The bank lent, " + "and the bank lent " * 4, True),
        ("The bank lent, and the bank lent, and so it went.", False),
        ("It costs 1000000000000000000 euros.", False),
        ("Name: ____________________ | ------------------------", False),
        ("ha ha ha ha ha", False),
    ],
)
def test_a_reply_goes_round_that_says_the_same_four_times_in_a_row(
    text: str, is_round: bool
) -> None:
    assert goes_round(text) == is_round


def test_what_is_said_to_be_itself_is_circular() -> None:
    question = "What is the first choice of remedies according to the Umbrex leaflet?"
    assert is_circular(
        "The first choice of remedies in the Umbrex leaflet is the Umbrex leaflet.", question
    )
    assert not is_circular("The first choice of remedies is in the Umbrex leaflet.", question)
    assert not is_circular(
        "The first choice of remedies in the Umbrex leaflet is rest, says the Umbrex leaflet.",
        question,
    )
