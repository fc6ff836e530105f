"""What the program itself says, in the languages that it speaks."""

from collections.abc import Sequence

NOT_FOUND = {
    "en": "The sources do not say.",
    "fr": "Les sources ne le disent pas.",
    "es": "Las fuentes no lo dicen.",
    "de": "Die Quellen sagen dazu nichts.",
    "it": "Le fonti non lo dicono.",
    "pt": "As fontes não o dizem.",
    "nl": "De bronnen zeggen dit niet.",
    "ru": "В источниках об этом не говорится.",
    "zh": "资料中没有说明。",
    "ja": "資料には書かれていません。",
    "ar": "المصادر لا تذكر ذلك.",
}

NOT_SPOKEN_OF = {
    "en": "The sources do not speak of {what}.",
    "fr": "Les sources ne parlent pas de {what}.",
    "es": "Las fuentes no hablan de {what}.",
    "de": "Zu {what} sagen die Quellen nichts.",
    "it": "Le fonti non parlano di {what}.",
    "pt": "As fontes não falam de {what}.",
    "nl": "De bronnen zeggen niets over {what}.",
    "ru": "О {what} в источниках не говорится.",
    "zh": "资料中没有提到{what}。",
    "ja": "資料には{what}についての記述がありません。",
    "ar": "لا تذكر المصادر {what}.",
}

# `when` is " (2024-10-03)", or nothing where the source has no date.
OTHERWISE = {
    "en": "Another source{when} gives another figure: {what}.",
    "fr": "Une autre source{when} donne un autre chiffre : {what}.",
    "es": "Otra fuente{when} da otra cifra: {what}.",
    "de": "Eine andere Quelle{when} nennt eine andere Zahl: {what}.",
    "it": "Un’altra fonte{when} dà un’altra cifra: {what}.",
    "pt": "Outra fonte{when} dá outro número: {what}.",
    "nl": "Een andere bron{when} geeft een ander getal: {what}.",
    "ru": "Другой источник{when} называет другую цифру: {what}.",
    "zh": "另一份资料{when}给出了不同的数字：{what}。",
    "ja": "別の資料{when}では異なる数字が示されています：{what}。",
    "ar": "يذكر مصدر آخر{when} رقمًا مختلفًا: {what}.",
}

OWN_WORDS = {
    "en": "In the source's own words.",
    "fr": "Dans les mots mêmes de la source.",
    "es": "Con las propias palabras de la fuente.",
    "de": "Im Wortlaut der Quelle.",
    "it": "Con le parole stesse della fonte.",
    "pt": "Nas próprias palavras da fonte.",
    "nl": "In de eigen woorden van de bron.",
    "ru": "Словами самого источника.",
    "zh": "以上为资料原文。",
    "ja": "資料の原文のままです。",
    "ar": "بكلمات المصدر نفسه.",
}

# As the language models' prompts name them.
LANGUAGE_NAMES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "ru": "Russian",
    "zh": "Chinese",
    "ja": "Japanese",
    "ar": "Arabic",
}
_OTHER_NAMES = {
    "ko": "Korean", "pl": "Polish", "cs": "Czech", "sk": "Slovak", "sv": "Swedish", "da": "Danish",
    "no": "Norwegian", "fi": "Finnish", "hu": "Hungarian", "ro": "Romanian", "bg": "Bulgarian",
    "uk": "Ukrainian", "sr": "Serbian", "hr": "Croatian", "sl": "Slovenian", "el": "Greek",
    "tr": "Turkish", "he": "Hebrew", "fa": "Persian", "hi": "Hindi", "bn": "Bengali", "ur": "Urdu",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "vi": "Vietnamese", "id": "Indonesian",
    "ca": "Catalan", "et": "Estonian", "lv": "Latvian", "lt": "Lithuanian", "sq": "Albanian",
    "is": "Icelandic", "ga": "Irish",
}  # fmt: skip


def not_found(language: str) -> str:
    """Return the phrase that the sources do not say, in `language` or else in English."""
    return NOT_FOUND.get(language, NOT_FOUND["en"])


def not_spoken_of(language: str, what: Sequence[str]) -> str:
    """Return the phrase that the sources do not speak of something that the question names."""
    phrase = NOT_SPOKEN_OF.get(language, NOT_SPOKEN_OF["en"])
    return phrase.format(what=", ".join(what))


def otherwise(language: str, what: str, date: str | None) -> str:
    """Return the phrase that another source, of that day if it is known, gives another figure."""
    when = f" ({date})" if date else ""
    return OTHERWISE.get(language, OTHERWISE["en"]).format(what=what, when=when)


def own_words(language: str) -> str:
    """Return the phrase that an answer is the source's own words, in the source's language."""
    return OWN_WORDS.get(language, OWN_WORDS["en"])


def language_name(code: str) -> str:
    """Return the English name of a language by its ISO 639-1 code, as prompts name it."""
    return (LANGUAGE_NAMES | _OTHER_NAMES).get(code, "the language of the question")
