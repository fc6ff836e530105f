import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.names import Name, is_known, mentioned, places, read_names
from assistant.nearness import WordNearness, sounds_alike
from index.embed import Embedder
from tests.fakes import WordEmbedder

nearness = WordNearness(WordEmbedder().encode_queries)


def missing(claim: str, evidence: str, near: WordNearness = nearness) -> list[str]:
    names = [name for name in read_names(claim, "en") if name.sure]
    found = places(names, evidence, near)
    return [name.word for name, place in zip(names, found, strict=True) if not place]


def words(text: str, language: str, known: frozenset[str] = frozenset()) -> list[str]:
    return [name.word for name in read_names(text, language, known) if name.sure]


def test_names_are_what_has_a_capital_that_its_place_does_not_explain() -> None:
    assert words("The deal with Umbrex and OpenAI was made in Falmouth.", "en") == [
        "Umbrex",
        "OpenAI",
        "Falmouth",
    ]
    assert words("Selon Umbrex, le prix monte.", "fr") == ["Umbrex"]
    assert words("Die Finanzierung von Umbrex steigt.", "de") == ["Umbrex"]
    assert words("Die Finanzierung von Google steigt.", "de", frozenset({"google"})) == ["Google"]


@given(st.text(max_size=80))
def test_names_stand_where_they_say(text: str) -> None:
    assert all(text[name.start : name.end] == name.word for name in read_names(text, "en"))


def test_a_name_is_known_again_without_its_case_accents_and_ending() -> None:
    assert missing("The firm Perez's and ÉTOILE are named.", "Firma Pérez, l'étoile") == []


@pytest.mark.real
def test_a_name_is_known_again_in_other_scripts(embedder: Embedder) -> None:
    near = WordNearness(embedder.encode_queries)
    assert missing("The firms Google and Amazon.", "谷歌", near) == ["Amazon"]


def test_a_german_compound_of_known_words_is_no_name() -> None:
    assert words("Sie baut eine Wachswerkstatt für Umbrex.", "de") == ["Umbrex"]


def test_foreign_words_of_japanese_are_looked_for_in_the_evidence() -> None:
    assert words("アマゾンが投資した。", "ja") == ["アマゾン"]
    assert missing("アマゾンが投資した。", "Amazon a investi.") == []
    assert missing("アマゾンが投資した。", "Umbrex a investi.") == ["アマゾン"]


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Google", ["グーグル", "Гугл", "غوغل"]),
        ("Microsoft", ["マイクロソフト", "Майкрософт", "مايكروسوفت"]),
        ("Anthropic", ["アンソロピック"]),
        ("Umazon", ["אומזון", "אמזון"]),
    ],
)
def test_a_name_sounds_alike_in_every_script(name: str, others: list[str]) -> None:
    assert all(sounds_alike(name, other) for other in others)
    assert not any(sounds_alike("Adobe", other) for other in others)


def test_short_words_are_not_compared_by_their_consonants_alone() -> None:
    assert sounds_alike("Abbas", "アッバス")
    assert not sounds_alike("Abbas", "ベイス")
    assert not sounds_alike("Apple", "アップル")
    assert not sounds_alike("Apple's", "Parish")


def test_a_claim_in_another_script_mentions_names_by_their_sound() -> None:
    assert mentioned(["Amazon", "Umbrex"], "التزمت أمازون بالاستثمار", nearness) == {
        "Amazon": "أمازون"
    }


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "said"),
    [
        # "إلى" and "هذا" are small words, "しました" an ending, "στην" has no capital.
        ("التزمت أمازون بالاستثمار إلى هذا الحد", {"Amazon": "أمازون"}),
        ("アマゾンのCEOが投資しました。", {"Amazon": "アマゾン"}),
        ("CEO是达里奥·阿莫迪。", {"Dario": "达里奥", "Amodei": "阿莫迪"}),
        ("Η επένδυση στην αγορά.", {}),
        ("गूगल ने निवेश किया है।", {"Google": "गूगल"}),
    ],
)
def test_only_what_may_be_a_name_mentions_one(
    embedder: Embedder, claim: str, said: dict[str, str]
) -> None:
    names = ["Amazon", "Amodei", "Dario", "Google", "Models", "Street"]
    assert mentioned(names, claim, WordNearness(embedder.encode_queries)) == said


def test_a_plain_word_before_a_legal_form_is_a_name() -> None:
    assert words("Apex Ltd pays.", "en")[0] == "Apex"
    assert words("Apex is reached.", "en") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [("Heureusement, Umbrex paie.", "fr"), ("Attualmente Umbrex paga.", "it")],
)
def test_an_adverb_that_opens_a_sentence_is_no_name(text: str, language: str) -> None:
    assert words(text, language) == ["Umbrex"]


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("Brackenthwaite", "The keeper of Brackenhope is Ines.", False),
        ("Northfield", "The keeper of Northgate is Ines.", False),
        ("Gorbatchev", "Gorbatschow visited Bonn.", True),
        ("Scottish", "The government of Scotland.", True),
        ("Warschau", "Mieszka w Warszawa.", True),
        ("Frankfurt", "Vive a Francoforte.", True),
        ("Lazoertseva", "The herbarium of Lazurtseva.", True),
        ("Christentum", "The Christians of Rome.", True),
    ],
)
def test_names_that_only_begin_alike_are_two(
    embedder: Embedder, name: str, text: str, *, is_one: bool
) -> None:
    near = WordNearness(embedder.encode_queries)
    assert is_known([Name(name, 0, len(name))], text, near) == is_one
