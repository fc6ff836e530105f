import pytest

from assistant.evidence import evidence_in
from assistant.nearness import WordNearness
from assistant.unknown import Unknown, unknown_in
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

TEXT = "Acme pays 2 million euros. It pays 500,000 euros now. Zenith pays for TK-421 and the K9."
EVIDENCE = evidence_in([Passage(1, "a.txt", None, 0, len(TEXT), TEXT, 0.9, "id")])
nearness = WordNearness(WordEmbedder().encode_queries)


@pytest.mark.parametrize(
    ("question", "words", "all_of_it"),
    [
        ("What does Acme pay?", (), False),
        ("What does Umbrex pay?", ("Umbrex",), True),
        ("What did Acme pay in 1999?", ("1999",), True),
        ("What does Acme pay for the TK 421?", (), False),
        ("What does Acme pay for the T 421?", ("T",), True),
        ("What does Zenith pay for the TK421?", (), False),
        ("What does Zenith pay for the K 9?", (), False),
        ("What does Zenith pay for the Umbrex K 9?", ("Umbrex K",), True),
        ("What does Acme pay for 421 ships?", (), False),  # it may be a name, for all we know
        ("What does Acme pay for 50 ships?", ("50",), True),
        ("What does Acme pay for 421 euros?", ("421 euros",), True),
        ("What do Acme and Umbrex pay?", ("Umbrex",), False),
        ("What does Umbrex pay to Acme?", ("Umbrex",), True),
        ("What does IBM pay?", ("IBM",), True),
        ("Where is Meta's money?", ("Meta",), True),  # a language of Cameroon is called so, too
        ("What do Acme, Umbrex and Torvex pay?", ("Umbrex", "Torvex"), False),
    ],
)
def test_what_the_sources_do_not_speak_of_is_named(
    question: str, words: tuple[str, ...], all_of_it: bool
) -> None:
    assert unknown_in(question, EVIDENCE, nearness) == Unknown(words, all_of_it)


RULES = "Over 70 years: no more than 40 mg. A tablet may be taken within 6 hours. Price: 12 euros."


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many mg may someone of 75 take?", ()),
        ("How many mg may someone of 750 take?", ("750",)),
        ("The tablet was forgotten ten hours ago, what now?", ()),
        ("The tablet was forgotten ten days ago, what now?", ("ten days",)),
        ("What can be had for 15 euros?", ("15 euros",)),
        ("Who lives in room 57?", ("57",)),
        ("What happened 400 years ago?", ("400 years",)),
    ],
)
def test_rules_may_judge_of_an_age_or_a_time_that_they_do_not_name(
    question: str, words: tuple[str, ...]
) -> None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(RULES), RULES, 0.9, "id")])
    assert unknown_in(question, evidence, nearness).words == words


def test_what_a_document_is_called_is_what_it_speaks_of() -> None:
    passage = Passage(1, "Umbrex_2019/lease-4711-a77.txt", None, 0, len(TEXT), TEXT, 0.9, "id")
    evidence = evidence_in([passage])
    assert not unknown_in("What did Umbrex pay in 2019?", evidence, nearness).words
    assert unknown_in("What did Umbrex pay for 4711 TXT?", evidence, nearness).words == (
        "4711",
        "TXT",
    )


@pytest.mark.parametrize(
    ("question", "words", "all_of_it"),
    [
        ("How long is the warranty of the Umbrex 60?", (), False),
        ("How long is the warranty of the Umbrex 75?", (), False),
        ("How long is the warranty of the Umbrex 90?", ("Umbrex 90",), True),
        ("What do Acme and Umbrex 90 weigh?", ("Umbrex 90",), False),
        ("What do Umbrex 60 and Umbrex 90 weigh?", ("Umbrex 90",), False),
        ("What did Umbrex 2019 bring?", ("2019",), True),  # a year is said of anything
        ("Does Acme charge for 90 minutes?", (), False),
        ("Does Acme 90 charge?", (), False),  # the text puts no number behind that name
    ],
)
def test_a_number_behind_a_name_is_a_part_of_it(
    question: str, words: tuple[str, ...], all_of_it: bool
) -> None:
    text = "The Umbrex 60 and 75 by Acme charge in 90 minutes. Warranty: three years."
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    assert unknown_in(question, evidence, nearness) == Unknown(words, all_of_it)


def test_a_spelling_in_parentheses_makes_a_name_known() -> None:
    for question in ("Who lives in Umbrixa (Zenith)?", "Who pays Umbrixa (nobody)?"):
        unknown = unknown_in(question, EVIDENCE, nearness)
        assert unknown.all_of_it == ("nobody" in question)


@pytest.mark.real
def test_a_stranger_is_not_taken_for_small_words_or_others_sounds(embedder: Embedder) -> None:
    text = "À la Parish Church, Google m’a dit qu’il donne 2 milliards à Anthropic."
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    near = WordNearness(embedder.encode_queries)
    assert not unknown_in("How is Google's money in Anthropic split?", evidence, near).words
    for name in ("Meta", "Apple", "Tesla"):
        question = f"How is {name}'s money in Anthropic split?"
        assert unknown_in(question, evidence, near) == Unknown((name,), all_of_it=True)


@pytest.mark.real
def test_peoples_are_known_where_their_names_are_written_small(embedder: Embedder) -> None:
    text = "Entre las dos calles vivían las familias afroamericanas y los alemanes de la ciudad."
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    near = WordNearness(embedder.encode_queries)
    assert not unknown_in("Where did African-Americans live?", evidence, near).words
    assert not unknown_in("Where did the Germans live?", evidence, near).words
    assert unknown_in("Where did the Umbrexians live?", evidence, near).words


@pytest.mark.real
@pytest.mark.parametrize(
    ("question", "is_known"),
    [
        ("How much is sold in the U.S.?", True),
        ("How much do the Walloons buy?", True),
        ("How much is sold in the U.K.?", False),
        ("How much do the Umbrexians buy?", False),
    ],
)
def test_names_are_known_as_another_language_has_them(
    embedder: Embedder, question: str, *, is_known: bool
) -> None:
    text = "In den Vereinigten Staaten wird viel verkauft, und die wallonischen Kunden kaufen mehr."
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    found = unknown_in(question, evidence, WordNearness(embedder.encode_queries))
    assert (not found.words) is is_known
