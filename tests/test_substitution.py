from dataclasses import replace

import pytest

from assistant.claim import read_claim
from assistant.evidence import Evidence, evidence_in
from assistant.substitution import Substitution
from assistant.support import Prover
from index.embed import Embedder
from index.records import Passage
from tests.fakes import WordEmbedder

TEXT = (
    "Voltera invested in the robots of Umbrex this year. Tarvik sells old books for 90 euros. "
    "Zanbor leads the shops since 2010. The shops of Zanbor have 40 rooms."
)
GUARANTEE = "The unit is guaranteed for three years from the purchase, the compressor for five."
REVIEW = "各学院于10月24日前完成初评，学校评审委员会于11月7日召开会议终评。"
FAIR = "The fair had 30 stalls. The fair had the help of 147 volunteers."
PASSAGE = Passage(1, "a.txt", None, 0, len(TEXT), TEXT, 0.9, "id")
prover = Prover(WordEmbedder().encode_queries)


def reason(claim: str, evidence: list[Evidence], prove: Prover = prover) -> str | None:
    return prove.prove([claim], evidence, "Who did what?")[0].reason


def evidence_of(text: str) -> list[Evidence]:
    return evidence_in([replace(PASSAGE, text=text, end=len(text))])


@pytest.mark.parametrize(
    ("claim", "exchanged"),
    [
        ("Tarvik invested in the robots of Umbrex this year.", "Voltera, not of Tarvik"),
        ("Voltera invested in the robots of Zanbor this year.", "Umbrex, not of Zanbor"),
        ("Tarvik sells old books for 40 euros.", None),
        ("Zanbor leads the shops since 2010, with 40 rooms.", None),
        ("Voltera invested in the robots of Umbrex this year.", None),
    ],
)
def test_what_another_sentence_says_of_others_takes_no_place(
    claim: str, exchanged: str | None
) -> None:
    found = reason(claim, evidence_in([PASSAGE]))
    if exchanged:
        assert found == f"the source says this of {exchanged}"
    else:
        assert found is None or "says this of" not in found


def test_a_figure_of_another_sentence_takes_no_place() -> None:
    text = "Tarvik gives 4 million euros to Umbrex. Voltera gives 2 million euros to Umbrex."
    claim = "Tarvik gives 2 million euros to Umbrex."
    assert reason(claim, evidence_of(text)) is not None
    assert reason("Tarvik gives 4 million euros to Umbrex.", evidence_of(text)) is None


@pytest.mark.real
def test_the_clause_that_leaves_out_what_was_said_before_is_its_own(embedder: Embedder) -> None:
    said = evidence_of(
        "On summer afternoons the surface of the drained plots was on average 29.6 °C, that of the "
        "rewetted plots 25.1 °C, and that of the untouched plots 24.4 °C."
    )
    claim = "Op zomermiddagen was het oppervlak van de ongerepte percelen gemiddeld 24,4 °C."
    assert reason(claim, said, Prover(embedder.encode_queries)) is None


def test_months_may_stand_in_the_place_of_weeks() -> None:
    said = evidence_of("Clean the dust filter every two weeks. Replace the mesh every six months.")
    assert reason("Replace the mesh every six months.", said) is None
    found = reason("Replace the mesh every two weeks.", said)
    assert found == "the source says this of six months, not of two weeks"


def test_a_figure_beside_the_claims_name_takes_no_place() -> None:
    said = evidence_of("It has the fund of Tarvik Capital with 24%. The shares of Umbrex are 58%.")
    substitution = Substitution(WordEmbedder().encode_queries)

    def instead(text: str) -> tuple[str, str] | None:
        return substitution.find(read_claim(text, "", frozenset()), said[:1], said, frozenset())

    assert instead("The shares of Umbrex that Tarvik Capital has are 24%.") is None
    assert instead("The shares of Umbrex that it has are 24%.") == ("24%", "58%")


def test_the_article_of_a_name_is_no_name() -> None:
    text = (
        "Les amis du port attendent son argent depuis mai, selon The Umbrex Journal. "
        "Zanbor vend ses vieux livres dans la rue."
    )
    claim = "Zanbor vend, les amis du port attendent son argent depuis mai, selon Umbrex Journal."
    assert reason(claim, evidence_of(text)) is None


def test_a_name_that_is_a_small_word_elsewhere_is_one() -> None:
    text = (
        "Hier, en ville, May a promis de vendre le vieux moulin du port aux habitants. "
        "Zanbor vend ses vieux livres dans la rue."
    )
    claim = "Zanbor a promis de vendre le vieux moulin du port aux habitants."
    assert reason(claim, evidence_of(text)) == "the source says this of May, not of Zanbor"


def test_the_sentence_that_the_rest_is_about_has_the_right_figure_and_name() -> None:
    text = (
        "The old harbour of Quistal was built by Voltera in 1904. "
        "Tarvik painted boats for a living, and 1931 was his best summer by far."
    )
    evidence = evidence_of(text)
    claims = {
        "The old harbour of Quistal was built by Voltera in 1904.": None,
        "The old harbour was built in 1931.": "1904, not of 1931",
        "The old harbour of Quistal was built by Tarvik.": "Voltera, not of Tarvik",
    }
    for claim, exchanged in claims.items():
        expected = exchanged and f"the source says this of {exchanged}"
        assert reason(claim, evidence) == expected


def test_what_another_document_says_is_no_mix_up() -> None:
    texts = {
        "a.txt": "The old bridge of Quistal has, we think, 40 metres.",
        "b.txt": "The old bridge of Quistal has 45 metres.",
    }
    passages = [
        replace(PASSAGE, source=source, text=text, end=len(text)) for source, text in texts.items()
    ]
    assert reason("The old bridge of Quistal has 40 metres.", evidence_in(passages)) is None


def test_whom_the_question_names_is_in_nobodys_place() -> None:
    text = "Umbrex was for years led by Voltera with a firm hand. Later its head was Tarvik."
    evidence = evidence_of(text)
    found = prover.prove(["It is led by Tarvik."], evidence, "Who leads Umbrex?")[0].reason
    assert found is None or "says this of Umbrex" not in found


SEED = (
    "Cette opération ressemble à l’investissement colossal de Microsoft dans OpenAI plus tôt "
    "cette année. Quant à Amazon, il s’est engagé à investir jusqu’à 4 milliards de dollars dans "
    "Anthropic. Google y injecte aujourd’hui 2 milliards de dollars."
)


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_supported"),
    [
        ("Microsoft made a colossal investment in OpenAI earlier this year.", True),
        ("Amazon made a colossal investment in OpenAI earlier this year.", False),
        ("Amazon hizo una inversión colosal en OpenAI a principios de año.", False),
        ("Amazon committed to invest up to $4 billion in Anthropic.", True),
        ("Amazon committed to invest up to $4 billion in OpenAI.", False),
        ("Amazon committed to invest $2 billion in Anthropic.", False),
        ("亚马逊承诺向Anthropic投资最多40亿美元。", True),
        ("微软承诺向Anthropic投资最多40亿美元。", False),
        ("التزمت أمازون باستثمار ما يصل إلى أربعة مليارات دولار في أنثروبيك.", True),
        ("التزمت مايكروسوفت باستثمار ما يصل إلى أربعة مليارات دولار في أنثروبيك.", False),
    ],
)
def test_parties_and_sums_are_not_exchanged(
    embedder: Embedder, claim: str, *, is_supported: bool
) -> None:
    evidence = evidence_in([replace(PASSAGE, text=SEED, end=len(SEED))])
    found = reason(claim, evidence, Prover(embedder.encode_queries))
    assert (found is None) == is_supported, found


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "text", "exchanged"),
    [
        ("The unit is guaranteed for three years.", GUARANTEE, None),
        (
            "The unit is guaranteed for five years.",
            GUARANTEE,
            "three years, not of five years",
        ),
        ("学校评审委员会将在11月7日开会进行终评。", REVIEW, None),
        ("学校评审委员会将在10月24日开会进行终评。", REVIEW, "11月7日, not of 10月24日"),
        ("各学院须在10月24日前完成初评，评审委员会于11月7日开会。", REVIEW, None),
    ],
)
def test_the_figure_or_date_of_another_clause_takes_no_place(
    embedder: Embedder, claim: str, text: str, exchanged: str | None
) -> None:
    found = reason(claim, evidence_of(text), Prover(embedder.encode_queries))
    assert found == (exchanged and f"the source says this of {exchanged}")


@pytest.mark.real
def test_what_is_only_counted_is_no_figure_of_another_clause(embedder: Embedder) -> None:
    claim = "El financiamiento se repartiría en dos partes: 500 millones ahora y 1.500 más tarde."
    text = "Ce financement se diviserait en deux temps : 500 millions maintenant et 1500 plus tard."
    assert reason(claim, evidence_of(text), Prover(embedder.encode_queries)) is None


@pytest.mark.parametrize(
    ("claim", "text", "exchanged"),
    [
        ("The fair had 147 volunteers.", FAIR, None),
        (
            "A year later the fair had 147 volunteers.",
            f"{FAIR} A year later the fair had only 162.",
            "162, not of 147",
        ),
    ],
)
def test_what_counts_something_else_takes_no_place(
    claim: str, text: str, exchanged: str | None
) -> None:
    found = reason(claim, evidence_of(text))
    assert found == (exchanged and f"the source says this of {exchanged}")


@pytest.mark.real
def test_what_a_document_is_about_is_said_by_each_of_its_sentences(embedder: Embedder) -> None:
    text = (
        "Leonor Tameirão (1889–1971), botanist\n\nLeonor Vasques Tameirão was born on 2 May 1889 "
        "in Vila Chã. In 1907 she went to Coimbra. She graduated in 1911 with honours."
    )
    about = replace(PASSAGE, text=text, end=len(text), context=text.partition("\n")[0])
    claim = "Leonor Tameirão graduated in 1911."
    proof = Prover(embedder.encode_queries).prove([claim], evidence_in([about]), "When?")[0]
    assert (proof.reason, proof.evidence[0].text) == (
        None,
        "She graduated in 1911 with honours.",
    )


def test_a_row_lends_no_figure_to_another() -> None:
    rows = "Rose: Umbrex | Price: 18 euros\n\nRose: Zanbor | Price: 23 euros"
    assert reason("The rose Umbrex has the price 18 euros.", evidence_of(rows)) is None
    assert reason("The rose Umbrex has the price 23 euros.", evidence_of(rows)) == (
        "the sources do not give the figure 23 euros"
    )


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_proved"),
    [
        ("Le parc a produit 91 gigawattheures d'électricité en 2022.", True),
        ("Le parc a produit 84 gigawattheures d'électricité en 2022.", False),
        ("Der Park lieferte im Jahr 2022 91 Gigawattstunden Strom.", True),
        ("Der Park lieferte im Jahr 2022 84 Gigawattstunden Strom.", False),
    ],
)
def test_a_clause_that_says_of_which_year_its_figure_is_needs_no_other_words(
    embedder: Embedder, claim: str, *, is_proved: bool
) -> None:
    text = (
        "Im Jahr 2021 lieferte der Park 84 Gigawattstunden Strom, "
        "im Jahr 2022 waren es 91 Gigawattstunden."
    )
    found = reason(claim, evidence_of(text), Prover(embedder.encode_queries))
    assert (found is None) == is_proved


@pytest.mark.real
def test_the_other_part_of_a_claim_does_not_say_of_what_its_figure_is(embedder: Embedder) -> None:
    text = (
        "I sell a jar of 340 grams for £7.50 at the market in Thornbury, "
        "and a jar of heather honey for £9."
    )
    claim = "A 340-gram jar costs £9 and a jar of heather honey £7.50."
    assert reason(claim, evidence_of(text), Prover(embedder.encode_queries))
