import pytest

from assistant.evidence import evidence_in
from assistant.figures import order_words
from assistant.support import Prover
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

SPLIT = "The money comes in two steps: 500 million now and up to 1.5 billion later."
CASH = "集团年末的现金余额为15.9亿元，有息负债为22.4亿元。"
HEATERS = "حصلت بيت الزعتر على 460 مدفأة والقنيطرية على 320."
SHARES = "Tourism explains 48% of the loss and temperature explains 21% of the loss."


def reason(claim: str, text: str, embedder: Embedder) -> str | None:
    passage = Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")
    evidence = evidence_in([passage])
    return Prover(embedder.encode_queries).prove([claim], evidence, "how much?")[0].reason


@pytest.mark.parametrize(
    ("claim", "text", "is_crossed"),
    [
        ("It is 500 million now and 1.5 billion later.", SPLIT, False),
        ("Later it is 1.5 billion, now 500 million.", SPLIT, False),
        ("It is 1.5 billion now and 500 million later.", SPLIT, True),
        ("Tourism explains 48%, temperature 21%.", SHARES, False),
        ("Temperature explains 21%, tourism 48%.", SHARES, False),
        ("Tourism explains 21%, temperature 48%.", SHARES, True),
    ],
)
def test_figures_that_changed_places_are_not_supported(
    claim: str, text: str, *, is_crossed: bool
) -> None:
    found = reason(claim, text, WordEmbedder())
    assert (found is not None and "the other way round" in found) == is_crossed, found


@pytest.mark.parametrize(
    ("claim", "is_crossed"),
    [
        ("The firm employs 1,140, of them 310 in Kiel.", False),
        ("The firm employs 310, of them 1,140 in Kiel.", True),
    ],
)
def test_what_is_counted_may_look_like_a_year(claim: str, *, is_crossed: bool) -> None:
    text = "The whole firm employs 1,140 people; 310 of them are in Kiel."
    found = reason(claim, text, WordEmbedder())
    assert (found is not None and "the other way round" in found) == is_crossed, found


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "text", "is_crossed"),
    [
        ("年末の現金残高は15.9億元、有利子負債は22.4億元でした。", CASH, False),
        ("年末の現金残高は22.4億元、有利子負債は15.9億元でした。", CASH, True),
        ("أخذت القنيطرية 320 مدفأة، وأخذت بيت الزعتر 460.", HEATERS, False),
        ("أخذت القنيطرية 460 مدفأة، وأخذت بيت الزعتر 320.", HEATERS, True),
    ],
)
def test_scripts_without_spaces_or_with_tied_words_are_no_hiding_place(
    embedder: Embedder, claim: str, text: str, *, is_crossed: bool
) -> None:
    found = reason(claim, text, embedder)
    assert (found is not None and "the other way round" in found) == is_crossed, found


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_supported"),
    [
        ("El turismo explica el 48 % y la temperatura el 21 %.", True),
        ("Der Tourismus erklärt 48 Prozent, die Temperatur 21 Prozent.", True),
        ("Der Tourismus erklärt 21 Prozent, die Temperatur 48 Prozent.", False),
    ],
)
def test_they_are_told_across_languages(
    embedder: Embedder, claim: str, *, is_supported: bool
) -> None:
    assert (reason(claim, SHARES, embedder) is None) == is_supported


@pytest.mark.parametrize(
    "text",
    [
        "500 now and 900 later",
        "500 maintenant, 900 plus tard",
        "500 ahora y 900 más tarde",
        "500 sofort und 900 später",
        "500 subito, 900 in seguito",
        "500 imediatamente e 900 mais tarde",
        "500 nu en 900 daarna",
        "500 сейчас и 900 позже",
        "现在500，以后900",
        "今すぐ500、後に900",
        "500 الآن و900 لاحقا",
    ],
)
def test_now_and_later_are_read_in_eleven_languages(text: str) -> None:
    assert {mark.key for mark in order_words(text)} == {"now", "later"}


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_supported"),
    [
        ("Waste fell from 4.7 to 3.1 percent.", True),
        ("Waste fell from 3.1 to 4.7 percent.", False),
        ("Le rebut est passé de 4,7 à 3,1 %.", True),
        ("Le rebut est passé de 3,1 à 4,7 %.", False),
        ("不良率は3.1から4.7パーセントに下がりました。", False),
    ],
)
def test_what_goes_from_one_figure_to_another_does_not_go_back(
    embedder: Embedder, claim: str, *, is_supported: bool
) -> None:
    found = reason(claim, "Der Ausschuss ist von 4,7 auf 3,1 Prozent gefallen.", embedder)
    assert (found is None) == is_supported, found
