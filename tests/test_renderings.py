import pytest

from assistant.names import Name, read_names
from assistant.nearness import WordNearness
from assistant.renderings import is_rendered, is_told_otherwise
from index.embed import Embedder


def named(word: str, text: str) -> Name:
    start = text.index(word)
    return Name(word, start, start + len(word))


@pytest.mark.real
@pytest.mark.parametrize(
    ("word", "claim", "evidence", "is_one"),
    [
        # A country by another name, even in the same language.
        ("States", "It is sold in the United States.", "Verkauft wird es in den USA.", True),
        ("U.S", "It is sold in the U.S. only.", "It is sold in the United States only.", True),
        ("Britain", "It was Britain's first.", "Fue el primero de Gran Bretaña.", True),
        ("Austria", "It is sold in Austria.", "Se vende en Australia.", False),
        # Spelt otherwise, with an ending, or in a compound.
        ("Cistercian", "The Cistercian abbey was sold.", "La abadía cisterciense se vendió.", True),
        ("Saxon", "The Saxon dukes paid.", "Die niedersächsischen Herzöge zahlten.", False),
        ("Navarre", "It is made in Navarre.", "Hergestellt wird es in Nordnavarra.", True),
        ("Brackenthwaite", "It is Brackenthwaite.", "Es ist Brackenhope.", False),
        ("Brandt", "The chair is Paul Brandt.", "Der Vorsitzende ist Paul Lindner.", False),
        ("North", "It lies in the North Sea.", "Es liegt in der Nordsee.", True),
        ("Baltic", "It lies in the Baltic Sea.", "Es liegt in der Nordsee.", False),
        ("Rheindelta", "Man nennt es das Rheindelta.", "It is called the Rhine Delta.", True),
        ("Health", "He left Public Health.", "Dejó la Salud Pública.", True),
        ("Mendaroz", "It is Talleres Mendaroz.", "Es la firma Talleres Urrubia.", False),
        ("Health", "He left Public Health.", "Dejó la Facultad de Odontología.", False),
        ("Basin", "It is the Amazon Basin.", "Es la cuenca del río Amazonas.", True),
        # An abbreviation that follows the order of the words.
        ("IMF", "The IMF lent the money.", "Le FMI a prêté l'argent.", True),
        ("IMF", "The IMF lent the money.", "La BCE a prêté l'argent.", False),
        # A plain word that is part of a name.
        ("North", "He lives in the North.", "Vive en el norte.", True),
        ("South", "He lives in the South.", "Vive en el norte.", False),
        # The same language would have it as it is.
        ("Cistercian", "The Cistercian abbey was sold.", "The Cisterciense abbey was sold.", False),
    ],
)
def test_a_name_may_stand_there_as_another_language_has_it(
    embedder: Embedder, word: str, claim: str, evidence: str, *, is_one: bool
) -> None:
    near = WordNearness(embedder.encode_queries)
    assert is_rendered(named(word, claim), claim, evidence, near) is is_one


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "evidence", "name", "is_told"),
    [
        ("Much is done in the Scottish court.", "Mucho se hace en el juzgado Escocés.", 0, True),
        ("They reached the Euphrates valley.", "Llegaron al valle del Éufrates.", 0, True),
        ("The West ends where Islamism begins.", "Para ellos empieza el islamismo.", 1, True),
        ("They reached the Tigris valley.", "Llegaron al valle del Éufrates.", 0, False),
        ("Much is done in the Welsh court.", "Mucho se hace en el juzgado Escocés.", 0, False),
        # Spanish would have "Portugal", too.
        ("In Portugal they pay 150 euros.", "En el resto de Europa pagan 150 euros.", 0, False),
        ("They reached the Euphrates valley.", "They reached the Eufrates valley.", 0, False),
    ],
)
def test_a_name_may_be_told_as_another_language_has_it(
    embedder: Embedder, claim: str, evidence: str, name: int, is_told: bool
) -> None:
    near = WordNearness(embedder.encode_queries)
    said = [one for one in read_names(claim, "en") if one.sure][name]
    others = read_names(evidence, "es")
    assert is_told_otherwise(said, claim, others, evidence, near) is is_told
