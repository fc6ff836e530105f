"""How many right claims the check keeps, of those that it was not made on.

    python -m tests.bench.replies [--json]

The replies that we wrote to our questions (`tests/data/replies.jsonl`) are right, in the source's
language or English and in the asker's. Each is proved as the program would: by the passages that
the search finds for its question. A row says of a set of questions how many replies have their
quote in these passages, how many of those are kept, and of how many of these the known quote is
cited. Some replies say more than the passages do, such as a name from elsewhere.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings
from assistant.assemble import Parts
from assistant.evidence import claims_in, evidence_in
from assistant.support import Prover
from index.search import to_passage
from tests.bench.answerability import DATA, LESSONS, SETS, files_of
from tests.bench.table import parser, show

_KINDS = ("replies", "found", "kept", "quote cited")


def main() -> None:
    """Print a row for each set that has replies, and one for all."""
    given = parser(__doc__).parse_args()
    show(_rows(), as_json=given.json)


def _rows() -> Iterator[dict[str, Any]]:
    lines = (DATA / "replies.jsonl").read_text(encoding="utf-8").splitlines()
    replies = [json.loads(line) for line in lines]
    total: Counter[str] = Counter()
    for name in (*SETS, *LESSONS):
        if own := [reply for reply in replies if reply["set"] == name]:
            counts = _counts(name, own)
            total += counts
            yield _row(name, counts)
    yield _row("all", total)


def _row(name: str, counts: Counter[str]) -> dict[str, Any]:
    return {"set": name} | {kind: counts[kind] for kind in _KINDS}


def _counts(name: str, replies: list[dict[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        cases, seeds = files_of(name, Path(folder))
        quotes = {case.question: _plain(case.quote) for case in cases if case.quote}
        settings = Settings(seeds=seeds, index=Path(folder) / "index", model="none")
        with Assistant(settings) as assistant:
            assistant.sync()
        parts = Parts(settings)
        prover = Prover(parts.embedder.encode_queries)
        for reply in replies:
            question = reply["question"]
            quote = quotes[question]
            found = parts.retriever.invoke(question, k=None)
            evidence = evidence_in([to_passage(document) for document in found])
            is_found = any(quote in _plain(document.page_content) for document in found)
            for claim in dict.fromkeys((reply["draft"], reply["reply"])):
                counts["replies"] += 1
                counts["found"] += is_found
                proofs = prover.prove(claims_in(claim), evidence, question)
                if is_found and all(proof.reason is None for proof in proofs):
                    cited = [_plain(item.text) for one in proofs for item in one.evidence]
                    counts["kept"] += 1
                    counts["quote cited"] += any(quote in text or text in quote for text in cited)
        parts.close()
    return counts


def _plain(text: str) -> str:
    """Return a text without its gaps, which sources write in several ways."""
    return "".join(text.split())


if __name__ == "__main__":
    main()
