import json

from assistant.answer import Answer, Citation, Sentence, Status, Timings
from assistant.cases import Case
from assistant.outcome import Outcome, outcome_of
from index.records import Passage, Span

TEXT = "Acme pays 2 million euros. Zenith gets it. The rest comes in May."
GOLD = Span(0, 26)
CASE = Case(
    id="1",
    question="What does Acme pay?",
    language="en",
    answers=("€2M", "two millions"),
    answerable=True,
    source="a.txt",
    quote=TEXT[:26],
    place="file, line 1",
    spans=(GOLD,),
)


def passage(rank: int, source: str, start: int, end: int) -> Passage:
    return Passage(rank, source, None, start, end, TEXT[start:end], 0.9, f"id{rank}")


def citation(marker: int, start: int, end: int, source: str = "a.txt", quote: str = "") -> Citation:
    return Citation(marker, source, None, start, end, quote or TEXT[start:end], 0.9)


def answer(
    *citations: Citation,
    text: str = "Acme pays 2 million euros to Zenith [1][2].",
    sentences: tuple[Sentence, ...] | None = None,
    status: Status = "answered",
) -> Answer:
    if sentences is None:
        sentences = () if status == "not_found" else (Sentence(text, (), True),)
    return Answer(
        question=CASE.question,
        language="en",
        status=status,
        text=text,
        sentences=sentences,
        citations=citations,
        passages=(),
        model="none",
        embedder="words",
        timings=Timings(1, None, 2),
    )


def judged(given: Answer, case: Case = CASE) -> Outcome:
    return outcome_of(case, [], 1, given, lambda source: TEXT if source == "a.txt" else None)


def test_the_rank_is_that_of_the_passage_that_holds_the_quote() -> None:
    found = [
        passage(1, "b.txt", 0, 26),
        passage(2, "a.txt", 20, 60),
        passage(3, "a.txt", 0, 40),
    ]
    outcome = outcome_of(CASE, found, 1, None, lambda _: TEXT)
    assert (outcome.source_rank, outcome.rank, outcome.answer) == (2, 3, None)


def test_a_quote_that_is_not_found_has_no_rank() -> None:
    outcome = outcome_of(CASE, [passage(1, "b.txt", 0, 26)], 1, None, lambda _: TEXT)
    assert (outcome.source_rank, outcome.rank) == (None, None)


def test_citations_are_judged_one_by_one() -> None:
    sentences = (
        Sentence("Acme pays 2 million euros to Zenith.", (1, 2), True),
        Sentence("The rest comes in May.", (3, 4), True),
    )
    given = answer(
        citation(1, 0, 26),
        citation(2, 27, 42),
        citation(3, 43, 65),
        citation(4, 0, 26, source="b.txt"),
        sentences=sentences,
    )
    outcome = judged(given)
    assert outcome.answer
    cited = outcome.answer.citations
    assert [one.on_gold for one in cited] == [True, False, False, False]
    assert [one.beside_gold for one in cited] == [True, True, False, False]
    assert [one.holds_gold for one in cited] == [True, False, False, False]
    assert [one.verbatim for one in cited] == [True, True, True, False]


def test_words_that_do_not_stand_at_their_place_are_not_verbatim() -> None:
    outcome = judged(answer(citation(1, 0, 26, quote="Acme pays 3 million euros.")))
    assert outcome.answer
    assert not outcome.answer.citations[0].verbatim


def test_an_answer_is_compared_with_the_nearest_known_one() -> None:
    outcome = judged(answer(text="Two millions."))
    assert outcome.answer
    assert (outcome.answer.correct, outcome.answer.complete, outcome.answer.f1) == (True, True, 1)


def test_every_part_of_an_answer_is_wanted() -> None:
    case = Case(
        **{name: getattr(CASE, name) for name in CASE.__slots__ if name != "parts"},
        parts=(("€2M", "2 million"), ("in May", "en mai")),
    )
    half, whole = (
        judged(answer(text=text), case).answer
        for text in ("It is 2 million euros.", "It is €2 million, paid in May.")
    )
    assert half
    assert whole
    assert (half.correct, half.complete) == (True, False)
    assert (whole.correct, whole.complete) == (True, True)


def test_a_refusal_says_no_known_answer() -> None:
    outcome = judged(answer(text="The sources do not say.", status="not_found"))
    assert outcome.answer
    assert (outcome.answer.correct, outcome.answer.f1, outcome.answer.language) == (False, 0, "en")


def test_what_was_dropped_is_kept_with_its_reason() -> None:
    dropped = Sentence("Umbrex pays.", (), False, "the sources do not name Umbrex here")
    outcome = judged(answer(citation(1, 0, 26), sentences=(dropped,)))
    assert outcome.answer
    assert outcome.answer.dropped[0].reason == "the sources do not name Umbrex here"


def test_an_outcome_survives_json() -> None:
    found = [passage(1, "a.txt", 0, 40)]
    outcome = outcome_of(CASE, found, 1.5, answer(citation(1, 0, 26)), lambda _: TEXT)
    assert Outcome.from_json(json.loads(json.dumps(outcome.to_json()))) == outcome
