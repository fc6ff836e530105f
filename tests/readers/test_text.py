import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ReadError
from index.readers.text import day_of, decode, read_markdown, read_text

_TEXTS = {
    "fr": "L'été dernier, la société a annoncé un bénéfice de 3,5 millions d'euros. Les employés "
    "étaient déjà prêts à fêter l'événement, a déclaré le gérant à Besançon.",
    "de": "Die Straße führt über die Brücke nach München. Größere Schäden wurden nicht gemeldet, "
    "sagte der Bürgermeister; für die Übernachtung zahlen Gäste fünf Euro.",
    "es": "El año pasado la compañía invirtió más de dos millones en investigación. ¿Quién pagará "
    "la diferencia? Según el señor Muñoz, será difícil.",
    "ru": "Компания вложит два миллиарда долларов в исследования. Директор сообщил, что договор "
    "подписан в мае, а новый завод откроется в Казани.",
    "ja": "会社は研究に二十億ドルを投資する。営業時間は午前十時から午後八時までです。"
    "会議は来週の月曜日に開かれます。",
    "zh": "公司将投资二十亿美元，其中五亿美元立即到位。会议将于下周一举行，"
    "地点在北京，新工厂将于明年开业。",
}
_LEGACY = [
    *[("fr", "windows-1252"), ("fr", "latin-1"), ("de", "windows-1252"), ("es", "windows-1252")],
    *[("ru", "koi8-r"), ("ru", "windows-1251"), ("ja", "shift_jis"), ("zh", "gb18030")],
]
_UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@settings(deadline=None)  # chardet loads its models
@given(
    choice=st.sampled_from(
        [*_LEGACY, *((language, name) for language in _TEXTS for name in _UNICODE)]
    ),
    line_end=st.sampled_from(["\n", "\r\n", "\r", "\u2028\n"]),
    times=st.integers(1, 5),
    ascii_first=st.booleans(),
)
def test_a_text_is_what_was_written_in_any_encoding(
    choice: tuple[str, str], line_end: str, times: int, ascii_first: bool
) -> None:
    language, encoding = choice
    text = line_end.join(["Report 2024", "-" * 40] * ascii_first + [_TEXTS[language]] * times)
    written = text.encode(encoding, "ignore")
    assert decode(written) == written.decode(encoding)


@given(st.text().filter(lambda text: "\0" not in text and not text.startswith("\ufeff")))
def test_any_text_in_utf_8_is_read_as_it_stands(text: str) -> None:
    assert decode(text.encode()) == text
    assert decode(text.encode("utf-8-sig")) == text
    assert decode(text.encode("utf-16")) == text


def test_a_few_wrong_bytes_do_not_make_it_another_encoding() -> None:
    text = _TEXTS["fr"] * 3
    assert decode(text.encode() + b"\xff.") == f"{text}\ufffd."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a binary file"),
        (b"plain\0with nothing", "is a binary file"),
        (b"The null\0 island club has 12 members.\n", "is a binary file"),
        (b"The caf\xe9\0 island club has 90 members.\n", "is a binary file"),
        (b"\xef\xbb\xbfa\0", "is a binary file"),
        (b"\xff\xfea", "begins as UTF-16-LE but is not"),
        (bytes(range(1, 32)) * 8 + b"\xff\xfe\xfd", "is a binary file"),
    ],
)
def test_what_is_no_text_says_so(content: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(content)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  The lease \r\n\nText", "The lease"),
        ("A first line that goes on. " * 10, None),
        ("", None),
    ],
)
def test_the_title_of_a_text_is_its_first_line_if_short(text: str, title: str | None) -> None:
    content = read_text(io.BytesIO(text.encode()))
    assert (content.text, content.title) == (text, title)


def test_front_matter_tells_of_a_markdown_file() -> None:
    text = "---\ntitle: 'The lease'\nAuthor: Ana\ndate: 2024-03-01T10:00\n---\n# Other\n"
    content = read_markdown(io.BytesIO(text.encode()))
    assert (content.title, content.author, content.date) == ("The lease", "Ana", "2024-03-01")
    assert content.text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Intro\n\n## The lease ##\n", "The lease"),
        ("---\nlayout: page\n---\n\n# The lease\r\n", "The lease"),
        ("No heading here", "No heading here"),
        ("---\nThe lease", "---"),
    ],
)
def test_else_its_first_heading_or_line_is_its_title(text: str, title: str) -> None:
    assert read_markdown(io.BytesIO(text.encode())).title == title


@pytest.mark.parametrize(
    ("date", "day"), [(" 2024-03-01T10:00Z", "2024-03-01"), ("1 March", None), (None, None)]
)
def test_a_day_is_the_beginning_of_a_date(date: str | None, day: str | None) -> None:
    assert day_of(date) == day
