import pytest

from assistant.evidence import evidence_in
from assistant.nearness import WordNearness
from assistant.unknown import Unknown, unknown_in
from index.records import Passage
from tests.fakes import WordEmbedder

TEXT = "Acme pays 2 million euros. It pays 500,000 euros now. Zenith pays nothing."
EVIDENCE = evidence_in([Passage(1, "a.txt", None, 0, len(TEXT), TEXT, 0.9, "id")])
nearness = WordNearness(WordEmbedder().encode_queries)


@pytest.mark.parametrize(
    ("question", "words", "all_of_it"),
    [
        ("What does Acme pay?", (), False),
        ("What does Umbrex pay?", ("Umbrex",), True),
        ("What did Acme pay in 1999?", ("1999",), True),
        ("What do Acme and Umbrex pay?", ("Umbrex",), False),
        ("What does Umbrex pay to Acme?", ("Umbrex",), True),
    ],
)
def test_what_the_sources_do_not_speak_of_is_named(
    question: str, words: tuple[str, ...], all_of_it: bool
) -> None:
    assert unknown_in(question, EVIDENCE, nearness) == Unknown(words, all_of_it)
