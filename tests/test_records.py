from index.records import Document, Passage

PASSAGE = Passage(
    1, "a.pdf", 2, 10, 90, "text", 0.5, "id", "context", "Title", page_breaks=(30, 60)
)


def test_a_document_knows_the_page_of_every_place() -> None:
    # The second page is empty.
    document = Document("a.pdf", "text", "hash", page_starts=(0, 5, 5, 9))
    assert [document.page_at(offset) for offset in (0, 4, 5, 9, 100)] == [1, 1, 3, 4, 4]
    assert Document("a.txt", "text", "hash").page_at(3) is None


def test_a_passage_knows_the_page_of_every_place() -> None:
    assert [PASSAGE.page_at(offset) for offset in (10, 29, 30, 60, 89)] == [2, 2, 3, 4, 4]


def test_a_passage_is_printed_with_what_its_document_tells_of_itself() -> None:
    values = PASSAGE.to_json()
    assert (values["page"], values["title"], values["author"], values["date"]) == (
        *(2, "Title"),
        *(None, None),
    )
    assert "context" not in values
    assert "page_breaks" not in values
