"""Questions over documents of every format, in other languages, with the real embedder."""

import pytest

from assistant import Assistant, Settings
from tests.made_files import make_docx, make_eml, make_epub, make_pdf, make_pptx, make_xlsx

_FILES = {
    "lease.pdf": make_pdf(
        "Lease of the house in Harbour Street.",
        "The tenant pays a deposit of 2,400 euros to the landlord.",
        "Pets are not allowed in the house.",
        title="Lease",
    ),
    "minutes.docx": make_docx(
        "Minutes of the beekeepers", ["The club elected Marta Olsen as its chair in May."]
    ),
    "ferry.pptx": make_pptx(
        ("Ferry timetable", "Valid in summer"),
        ("Islands", "The last ferry to the island leaves at 21:40."),
    ),
    "sales.xlsx": make_xlsx(
        {
            "Regions": [
                ["Region", "Cheese sold (tonnes)", "Growth"],
                ["Highlands", 412, 0.07],
                ["Coast", 958, 0.12],
            ]
        },
        {"C2": "0%", "C3": "0%"},
    ),
    "prices.csv": "Article;Price in euros\nLantern;18\nTent pole;7\n".encode("utf-16"),
    "museum.html": b"<title>Museum</title><p>The museum of clocks is closed on Tuesdays.</p>",
    "novel.epub": make_epub("The lamp", "<p>The lighthouse keeper was called Edgar Finch.</p>"),
    "pump.json": b'{"pump": {"model": "HX-9", "warranty_years": 5, "weight_kg": 31}}',
    "invoice.eml": make_eml("Please pay the invoice for the roof repair before 30 June."),
    "чай.txt": "Чай собирают в апреле на склонах горы.".encode("windows-1251"),
}
_QUESTIONS = [
    ("Quel est le montant de la caution ?", "lease.pdf", 2, "2,400"),
    ("¿Quién preside el club de apicultores?", "minutes.docx", None, "Marta Olsen"),
    ("Wann fährt die letzte Fähre zur Insel?", "ferry.pptx", 2, "21:40"),
    ("How much did cheese sales on the coast grow?", "sales.xlsx", None, "12%"),
    ("Combien coûte la lanterne ?", "prices.csv", None, "18"),
    ("Quando è chiuso il museo degli orologi?", "museum.html", None, "Tuesdays"),
    ("Wie hieß der Leuchtturmwärter?", "novel.epub", None, "Edgar Finch"),
    ("What warranty does the pump have?", "pump.json", None, "5"),
    ("When must the roof repair be paid?", "invoice.eml", None, "30 June"),
    ("When is tea picked?", "чай.txt", None, "апреле"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("formats")
    (folder / "seeds").mkdir()
    for name, content in _FILES.items():
        (folder / "seeds" / name).write_bytes(content)
    made = Assistant(Settings(seeds=folder / "seeds", index=folder / "index", model="none"))
    assert sorted(made.sync().added) == sorted(_FILES)
    return made


@pytest.mark.real
@pytest.mark.parametrize(
    ("question", "source", "page", "words"), _QUESTIONS, ids=[case[1] for case in _QUESTIONS]
)
def test_a_question_finds_what_a_document_of_any_format_says(
    assistant: Assistant, question: str, source: str, page: int | None, words: str
) -> None:
    best = assistant.search(question, 1)[0]
    document = assistant.document(source)
    assert best.source == source
    assert document
    assert best.page_at(document.text.index(words)) == page
    assert words in best.text


@pytest.mark.real
def test_a_citation_of_a_pdf_is_verbatim_and_names_its_page(assistant: Assistant) -> None:
    citation = assistant.ask("How much is the deposit?").citations[0]
    document = assistant.document(citation.source)
    assert document
    assert (citation.source, citation.page, citation.title) == ("lease.pdf", 2, "Lease")
    assert document.text[citation.start : citation.end] == citation.quote
