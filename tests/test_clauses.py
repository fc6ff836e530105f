from assistant.clauses import clauses, statements


def test_clauses_are_what_stands_between_breaks() -> None:
    assert clauses("He paid, but (as he said) not much.") == [
        "He paid",
        "but",
        "as he said",
        "not much.",
    ]
    assert clauses("Prof. Quist came. She paid.") == ["Prof. Quist came", "She paid."]
    assert clauses("Está a 5,3 km, y abre a las 15:30.") == ["Está a 5,3 km", "y abre a las 15:30."]


def test_a_sentence_is_parted_at_and_and_but() -> None:
    assert statements("He sold the boat and kept the oars, but the sail tore.") == [
        "He sold the boat", "kept the oars", "but the sail tore.",
    ]  # fmt: skip
    assert statements("Sie kauft nicht das Boot sondern das Haus.") == [
        "Sie kauft nicht das Boot", "das Haus.",
    ]  # fmt: skip
    assert statements("Il vend plus de deux bateaux en mai.") == [
        "Il vend plus de deux bateaux en mai."
    ]


def test_a_row_denies_in_the_cell_that_has_the_word() -> None:
    assert clauses("| Third | 22 km | not yet chosen |") == ["Third", "22 km", "not yet chosen"]
