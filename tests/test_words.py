from index.words import terms


def test_words_are_folded_and_scripts_without_spaces_go_in_pairs() -> None:
    assert terms("Été, ÉTÉ: Straße 500") == ["ete", "ete", "strasse", "500"]
    assert terms("谷歌投资20亿") == ["谷歌", "歌投", "投资", "20", "亿"]


def test_a_syllable_is_one_character_and_a_vowel_sign_parts_no_word() -> None:
    assert terms("구글은 투자했다.") == ["구글은", "투자했다"]
    assert len(terms("भारत की राजधानी क्या है।")) == 5
    assert terms("भारत।") == terms("भारत")
