import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.records import Document
from index.split import Splitter, sentences

SEED = "Il paie 1,5 milliard. Mme. Dupont le dit.\n\nAinsi va le monde ! Et alors ?"
TEXTS = st.text(alphabet=st.sampled_from("ab Z.!?\n\r\t。é😀1,«»*"), max_size=400)


def document(text: str) -> Document:
    return Document("a.txt", text, "hash")


def words_of(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def test_sentences_keep_numbers_and_abbreviations_whole() -> None:
    assert words_of("He paid $1.5 million to Dr. Smith. He left.") == [
        "He paid $1.5 million to Dr. Smith.",
        "He left.",
    ]


def test_the_number_of_a_line_is_no_sentence_of_its_own() -> None:
    text = "2. Treasurer's report\n\nDerek reported it in 3. He left."
    assert words_of(text)[0] == "2. Treasurer's report"
    assert words_of("1. Eat bread.\n2) Drink.") == ["1. Eat bread.", "2) Drink."]


def test_sentences_end_at_the_full_stops_of_other_scripts() -> None:
    assert words_of("今天天气好。我们去公园。") == ["今天天气好。", "我们去公园。"]
    assert words_of("ذهب الولد. هل عاد؟ نعم.") == ["ذهب الولد.", "هل عاد؟", "نعم."]


def test_a_figure_may_begin_a_sentence_of_ideographs_but_no_quotation() -> None:
    assert words_of("针好评。2024年发布。共3.5元！12月见") == [
        *("针好评。", "2024年发布。", "共3.5元！", "12月见"),
    ]
    assert words_of("彼は「増えた。2024年も」と言った。") == ["彼は「増えた。2024年も」と言った。"]


def test_marks_of_emphasis_stay_with_what_they_emphasize() -> None:
    assert words_of("**Results.** It grew. 2 * 3 is 6.") == [
        *("**Results.**", "It grew.", "2 * 3 is 6.")
    ]
    assert words_of("Now. **It grew. And fell.** *So.*")[2:] == ["And fell.**", "*So.*"]
    assert words_of("5 * 3 = 15. * Note: it is.")[0] == "5 * 3 = 15."


def test_lines_stand_for_themselves() -> None:
    assert words_of("Prices\n- bread 2 €\n- milk 1 €") == ["Prices", "- bread 2 €", "- milk 1 €"]


def test_a_sentence_runs_on_over_lines_that_were_wrapped() -> None:
    text = "The quick brown fox jumps\nover the lazy dog and runs\naway. It is gone."
    assert words_of(text) == [
        "The quick brown fox jumps\nover the lazy dog and runs\naway.",
        "It is gone.",
    ]


def test_the_full_stop_of_a_unit_ends_a_sentence_before_a_capital() -> None:
    assert words_of("La T12 pesa más, 265 kg. La T5 pesa menos.") == [
        "La T12 pesa más, 265 kg.",
        "La T5 pesa menos.",
    ]
    assert words_of("Вес 5 кг. Он новый.") == ["Вес 5 кг.", "Он новый."]
    for whole in ("Se toman 265 kg. de sal.", "Man nehme 500 g. Mehl und zwei Eier."):
        assert words_of(whole) == [whole]


def test_windows_line_ends_leave_offsets_exact() -> None:
    text = "One.\r\n\r\nTwo.\r\nThree."
    assert words_of(text) == ["One.", "Two.", "Three."]


@given(TEXTS)
@example(SEED)
def test_sentences_are_in_order_apart_and_cover_all_that_is_not_white_space(text: str) -> None:
    spans = sentences(text)
    at = 0
    for span in spans:
        assert at <= span.start < span.end <= len(text)
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()


@given(TEXTS, st.integers(10, 60), st.integers(0, 20))
@example(SEED, 30, 10)
def test_chunks_are_exact_and_lose_nothing(text: str, size: int, overlap: int) -> None:
    chunks = Splitter(size, overlap).split(document(text))
    covered = set()
    for chunk in chunks:
        assert chunk.text == text[chunk.start : chunk.end]
        assert 0 < len(chunk.text) <= size
        covered |= set(range(chunk.start, chunk.end))
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())
    assert len({chunk.id for chunk in chunks}) == len(chunks)


def chunks_of(text: str, size: int, overlap: int = 0) -> list[str]:
    return [chunk.text for chunk in Splitter(size, overlap).split(document(text))]


def test_neighbours_share_whole_sentences() -> None:
    text = "Aaaa aaaa.\n\nBbbb bbbb.\n\nCccc cccc."
    assert chunks_of(text, size=24, overlap=12) == [
        "Aaaa aaaa.",
        "Aaaa aaaa.\n\nBbbb bbbb.",
        "Bbbb bbbb.\n\nCccc cccc.",
    ]


def test_a_paragraph_stays_together_if_it_fits() -> None:
    text = "Aaaa aaaa.\n\nBbbb bbbb. Cccc cccc.\n\nDddd dddd."
    assert chunks_of(text, size=21) == ["Aaaa aaaa.", "Bbbb bbbb. Cccc cccc.", "Dddd dddd."]


def test_a_heading_stays_with_what_it_introduces() -> None:
    text = "Aaaa aaaa.\n\n# Bbbb\n\nCccc cccc.\n\nPrices:\n- dddd\n\nThe End\n\nEeee eeee."
    assert chunks_of(text, size=20) == [
        "Aaaa aaaa.",
        "# Bbbb\n\nCccc cccc.",
        "Prices:\n- dddd",
        "The End\n\nEeee eeee.",
    ]


def test_a_question_stays_with_its_answer() -> None:
    text = "Aaaa aaaa.\n\nBbbb bbb?\n\nNo.\n\nCccc ccc?\n\nDddd ddd?"
    assert chunks_of(text, size=16) == ["Aaaa aaaa.", "Bbbb bbb?\n\nNo.", "Cccc ccc?", "Dddd ddd?"]


def test_a_sentence_longer_than_a_chunk_is_cut_at_its_words() -> None:
    assert chunks_of("aaaa bbbb cccccccccccc dddd", size=9) == [
        *("aaaa bbbb", "ccccccccc", "ccc dddd"),
    ]


PARAGRAPHS = [
    " ".join(
        f"Word{paragraph} {sentence} is {(paragraph * 7 + sentence) ** 3}." for sentence in range(9)
    )
    for paragraph in range(30)
]


def new_chunks(paragraphs: list[str]) -> int:
    """Return how many chunks these have that the paragraphs above have not."""
    before, after = (chunks_of("\n\n".join(texts), 800) for texts in (PARAGRAPHS, paragraphs))
    return len({*after} - {*before})


@pytest.mark.parametrize("sentence", ["", "Another one.", "This one is longer than it was before."])
def test_a_changed_paragraph_makes_one_or_two_new_chunks(sentence: str) -> None:
    counts = []
    for number, paragraph in enumerate(PARAGRAPHS):
        changed = " ".join([*paragraph.split(". ")[:4], sentence, paragraph[-40:]])
        counts.append(new_chunks([*PARAGRAPHS[:number], changed, *PARAGRAPHS[number + 1 :]]))
    assert max(counts) <= 3
    assert sum(count <= 2 for count in counts) >= 28


def test_a_new_paragraph_leaves_chunks_far_from_it_alone() -> None:
    for at in range(0, 30, 5):
        assert new_chunks([*PARAGRAPHS[:at], "A new one. Is it?", *PARAGRAPHS[at:]]) <= 2


def test_an_edit_leaves_the_ids_of_other_chunks_alone() -> None:
    splitter = Splitter(size=10, overlap=0)
    before = splitter.split(document("Aaaa aaaa.\nBbbb bbbb.\nCccc cccc."))
    after = splitter.split(document("Aaaa.\nBbbb bbbb.\nCccc cccc."))
    assert [chunk.id for chunk in before][1:] == [chunk.id for chunk in after][1:]


def test_a_chunk_carries_the_page_that_it_begins_on() -> None:
    pages = Document("a.pdf", "First page.\n\nSecond page.", "hash", page_starts=(0, 13))
    assert [chunk.page for chunk in Splitter(12, 0).split(pages)] == [1, 2]
