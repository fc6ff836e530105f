from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage

from assistant.reply import CUT, as_text, is_cut
from index.errors import ModelError


def said(*pieces: str, **metadata: str) -> list[str]:
    """Return what the pieces of a message become; the last one has the metadata."""

    def messages() -> Iterator[BaseMessage]:
        for piece in pieces:
            yield AIMessageChunk(content=piece)
        yield AIMessageChunk(content="", response_metadata=metadata)

    return [piece for piece in as_text().transform(messages()) if piece]


def test_a_reply_comes_piece_by_piece() -> None:
    assert said("One", " two", ".") == ["One", " two", "."]


def test_a_whole_message_is_one_text() -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage("One two.")]))
    assert (model | as_text()).invoke("?") == "One two."


def test_nothing_said_is_an_empty_text() -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage("")]))
    assert (model | as_text()).invoke("?") == ""


@pytest.mark.parametrize(
    "pieces",
    [
        ("<think>Two, or one?</think>", "One."),
        ("\n<th", "ink>Two", ", or one?</thi", "nk>One."),
        ("<think>", "</think>One."),
    ],
)
def test_thoughts_are_left_out(pieces: tuple[str, ...]) -> None:
    assert "".join(said(*pieces)) == "One."


@pytest.mark.parametrize("text", ["<", "<thin", "<b>One</b>", "One. <think>Two</think>"])
def test_what_only_looks_like_a_thought_is_text(text: str) -> None:
    assert "".join(said(*text)) == text


@pytest.mark.parametrize(
    "metadata",
    [
        {"finish_reason": "length"},
        {"stop_reason": "max_tokens"},
        {"done_reason": "length"},
        {"finish_reason": "MAX_TOKENS"},
    ],
)
def test_a_reply_that_its_limit_has_ended_says_so(metadata: dict[str, str]) -> None:
    text = "".join(said("One. Tw", **metadata))
    assert text == f"One. Tw{CUT}"
    assert is_cut(text)


def test_a_reply_that_ended_by_itself_does_not() -> None:
    assert not is_cut("".join(said("One. Two…", finish_reason="stop")))


@pytest.mark.parametrize("pieces", [(), ("<think>Two, or",)])
def test_a_model_that_thought_until_its_limit_has_not_answered(pieces: tuple[str, ...]) -> None:
    with pytest.raises(ModelError, match="raise ASSISTANT_ANSWER_TOKENS"):
        said(*pieces, finish_reason="length")


def test_half_a_character_is_a_question_mark_and_a_control_character_a_space() -> None:
    assert said("a\ud800b\x1b[2Jc\nd\te") == ["a?b [2Jc\nd\te"]


@given(st.lists(st.text(alphabet="<think/> a.")))
def test_pieces_make_no_difference(pieces: list[str]) -> None:
    assert "".join(said(*pieces)) == "".join(said("".join(pieces)))
