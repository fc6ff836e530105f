import pytest

from assistant.evidence import evidence_in
from assistant.support import Prover
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder


def is_contrary(claim: str, text: str, embedder: Embedder | WordEmbedder) -> bool:
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    found = Prover(embedder.encode_queries).prove([claim], evidence, "How is it?")[0].reason
    return found == "the source says the contrary"


SALE = "The sale of the mill, of which we spoke in May, was not completed."
LOAN = "If the bank says no, I shall not borrow the money."
BOARD = "The board approved the accounts and the chairman, but not the sale of the mill."


@pytest.mark.parametrize(
    ("claim", "text", "is_so"),
    [
        ("The sale of the mill was completed.", SALE, True),
        ("The sale of the mill was not completed.", SALE, False),
        ("If the bank says no, she will borrow the money.", LOAN, True),
        ("If the bank says no, she will not borrow the money.", LOAN, False),
        ("The board approved the accounts, but not the sale.", BOARD, False),
        ("The board approved the accounts.", BOARD, False),
        # What one clause denies is nothing against the figure of another, but against its like.
        ("The ferry takes 320 people.", "The ferry takes 320 people, no booking needed.", False),
        (
            "The ferry takes 320 people and dogs may travel.",
            "The ferry takes 320 people, dogs may not travel.",
            True,
        ),
        # What is told without something denies only that.
        ("The field is let for ten years.", "The field is let for ten years without rent.", False),
        (
            "Members enter at 30 euros.",
            "Members enter without having to pay 30 euros.",
            True,
        ),
        (
            "Guests of friends receive 25 pounds.",
            "Guests of friends receive 25 pounds and need no receipt.",
            False,
        ),
        ("The lease of warehouse No. 5 runs for ten years.", "No. 5 is let for ten years.", False),
        (
            "Customers get a discount of 10%.",
            "A discount of 10% and a gift are not offered.",
            True,
        ),
        # A word of a list is denied with the rest of it.
        ("No, sofas and chairs are not taken.", "We do not take chairs nor sofas.", False),
    ],
)
def test_what_is_denied_is_not_affirmed(claim: str, text: str, *, is_so: bool) -> None:
    assert is_contrary(claim, text, WordEmbedder()) == is_so


def test_what_denies_may_stand_in_the_next_sentence() -> None:
    text = "For the barrier there were 30 votes, against it 33. The proposal was rejected."
    assert not is_contrary("The proposal was not accepted.", text, WordEmbedder())
    assert is_contrary("The proposal was accepted.", text, WordEmbedder())


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "text", "is_so"),
    [
        ("La vente n'a pas abouti.", SALE, False),
        ("Il prezzo comprende la spedizione.", "The price does not include shipping.", True),
        ("Las becas incluían a los estudiantes.", "ولم تشمل المنح الطلاب.", True),
        ("Las becas no incluían a los estudiantes.", "ولم تشمل المنح الطلاب.", False),
    ],
)
def test_it_is_told_across_languages(
    embedder: Embedder, claim: str, text: str, *, is_so: bool
) -> None:
    assert is_contrary(claim, text, embedder) == is_so


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "text", "is_said"),
    [
        ("No, subletting is forbidden.", "Subletting is forbidden.", True),
        ("Yes, subletting is allowed.", "Subletting is forbidden.", False),
        ("Subletting is not allowed.", "Subletting is forbidden.", True),
        ("The third volume was never printed.", "The third volume was refused.", True),
        ("She led it and had a salary.", "She led it, and she had no salary.", False),
        ("Umbrex satmıyor.", "Umbrex does not sell.", True),  # nobody knows who denies in Turkish
    ],
)
def test_a_contrary_is_told_from_other_words(
    embedder: Embedder, claim: str, text: str, *, is_said: bool
) -> None:
    assert is_contrary(claim, text, embedder) != is_said


@pytest.mark.real
def test_what_gives_the_figures_denies_nothing_of_the_rest(embedder: Embedder) -> None:
    text = "入場料は500円、駐車はできません。"
    assert is_contrary("入場料は500円で、駐車できます。", text, embedder)
    assert not is_contrary("入場料は500円です。", text, embedder)
