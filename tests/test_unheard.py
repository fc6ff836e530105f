from dataclasses import replace
from pathlib import Path

import pytest

from assistant.claim import read_claim
from assistant.evidence import evidence_in
from assistant.nearness import WordNearness
from assistant.unheard import unheard
from index.embed import Embedder
from index.records import Passage

TEXT = (Path(__file__).parent / "data" / "documents" / "brightwater-q3-2024.md").read_text("utf-8")
PASSAGE = Passage(1, "a.txt", None, 0, len(TEXT), TEXT, 0.9, "id")


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ("سيخلفها توم أوكافور، المدير المالي الحالي لقسم الخدمات.", None),
        ("سيخلفها بول ألتمان، المدير المالي الحالي لقسم الخدمات.", "ألتمان"),
        ("The next one is Altman.", None),  # capitals tell it
        ("3人が阿尔特曼です。", None),  # nothing parts its words
    ],
)
def test_a_word_without_capitals_that_is_near_to_none_is_a_stranger(
    embedder: Embedder, claim: str, word: str | None
) -> None:
    near = WordNearness(embedder.encode_queries)
    read = read_claim(claim, "", frozenset())
    assert unheard(read, "a.txt", evidence_in([PASSAGE]), near) == word


@pytest.mark.real
def test_a_few_words_are_no_sample(embedder: Embedder) -> None:
    near = WordNearness(embedder.encode_queries)
    short = replace(PASSAGE, text=TEXT[:100], end=100)
    read = read_claim("سيخلفها بول ألتمان.", "", frozenset())
    assert unheard(read, "a.txt", evidence_in([short]), near) is None


@pytest.mark.real
def test_a_name_of_another_document_is_none_of_this_one(embedder: Embedder) -> None:
    near = WordNearness(embedder.encode_queries)
    other = "حفر المهندس فارس الحمداني ثلاث آبار جديدة قرب القرية."
    beside = Passage(2, "b.txt", None, 0, len(other), other, 0.9, "id")
    question = "كم راتب المهندس فارس الحمداني؟"
    read = read_claim("يحصل المدير فارس الحمداني على 890 جنيه.", question, frozenset())
    assert unheard(read, "a.txt", evidence_in([PASSAGE]), near) is None
    assert unheard(read, "a.txt", evidence_in([PASSAGE, beside]), near) == "الحمداني"
