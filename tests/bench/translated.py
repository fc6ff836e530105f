"""How many human translations the check keeps, and how many it rejects once they are altered.

    python -m tests.bench.translated XQUAD_FOLDER [--every 6] [--json]

XQUAD_FOLDER holds en.json, es.json and de.json of XQuAD (Artetxe et al. 2020, CC BY-SA 4.0), which
is not part of this project: the same paragraphs in several languages, so that a sentence of one is
a right claim over those of another. Sentences are paired by their order, in paragraphs that have as
many of them in both languages and where each is the nearest to its like. The altered ones have
another digit in a figure, or another name of the article in a name's place.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.evidence import Evidence
from assistant.figures import read_figures
from assistant.names import Name, names_beside, sure_names
from assistant.support import Prover
from index.embed import Embedder
from index.words import fold
from tests.bench.support import sentences_of
from tests.bench.table import parser, show

# The languages of claims and of what they are proved by.
PAIRS = (("en", "es"), ("en", "de"), ("es", "de"), ("de", "en"))
# Words of a claim: answers are not longer, and shorter ones are headings.
_FEWEST, _MOST = 5, 28
_SHORTEST_NAME = 3


def main() -> None:
    """Print a row for each pair of languages."""
    arguments = parser(__doc__)
    arguments.add_argument("folder", type=Path, help="the folder of XQuAD's files")
    arguments.add_argument("--every", type=int, default=6, help="take each n-th paragraph")
    given = arguments.parse_args()
    show(measure(given.folder, given.every), as_json=given.json)


def measure(folder: Path, every: int) -> Iterator[dict[str, Any]]:
    """Prove the claims of each pair of languages."""
    embedder = Embedder()
    prover = Prover(embedder.encode_queries)
    for spoken, written in PAIRS:
        total: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for kind, claim, question, evidence in _claims(folder, every, spoken, written, embedder):
            is_kept = prover.prove([claim], evidence, question)[0].reason is None
            total[kind] += 1
            right[kind] += is_kept == (kind == "right")
        yield {
            "claims over sentences": f"{spoken} over {written}",
            "right ones kept": f"{right['right']} of {total['right']}",
            "figures rejected": f"{right['figure']} of {total['figure']}",
            "names rejected": f"{right['name']} of {total['name']}",
        }


def _claims(
    folder: Path, every: int, spoken: str, written: str, embedder: Embedder
) -> Iterator[tuple[str, str, str, list[Evidence]]]:
    """Give claims, each with its kind, a question, and the sentences that may prove it."""
    chance = random.Random(1)
    articles = zip(_articles(folder, spoken), _articles(folder, written), strict=True)
    number = 0
    for said, held in articles:
        names = _names("\n".join(one["context"] for one in said))
        for at, paragraph in enumerate(said):
            number += 1
            if number % every:
                continue
            around = held[max(0, at - 1) : at + 2]
            evidence = [
                item
                for one in around
                for item in sentences_of(f"{held.index(one)}.txt", one["context"])
            ]
            for sentence in _paired(paragraph["context"], held[at]["context"], embedder):
                question = _question(paragraph, sentence)
                others = [one for one in names if fold(one) not in fold(paragraph["context"])]
                for kind, claim in _forms(sentence, others, chance):
                    yield kind, claim, question, evidence


def _articles(folder: Path, language: str) -> list[list[dict[str, Any]]]:
    values = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return [article["paragraphs"] for article in values["data"]]


def _paired(text: str, other: str, embedder: Embedder) -> list[str]:
    """Return the sentences of a paragraph that have a like in the other one."""
    said, held = ([item.text for item in sentences_of("", one)] for one in (text, other))
    if len(said) != len(held):
        return []
    nearest = (embedder.encode_queries(said) @ embedder.encode_queries(held).T).argmax(axis=1)
    return [
        one
        for at, one in enumerate(said)
        if nearest[at] == at and _FEWEST <= len(one.split()) <= _MOST
    ]


def _question(paragraph: dict[str, Any], sentence: str) -> str:
    """Return a question that the sentence answers, or else another one of the paragraph."""
    asked = paragraph["qas"]
    answering = (one for one in asked if one["answers"][0]["text"] in sentence)
    return str(next(answering, asked[0])["question"])


def _forms(
    sentence: str, others: Sequence[str], chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Give the sentence as it is, with another digit, and with another name."""
    yield "right", sentence
    digits = [
        at
        for figure in read_figures(sentence)
        for at in range(figure.start, figure.end)
        if sentence[at].isascii() and sentence[at].isdigit()
    ]
    if digits:
        at = chance.choice(digits)
        digit = (int(sentence[at]) + chance.randint(1, 8)) % 9 + 1
        if str(digit) != sentence[at]:
            yield "figure", f"{sentence[:at]}{digit}{sentence[at + 1 :]}"
    names = _telling_names(sentence)
    if names and others:
        name = chance.choice(names)
        yield "name", sentence[: name.start] + chance.choice(others) + sentence[name.end :]


def _names(text: str) -> list[str]:
    sentences = [item.text for item in sentences_of("", text)]
    return sorted({name.word for one in sentences for name in _telling_names(one)})


def _telling_names(sentence: str) -> list[Name]:
    return [
        name
        for name in names_beside(read_figures(sentence), sentence, sure_names([sentence]))
        if name.sure and name.word.isalpha() and len(name.word) >= _SHORTEST_NAME
    ]


if __name__ == "__main__":
    main()
