import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import evidence_in
from assistant.kept_names import hidden, lost_names, shown
from assistant.nearness import WordNearness
from index.embed import Embedder
from index.records import Passage

TEXT = "Google has invested $2 billion in Umbrex, The Wall Street Journal said."
SOURCE = f"Last week {TEXT}"
EVIDENCE = evidence_in([Passage(1, "a.txt", None, 0, len(SOURCE), SOURCE, 0.9, "id")])


def test_names_are_hidden_and_shown_again() -> None:
    names = ["Google", "Wall Street Journal"]
    signs = "X1 has invested $2 billion in Umbrex, The X2 said."
    assert hidden(TEXT, names) == signs
    assert shown(signs, names) == TEXT


def test_a_sign_that_was_lost_shows_nothing() -> None:
    assert shown("X1 has invested.", ["Google", "Umbrex"]) is None


@given(st.lists(st.sampled_from(["Ada", "Bea", "Cleo", "Dora"]), min_size=1, max_size=12))
def test_any_number_of_names_comes_back(names: list[str]) -> None:
    numbered = [f"{name}{'o' * at}q" for at, name in enumerate(names)]
    text = " met ".join(reversed(numbered))
    assert shown(hidden(text, numbered), numbered) == text


@pytest.mark.real
@pytest.mark.parametrize(
    ("translation", "lost"),
    [
        ("谷歌向Umbrex投资了20亿美元，《Wall Street Journal》说。", []),
        ("据Wall Street Journal报道，阿里云获得了谷歌20亿美元的投资。", ["Umbrex"]),
        ("路透社说，谷歌向Umbrex投资了20亿美元。", ["Wall Street Journal"]),
        ("グーグルはUmbrexに20億ドルを投資したとウォール・ストリート・ジャーナルは伝えた。", []),
        ("アマゾンはUmbrexに20億ドルを投資したとWall Street Journalは伝えた。", ["Google"]),
        ("استثمرت جوجل ملياري دولار في Umbrex، بحسب Wall Street Journal.", []),
        ("استثمرت جوجل ملياري دولار في أوبن، بحسب Wall Street Journal.", ["Umbrex"]),
    ],
)
def test_a_name_is_lost_that_stands_in_no_form(
    embedder: Embedder, translation: str, lost: list[str]
) -> None:
    assert lost_names(TEXT, translation, EVIDENCE, WordNearness(embedder.encode_queries)) == lost
