import pytest

from assistant.yes_or_no import asks_yes_or_no


@pytest.mark.parametrize(
    "question",
    [
        "Is parking included in the rent?",
        "does the pump restart by itself",
        "I am cycling in Wales this summer, am I covered there?",
        "Will the hall be open on Monday?",
        "Est-ce que la salle est ouverte le lundi ?",
        "Les voisins qui s'étaient opposés peuvent-ils faire appel ?",
        "¿Se puede subir la bici al tren sin pagar más?",
        "Zahlen Einheimische weiterhin die Hälfte?",
        "Si può riscaldare la torta nel microonde?",
        "A Leonor dirigiu o jardim de graça?",
        "Krijg ik het hele kaartje terug? Er was geen staking.",
        "Перенесёт ли фонд штаб-квартиру?",
        "Czy można zapłacić kartą?",
        "大豆适合坡地吗",
        "保証書がなくても修理してもらえますか",
        "هل زادت أيام الانقطاع؟",
    ],
)
def test_what_yes_or_no_answers_is_known(question: str) -> None:
    assert asks_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "Why is the pool closed?",
        "in which months can't they knock the sheds down?",
        "And Amazon?",
        "Can you tell me who founded Acme?",
        "May 2024 revenue of Acme",
        "Will Smith's salary",
        "Qu'a décidé le conseil municipal en mai ?",
        "Et qui dirige la fabrique maintenant ?",
        "¿A que hora abre el museo los lunes?",
        "Cos'è successo alla vecchia fabbrica?",
        "Inwiefern ändert sich die Miete ab Mai?",
        "Waarop is de korting van toepassing?",
        "В чём причина аварии на заводе?",
        "Czym zajmuje się ta firma?",
        "水池多深？",
        "来館者数は ？",
        "price of the beekeeping course?",
        "C'est qui Dario Amodei ?",
        "¿Por que se cerró la línea en 2016?",
        "Welche der beiden Pumpen ist lauter?",
        "Di che materiale saranno i nuovi tubi?",
        "Em que ano foi inaugurada a linha?",
        "Hoeveel dagen had de rivier genoeg water?",
        "Почему третий том так и не вышел?",
        "五年以后哪个的土壤pH更高?",
        "2023年の来館者数は？",
        "لماذا سُحب مشروع التوربين الثاني؟",
        "Ποιος είναι ο διευθυντής;",
    ],
)
def test_what_asks_for_something_else_is_not(question: str) -> None:
    assert not asks_yes_or_no(question)
