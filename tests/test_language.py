import pytest

from index.language import detect


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "how is Google's $2B split?"),
        ("en", "And Amazon?"),
        ("en", "Anthropic"),
        ("en", "42"),
        ("fr", "Et Amazon ?"),
        ("fr", "Combien ?"),
        ("de", "Und Amazon?"),
        ("de", "Wer ist der CEO?"),
        ("es", "¿Y Amazon?"),
        ("it", "Chi è il CEO di Anthropic?"),
        ("pt", "Quem é o CEO da Anthropic?"),
        ("nl", "En Amazon?"),
        ("ru", "А Amazon?"),
        ("zh", "20亿美元怎么分?"),
        ("zh", "Google的20亿美元怎么分?"),
        ("ja", "Anthropicの最高経営責任者は誰ですか"),
        ("ar", "وأمازون؟"),
        ("pl", "Ile Amazon inwestuje w Anthropic?"),
        ("tr", "Amazon ne kadar yatırım yapıyor?"),
        ("hi", "अमेज़न कितना निवेश कर रहा है?"),
        ("ko", "구글의 20억 달러는 어떻게 나뉘나요?"),
    ],
)
def test_short_questions_are_told_apart(language: str, question: str) -> None:
    assert detect(question) == language


def test_a_foreign_name_in_another_script_does_not_decide() -> None:
    assert detect("Who founded the company that is called 谷歌 in China?") == "en"
