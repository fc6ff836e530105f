"""The whole product as a user has it: the owner's document, the default models, no network."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Settings
from assistant.evidence import evidence_in
from assistant.phrases import NOT_FOUND
from assistant.support import Prover
from index.embed import Embedder
from index.errors import AssistantError

pytestmark = pytest.mark.real

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "000_a9e73ffc58cf40d8.txt"
TEXT = (ROOT / "seeds" / SOURCE).read_text(encoding="utf-8")
FACT = "500 millions maintenant"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    index = tmp_path_factory.mktemp("index")
    with Assistant(Settings(seeds=ROOT / "seeds", index=index, model="local")) as assistant:
        assistant.sync()
        yield assistant


def is_proved(answer: Answer) -> bool:
    return bool(answer.citations) and all(
        citation.source == SOURCE and TEXT[citation.start : citation.end] == citation.quote
        for citation in answer.citations
    )


@pytest.mark.parametrize(
    ("language", "question", "now", "later"),
    [
        ("en", "how is Google's $2B split?", "500 million", "1.5 billion"),
        ("fr", "Comment les 2 milliards de Google sont-ils répartis ?", "500 m", "1,5 milliard"),
        (
            "es",
            "¿Cómo se reparten los 2.000 millones de Google?",
            "500 mill",
            "1,5 mil m|1.?500 mill",
        ),
        (
            "de",
            "Wie werden die 2 Milliarden Dollar von Google aufgeteilt?",
            "500 Mi",
            "1,5 Milliard",
        ),
        ("zh", "谷歌的20亿美元如何分配？", "5 ?亿", "15 ?亿"),
    ],
)
def test_the_owners_question_is_answered_in_the_askers_language(
    assistant: Assistant, language: str, question: str, now: str, later: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.language) == ("answered", language)
    assert re.search(now, answer.text), answer.text
    assert re.search(later, answer.text), answer.text
    assert is_proved(answer)
    assert any(FACT in citation.quote for citation in answer.citations)


def test_what_the_sources_do_not_say_is_not_answered(assistant: Assistant) -> None:
    answer = assistant.ask("What is the capital of Japan?")
    assert (answer.status, answer.text) == ("not_found", NOT_FOUND["en"])
    assert answer.citations == ()


def test_passages_come_before_tokens_and_the_answer_last(assistant: Assistant) -> None:
    passages, *tokens, answer = assistant.stream("Who is the CEO of Anthropic?")
    assert isinstance(passages, list)
    assert tokens
    assert all(isinstance(token, str) for token in tokens)
    assert isinstance(answer, Answer)
    assert "Amodei" in answer.text


def test_without_a_language_model_the_words_of_the_source_answer(tmp_path: Path) -> None:
    with Assistant(Settings(seeds=ROOT / "seeds", index=tmp_path, model="none")) as assistant:
        answer = assistant.ask("Combien Amazon va-t-il investir dans Anthropic ?")
    assert "4 milliards de dollars" in answer.text
    assert is_proved(answer)


@pytest.mark.skipif(
    not (shutil.which("unshare") and shutil.which("ip")), reason="needs unshare and ip (Linux)"
)
def test_the_whole_path_runs_where_there_is_no_network(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "assistant", "ask", "--json", "how is Google's $2B split?"]
    environment = os.environ | {
        "ASSISTANT_INDEX": str(tmp_path),
        "ASSISTANT_SEEDS": str(ROOT / "seeds"),
    }
    process = subprocess.run(
        ["unshare", "-r", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *words],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    answer = json.loads(process.stdout)
    assert (answer["status"], answer["model"]) == ("answered", "local")
    assert FACT in json.dumps(answer["citations"], ensure_ascii=False)


def test_what_readme_shows_of_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program, *_ = re.findall(
        r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path))
    exec(compile(program, "README.md", "exec"), {})
    assert FACT in capsys.readouterr().out


def test_the_example_of_readme_stands(assistant: Assistant, embedder: Embedder) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (claim,) = re.findall(r"```text\n(.*?) (?:\[\d\])+\.\n", readme)
    quotes = re.findall(r"^  \[\d\] « (.*?) »$", readme, re.MULTILINE)
    question = "how is Google's $2B split?"
    assert f'assistant ask "{question}"'.replace("$", r"\$") in readme
    evidence = evidence_in(assistant.search(question, assistant.settings.passages))
    (proof,) = Prover(embedder.encode_queries).prove([f"{claim}."], evidence, question)
    assert (proof.reason, [item.text for item in proof.evidence]) == (None, quotes)


def test_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"| `{name}` |" not in readme]
    assert missing == []


def test_an_index_of_another_embedder_is_refused(assistant: Assistant) -> None:
    other = assistant.settings.but(embedder="/no/such/model", model="none")
    with pytest.raises(AssistantError, match="/no/such/model"):
        Assistant(other).ask("who?")
