import subprocess
import sys
from pathlib import Path
from typing import Any

from assistant.web import build
from tests.browser.fake_assistant import FakeAssistant


def test_programs_get_the_whole_answer_and_the_page_nothing_public(tmp_path: Path) -> None:
    assistant: Any = FakeAssistant(tmp_path)
    functions = build(assistant).fns.values()
    public = {f.api_name for f in functions if f.api_visibility == "public"}
    assert public == {"ask", "search"}


def test_the_page_is_there_before_any_model_library_is_loaded() -> None:
    code = (
        "import sys, assistant.web; heavy = {'torch', 'transformers', 'sentence_transformers', "
        "'chromadb', 'xllamacpp'} & set(sys.modules); sys.exit(' '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
