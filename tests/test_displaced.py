import pytest

from assistant.evidence import evidence_in
from assistant.support import Prover
from index.embed import Embedder
from index.records import Passage

SHARE = "Die Gemeinde selbst beteiligt sich mit 6,4 Millionen Euro am Umbau des Bades."
FAULT = "E3 on the display means that the coil is iced over: let it defrost."


@pytest.mark.real
@pytest.mark.parametrize(
    ("text", "claim", "reason"),
    [
        (SHARE, "Der Freistaat steuert 6,4 Millionen Euro bei.", "Freistaat"),
        (SHARE, "Die Gemeinde zahlt 6,4 Millionen Euro für den Umbau des Schwimmbads.", None),
        (SHARE, "The town pays 6.4 million euros towards the conversion.", None),
        (FAULT, "E3 means that the fan is blocked.", "fan"),
        (FAULT, "If the display shows E3, there is ice on the coil.", None),
    ],
)
def test_words_of_its_own_are_not_put_in_the_place_of_the_sources(
    embedder: Embedder, text: str, claim: str, reason: str | None
) -> None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    found = Prover(embedder.encode_queries).prove([claim], evidence, "What is it?")[0].reason
    assert found == (reason and f"the source does not speak of {reason} here")


@pytest.mark.real
def test_the_words_of_the_question_are_no_ones_own(embedder: Embedder) -> None:
    text = "Em 30 de setembro, a Corticeira empregava 412 pessoas, mais nove do que um ano antes."
    claim = "412 pessoas trabalhavam na empresa no fim de setembro."
    question = "Quantas pessoas trabalhavam na empresa no fim de setembro?"
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    assert Prover(embedder.encode_queries).prove([claim], evidence, question)[0].reason is None
