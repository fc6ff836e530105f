from dataclasses import replace

import pytest

from assistant.evidence import evidence_in
from assistant.negation import (
    denied_words,
    denies,
    implies_denial,
    is_elliptic,
)
from assistant.support import Prover
from index.embed import Embedder
from tests.test_support import PASSAGE, prover


@pytest.mark.parametrize(
    "text",
    [
        "The plant wasn't extended.",
        "L'usine n'a pas été agrandie.",
        "La fábrica no se amplió.",
        "Das Werk wurde nicht erweitert.",
        "Lo stabilimento non è stato ampliato.",
        "A fábrica não foi ampliada.",
        "De fabriek is niet uitgebreid.",
        "В этом году завод так и не расширили.",
        "工厂没有扩建。",
        "工場は拡張されませんでした。",
        "لم يتم توسيع المصنع.",
        "L'avis n'est plus demandé parce qu'il décourageait.",
        "犬を連れて入ってはいけません。",
        "酒を飲まず、会議に出た。",
        # No limits: they deny more than a figure.
        "No guest may stay longer than 25 days.",
        "The rent is due not earlier than 2 February.",
        "La cabaña no admite más de 12 personas.",
        "Do not sail when the wind exceeds 25 knots.",
        "Do not bring dogs of more than 25 kg.",
        "Man darf die rote Linie nicht überschreiten.",
        "此路段不得超过前车。",
        "The hotel doesn't serve breakfast and costs more than 90 euros.",
        "Le remboursement n'est pas possible après plus de 30 jours.",
        "L'ascenseur ne fonctionne pas depuis plus de 3 jours.",
        "The motor will not start at more than 40 °C.",
        "The lift has not worked for more than 3 days.",
        "Der Verein zahlt nicht und hat mehr als 90 Mitglieder.",
    ],
)
def test_a_denial_is_known_in_every_language(text: str) -> None:
    assert denies(text)


@pytest.mark.parametrize(
    "text",
    [
        "The plant was extended in November.",
        "Das Werk wurde erweitert.",
        "O artigo saiu no jornal.",
        "No, it grew.",  # an answer to a question
        "Le club accueille toute personne.",
        "L'entrée n'est ouverte que le samedi.",
        "Elle ne reprend que deux ateliers.",
        "未满18岁的会员不仅很多。",
        "Il n'en reste plus que deux.",
        "部長の承認を受けなければならない。",
        "まず部長の承認を受ける。",
        "入場は無料です。",
        "日本だけでなく、少なくとも3か国で、必ず使えるかもしれない。",
        # What may not exceed a figure is at most that.
        "Do not run the mixer for more than 25 minutes.",
        "La charge ne doit pas dépasser 25 kg.",
        "No debe pesar más de 25 kg.",
        "Die Last darf nicht mehr als 25 kg betragen.",
        "地面荷载每平方米不得超过2吨。",
        "第一期不晚于2月2日交。",
        "It is to be paid not later than 2 February.",
        "The lease of warehouse No. 5 runs for ten years.",
    ],
)
def test_what_denies_nothing_is_no_denial(text: str) -> None:
    assert not denies(text)


def test_what_turns_the_source_around_is_not_supported() -> None:
    text = "The firm gives the town the 2 million euros that it asked for."
    evidence = evidence_in([replace(PASSAGE, start=0, end=len(text), text=text)])
    claims = [text, text.replace("gives", "never gives")]
    reasons = [proof.reason for proof in prover.prove(claims, evidence, "who gives?")]
    assert reasons == [None, "the source says the contrary"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La inspiró la no violencia de Shelley."),
        ("fr", "Elle prône la non-violence."),
        ("it", "Predica la non-violenza."),
        ("en", "He preached non-violence."),
    ],
)
def test_a_thing_that_is_named_by_what_it_is_not_is_no_denial(language: str, text: str) -> None:
    assert not denies(text, language)


@pytest.mark.parametrize(
    ("claim", "is_said"),
    [
        ("Acme sells the mill.", True),
        ("Acme buys the yard.", False),
        ("The chairman approved the deal.", False),
    ],
)
def test_what_stands_before_and_is_not_denied_behind_it(claim: str, is_said: bool) -> None:
    text = (
        "Acme sells the mill and does not buy the yard. "
        "The chairman and the treasurer did not approve the deal."
    )
    evidence = evidence_in([replace(PASSAGE, start=0, end=len(text), text=text)])
    assert (prover.prove([claim], evidence, "?")[0].reason is None) == is_said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The sale, of which we spoke, was not completed.", ["completed"]),
        ("La vente n'influence pas le prix.", ["influence"]),
        ("Le café n'a pas été approuvé.", ["approuvé"]),
        ("El vertido no resultó significativo.", ["resultó"]),
        ("Sie ist nicht für Trinkwasser zugelassen.", ["Trinkwasser", "zugelassen"]),
        ("Продажа не состоялась.", ["состоялась"]),
        ("لم تشمل المنح الطلاب.", ["تشمل"]),
        ("The sale was completed.", []),
        ("两人并无亲属关系。", ["亲属"]),
        ("二人に親戚関係はない。", []),
        ("Satış tamamlanmadı.", []),
        ("The firm cannot and will not sell the mill.", ["sell"]),
        ("Sales not only rose but doubled.", []),
        ("Motorboten betalen een toeslag, zeilboten niet.", ["zeilboten"]),
        ("Motor boats pay 10%, sailing boats do not.", ["sailing", "boats"]),
        ("Есть улица Агнии; улицы Таисии там пока нет.", ["улицы", "Таисии"]),
        ("Later the old mill by the sea was hers no more.", []),
        ("The fee is not 25, it is 30 euros.", []),
        ("Take bus no. 5, which leaves hourly.", []),
        ("Rain or not, the tour starts at nine.", []),
    ],
)
def test_what_a_word_for_not_stands_at(text: str, words: list[str]) -> None:
    assert denied_words(text) == words


def test_what_is_left_out_behind_but_not() -> None:
    assert is_elliptic("She must replace the fridge, but not the oven.")
    assert is_elliptic("Sustituye el frigorífico, pero no la lavadora.")
    assert not is_elliptic("She must not replace the oven.")


def test_some_words_deny_by_what_they_mean() -> None:
    assert implies_denial("O terceiro volume ficou inédito.")
    assert implies_denial("El museo cierra los lunes.")
    assert implies_denial("入場は無料です。")
    assert implies_denial("Il prezzo è IVA esclusa.")
    assert not implies_denial("The museum opens on Mondays.")
    assert not implies_denial("掃除は毎日します。")
    assert not implies_denial("La suite exclusiva tiene balcón.")


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_said"),
    [
        ("Yes, the members received a dividend in 2022.", True),
        ("Yes, the members received a bigger dividend in 2022 than the year before.", False),
        ("Ja, die Mitglieder bekamen eine Dividende von 4,5 Prozent.", True),
    ],
)
def test_a_yes_says_no_more_than_its_evidence(
    embedder: Embedder, claim: str, *, is_said: bool
) -> None:
    text = "Members received a dividend of 4.5 per cent in 2022, as in 2021."
    evidence = evidence_in([replace(PASSAGE, start=0, end=len(text), text=text)])
    found = Prover(embedder.encode_queries).prove([claim], evidence, "What did they receive?")[0]
    assert (found.reason is None) == is_said, found.reason


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "is_said"),
    [
        ("Sim, Solène Kervadic continuará a liderar a fábrica após a venda.", False),
        ("Solène Kervadic continuará a liderar a fábrica após a venda.", False),
        ("Não, Solène Kervadic já não dirige a fábrica.", False),
        ("Sim, a diretora-geral Solène Kervadic dá duas explicações.", True),
    ],
)
def test_a_yes_of_another_language_has_to_be_near(
    embedder: Embedder, claim: str, *, is_said: bool
) -> None:
    text = (
        "La directrice générale, Solène Kervadic, en poste depuis 2019, avance deux explications."
    )
    evidence = evidence_in([replace(PASSAGE, start=0, end=len(text), text=text)])
    question = "A Solène Kervadic vai continuar à frente da fábrica depois da venda?"
    found = Prover(embedder.encode_queries).prove([claim], evidence, question)[0]
    assert (found.reason is None) == is_said, found.reason
