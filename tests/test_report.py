import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.evaluate import Evaluation
from assistant.metrics import compare, figures_of
from assistant.outcome import Dropped, Outcome
from assistant.report import recall_by_rank, report_html, score_bins, why, write_report
from index.errors import EvaluationError
from tests.outcomes import ANSWERED, FOUND, REFUSED, RIGHT, WRONG, outcome, unanswerable

RUN = {
    "file": "q<b>.jsonl",
    "questions_file": None,
    "drop_gold": False,
    "model": "none",
    "embedder": "words",
    "splitter": "sentences",
}
HOSTILE = "<script>alert(1)</script> {{ run }} </style>"


def html_of(*outcomes: Outcome, earlier: tuple[Outcome, ...] = ()) -> str:
    differences = compare(earlier, outcomes) if earlier else None
    return report_html(Evaluation(RUN, list(outcomes), figures_of(outcomes), differences))


class Tags(HTMLParser):
    """Collects the tags of a page, their addresses, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [name for name, _ in attrs if name in ("src", "href", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


def test_what_others_say_stays_text() -> None:
    answer = replace(
        REFUSED,
        text=HOSTILE,
        citations=(replace(WRONG, quote=HOSTILE, source=HOSTILE),),
        dropped=(Dropped(HOSTILE, HOSTILE),),
    )
    hostile = outcome(HOSTILE, question=HOSTILE, answers=(HOSTILE,), quote=HOSTILE, answer=answer)
    page = parsed(html_of(hostile))
    assert "script" not in page.tags
    assert page.text.count("<script>alert(1)</script> {{ run }} </style>") == 9
    assert "q<b>.jsonl" in page.text


def test_a_report_loads_nothing() -> None:
    page = parsed(html_of(FOUND, outcome("2", rank=None)))
    assert page.addresses == []
    assert not {"link", "img", "iframe", "object", "script"} & set(page.tags)
    assert "default-src 'none'" in html_of(FOUND)
    assert "url(" not in html_of(FOUND)


def test_every_miss_can_be_read() -> None:
    wrong = replace(ANSWERED, correct=False, text="The cat [1].", citations=(WRONG,))
    page = parsed(html_of(FOUND, outcome("2", question="Who sleeps?", answer=wrong, rank=None)))
    for part in ("Misses: 1", "Who sleeps?", "owl", "The cat [1].", "says no known answer"):
        assert part in page.text
    assert "the quote is not among the first ten passages" in page.text


def test_a_comparison_is_shown() -> None:
    page = parsed(html_of(FOUND, earlier=(replace(FOUND, rank=2),)))
    assert "Compared with the earlier run" in page.text
    assert "Compared" not in parsed(html_of(FOUND)).text


@pytest.mark.parametrize(
    ("missed", "reasons"),
    [
        (FOUND, []),
        (outcome("1", rank=2), []),
        (outcome("1", answer=None), []),
        (
            outcome("1", answer=None, rank=2),
            ["the quote is in passage 2 of those that were found"],
        ),
        (
            outcome(
                "1",
                answer=replace(
                    REFUSED, missing=("Umbrex",), dropped=(Dropped("A cat.", "no name"),)
                ),
            ),
            [
                "refused, though the sources say it",
                "took the sources not to speak of Umbrex",
                "left out “A cat.”: no name",
            ],
        ),
        (unanswerable("1", REFUSED), []),
        (unanswerable("1", ANSWERED), ["answered, though the sources do not say it"]),
        (
            outcome("1", answer=replace(ANSWERED, complete=False)),
            ["leaves out a part of the answer"],
        ),
        (
            outcome("1", answer=replace(ANSWERED, citations=(WRONG,))),
            ["cites other words than those that answer"],
        ),
        (
            outcome("1", answer=replace(ANSWERED, language="fr")),
            ["in the language fr, not en"],
        ),
        (
            outcome("1", answer=replace(ANSWERED, citations=(replace(RIGHT, verbatim=False),))),
            ["a quote does not stand in its source as it is given"],
        ),
    ],
)
def test_a_miss_says_why(missed: Outcome, reasons: list[str]) -> None:
    assert why(missed) == reasons


def test_recall_grows_with_the_rank() -> None:
    found = [outcome(str(rank), rank=rank, source_rank=1) for rank in (1, 3, None)]
    recalls = recall_by_rank(found)
    assert recalls["quote"] == pytest.approx([1 / 3, 1 / 3, *[2 / 3] * 8])
    assert recalls["source"] == [1] * 10
    assert recall_by_rank([unanswerable("1", ANSWERED)]) == {}


def test_scores_are_counted_in_bins() -> None:
    low = replace(ANSWERED, correct=False, citations=(replace(RIGHT, score=0.5),))
    bins = score_bins([FOUND, outcome("2"), outcome("3", answer=low)])
    assert (bins[0].low, bins[0].right, bins[0].wrong) == (0.5, 0, 1)
    assert (round(bins[-1].high, 6), bins[-1].right, bins[-1].wrong) == (0.9, 2, 0)
    assert score_bins([outcome("1", answer=REFUSED)]) == []
    assert sum(one.right for one in score_bins([FOUND, FOUND])) == 2


def test_plots_are_drawn_of_what_there_is() -> None:
    assert len(re.findall("<svg", html_of(FOUND))) == 2
    assert len(re.findall("<svg", html_of(outcome("1", answer=None)))) == 1
    assert "<svg" not in html_of(unanswerable("1", REFUSED))


def test_a_report_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be written"):
        write_report(tmp_path, Evaluation(RUN, [FOUND], figures_of([FOUND])))
