import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import evidence_in
from assistant.kept_names import hidden, lost_names, put_into_title, shown
from assistant.nearness import WordNearness
from index.embed import Embedder
from index.records import Passage

TEXT = "Google has invested $2 billion in Umbrex, The Wall Street Journal said."
SOURCE = f"Last week {TEXT}"
EVIDENCE = evidence_in([Passage(1, "a.txt", None, 0, len(SOURCE), SOURCE, 0.9, "id")])


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("《华尔街日报》报道。", ["Wall Street"], "《The Wall Street Journal》报道。"),
        ("『海鳥』は出た。", ["Sea Birds"], "『Sea Birds』は出た。"),
        ("《甲》和《乙》报道。", ["Wall Street"], None),
        ("《甲》报道。", ["Wall Street", "Umbrex"], None),
        ("路透社报道。", ["Wall Street"], None),
    ],
)
def test_a_name_that_was_lost_is_put_into_the_only_title(
    text: str, names: list[str], found: str | None
) -> None:
    assert put_into_title("So said The Wall Street Journal yesterday.", text, names) == found


def test_names_are_hidden_and_shown_again() -> None:
    names = ["Google", "Wall Street Journal"]
    signs = "X1 has invested $2 billion in Umbrex, The X2 said."
    assert hidden(TEXT, names) == signs
    assert shown(signs, names) == TEXT


def test_only_whole_words_are_hidden_and_of_two_names_the_longer() -> None:
    text = "Umbrex Labs of Iran told Umbrex that Iranian tea is cheap. Umbrex laughed."
    signs = "X3 of X2 told X1 that Iranian tea is cheap. X1 laughed."
    names = ["Umbrex", "Iran", "Umbrex Labs"]
    assert hidden(text, names) == signs
    assert shown(signs, names) == text


def test_a_text_with_such_signs_of_its_own_hides_nothing() -> None:
    assert hidden("The new BMW X1 costs more than the Umbrex.", ["Umbrex"]) is None


@pytest.mark.parametrize("text", ["X1 has invested.", "X1 and X2 and X3 have invested."])
def test_a_sign_too_few_or_too_many_shows_nothing(text: str) -> None:
    assert shown(text, ["Google", "Umbrex"]) is None


def test_a_name_that_holds_a_sign_is_shown_as_it_is() -> None:
    assert shown("X1 sells X2.", ["Umbrex", "Pad X1"]) == "Umbrex sells Pad X1."


@given(st.lists(st.sampled_from(["Ada", "Ada Bo", "Cleo", "Dora", "Eve"]), min_size=1))
def test_any_number_of_names_comes_back(mentioned: list[str]) -> None:
    text = " met ".join(mentioned)
    signs = hidden(text, names := list(dict.fromkeys(mentioned)))
    assert signs is not None
    assert not any(name in signs for name in names)
    assert shown(signs, names) == text


@pytest.mark.real
@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("In May Umbrex paid Zenvor. Later Umbrex sued Quorvex.", ["Umbrex", "Zenvor", "Quorvex"]),
        ("It was Umbrex's money.", ["Umbrex"]),
        ("On Friday President Quorvex left.", ["Quorvex"]),
    ],
)
def test_each_name_is_lost_once_and_without_what_is_kept(
    embedder: Embedder, text: str, lost: list[str]
) -> None:
    near = WordNearness(embedder.encode_queries)
    evidence = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id")])
    assert lost_names(text, "总统不断地说话。", evidence, near) == lost


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
