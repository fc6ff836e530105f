"""The honesty data set is what its README says: exact quotes, matched pairs, enough of each."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from index.read import load

DATA = Path(__file__).parent / "data"
SEEDS = Path(__file__).parent.parent / "seeds"
SEED = "000_a9e73ffc58cf40d8.txt"
LANGUAGES = {"en", "fr", "de", "es", "zh", "it", "pt", "nl", "ru", "ja", "ar"}
CHANGES = {"figure", "unit", "currency", "name", "date", "negation", "swap"}

KINDS = ("questions", "altered")

Row = dict[str, Any]


def read_rows(name: str) -> list[Row]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_texts() -> dict[str, str]:
    paths = [SEEDS / SEED, *(DATA / "documents").iterdir()]
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


def by_pair(rows: list[Row]) -> dict[str, list[Row]]:
    pairs = defaultdict(list)
    for row in rows:
        pairs[row["pair"]].append(row)
    return pairs


TEXTS = read_texts()
# The second set and those after it: how many of their questions have an answer.
LATER = {"more": 64, "third": 60, "fourth": 60, "fifth": 60}
QUESTIONS = read_rows("questions.jsonl")
CLAIMS = read_rows("altered.jsonl")


def test_there_are_nine_documents_of_a_page_each() -> None:
    own = {name: text for name, text in TEXTS.items() if name != SEED}
    assert len(own) == 9
    for name, text in own.items():
        assert 250 <= len(text.split()) <= 500, name


def test_one_document_holds_planted_instructions() -> None:
    text = TEXTS["interview-beekeeper.md"]
    for planted in ("Ignore all previous instructions", "<|im_start|>", "<script>", "[99]"):
        assert planted in text


def test_ids_are_unique() -> None:
    later = [read_rows(f"{name}/{kind}.jsonl") for name in LATER for kind in KINDS]
    for rows in (QUESTIONS, CLAIMS, *later):
        assert len({row["id"] for row in rows}) == len(rows)


def test_no_question_is_asked_twice() -> None:
    for rows in (QUESTIONS, *(read_rows(f"{name}/questions.jsonl") for name in LATER)):
        assert len({row["question"] for row in rows}) == len(rows)


def test_every_quote_stands_in_its_source_and_holds_an_answer() -> None:
    for row in QUESTIONS:
        if row["answerable"]:
            assert row["quote"] in TEXTS[row["source"]], row["id"]
            quote = row["quote"].lower()
            assert any(answer.lower() in quote for answer in row["answers"]), row["id"]


def test_no_answer_is_given_away_by_its_question() -> None:
    for row in QUESTIONS:
        parts = [form for part in row.get("all", []) for form in part]
        for answer in row["answers"] + parts:
            assert answer.lower() not in row["question"].lower(), row["id"]


def test_an_unanswerable_question_has_no_answer_source_or_quote() -> None:
    for row in QUESTIONS:
        if not row["answerable"]:
            assert (row["answers"], row["source"], row["quote"]) == ([], None, None), row["id"]


def test_every_answerable_question_has_one_unanswerable_twin_in_its_language() -> None:
    for pair, rows in by_pair(QUESTIONS).items():
        if pair.startswith("off-"):
            assert [row["answerable"] for row in rows] == [False], pair
        else:
            assert sorted(row["answerable"] for row in rows) == [False, True], pair
            assert len({row["language"] for row in rows}) == 1, pair


def test_there_are_enough_questions_of_every_kind() -> None:
    off_topic = [row for row in QUESTIONS if row["pair"].startswith("off-")]
    assert len(QUESTIONS) >= 160
    assert 0.1 <= len(off_topic) / len(QUESTIONS) <= 0.2
    assert {row["language"] for row in QUESTIONS} == LANGUAGES
    assert {row["source"] for row in QUESTIONS if row["answerable"]} == set(TEXTS)


def test_there_are_enough_questions_over_the_owners_document() -> None:
    pairs = {row["pair"] for row in QUESTIONS if row["source"] == SEED}
    languages = Counter(row["language"] for row in QUESTIONS if row["pair"] in pairs)
    assert len(pairs) >= 22
    assert set(languages) == LANGUAGES
    assert min(languages.values()) >= 3


def test_all_evidence_stands_in_its_source() -> None:
    for row in CLAIMS:
        assert row["evidence"] in TEXTS[row["source"]], row["id"]


def test_every_correct_claim_has_altered_copies_over_the_same_evidence() -> None:
    for pair, rows in by_pair(CLAIMS).items():
        assert sum(row["ok"] for row in rows) == 1, pair
        assert 2 <= len(rows) <= 3, pair
        assert len({row["claim"] for row in rows}) == len(rows), pair
        assert len({(row["question"], row["evidence"], row["language"]) for row in rows}) == 1, pair


def test_only_altered_claims_name_a_change() -> None:
    for row in CLAIMS:
        assert (row["change"] is None) if row["ok"] else (row["change"] in CHANGES), row["id"]


def test_there_are_enough_claims_of_every_kind() -> None:
    changes = Counter(row["change"] for row in CLAIMS if not row["ok"])
    assert sum(row["ok"] for row in CLAIMS) >= 220
    assert changes.total() >= 220
    assert set(changes) == CHANGES
    assert min(changes["negation"], changes["swap"]) >= 30
    assert {row["language"] for row in CLAIMS if row["ok"]} == LANGUAGES
    assert {row["source"] for row in CLAIMS} == set(TEXTS)


@pytest.mark.parametrize(("name", "answerable"), LATER.items())
def test_a_later_set_asks_and_claims_of_fourteen_other_documents(
    name: str, answerable: int
) -> None:
    texts = {path.name: load(path)[0].text for path in (DATA / name / "documents").iterdir()}
    questions, claims = (read_rows(f"{name}/{kind}.jsonl") for kind in KINDS)
    assert len(texts) == 14
    assert Counter(row["answerable"] for row in questions) == {
        True: answerable,
        False: 100 - answerable,
    }
    assert Counter(row["ok"] for row in claims) == {True: 160, False: 160}
    later_changes = {"other", "invented"} if name == "fifth" else {"other"}
    assert {row["change"] for row in claims} == {None, *CHANGES, *later_changes}
    for row in questions:
        assert (row["quote"] is not None) == row["answerable"], row["id"]
        assert row["quote"] is None or row["quote"] in texts[row["source"]], row["id"]
    right = {row["pair"] for row in claims if row["ok"]}
    for row in claims:
        for part in row["evidence"].split(" … "):
            assert part in texts[row["source"]], row["id"]
        assert row["pair"] in right, row["id"]


@pytest.mark.parametrize("lesson", range(1, 6))
def test_a_lesson_asks_what_its_eight_documents_say_and_as_much_that_they_do_not(
    lesson: int,
) -> None:
    folder = f"lessons/{lesson}"
    texts = {path.name: load(path)[0].text for path in (DATA / folder / "documents").iterdir()}
    questions = read_rows(f"{folder}/questions.jsonl")
    assert len(texts) == 8
    assert len({row["id"] for row in questions}) == len({row["question"] for row in questions})
    assert Counter(row["answerable"] for row in questions) == {True: 52, False: 52}
    assert {row["language"] for row in questions} == LANGUAGES
    for row in questions:
        assert (row["quote"] is not None) == row["answerable"], row["id"]
        assert row["quote"] is None or row["quote"] in texts[row["source"]], row["id"]


def test_follow_ups_have_turns_and_say_what_is_meant() -> None:
    rows = read_rows("follow_ups.jsonl")
    assert len({row["id"] for row in rows}) == len(rows) == 40
    for row in rows:
        assert 1 <= len(row["history"]) <= 3
        assert all(len(turn) == 2 for turn in row["history"])
        words = [word for part in row["holds"] for word in part]
        assert words == [word.casefold() for word in words if word]


def test_replies_are_to_questions_with_an_answer_and_none_to_the_third_set() -> None:
    replies = read_rows("replies.jsonl")
    assert len({(row["set"], row["question"]) for row in replies}) == len(replies) == 539
    sets = {row["set"] for row in replies}
    assert "third" not in sets
    for name in sets:
        rows = read_rows("questions.jsonl" if name == "first" else f"{name}/questions.jsonl")
        answerable = {row["question"] for row in rows if row["answerable"]}
        own = [row for row in replies if row["set"] == name]
        assert {row["question"] for row in own} == answerable
        assert all(row["draft"].strip() and row["reply"].strip() for row in own)
