import pytest

from assistant.library import Listed
from assistant.page_text import TEXTS
from assistant.render_documents import documents_html, report_line, settings_html, size_of
from index.records import DocumentState
from index.report import SyncReport
from tests.seen import Seen

EN = TEXTS["en"]


def listed(state: DocumentState = "indexed", reason: str | None = None, name: str = "a") -> Listed:
    return Listed(f"{name}.txt", "A title", 12_345, "2026-01-31", 7, state, reason)


def test_a_sync_is_told_in_words() -> None:
    report = SyncReport(added=["a", "b"], removed=["c"], unchanged=3, seconds=1.5)
    assert report_line(report, EN) == "2 added, 1 removed, 3 unchanged, in 1.5 s."
    report = SyncReport(failed=[{"source": "x", "error": "x: broken"}], seconds=0.1)
    assert report_line(report, EN) == (
        "Nothing had changed, 1 cannot be read, 0 unchanged, in 0.1 s."
    )


def test_a_document_is_listed_with_title_size_date_and_state() -> None:
    text = Seen(documents_html([listed()], [], EN, may_change=False)).text
    assert "A titlea.txt12.3 kB2026-01-31● In the index · 7 passages" in text


def test_what_cannot_be_read_says_why() -> None:
    text = Seen(documents_html([listed("failed", "a.txt: is empty")], [], EN, may_change=True)).text
    assert "a.txt: is empty" in text
    assert "✖ Cannot be read" in text


def test_only_who_may_change_the_folder_has_buttons() -> None:
    assert "button" in Seen(documents_html([listed()], ["b.txt"], EN, may_change=True)).tags
    assert "button" not in Seen(documents_html([listed()], ["b.txt"], EN, may_change=False)).tags


def test_what_was_removed_can_be_put_back() -> None:
    html = documents_html([], ["b.txt"], EN, may_change=True)
    assert 'data-event="put_back" data-source="b&#46;txt"' in html
    assert 'aria-label="Put b&#46;txt back"' in html


def test_a_long_list_of_documents_is_cut_and_counted() -> None:
    html = documents_html([listed(name=str(n)) for n in range(250)], [], EN, may_change=False)
    assert html.count("<tr") == 201
    assert "and 50 more" in html


@pytest.mark.parametrize(
    ("size", "words"),
    [(None, ""), (0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (250_000, "250 kB")],
)
def test_a_size_is_written_as_people_do(size: int | None, words: str) -> None:
    assert size_of(size) == words


def test_settings_are_shown_as_text() -> None:
    assert Seen(settings_html([("model", "<b>x</b>")])).tags == {"dl", "dt", "dd", "bdi"}
