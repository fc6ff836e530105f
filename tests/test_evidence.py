from dataclasses import replace

import pytest

from assistant.answer import Sentence
from assistant.evidence import cite, claims_in, evidence_in, with_markers
from assistant.support import Prover
from index.records import Passage
from tests.fakes import WordEmbedder

TEXT = "Acme pays 2 million euros. It pays 500,000 euros now. Zenith pays nothing."
PASSAGE = Passage(1, "a.txt", None, 10, 10 + len(TEXT), TEXT, 0.9, "id")
prover = Prover(WordEmbedder().encode_queries)


def test_evidence_is_the_sentences_where_they_stand() -> None:
    first, second, _ = evidence_in([PASSAGE])
    assert (first.start, first.end, first.text) == (10, 36, "Acme pays 2 million euros.")
    assert second.text == TEXT[second.start - 10 : second.end - 10]


def test_overlapping_passages_give_a_sentence_once() -> None:
    overlap = replace(PASSAGE, start=37, text=TEXT[27:], chunk_id="other")
    assert evidence_in([PASSAGE, overlap]) == evidence_in([PASSAGE])


def test_a_quote_is_on_the_page_on_which_it_begins() -> None:
    # The second page begins within the second sentence, the third is empty.
    passage = replace(
        PASSAGE, page=3, page_breaks=(40, 60, 60), title="Payments", date="2024-03-01"
    )
    evidence = evidence_in([passage])
    assert [item.page for item in evidence] == [3, 3, 6]
    proofs = prover.prove(["Zenith pays nothing."], evidence, "")
    (citation,) = cite(proofs)[1]
    assert (citation.page, citation.title, citation.date) == (6, "Payments", "2024-03-01")


@pytest.mark.parametrize(
    "reply",
    [
        "It pays 5 euros [1].",
        "It pays 5 euros (passage 2).",
        "It pays 5 euros【3†source】.",
        "It pays 5 euros [1, 2].",
    ],
)
def test_markers_that_a_model_made_up_are_not_kept(reply: str) -> None:
    assert claims_in(reply) == ["It pays 5 euros."]
    assert claims_in(f"{reply} {reply}") == ["It pays 5 euros."]


@pytest.mark.parametrize(
    ("reply", "claims"),
    [
        ("1. What is it for? It is red.", ["What is it for?", "It is red."]),
        ("1.\nIt is red.", ["It is red."]),
        ("3. Mai 2024.", ["3. Mai 2024."]),
        ("Non c'è più dal 31. dicembre 2023.", ["Non c'è più dal 31. dicembre 2023."]),
        ("It pays 12. And more.", ["It pays 12.", "And more."]),
        ("42. The hall opens at nine.", ["42.", "The hall opens at nine."]),
        ("12", ["12"]),
    ],
)
def test_only_the_first_number_of_a_list_is_no_sentence(reply: str, claims: list[str]) -> None:
    assert claims_in(reply) == claims


def test_citations_are_numbered_by_the_program_and_each_quote_once() -> None:
    claims = ["Zenith pays nothing.", "Acme pays 9 euros.", "Acme pays 2 million euros."]
    proofs = prover.prove([*claims, claims[0]], evidence_in([PASSAGE]), "who pays?")
    sentences, citations = cite(proofs)
    assert [(c.marker, c.quote) for c in citations] == [
        (1, "Zenith pays nothing."),
        (2, "Acme pays 2 million euros."),
    ]
    assert [sentence.citations for sentence in sentences] == [(1,), (), (2,), (1,)]
    assert not sentences[1].supported


def test_markers_stand_before_the_full_stop_of_any_script() -> None:
    written = [
        Sentence("It pays 5 euros.", (1, 2), True),
        Sentence("It does not.", (), False, "no"),
        Sentence("它支付5欧元。", (3,), True),
    ]
    assert with_markers(written) == "It pays 5 euros [1][2]. 它支付5欧元 [3]。"


def test_a_table_that_began_in_another_passage_has_no_headings_here() -> None:
    rows = "| Hamburg | 5.2 |\n| Berlin | 7.1 |"
    passage = Passage(1, "a.md", None, 0, len(rows), rows, 0.9, "id")
    assert [item.stated for item in evidence_in([passage])] == ["Hamburg ; 5.2", "Berlin ; 7.1"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Boat: Tern | Owner: Priya | Fee: 820",
            "Boat: Tern; Tern: Owner: Priya; Tern: Fee: 820",
        ),
        ("Tern | Owner: Priya", "Tern; Tern: Owner: Priya"),
        ("Rank: 2 | Player: Ding", "Rank: 2; Player: Ding"),
        ("Boat | Owner | Fee", "Boat | Owner | Fee"),
    ],
)
def test_each_cell_of_a_row_says_what_it_is_of(text: str, stated: str) -> None:
    passage = Passage(1, "a.csv", None, 0, len(text), text, 0.9, "id")
    (item,) = evidence_in([passage])
    assert (item.text, item.stated) == (text, stated)


def test_a_sentence_knows_the_heading_above_it() -> None:
    text = "Umbrex 60\n\n## Care\n\nIt is light. It is red.\n\nIn the box:\n\n- a lance of steel"
    found = evidence_in([Passage(1, "a.txt", None, 0, len(text), text, 0.9, "id", "Umbrex 60")])
    assert [(item.text, item.is_heading, item.heading) for item in found] == [
        ("Umbrex 60", True, ""),
        ("## Care", True, ""),
        ("It is light.", False, "## Care"),
        ("It is red.", False, "## Care"),
        ("In the box:", True, ""),
        ("- a lance of steel", False, "In the box:"),
    ]
    assert found[2].told == "Umbrex 60: ## Care: It is light."


def test_the_title_of_a_document_is_what_all_of_its_first_passage_is_about() -> None:
    text = "# Umbrex 60\n\nIt is light.\n\n## Care\n\nIt is red."
    found = evidence_in([Passage(1, "a.md", None, 0, len(text), text, 0.9, "id")])
    assert [item.told for item in found] == [
        "# Umbrex 60",
        "# Umbrex 60: It is light.",
        "# Umbrex 60: ## Care",
        "# Umbrex 60: ## Care: It is red.",
    ]


def test_what_names_the_columns_of_a_table_is_a_heading_and_its_rule_is_nothing() -> None:
    text = "## Prices\n\n| Boat | Fee |\n|---|---|\n| Tern | 820 |"
    found = evidence_in([Passage(1, "a.md", None, 0, len(text), text, 0.9, "id", "Boats")])
    assert [(item.text, item.is_heading, item.heading) for item in found] == [
        ("## Prices", True, ""),
        ("| Boat | Fee |", True, "## Prices"),
        ("| Tern | 820 |", False, "## Prices"),
    ]


def test_a_row_of_a_table_is_no_heading() -> None:
    text = "Boat: Kittiwake | Fee: 1890\n\nBoat: Grey Heron | Fee: 2100"
    found = evidence_in([Passage(1, "a.csv", None, 0, len(text), text, 0.9, "id")])
    assert not any(item.is_heading for item in found)


def evidence_of(text: str) -> list[str]:
    return [item.text for item in evidence_in([replace(PASSAGE, text=text, end=10 + len(text))])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Are dogs allowed? No. The café is open.", ["Are dogs allowed? No.", "The café is open."]),
        (
            "Q: Are dogs allowed?\nA: No, they are not.",
            ["Q: Are dogs allowed?\nA: No, they are not."],
        ),
        ("お釜は洗えますか？\nはい。", ["お釜は洗えますか？\nはい。"]),
        ("هل الكلاب مسموحة؟ لا.", ["هل الكلاب مسموحة؟ لا."]),
        ("Werden Hunde mitgenommen? Fragen Sie uns dort.", ["Fragen Sie uns dort."]),
        ("The café is open. Yes.", ["The café is open."]),
        ("Is it far? Yes we think so.", ["Is it far? Yes we think so."]),
        ("Is there a lift? Unfortunately not.", ["Is there a lift? Unfortunately not."]),
        ("Можно ли прийти с собакой? Нельзя.", ["Можно ли прийти с собакой? Нельзя."]),
        ("可以带狗吗？不可以。", ["可以带狗吗？不可以。"]),
        ("May guests who are ill cancel? No.", ["May guests who are ill cancel? No."]),
        ("Darf ich was mitbringen? Nein.", ["Darf ich was mitbringen? Nein."]),
        ("Pets allowed\n\nNo\n\nWi-Fi\n\nYes", ["Pets allowed\n\nNo", "Wi-Fi\n\nYes"]),
        (
            "See here.\n\n## Is the pool heated?\n\nAsk at the desk.",
            ["See here.", "Ask at the desk."],
        ),
        (
            "Who pays the rent here? The tenant does.",
            ["Who pays the rent here?", "The tenant does."],
        ),
    ],
)
def test_a_question_for_yes_or_no_is_evidence_with_its_answer_alone(
    text: str, found: list[str]
) -> None:
    assert evidence_of(text) == found


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Are dogs allowed? No, only guide dogs.", False),
        ("**Are dogs allowed?**\n\n**Yes, they are.**", True),
        ("Who pays? The tenant.", None),
        ("No, said the mayor.", None),
        ("Is there a bus here? No. 7 stops at the door.", None),
        ("Are dogs allowed?? No.", False),
        ("Question: Are dogs allowed? | Answer: No", False),
        ("| Are dogs allowed? | No |", False),
        ("Pets allowed\n\nNo", False),
    ],
)
def test_a_sentence_may_answer_what_it_asks(text: str, answer: bool | None) -> None:
    (item,) = evidence_in([replace(PASSAGE, text=text, end=10 + len(text))])[:1]
    assert item.answer is answer


@pytest.mark.parametrize(
    "text",
    [
        "In 1968 Dick published Do Androids Dream of Electric Sheep?",
        'On 3 May Mayor Ruiz asked: "Can we afford 2 million euros?"',
        "The council paid 2 million euros for the bridge, but was it worth it?",
        "The rent is 850 euros a month, isn't it?",
        "Did you know that we open on Sundays from 9 to 13?",
        "Die Miete beträgt 850 Euro im Monat, nicht wahr?",
        "Date: 3 May 2024 | Speaker: Ruiz | Question: Can we afford it?",
    ],
)
def test_what_is_told_with_a_question_mark_is_evidence(text: str) -> None:
    assert evidence_of(text) == [text]


def test_what_a_source_adds_to_its_yes_or_no_is_known() -> None:
    text = "Are dogs allowed? No, but cats are."
    (item,) = evidence_in([replace(PASSAGE, text=text, end=10 + len(text))])
    assert (item.asked.strip(), item.answer, item.added) == (
        *("Are dogs allowed?", False),
        "but cats are",
    )
