import pytest

from index.language import detect, may_be_in


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "how is Google's $2B split?"),
        ("en", "And Amazon?"),
        ("en", "Anthropic"),
        ("en", "42"),
        ("en", "Who do gurus control?"),
        ("fr", "Et Amazon ?"),
        ("fr", "Combien ?"),
        ("de", "Und Amazon?"),
        ("de", "Wer ist der CEO?"),
        ("es", "¿Y Amazon?"),
        ("it", "Chi è il CEO di Anthropic?"),
        ("pt", "Quem é o CEO da Anthropic?"),
        ("nl", "En Amazon?"),
        ("ru", "А Amazon?"),
        ("fr", "montant amende Severolinia ?"),
        ("fr", "loyer cave"),
        ("fr", "préavis?"),
        ("es", "precio alquiler"),
        ("de", "Preis Stellplatz"),
        ("de", "preis stellplatz"),
        ("it", "data consegna"),
        ("pt", "prazo entrega"),
        ("nl", "huur per maand"),
        ("en", "notice period"),
        ("en", "budget festival"),
        ("en", "Dario Amodei"),
        ("en", "New York Times"),
        ("en", "Paris"),
        ("sv", "pris för båten"),
        ("zh", "20亿美元怎么分?"),
        ("zh", "Google的20亿美元怎么分?"),
        ("ja", "Anthropicの最高経営責任者は誰ですか"),
        ("ja", "第6条(日当)国内出張の日当は、課長3,000円、部長3,500円とする。"),
        ("zh", "鲜の每日是一个饮料品牌，很受欢迎。"),
        ("en", "The dish is called お好み焼き in Osaka."),
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


def test_only_what_is_plainly_in_another_language_is_told_so() -> None:
    assert may_be_in("en", "Acme pays 2 million euros to Zenith. Umbrex pays 7 euros.")
    assert may_be_in("fr", "Dario Amodei.")
    assert not may_be_in("ru", "Google invests 2 billion dollars in Anthropic.")
    assert not may_be_in("es", "The Wall Street Journal reported that it would be divided.")
    assert not may_be_in("en", "谷歌将20亿美元投资于Anthropic。")
