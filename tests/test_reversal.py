import pytest

from assistant.claim import read_claim
from assistant.names import sure_names
from assistant.nearness import WordNearness
from assistant.placing import bind
from assistant.reversal import reversed_parties
from index.embed import Embedder
from tests.fakes import WordEmbedder


def reversed_in(
    claim: str, evidence: str, embedder: Embedder | WordEmbedder
) -> tuple[str, str] | None:
    read = read_claim(claim, "what happened?", sure_names([evidence]))
    nearness = WordNearness(embedder.encode_queries)
    return reversed_parties(bind(read, evidence, nearness), read, evidence, nearness)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Zenith bought Umbrex.", "Last year Umbrex bought Zenith for 5 million euros."),
        ("The board says that Zenith sued Umbrex.", "Umbrex sued Zenith."),
        ("Zenith is a subsidiary of Umbrex.", "Umbrex is a subsidiary of Zenith."),
        ("Ada Voss hired Carl Brandt.", "Carl Brandt hired Ada Voss."),
        # The passive.
        ("Zenith was bought by Umbrex.", "Zenith bought Umbrex."),
        ("Zenith bought Umbrex.", "Zenith was bought by Umbrex."),
        ("Zenith wurde von Umbrex gekauft.", "Zenith hat Umbrex gekauft."),
        ("Zenith è stata venduta da Umbrex.", "Zenith ha venduto Umbrex."),
        # Plain words, in one language.
        ("The tenant pays the landlord 500 euros.", "The landlord pays the tenant 500 euros."),
        ("The tenant is warned by the landlord.", "The tenant warned the landlord."),
        ("The north mill is older than the south mill.", "The south mill is older than the north."),
        ("Guests pay less than members.", "Members pay less than guests."),
        ("The museum opens later than the library.", "The library opens later than the museum."),
        # German has the verb behind both.
        ("Zenith hat Umbrex gekauft.", "Umbrex hat Zenith gekauft."),
        ("Zenith verkaufte Umbrex das Haus.", "Umbrex verkaufte Zenith das Haus."),
        ("Zenith a racheté Umbrex.", "Umbrex a racheté Zenith en mai."),
        ("El año pasado Zenith demandó a Umbrex.", "Umbrex demandó a Zenith en el año 2020."),
    ],
)
def test_who_had_it_done_did_not_do_it(claim: str, evidence: str) -> None:
    assert reversed_in(claim, evidence, WordEmbedder())


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Umbrex bought Zenith.", "In May Umbrex bought Zenith."),
        ("Zenith was bought by Umbrex.", "Umbrex bought Zenith."),
        ("Zenith wurde von Umbrex gekauft.", "Umbrex hat Zenith gekauft."),
        ("Umbrex hat Zenith gekauft.", "Zenith, das vor Jahren von Umbrex gekauft wurde, wuchs."),
        # What both do, and what each does.
        ("Zenith met Umbrex.", "Umbrex met Zenith."),
        ("Zenith and Umbrex grew.", "Umbrex and Zenith grew."),
        ("Zenith merged with Umbrex.", "Umbrex merged with Zenith."),
        ("Zenith thanked Umbrex.", "Umbrex thanked Zenith. Zenith thanked Umbrex."),
        # Another verb may go the other way.
        ("Zenith owes Umbrex a fee.", "Umbrex lent Zenith a sum."),
        ("The library opens later than the museum.", "The museum opens earlier than the library."),
        ("Members pay less than guests.", "Guests pay more than members."),
        ("Sales of tea grew faster than sales of coffee.", "Coffee sales grew slower than tea."),
        ("Paris has more museums than Lyon.", "Lyon has more houses than Paris, fewer museums."),
        ("Anna earns more than Tom.", "Tom earns less than Anna."),
        ("Google was founded before Amazon.", "Amazon was founded after Google."),
        ("Zenith zahlt mehr Steuern als Umbrex.", "Umbrex macht mehr Umsatz als Zenith."),
        # What is done to whom stands first.
        ("Umbrex invests in Zenith.", "In Zenith invests Umbrex."),
        ("Zenith is a subsidiary of Umbrex.", "Umbrex's subsidiary Zenith grew."),
        ("Zenith, a bakery, belongs to Umbrex.", "Zenith, a bakery owned by Umbrex, grew."),
        (
            "Eine Reparatur verlängert die Frist nicht.",
            "Die Frist verlängert sich durch eine Reparatur nicht.",
        ),
        ("Zenith was hit by Umbrex.", "Zenith was hit by the van of an Umbrex driver."),
        # A passive without "by", and what is done to it first.
        ("The price includes breakfast.", "Breakfast is included in the price."),
        ("Umbrex bought Zenith in 2020.", "Zenith was bought in 2020, Umbrex said."),
        ("Der Verkäufer trägt die Kosten.", "Die Kosten trägt der Verkäufer."),
        ("El inquilino paga la factura entera.", "La factura entera la paga el inquilino."),
        ("An owl sits on the roof.", "On the roof sits an owl."),
        ("Umbrex ha acquistato Zenith.", "Zenith, acquistata da Umbrex nel 2020, è cresciuta."),
        # The verb is not between them.
        ("Umbrex bought Zenith.", "Zenith, which Umbrex bought, grew."),
        ("Umbrex bought Zenith.", "Zenith grew. Umbrex bought it."),
    ],
)
def test_order_and_passive_may_both_be_otherwise(claim: str, evidence: str) -> None:
    assert reversed_in(claim, evidence, WordEmbedder()) is None


@pytest.mark.real
@pytest.mark.parametrize(
    ("claim", "evidence", "is_turned"),
    [
        ("Umbrex sold Zenith the mill.", "Zenith verkaufte Umbrex die Mühle.", True),
        ("Umbrex sold Zenith the mill.", "Umbrex verkaufte Zenith die Mühle.", False),
        ("Umbrex sold Zenith the mill.", "Zenith a acheté le moulin.", False),
        ("Umbrex replaced Zenith.", "Zenith hat Umbrex ersetzt.", True),
        ("Germany supplies the United States.", "Die USA beliefern Deutschland.", False),
    ],
)
def test_it_is_seen_across_languages_if_the_verb_is(
    embedder: Embedder, claim: str, evidence: str, *, is_turned: bool
) -> None:
    assert bool(reversed_in(claim, evidence, embedder)) == is_turned
