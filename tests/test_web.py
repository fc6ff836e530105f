import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import web
from assistant.web import build
from tests.browser.fake_assistant import FakeAssistant


def test_programs_get_the_whole_answer_and_the_page_nothing_public(tmp_path: Path) -> None:
    assistant: Any = FakeAssistant(tmp_path)
    functions = build(assistant).fns.values()
    public = {f.api_name for f in functions if f.api_visibility == "public"}
    assert public == {"ask", "search", "documents"}


def test_what_a_program_leaves_out_is_as_the_function_has_it(tmp_path: Path) -> None:
    assistant: Any = FakeAssistant(tmp_path)
    page = build(assistant)
    (search,) = (f for f in page.fns.values() if f.api_name == "search")
    for given, taken in ((["tide"], ["tide", 5]), ([], [None, 5]), (["tide", 2], ["tide", 2])):
        page.validate_inputs(search, given)
        assert given == taken


def test_who_may_not_change_the_documents_has_no_way_to(tmp_path: Path) -> None:
    assistant: Any = FakeAssistant(tmp_path)
    names = {f.name for f in build(assistant, may_change=False).fns.values()}
    assert not names & {"upload", "remove", "put_back", "reindex"}
    assert {"upload", "remove", "put_back", "reindex"} <= {
        f.name for f in build(assistant).fns.values()
    }


@pytest.mark.parametrize(
    ("options", "may_change", "may_judge"),
    [
        ({}, True, True),
        ({"read_only": True}, False, True),
        ({"host": "0.0.0.0"}, False, False),
        ({"host": "0.0.0.0", "auth": ("ann", "secret")}, True, True),
    ],
)
def test_strangers_can_change_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, Any],
    may_change: bool,
    may_judge: bool,
) -> None:
    given: list[dict[str, bool]] = []

    def remember(assistant: Any, **allowed: bool) -> Any:
        given.append(allowed)
        return build(assistant, **allowed)

    monkeypatch.setattr(web, "build", remember)
    assistant: Any = FakeAssistant(tmp_path)
    web.application(assistant, **options)
    assert given == [{"may_change": may_change, "may_judge": may_judge}]


def test_the_page_is_there_before_any_model_library_is_loaded() -> None:
    code = (
        "import sys, assistant.web; heavy = {'torch', 'transformers', 'sentence_transformers', "
        "'chromadb', 'xllamacpp'} & set(sys.modules); sys.exit(' '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
