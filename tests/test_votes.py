import pytest

from assistant.votes import exchanged_votes

HELD = [
    "It was passed with 51 votes for, 17 against and 4 abstentions.",
    "Aangenomen met 51 stemmen voor, 17 tegen en 4 onthoudingen.",
    "Adopté par 51 voix pour et 17 contre.",
    "Pour : 51 ; contre : 17.",
    "Angenommen mit 51 Stimmen dafür und 17 dagegen.",
    "Se aprobó con 51 votos a favor y 17 en contra.",
    "Approvato con 51 voti favorevoli e 17 contrari.",
    "Принято: за — 51, против — 17.",
    "表决结果：51票赞成，17票反对。",
    "賛成51、反対17で可決した。",
]


@pytest.mark.parametrize("evidence", HELD)
def test_votes_for_are_not_those_against(evidence: str) -> None:
    assert exchanged_votes("17 voted for it and 51 against.", evidence) == ("17", "51")
    assert exchanged_votes("51 voted for it and 17 against.", evidence) is None


@pytest.mark.parametrize(
    "text",
    [
        "51 voted for it.",
        "They paid 51 for the hall and 17 for the barn, against advice.",
        "51 voted for it and 17 against; then 17 for and 51 against.",
    ],
)
def test_what_tells_of_no_single_vote_tells_nothing(text: str) -> None:
    assert exchanged_votes("17 voted for it and 51 against.", text) is None
