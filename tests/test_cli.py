import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.openai_server import openai_server

pytestmark = pytest.mark.real

TEXT = "Acme pays 2 million euros to Zenith.\n\nThe barn owl sleeps in the tower.\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "seeds"


def run(
    *words: str, seeds: Path, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "ASSISTANT_SEEDS": str(seeds),
        "ASSISTANT_INDEX": str(seeds.parent / "index"),
        "ASSISTANT_MODEL": "none",
        **settings,
    }
    command = [sys.executable, "-m", "assistant", *words]
    return subprocess.run(command, input=stdin, env=environment, capture_output=True, text=True)


def fails(process: subprocess.CompletedProcess[str], reason: str) -> bool:
    """Tell whether a command failed with status 1 and one line that says `reason`."""
    lines = process.stderr.strip().splitlines()
    return process.returncode == 1 and len(lines) == 1 and reason in lines[0]


def test_ask_prints_an_answer_with_its_quote(seeds: Path) -> None:
    process = run("ask", "where does the owl sleep?", seeds=seeds)
    assert process.returncode == 0
    assert "The barn owl sleeps in the tower [1]." in process.stdout
    assert "« The barn owl sleeps in the tower. »" in process.stdout


def test_a_question_need_not_be_quoted(seeds: Path) -> None:
    process = run("ask", "where", "does", "the", "owl", "sleep", seeds=seeds)
    assert "The barn owl sleeps in the tower [1]." in process.stdout


def test_answers_to_standard_input_stand_below_their_questions(seeds: Path) -> None:
    process = run("ask", seeds=seeds, stdin="where does the owl sleep?\nwho pays?\n")
    shown = [line for line in process.stdout.splitlines() if line.startswith("> ")]
    assert shown == ["> where does the owl sleep?", "> who pays?"]


def test_a_setting_that_cannot_be_is_named_as_it_was_given(seeds: Path) -> None:
    process = run("ask", "who?", seeds=seeds, ASSISTANT_PASSAGES="abc")
    assert process.returncode == 1
    assert "passages (ASSISTANT_PASSAGES): " in process.stderr


def test_ask_json_is_one_document(seeds: Path) -> None:
    answer = json.loads(run("ask", "--json", "where does the owl sleep?", seeds=seeds).stdout)
    citation = answer["citations"][0]
    assert citation["quote"] == TEXT[citation["start"] : citation["end"]]
    assert answer["status"] == "answered"


def test_questions_on_standard_input_give_a_document_a_line(seeds: Path) -> None:
    process = run("ask", "--json", seeds=seeds, stdin="where does the owl sleep?\n\nwho pays?\n")
    assert [json.loads(line)["question"] for line in process.stdout.splitlines()] == [
        "where does the owl sleep?",
        "who pays?",
    ]


def test_what_cannot_be_asked_is_named_and_the_other_lines_are_answered(seeds: Path) -> None:
    stdin = f" who pays? \r\n  {'a' * 5_000}\n???\n{' ' * 5_000}x\n\nwho?\n"
    process = run("ask", "--json", seeds=seeds, stdin=stdin)
    assert process.returncode == 1
    asked = [json.loads(line)["question"] for line in process.stdout.splitlines()]
    assert asked == ["who pays?", "who?"]
    assert "line 2 of standard input: more than 2,000 characters" in process.stderr
    assert "line 3 of standard input: the question ??? has no words" in process.stderr
    assert "line 4 of standard input: more than 2,000 characters" in process.stderr


def test_search_index_and_status(seeds: Path) -> None:
    report = json.loads(run("index", "--json", seeds=seeds).stdout)
    assert (report["added"], report["failed"], report["chunks_total"]) == (["a.txt"], [], 1)
    found = json.loads(run("search", "--json", "-k", "1", "owl", seeds=seeds).stdout)
    assert found["passages"][0]["text"] == TEXT.strip()
    state = json.loads(run("status", "--json", seeds=seeds).stdout)
    assert (state["documents"], state["chunks"], state["folder_changed"]) == (1, 1, False)


@pytest.mark.parametrize(
    ("words", "settings", "reason"),
    [
        (("ask", "x"), {"ASSISTANT_SEEDS": "/no/such/folder"}, "/no/such/folder"),
        (("ask", " "), {}, "empty"),
        (("ask", "x" * 100_000), {}, "100,000 characters"),
        (("ask", "x", "--model", "foo:bar"), {}, "foo"),
        (("ask", "x", "--model", "ollama:qwen3:4b"), {}, "[ollama]"),
        (("ask", "x"), {"ASSISTANT_PASSAGES": "many"}, "passages"),
        (("ask", "x", "--index", "/proc/no/index"), {}, "--index"),
        (("ask", "x", "--embedder", "/no/such/model"), {}, "/no/such/model"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    seeds: Path, words: tuple[str, ...], settings: dict[str, str], reason: str
) -> None:
    assert fails(run(*words, seeds=seeds, **settings), reason)


def test_a_model_that_is_not_there_keeps_nobody_from_searching(seeds: Path) -> None:
    dead = {"ASSISTANT_MODEL": "http://127.0.0.1:9/v1"}
    for words in (("index",), ("search", "owl"), ("status",)):
        assert run(*words, seeds=seeds, **dead).returncode == 0
    assert fails(run("ask", "owl", seeds=seeds, **dead), "127.0.0.1:9")


def test_a_file_that_cannot_be_read_is_a_warning_or_with_strict_an_error(seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    process = run("index", seeds=seeds)
    assert process.returncode == 0
    assert "not indexed: bad.txt" in process.stderr
    strict = run("index", "--strict", "--json", seeds=seeds)
    assert strict.returncode == 1
    assert json.loads(strict.stdout)["failed"][0]["source"] == "bad.txt"


@contextmanager
def running(*words: str, seeds: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a command that is to end by a signal; in any case it ends."""
    environment = os.environ | {
        "ASSISTANT_SEEDS": str(seeds),
        "ASSISTANT_INDEX": str(seeds.parent / "index"),
    }
    # What runs in the background of a shell ignores Ctrl-C, and so do its children.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM])
def test_following_a_folder_ends_cleanly(seeds: Path, ends: signal.Signals) -> None:
    with running("index", "--watch", "--json", seeds=seeds) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["added"] == ["a.txt"]
        (seeds / "b.txt").write_text("A newcomer.", encoding="utf-8")
        assert json.loads(process.stdout.readline())["added"] == ["b.txt"]
        process.send_signal(ends)
        assert process.wait(60) == 0


@pytest.mark.parametrize(("ends", "words"), [(signal.SIGINT, []), (signal.SIGTERM, ["Well"])])
def test_a_question_ends_at_once_whatever_a_models_server_does(
    seeds: Path, ends: signal.Signals, words: list[str]
) -> None:
    with openai_server() as server:
        server.finish, server.words = "never", words
        with running("ask", "who pays?", "--model", server.url, seeds=seeds) as process:
            assert server.asked.wait(60)
            process.send_signal(ends)
            assert process.wait(30) == 130
            assert "".join(process.communicate()).strip() == ""


def test_the_page_ends_at_once_whatever_a_models_server_does(seeds: Path) -> None:
    with openai_server() as server:
        server.finish, server.words = "never", []
        with running("serve", "--model", server.url, seeds=seeds) as process:
            assert process.stderr
            address = process.stderr.readline().split()[5]
            while httpx.get(address).status_code == 503:  # it is still being made
                time.sleep(0.2)
            asked = {"data": ["who pays?"]}
            httpx.post(f"{address}gradio_api/call/ask", json=asked, timeout=60).raise_for_status()
            assert server.asked.wait(60)
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0


def test_an_empty_folder_is_said_in_one_line(seeds: Path) -> None:
    (seeds / "a.txt").unlink()
    assert fails(run("ask", "x", seeds=seeds), "holds no documents")


def test_wrong_usage_has_a_status_of_its_own(seeds: Path) -> None:
    assert run("ask", "--nonsense", seeds=seeds).returncode == 2
    for auth in ("", "ann", "ann:", ":secret"):
        assert run("serve", "--auth", auth, seeds=seeds).returncode == 2


def test_a_broken_pipe_is_quiet(seeds: Path) -> None:
    run("index", seeds=seeds)
    command = f"{sys.executable} -m assistant search owl | head -c 1"
    environment = os.environ | {
        "ASSISTANT_SEEDS": str(seeds),
        "ASSISTANT_INDEX": str(seeds.parent / "index"),
        "ASSISTANT_MODEL": "none",
    }
    process = subprocess.run(command, shell=True, env=environment, capture_output=True, text=True)
    assert process.stderr == ""


def test_control_characters_of_a_document_do_not_reach_the_terminal(seeds: Path) -> None:
    (seeds / "a.txt").write_text("The owl \x1b[31msleeps in the tower.", encoding="utf-8")
    process = run("search", "owl", seeds=seeds)
    assert "sleeps" in process.stdout
    assert "\x1b" not in process.stdout


QUESTION = {
    "question": "where does the owl <script>alert(1)</script> sleep?",
    "answers": ["in the tower"],
    "source": "a.txt",
    "quote": "The barn owl sleeps in the tower.",
    "answerable": True,
}


def test_eval_prints_figures_and_writes_a_report(seeds: Path) -> None:
    file, report = seeds.parent / "questions.jsonl", seeds.parent / "report.html"
    unknown = {**QUESTION, "id": "2", "answers": ["in the cellar"]}
    file.write_text(f"{json.dumps(QUESTION)}\n{json.dumps(unknown)}\n", encoding="utf-8")
    printed = run("eval", str(file), "--json", "--report", str(report), seeds=seeds)
    result = json.loads(printed.stdout)
    assert result["figures"]["contains_answer"]["value"] == 0.5
    assert result["questions"][0]["answer"]["citations"][0]["on_gold"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in report.read_text(encoding="utf-8")
    (seeds.parent / "earlier.json").write_text(printed.stdout, encoding="utf-8")
    compared = run(
        *("eval", str(file), "--compare", str(seeds.parent / "earlier.json")), seeds=seeds
    )
    assert "contains_answer " in compared.stdout
    assert "difference" in compared.stdout


def test_what_is_wrong_with_questions_names_file_and_line(seeds: Path) -> None:
    file = seeds.parent / "questions.jsonl"
    file.write_text(json.dumps(QUESTION | {"quote": "not there"}), encoding="utf-8")
    assert fails(run("eval", str(file), seeds=seeds), "questions.jsonl, line 1: the quote")
    assert run("eval", str(file), "--search-only", "--drop-gold", seeds=seeds).returncode == 2
    assert run("eval", str(file), "--report", "/no/such/x.html", seeds=seeds).returncode == 2
