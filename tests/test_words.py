from index.words import terms


def test_words_are_folded_and_scripts_without_spaces_go_in_pairs() -> None:
    assert terms("Été, ÉTÉ: Straße 500") == ["ete", "ete", "strasse", "500"]
    assert terms("谷歌投资20亿") == ["谷歌", "歌投", "投资", "20", "亿"]
