import pytest

from assistant.evidence import evidence_in
from assistant.reasons import has_another_reason, reason_in
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

TEXT = (
    "The bid of Umbrex was refused because it moved the work to another town. "
    "The heating was repaired in May by two men. "
    "The two shops will be joined because the lease of the old shop ends. "
    "Prices went up by 4% in June. The reason is the dearer oil."
)


@pytest.mark.parametrize(
    ("text", "thing", "why"),
    [
        ("It closed because of the rain.", "It closed", "because of the rain"),
        ("Because of the rain, the pool closed.", "the pool closed", "Because of the rain"),
        ("Il a fermé parce qu'il pleuvait.", "Il a fermé", "parce qu'il pleuvait"),
        ("Es schloss, weil es regnete.", "Es schloss", "weil es regnete"),
        ("因为下雨，泳池关闭了。", "泳池关闭了", "因为下雨"),
        ("雨が降ったため、プールは閉まりました。", "プールは閉まりました", "雨が降った"),
        ("أغلق المسبح لأن المطر هطل.", "أغلق المسبح", "لأن المطر هطل"),
    ],
)
def test_a_thing_and_its_reason_are_parted(text: str, thing: str, why: str) -> None:
    assert reason_in(text) == (thing, why)


@pytest.mark.parametrize("text", ["It has been closed since May.", "It closed.", "Why? Because."])
def test_where_no_reason_is_given_there_is_none(text: str) -> None:
    assert reason_in(text) is None


CLAIMS = [
    ("The bid of Umbrex was refused because it moved the work.", False),
    ("The bid of Umbrex was refused because the two shops will be joined.", True),
    ("Prices went up because of the dearer oil.", False),
    ("The bid of Umbrex was refused.", False),
]


@pytest.mark.parametrize(("claim", "is_another"), CLAIMS)
def test_the_reason_of_one_thing_is_none_of_another(claim: str, *, is_another: bool) -> None:
    check(claim, WordEmbedder(), is_another=is_another)


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_another"),
    [
        *CLAIMS,
        ("Das Angebot von Umbrex wurde abgelehnt, weil es die Arbeit verlegt hätte.", False),
        ("Das Angebot von Umbrex wurde abgelehnt, weil die Läden vereinigt werden.", True),
    ],
)
def test_it_is_told_across_languages(embedder: Embedder, claim: str, *, is_another: bool) -> None:
    check(claim, embedder, is_another=is_another)


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_another"),
    [
        ("Colin Ravensby votou contra porque achava a garantia demasiado curta.", False),
        ("Tomasz Wilk absteve-se porque achava a garantia demasiado curta.", True),
        ("Tomasz Wilk absteve-se porque o senhor Dunmallow é seu cunhado.", False),
    ],
)
def test_the_reason_of_what_another_did_is_none(
    embedder: Embedder, claim: str, *, is_another: bool
) -> None:
    text = (
        "Colin Ravensby voted against because he thought the guarantee too short. Tomasz Wilk "
        "abstained, as Mr Dunmallow is his brother-in-law."
    )
    check(claim, embedder, text, is_another=is_another)


def check(
    claim: str, embedder: Embedder | WordEmbedder, text: str = TEXT, *, is_another: bool
) -> None:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    embed = embedder.encode_queries
    vectors = embed([claim, *(item.text for item in evidence)])
    first = evidence[int((vectors[1:] @ vectors[0]).argmax())]
    assert has_another_reason(claim, first, evidence, embed) == is_another
