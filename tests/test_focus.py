from assistant.evidence import evidence_in
from assistant.focus import Focus, focus
from index.records import Passage
from tests.fakes import WordEmbedder

embedder = WordEmbedder()


def passage(rank: int, start: int, text: str, source: str = "a.txt") -> Passage:
    return Passage(rank, source, None, start, start + len(text), text, 1 / rank, f"{rank}")


def excerpts(question: str, *passages: Passage) -> list[str]:
    return focused(question, *passages).excerpts


def focused(question: str, *passages: Passage) -> Focus:
    embed_documents, embed_queries = embedder.encode_documents, embedder.encode_queries
    return focus(question, passages, evidence_in(passages), embed_documents, embed_queries)


def test_a_passage_is_read_with_the_one_that_adjoins_it_in_their_order() -> None:
    first, second = "Google gives 2 billion.", "It is split in two steps."
    best = passage(1, len(first) + 2, second)
    found = excerpts("how is it split in steps?", best, passage(2, 0, first))
    assert found == [f"{first}\n\n{second}"]


def test_a_passage_that_lies_apart_is_read_by_its_best_sentences() -> None:
    best = passage(1, 0, "It is split in two steps.")
    found = excerpts("how is it split in steps?", best, passage(2, 900, "The owl sleeps."))
    assert found == ["It is split in two steps.", "The owl sleeps."]


def test_a_heading_is_not_the_nearest_sentence_beside_another() -> None:
    text = "The ferry\n\nIt leaves at nine.\n\nThe pool\n\nIt is cold."
    found = focused("When does the ferry leave?", passage(1, 0, text)).sentence
    assert found is not None
    assert not found.is_heading
    assert focused("the ferry", passage(1, 0, "The ferry")).sentence is not None


def test_nothing_is_read_without_passages() -> None:
    found = focused("how?")
    assert (found.excerpts, found.sentence, found.nearness) == ([], None, 0.0)
