import pytest

from assistant.evidence import evidence_in
from assistant.support import Prover
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

INVESTED = "Voltera invests 2 million in Umbrex this year."
PAID = "Voltera has to pay the Tarvik family 2 million, and Zanbor pays nothing to Umbrex."
ROSE = "The turnover rose to 48.6 million, up 12% from 43.4 million in May."


def reason(claim: str, text: str, embedder: Embedder | WordEmbedder) -> str | None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    return Prover(embedder.encode_queries).prove([claim], evidence, "?")[0].reason


@pytest.mark.parametrize(
    ("claim", "text", "is_turned"),
    [
        ("Voltera invests 2 million in Umbrex.", INVESTED, False),
        ("Umbrex invests 2 million in Voltera.", INVESTED, True),
        ("Voltera investiert 2 Millionen in Umbrex.", INVESTED, False),
        ("Umbrex was bought by Voltera.", "Voltera was bought by Umbrex.", True),
        ("Zanbor paga 2 millones a la familia Umbrex.", PAID, False),
        ("Umbrex pays nothing to Zanbor.", PAID, True),
        ("Quant à Voltera, il paie 2 millions.", "Umbrex paie 2 millions à Voltera.", False),
        ("Umbrex owes 2 million to Voltera.", "Voltera lent 2 million to Umbrex.", False),
        ("A Voltera vendeu o moinho à Umbrex.", "Voltera sold the mill to Umbrex.", False),
        ("The turnover rose from 43.4 to 48.6 million.", ROSE, False),
        ("Der Umsatz stieg von 48,6 auf 43,4 Millionen.", ROSE, True),
        ("Aumentó del 4 al 3 por ciento.", "It went from 3% in the first year to 4%.", True),
        ("4から3に増えた。", "It went from 3 to 4.", True),
    ],
)
def test_names_and_figures_keep_their_parts(claim: str, text: str, *, is_turned: bool) -> None:
    found = reason(claim, text, WordEmbedder())
    assert (found is not None and "the other way round" in found) == is_turned, found


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_turned"),
    [
        ("Voltera investit 2 millions dans Umbrex.", False),
        ("Umbrex investit 2 millions dans Voltera.", True),
        ("Umbrex向Voltera投资2百万。", True),
    ],
)
def test_they_keep_them_across_languages(
    embedder: Embedder, claim: str, *, is_turned: bool
) -> None:
    found = reason(claim, INVESTED, embedder)
    assert (found is not None and "the other way round" in found) == is_turned, found
