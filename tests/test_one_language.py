import pytest

from assistant.one_language import is_in

RUSSIAN = "Amazon вложит в Anthropic до 4 миллиардов долларов США."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ru", RUSSIAN),
        ("ru", "IT-компания Anthropic обучает LLM."),
        ("nl", "Het Wall Street Journal heeft dat gemeld: 500 miljoen nu, 1,5 miljard later."),
        ("ja", "現在5億、後で15億です。"),
        ("zh", "Anthropic从谷歌那里收到了20亿美元的投资。"),
        ("ar", "500 مليون الآن و1.5 مليار لاحقا"),
        ("en", "500 million now and 1.5 billion later."),
        ("pt", "OpenAI e Anthropic."),
        ("es", "Hasta 4 mil millones de dólares."),
        ("en", "The resistor has 40 kΩ and a width of 3 μm."),
        ("vi", "Google đầu tư hai tỷ đô la vào Anthropic."),
        ("ru", "Площадь озера составляет около 31 722 км² в Сибири."),
        ("ru", "Резистор имеет сопротивление 40 кΩ и ширину 3 μм."),
        ("en", "The plant emits 5 tonnes of CO₂ a year, a ⅓ of it in May."),
        ("el", "Ἡ ἀρχή είναι το ήμισυ του παντός."),
        ("zh", "OpenAI、Anthropic"),
        ("de", "Dresden."),
        ("sr", "Predsednik Srbije je u Beogradu."),
        ("en", "ʿUmar ibn al-Khaṭṭāb lived in Hawaiʻi."),
        ("zh", "support@example.com"),
        ("ja", "120 bpm"),
        ("ru", "Ludwig van Beethoven."),
        ("zh", "Vincent van Gogh, 1853年"),
    ],
)
def test_a_sentence_is_in_its_language_whatever_its_names_and_figures(
    language: str, sentence: str
) -> None:
    assert is_in(language, sentence, "")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ru", "Amazon has committed to investing up to 4 миллиарда долларов США in Anthropic."),
        ("ru", "Amazon облigated вложить в Anthropic 4 миллиарда долларов."),
        ("nl", "Het Wall Street Journal heeft ge報eerd dat de financiering wordt gesplitst."),
        ("en", "The money is paid in two 部分 to the company."),
        ("fr", RUSSIAN),
        ("zh", "Google invests 2 billion dollars in Anthropic."),
        ("zh", "Google invests 20亿美元。"),
        ("ru", "Amazon invests 4 миллиарда долларов."),
        ("ar", "Google invests 2 مليار دولار."),
        ("ja", "Google and Amazon."),
    ],
)
def test_a_sentence_that_mixes_languages_is_in_none(language: str, sentence: str) -> None:
    assert not is_in(language, sentence, "")


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("王小波", "这封信的署名是王小波。"),
        ("박지성", "이 편지는 박지성이 썼다."),
        ("أحمد", "وأحمد وقع الرسالة."),
        ("Толстой", "Письмо подписал Толстой."),
    ],
)
def test_a_word_of_the_sources_may_keep_its_script(name: str, source: str) -> None:
    sentence = f"The letter is signed by {name} of the paper."
    assert is_in("en", sentence, source)
    assert not is_in("en", sentence, "The letter is not signed.")
