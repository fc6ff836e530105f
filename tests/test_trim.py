from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Evidence
from assistant.nearness import WordNearness
from assistant.trim import trimmed
from tests.fakes import WordEmbedder

embed = WordEmbedder().encode_queries
nearness = WordNearness(embed)

FIRST = "The council spoke at length about the weather and the many guests of the summer fair;"
SECOND = "the bridge over the river will cost the town some 40 million euros over four years;"
THIRD = "after the break the members asked for coffee and went through the letters of the week."


def quote(claim: str, text: str, page: int | None = None) -> str:
    item = Evidence("a.txt", page, 100, 100 + len(text), text, "", text)
    found = trimmed(claim, [], item, embed, nearness)
    assert text[found.start - 100 : found.end - 100] == found.text
    return found.text


def test_a_long_sentence_is_quoted_by_the_clause_that_says_it() -> None:
    assert quote("The bridge costs 40 million euros.", f"{FIRST} {SECOND} {THIRD}") == SECOND


def test_a_short_sentence_is_quoted_whole() -> None:
    assert quote("The bridge costs 40 million euros.", f"{SECOND} so be it.") != SECOND


def test_what_denies_is_never_cut_off() -> None:
    denied = f"{THIRD[:-1]} and nobody said the following:"
    text = f"{denied} {SECOND} {FIRST}"
    assert denied in quote("The bridge costs 40 million euros.", text)


def test_on_pages_the_quote_begins_where_the_sentence_does() -> None:
    text = f"{FIRST} {SECOND} {THIRD}"
    assert quote("The bridge costs 40 million euros.", text, page=3).startswith(FIRST)


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, " – ", "; ", ": "]), min_size=1))
def test_what_is_left_is_always_the_source_verbatim(parts: list[str]) -> None:
    quote("The bridge costs 40 million euros.", " ".join(parts))
