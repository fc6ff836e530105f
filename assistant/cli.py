"""The command line. Each command parses, calls the assistant, and prints.

Results go to standard output; progress, log and errors to standard error. Exit status: 0 done, 1
something of the user's is wrong (one line says what), 2 wrong usage.
"""

import gc
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from assistant.progress import progress_bar, status_line
from index.errors import AssistantError, QuestionError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.evaluate import Evaluation
    from assistant.service import Assistant
    from index.report import SyncReport

Command = Callable[..., None]

_TICK_SECONDS = 0.5
_FILE = click.Path(dir_okay=False, path_type=Path)


def common(command: Command) -> Command:
    """Give a command the options that all of them take."""
    for name, value, meaning in (
        ("--embedder", "E", "Embedding model: a sentence-transformers name or folder."),
        ("--model", "M", "Language model: local, none, a .gguf file, a URL, or provider:model."),
        ("--index", "DIR", "Folder of the index, or http://host:8000/NAME on a Chroma server."),
        ("--seeds", "DIR", "Folder of the source documents."),
    ):
        command = click.option(name, metavar=value, help=meaning)(command)
    return command


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cited-assistant", prog_name="assistant")
@common
@click.pass_context
def cli(context: click.Context, /, **options: str | None) -> None:
    """Answer questions over a folder of documents, with proof, on this machine.

    Without a command: bring the index up to date and open the chat page.
    """
    context.obj = options
    if context.invoked_subcommand is None:
        context.invoke(serve)


@cli.command()
@click.option("--host", default="127.0.0.1", help="Address to listen on; loopback by default.")
@click.option("--port", type=click.IntRange(0, 65535), help="By default 7860 or the next free.")
@click.option("--auth", metavar="USER:PASSWORD", help="Ask for a name and a password.")
@click.option("--watch", is_flag=True, help="Follow the folder of documents.")
@click.option("--read-only", is_flag=True, help="Let nobody change the documents in the page.")
@click.option("--mcp", is_flag=True, help="Serve the endpoints as MCP tools too.")
@common
@click.pass_context
def serve(
    context: click.Context,
    /,
    host: str = "127.0.0.1",
    port: int | None = None,
    auth: str | None = None,
    watch: bool = False,
    read_only: bool = False,
    mcp: bool = False,
    **options: str | None,
) -> None:
    """Open the chat page.

    In it documents can be added and removed, but not by visitors from other machines who gave no
    password.
    """
    name, _, password = (auth or "").partition(":")
    # An empty one may be meant for a password that a script has not set.
    if auth is not None and not (name and password):
        raise click.UsageError("--auth takes USER:PASSWORD")
    with _assistant(context, options) as assistant, _watching(assistant, watch):
        # Late, like all that loads LangChain.
        from assistant.launch import launch

        launch(
            assistant,
            host=host,
            port=port,
            auth=(name, password) if auth else None,
            read_only=read_only,
            mcp=mcp,
            open_browser=sys.stdout.isatty() and sys.stderr.isatty(),
            on_address=lambda address: _note(f"The chat page is at {address} (Ctrl-C ends it)"),
        )
    _leave(0)


@contextmanager
def _watching(assistant: "Assistant", is_wanted: bool) -> Iterator[None]:
    """Follow the folder of documents in the background meanwhile."""
    if not is_wanted:
        yield
        return
    stop = threading.Event()
    options = {"say": _note, "stop": stop}
    thread = threading.Thread(target=assistant.watch, args=(_warn,), kwargs=options, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@cli.command()
@click.argument("words", metavar="[QUESTION]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@common
@click.pass_context
def ask(
    context: click.Context, /, words: tuple[str, ...], as_json: bool, **options: str | None
) -> None:
    """Answer QUESTION; without it, answer the questions on standard input, one a line.

    QUESTION need not be quoted, as far as the shell has no use for its signs.
    """
    with _assistant(context, options) as assistant:
        assistant.chain  # noqa: B018  (a model that is not there is better told before the work)
        _bring_up_to_date(assistant)
        if words:
            answer = _answer(assistant, " ".join(words))
            _print_json(answer.to_json()) if as_json else _print_answer(answer)
            return
        refused = False
        limit = assistant.settings.question_limit
        for number, line in _lines(limit):
            try:
                if len(line) > limit:
                    raise QuestionError(f"more than {limit:,} characters; shorten it")
                answer = _answer(assistant, line.strip())
            except QuestionError as error:  # the others can be answered
                _note(f"line {number} of standard input: {error}")
                refused = True
                continue
            if as_json:
                click.echo(json.dumps(answer.to_json(), ensure_ascii=False))
            else:
                if not sys.stdin.isatty():
                    click.secho(f"> {_plain(line)}", dim=True)
                _print_answer(answer)
            sys.stdout.flush()
        if refused:
            sys.exit(1)


@cli.command()
@click.argument("words", metavar="QUESTION", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 1000), default=5, help="How many passages.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@common
@click.pass_context
def search(
    context: click.Context, /, words: tuple[str, ...], k: int, as_json: bool, **options: str | None
) -> None:
    """Show the passages that are found for QUESTION, without a language model."""
    with _assistant(context, options) as assistant:
        _bring_up_to_date(assistant)
        # Late, like all that loads LangChain.
        from assistant.found import find

        found = find(assistant, " ".join(words), k)
    if as_json:
        _print_json(found.to_json())
        return
    for passage in found.passages:
        page = f", page {passage.page}" if passage.page else ""
        place = f"{passage.source}{page}, characters {passage.start}-{passage.end}"
        click.secho(f"{passage.rank}. {_plain(place)}  ({passage.score:.3f})", bold=True)
        click.echo(f"{_plain(passage.text)}\n")


@cli.command()
@click.option("--watch", is_flag=True, help="Go on, and follow the folder until Ctrl-C.")
@click.option("--rebuild", is_flag=True, help="Read and embed everything again.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    help="Who reads and embeds: this program, or a Ray cluster.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--strict", is_flag=True, help="End with status 1 if a file cannot be read.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@common
@click.pass_context
def index(
    context: click.Context,
    /,
    watch: bool,
    rebuild: bool,
    engine: Literal["local", "ray"],
    dry_run: bool,
    strict: bool,
    as_json: bool,
    **options: str | None,
) -> None:
    """Make the index match the folder of documents.

    With --watch and --json, a JSON document a line, for each time that something has changed.
    """
    if watch and dry_run:
        raise click.UsageError("--watch and --dry-run do not go together")
    with _assistant(context, options) as assistant:
        if assistant.settings.only_asks:
            raise AssistantError(
                f"{assistant.settings.server}: name the folder of documents that this index is to "
                "be made equal to with --seeds"
            )
        with progress_bar() as progress:
            report = assistant.sync(
                engine=engine, rebuild=rebuild, dry_run=dry_run, progress=progress, say=_note
            )
        _warn(report)
        if as_json and not watch:
            _print_json(report.to_json())
        else:
            _print_report(report, assistant, dry_run=dry_run, as_json=as_json)
        if watch:
            _follow(assistant, as_json)
            return
    if not (dry_run or report.chunks_total):
        raise AssistantError(
            f"{assistant.settings.seeds}: holds no documents that can be read; put some there"
        )
    if strict and report.failed:
        raise AssistantError(
            f"{len(report.failed)} of the files could not be read; mend or remove them, or leave "
            "them out with a line in .assistantignore"
        )


def _follow(assistant: "Assistant", as_json: bool) -> None:
    """Follow the folder until Ctrl-C or SIGTERM, which is how it is meant to end."""

    def tell(report: "SyncReport") -> None:
        _warn(report)
        _print_report(report, assistant, dry_run=False, as_json=as_json)

    _note(f"Following {assistant.settings.seeds} (Ctrl-C ends it)")
    with suppress(KeyboardInterrupt):
        assistant.watch(tell, _note)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@common
@click.pass_context
def status(context: click.Context, /, as_json: bool, **options: str | None) -> None:
    """Show what is indexed, with what, how big it is, and whether the folder has changed."""
    from assistant.status import status_of

    state = status_of(_settings(context, options))
    if as_json:
        _print_json(state)
        return
    for name, value in state.items():
        if name != "failed":
            click.echo(f"{name.replace('_', ' ') + ':':<18}{_plain(str(value))}")
    for failure in state["failed"]:
        click.echo(f"{'failed:':<18}{_plain(failure['error'])}")


@cli.command("eval")
@click.argument("file", type=_FILE)
@click.option(
    "--questions",
    type=_FILE,
    metavar="OTHER.json",
    help="Take the words of a SQuAD-form FILE's questions from here, by their ids.",
)
@click.option("--limit", type=click.IntRange(1), help="Ask so many, spread evenly over FILE.")
@click.option("--no-model", is_flag=True, help="Answer without a language model.")
@click.option("--search-only", "--retrieval", is_flag=True, help="Measure the search alone.")
@click.option(
    "--drop-gold",
    is_flag=True,
    help="Make all questions of a SQuAD-form FILE unanswerable: leave every second paragraph of "
    "each article out of the documents, and ask only about those.",
)
@click.option(
    "--resume",
    "record",
    type=_FILE,
    metavar="RECORD",
    help="Keep each finished question in RECORD and do not ask it again.",
)
@click.option(
    "--compare",
    "compare_with",
    type=_FILE,
    metavar="OTHER.json",
    help="Say how the figures differ from what an earlier run with --json printed.",
)
@click.option(
    "--calibrate",
    is_flag=True,
    help="Fit the index to the questions: from which score on the model answers.",
)
@click.option("--report", type=_FILE, metavar="FILE", help="Write an HTML page with every miss.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@common
@click.pass_context
def evaluate(
    context: click.Context,
    /,
    file: Path,
    questions: Path | None,
    limit: int | None,
    no_model: bool,
    search_only: bool,
    drop_gold: bool,
    record: Path | None,
    compare_with: Path | None,
    calibrate: bool,
    report: Path | None,
    as_json: bool,
    **options: str | None,
) -> None:
    """Ask what FILE asks, whose answers are known, and print figures.

    FILE holds JSON lines {"question", "answers", "source", "quote", "answerable"} over the folder
    of documents, or is SQuAD-form JSON, whose paragraphs are then the documents.
    """
    if no_model and options["model"]:
        raise click.UsageError("--no-model and --model exclude each other")
    if search_only and drop_gold:
        raise click.UsageError("--drop-gold leaves nothing for --search-only to find")
    for written in (record, report):
        if written and not written.absolute().parent.is_dir():
            raise click.UsageError(f"{written}: there is no such folder")
    settings = _settings(context, {**options, "model": "none"} if no_model else options)
    from assistant.evaluate import evaluate

    with progress_bar() as progress:
        evaluation = evaluate(
            settings,
            file,
            questions=questions,
            limit=limit,
            search_only=search_only,
            drop_gold=drop_gold,
            record=record,
            compare_with=compare_with,
            calibrate=calibrate,
            progress=progress,
        )
    if report:
        # Late: only a report needs its templates.
        from assistant.report import write_report

        write_report(report, evaluation)
    if as_json:
        _print_json(evaluation.to_json())
    else:
        _print_evaluation(evaluation)
    if calibrate:
        _note(f"{settings.index}: fitted; answers from a score of {evaluation.run['threshold']} on")


# How many new objects there are before Python looks for unreachable ones. At its own 700 it does so
# hundreds of times while libraries are imported, and finds nothing: importing sentence-transformers
# takes 4.4 s with that and 3.4 with this, Gradio 2.2 and 1.8.
_OBJECTS = 20_000


def main() -> None:
    """Run the command line; the entry point of the program `assistant`."""
    signal.signal(signal.SIGTERM, _terminate)
    gc.set_threshold(_OBJECTS)
    try:
        cli(standalone_mode=False)
        sys.stdout.flush()
    except AssistantError as error:
        _fail(str(error), 1)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.ClickException as error:
        _fail(error.format_message(), 1)
    except (KeyboardInterrupt, click.Abort):
        _leave(130)
    except BrokenPipeError:
        # The reader has gone (`assistant search … | head`); Python must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _terminate(*_: object) -> None:
    raise KeyboardInterrupt


def _leave(status: int) -> NoReturn:
    """End at once: Python's own end waits for threads, and these may wait for a model's server."""
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(status)


def _fail(message: str, status: int) -> None:
    click.secho(f"assistant: {_plain(message)}", err=True, fg="red")
    sys.exit(status)


def _settings(context: click.Context, options: dict[str, str | None]) -> Any:
    # Late, with all that follows from it: `assistant --help` needs none of it.
    from assistant.settings import Settings

    given = {**context.obj, **{name: value for name, value in options.items() if value}}
    return Settings(**{name: value for name, value in given.items() if value})


def _assistant(context: click.Context, options: dict[str, str | None]) -> "Assistant":
    settings = _settings(context, options)
    from assistant.service import Assistant

    assistant = Assistant(settings)
    if settings.model is None and sys.stderr.isatty():
        _note(f"Language model: {assistant.model_name}")
    return assistant


def _bring_up_to_date(assistant: "Assistant") -> None:
    with progress_bar() as progress:
        report = assistant.sync(progress=progress, say=_note)
    _warn(report)


def _answer(assistant: "Assistant", question: str) -> "Answer":
    """Answer a question; on a terminal, say meanwhile what is being done."""
    from assistant.ticks import with_ticks

    # Whatever a model's server does, Ctrl-C is heard at a tick.
    stream = with_ticks(partial(assistant.stream, question), _TICK_SECONDS)
    with closing(stream) as parts, status_line() as show:
        show("searching")
        for part in parts:
            if isinstance(part, list):
                show(f"passages found: {len(part)}; reading and writing")
            elif part and not isinstance(part, str):
                return part
    raise AssertionError("a stream ends with the answer")


def _warn(report: "SyncReport") -> None:
    for failure in report.failed:
        _note(f"not indexed: {failure['error']}")


def _lines(limit: int) -> Iterator[tuple[int, str]]:
    """Give the lines of standard input that are not empty, each with its number.

    Of one that is longer than `limit` characters, no more is kept than shows it.
    """
    if sys.stdin.isatty():
        _note("Ask, one question a line; Ctrl-D ends.")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    read = partial(sys.stdin.readline, limit + 2)  # lines may be of any length
    for number, line in enumerate(iter(read, ""), 1):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = read()
        line = line.rstrip("\r\n")
        if line.strip() or len(line) > limit:
            yield number, line


def _note(message: str) -> None:
    click.echo(_plain(message), err=True)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_answer(answer: "Answer") -> None:
    from assistant.phrases import own_words  # late, like all of the package

    click.secho(_plain(answer.text), bold=True)
    if answer.is_quoted:
        click.secho(f"  {own_words(answer.language)}", dim=True)
    for citation in answer.citations:
        page = f", page {citation.page}" if citation.page else ""
        click.echo(f"  [{citation.marker}] « {_plain(citation.quote)} »")
        click.secho(f"      {_plain(citation.source)}{page}", dim=True)
    click.echo()


def _print_report(
    report: "SyncReport", assistant: "Assistant", *, dry_run: bool, as_json: bool
) -> None:
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
        sys.stdout.flush()
        return
    click.echo(
        f"{'Would be: ' if dry_run else ''}{len(report.added)} added, "
        f"{len(report.changed)} changed, {len(report.renamed)} renamed, "
        f"{len(report.removed)} removed, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed"
    )
    if not dry_run:
        click.echo(
            f"{report.chunks_embedded} of {report.chunks_total} chunks embedded "
            f"in {report.seconds:.1f} s, in {_plain(assistant.settings.place)}"
        )
    sys.stdout.flush()


def _print_evaluation(evaluation: "Evaluation") -> None:
    from assistant.metrics import readable

    click.secho(f"{'':<33}{'value':>9}{'95% interval':>20}{'questions':>11}", bold=True)
    for name, figure in evaluation.figures.items():
        if figure.n:
            interval = f"{readable(figure.low)} to {readable(figure.high)}"
            click.echo(f"{name:<33}{readable(figure.value):>9}{interval:>20}{figure.n:>11}")
    if evaluation.differences is None:
        return
    titles = f"{'before':>9}{'after':>9}{'difference':>12}{'95% interval':>20}{'p':>8}"
    click.secho(f"\n{'':<33}{titles}{'questions':>11}", bold=True)
    for name, one in evaluation.differences.items():
        interval = f"{readable(one.low)} to {readable(one.high)}"
        click.echo(
            f"{name:<33}{readable(one.before):>9}{readable(one.after):>9}"
            f"{readable(one.difference):>12}{interval:>20}{readable(one.p):>8}{one.n:>11}"
        )


def _plain(text: str) -> str:
    """Return `text` without the control characters by which a document could steer a terminal."""
    return "".join(
        character if character in "\n\t" or character.isprintable() else "�" for character in text
    )
