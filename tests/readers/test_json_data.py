import io

import pytest

from index.errors import ReadError
from index.readers.json_data import read_json, read_json_lines


def _blocks(text: str) -> list[str]:
    return read_json(io.BytesIO(text.encode())).text.split("\n\n")


def test_a_value_stands_beside_the_path_to_it() -> None:
    assert _blocks('{"title": "Order", "to": {"city": "Paris", "at": [48.850, 2]}}') == [
        *("title: Order", "to.city: Paris", "to.at: 48.850, 2"),
    ]


def test_a_record_in_a_list_is_one_line() -> None:
    text = '{"items": [{"name": "bolt", "price": 4.20, "tags": ["a", "b"]}, {"name": null}]}'
    assert _blocks(text) == ["items[0]: name: bolt | price: 4.20", "items[0].tags: a, b"]


def test_a_record_with_long_texts_has_a_paragraph_for_each() -> None:
    text = '[{"id": 1, "text": "One.\\n\\nTwo."}]'
    assert _blocks(text) == ["[0].id: 1", "[0].text: One.\nTwo."]


def test_values_are_as_they_are_written() -> None:
    assert _blocks('{"a": 1.50, "b": true, "c": null, "d": "", "e": 1e400, "f": NaN}') == [
        *("a: 1.50", "b: true", "e: 1e400", "f: NaN"),
    ]


@pytest.mark.parametrize(("text", "shown"), [('"x"', "x"), ("[1, 2]", "1, 2"), ("[]", "")])
def test_a_simple_document_has_no_path(text: str, shown: str) -> None:
    assert _blocks(text) == [shown]


def test_json_lines_have_a_line_for_each_record() -> None:
    content = read_json_lines(io.BytesIO(b'{"q": "who", "a": 1}\r\n\r\n{"q": "what", "a": 2}\n'))
    assert content.text == "q: who | a: 1\n\nq: what | a: 2"


@pytest.mark.parametrize("text", ["", "{", '{"a" 1}', "nul"])
def test_what_is_not_json_says_where(text: str) -> None:
    with pytest.raises(ReadError, match=r"is not valid JSON \(line 1: "):
        _blocks(text)
