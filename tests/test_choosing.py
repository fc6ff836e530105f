import numpy as np
import pytest

from assistant.choosing import by_merit
from assistant.claim import read_claim
from assistant.evidence import evidence_in
from index.records import Passage

TEXT = (
    "Google gives 2 billion dollars to Anthropic. Amazon gives 4 billion dollars. "
    "Of it, 500 million come now and the rest later."
)


@pytest.mark.parametrize(
    ("question", "claim", "cosines", "order"),
    [
        # The sum that was asked for stands in the first sentence, how it is split in the last.
        (
            "How are Google's 2 billion split?",
            "Of Google's 2 billion dollars for Anthropic, 500 million come now.",
            [0.80, 0.70, 0.78],
            [2, 0, 1],
        ),
        ("Who gives 4 billion?", "Amazon gives 4 billion.", [0.80, 0.78, 0.70], [1, 0, 2]),
        ("What comes now?", "Half of it comes now.", [0.70, 0.71, 0.80], [2, 1, 0]),
    ],
    ids=["own figure", "figure that was asked for", "no figure"],
)
def test_the_first_sentence_holds_what_the_claim_adds_to_its_question(
    question: str, claim: str, cosines: list[float], order: list[int]
) -> None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(TEXT), TEXT, 0.9, "id")])
    read = read_claim(claim, question, frozenset({"google", "amazon", "anthropic"}))
    assert by_merit(read, evidence, np.array(cosines, np.float32)) == order
