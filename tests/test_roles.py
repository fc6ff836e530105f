import pytest

from assistant.evidence import evidence_in
from assistant.support import Prover
from index.records import Passage
from tests.fakes import WordEmbedder

INVESTED = "Voltera invests 2 million in Umbrex this year."
PAID = "Voltera has to pay the Tarvik family 2 million, and Zanbor pays nothing to Umbrex."
ROSE = "The turnover rose to 48.6 million, up 12% from 43.4 million in May."


def reason(claim: str, text: str) -> str | None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    return Prover(WordEmbedder().encode_queries).prove([claim], evidence, "?")[0].reason


@pytest.mark.parametrize(
    ("claim", "text", "is_turned"),
    [
        ("Voltera invests 2 million in Umbrex.", INVESTED, False),
        ("Umbrex invests 2 million in Voltera.", INVESTED, True),
        ("Umbrex investit 2 millions dans Voltera.", INVESTED, True),
        ("Voltera investiert 2 Millionen in Umbrex.", INVESTED, False),
        ("Umbrex向Voltera投资2百万。", INVESTED, True),
        ("Umbrex was bought by Voltera.", "Voltera was bought by Umbrex.", True),
        ("Zanbor paga 2 millones a la familia Umbrex.", PAID, False),
        ("Umbrex pays nothing to Zanbor.", PAID, True),
        ("As for the investment, thanks to Voltera it is 2 million.", INVESTED, False),
        ("The turnover rose from 43.4 to 48.6 million.", ROSE, False),
        ("Der Umsatz stieg von 48,6 auf 43,4 Millionen.", ROSE, True),
        ("Aumentó del 4 al 3 por ciento.", "It went from 3% in the first year to 4%.", True),
        ("4から3に増えた。", "It went from 3 to 4.", True),
    ],
)
def test_names_and_figures_keep_their_parts(claim: str, text: str, *, is_turned: bool) -> None:
    found = reason(claim, text)
    assert (found is not None and "the other way round" in found) == is_turned, found
