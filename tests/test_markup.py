from hypothesis import given
from hypothesis import strategies as st

from assistant.markup import attribute, message, safe, typed
from tests.seen import Seen

# What `safe` shows otherwise: control characters, overrides, and other line ends than \n.
TEXTS_OF_OTHERS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc"],
        exclude_characters="\u2028\u2029\u202d\u202e",
        include_characters="\n\t",
    )
)


@given(TEXTS_OF_OTHERS)
def test_safe_shows_a_text_as_it_is(text: str) -> None:
    seen = Seen(safe(text))
    assert seen.tags <= {"br"}
    assert seen.text == text


@given(st.text())
def test_safe_leaves_nothing_that_means_something_in_html_markdown_or_templates(text: str) -> None:
    rest = safe(text).replace("<br>", "")
    assert not set(rest) & set("<>\"'`*_[]()!$\\{}|~=+-.:/\n\u202d\u202e")


@given(TEXTS_OF_OTHERS)
def test_a_text_comes_back_from_an_attribute_as_it_was(text: str) -> None:
    html = f'<a href="{attribute(text)}"></a>'
    assert Seen(html).links == [text]


@given(TEXTS_OF_OTHERS)
def test_a_question_is_shown_as_typed_and_comes_back_when_it_is_edited(text: str) -> None:
    assert Seen(message(text)).tags == set()
    assert Seen(message(text)).text == text
    assert typed(message(text)) == text
