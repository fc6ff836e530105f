import json
from pathlib import Path

import pytest

from assistant.conversations import Conversation, Turn, history_of, kept, owner_of, read_kept
from assistant.settings import Settings
from tests.browser.fake_assistant import answer_to


def test_follow_ups_are_told_answers_without_markers_and_no_drafts() -> None:
    turns = [
        Turn("one", answer=answer_to("tide")),
        Turn("two", draft="The", stopped=True),
        Turn("three", answer=answer_to("nothing")),
        Turn("four", error="the model failed"),
    ]
    assert history_of(turns) == [
        ("one", "The tide turns twice a day."),
        ("three", "The sources do not say."),
    ]


def test_what_a_browser_kept_is_read_as_it_was() -> None:
    turns = [
        Turn("one", answer=answer_to("tide"), verdict="bad"),
        Turn("two", error="the model failed"),
        Turn("three", draft="The", stopped=True),
    ]
    value = json.loads(json.dumps(kept(Conversation("name", turns))))
    assert read_kept(value) == Conversation("name", turns)
    assert value["title"] == "one"


@pytest.mark.parametrize(
    "value",
    [None, 7, {}, {"form": 0}, {"form": 1, "id": "x", "turns": [{"question": 1}]}],
)
def test_what_is_of_another_form_is_not_read(value: object) -> None:
    assert read_kept(value) is None


def test_an_answer_that_was_not_finished_is_over() -> None:
    talk = read_kept(kept(Conversation("name", [Turn("one", draft="The")])))
    assert talk
    assert talk.turns[0].stopped


def test_each_user_and_each_index_has_conversations_of_its_own(tmp_path: Path) -> None:
    one, other = Settings(index=tmp_path / "one"), Settings(index=tmp_path / "other")
    owners = {
        owner_of(one, None),
        owner_of(one, "ann"),
        owner_of(one, "bob"),
        owner_of(other, None),
    }
    assert len(owners) == 4
