"""How many claims the check tells right: `python -m tests.bench.support [--json]`.

Over the five sets of `tests/data`: sentences that their document supports, and the same ones with
one figure, unit, currency, date, name or negation altered, two parties swapped, what is true of
another thing, or something that is not said at all. Each is proved by the whole of its document,
where what was put in its place may stand, too. They were written for this project, and the check
was made better on them, one after the other: figures for other texts will be lower.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from assistant.evidence import Evidence, evidence_in
from assistant.support import Prover
from index.embed import Embedder
from index.read import load
from index.records import Document, Passage
from index.split import Splitter

_TESTS = Path(__file__).parent.parent
_FIRST = _TESTS / "data"
_LATER = {"second": "more", "third": "third", "fourth": "fourth", "fifth": "fifth"}
# Each set's claims and the folders of its documents.
_SETS = {
    "first": (_FIRST / "altered.jsonl", (_FIRST / "documents", _TESTS.parent / "seeds")),
    **{
        name: (_FIRST / folder / "altered.jsonl", (_FIRST / folder / "documents",))
        for name, folder in _LATER.items()
    },
}


@click.command(help=__doc__)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def main(as_json: bool) -> None:
    """Prove each claim by its evidence; print how many of each kind came out right."""
    prover = Prover(Embedder().encode_queries)
    figures = {name: _figures(prover, *files) for name, files in _SETS.items()}
    if as_json:
        click.echo(json.dumps(figures))
        return
    for name, kinds in figures.items():
        click.echo(f"{name} set")
        for kind, figure in kinds.items():
            verb = "kept" if kind == "correct" else "rejected"
            click.echo(f"  {kind:10} {figure['right']:4} of {figure['of']:4} {verb}")


def _figures(prover: Prover, claims: Path, folders: Sequence[Path]) -> dict[str, dict[str, int]]:
    documents = dict(_documents(folders))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in map(json.loads, claims.read_text(encoding="utf-8").splitlines()):
        proof = prover.prove([row["claim"]], documents[row["source"]], row["question"])[0]
        kind = row["change"] or "correct"
        total[kind] += 1
        right[kind] += (proof.reason is None) == row["ok"]
    return {kind: {"right": right[kind], "of": total[kind]} for kind in sorted(total)}


def _documents(folders: Sequence[Path]) -> Iterator[tuple[str, list[Evidence]]]:
    """Give each document's name and its sentences, as its passages hold them."""
    for path in (file for folder in folders for file in folder.iterdir()):
        yield path.name, sentences_of(path.name, load(path)[0].text)


def sentences_of(source: str, text: str) -> list[Evidence]:
    """Return the sentences of a document, as its passages hold them."""
    chunks = Splitter().split(Document(source, text, "hash"))
    passages = [
        Passage(
            *(rank, source, None, one.start, one.end, text[one.start : one.end], 1.0),
            chunk_id=f"{source}-{rank}",
            context=one.context,
        )
        for rank, one in enumerate(chunks, start=1)
    ]
    return evidence_in(passages)


if __name__ == "__main__":
    main()
