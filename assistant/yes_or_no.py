"""Whether a question asks for a yes or a no, and nothing else."""

import re

from assistant.wording import compiled, has_pattern, parts_words
from index.language import detect

# By language, what asks for something else. A word that is also a conjunction asks only at the
# beginning ("que", "como"), or behind a preposition.
_ASKING = compiled(
    {
        "en": r"\b(?:who(?:m|se)?|what|which|when|where|why|how)\b",
        "fr": r"\b(?:quoi|quel(?:le)?s?|quand|où|pourquoi|comment|combien"
        r"|(?:le|la|les|au|aux|du|des)quel\w*)\b|(?:^|\s)qu['’](?!il|elle|on\b)|\bc['’]est qui\b"
        r"|(?:^|\b(?:à|de|avec|pour|chez|par|et|mais)\s)qui\b|^(?:et\s)?que\b",
        "es": r"\b(?:qué|quié?n(?:es)?|cuándo|a?dó?nde|cuá?l(?:es)?|cómo|cuá?nt[oa]s?)\b"
        r"|^¿?(?:cuando|como)\b|(?:^¿?|\b(?:a|en|de|con|por|para)\s)que\b",
        "de": r"\b(?:we[rnm]|wessen|was|wann|warum|weshalb|weswegen|welche\w*|wie(?:so|viel\w*)?"
        r"|inwie\w+|wo(?:her|hin|für|mit|r?an|r?auf|rum|rin|rüber|runter|durch|von|vor|zu|bei|nach"
        r"|raus|gegen)?)\b",
        "it": r"\b(?:chi|cosa|qual[ei]?|quando|dov['’]?e?|come|quant[oaie]|perch[eéè])\b"
        r"|\b(?:cos|com|quant)['’]è|(?:^|\b(?:a|con|da|di|in|per|su)\s)che\b|\bche or",
        "pt": r"\b(?:quem|qua(?:l|is)|quando|a?onde|como|quant[oa]s?|porqu[eê])\b"
        r"|(?:^|\b(?:a|com|de|em|o|para|por)\s)qu[eê]\b",
        "nl": r"\b(?:wie|wat|wanneer|hoe\w*|welke?|waar\w*)\b",
        "ru": r"\b(?:кто|кого|кому|кем|ком|что|чего|чему|чем|чём|когда|где|куда|откуда|как\w*"
        r"|сколько|насколько|почему|зачем|отчего|чь\w+|чей)\b",
        "pl": r"\b(?:kto|kogo|komu|kim|co|czego|czym|kiedy|gdzie|skąd|dokąd|jak\w*|ile|ilu|dlaczego"
        r"|czemu|któr\w+|czyj\w*)\b",
        "zh": r"谁|什么|啥|哪|几|多[少大长久高远快重深宽厚]|何|怎|还是",
        "ja": r"誰|だれ|何|なに|なん|いつ|ど[こうれの]|どんな|なぜ|いく[らつ]|どちら|どなた|いかが",
    }
)
# What asks for yes or no even without a question mark. English always puts such a verb first.
_YES_OR_NO = compiled(
    {
        "en": r"(?:^|[,;:]\s)(?:am|is|are|was|were|do|does|did|has|have|had|can|could|would"
        r"|shall|should|must)(?:n['’]t)?\b"
        r"|(?:^|[,;:]\s)(?:may|will|won['’]t)\s(?:I|you|he|she|it|we|they|there|the|an?|this|that"
        r"|these|those|my|your|our|his|her|their|any|some|all)\b",
        "fr": r"(?<!qu['’])\best-ce qu",
        "ru": r"\bли\b",
        "pl": r"(?:^|[,;:]\s)czy\b",
        "zh": r"吗|是否|没有$|有没有|是不是|能不能|会不会|要不要|可不可以",
        "ja": r"か[。?？]?$",
        "ar": r"(?:^|[،,:]\s)هل\b",
    }
)
_MARK = re.compile(r"(?<![はも\s])\s*[?？]")  # "2023年の来館者数は？" asks for a number
_ENDS_ASKING = re.compile(r"[?？؟][!?？؟]*[\s*_)\]]*$")
_BEFORE_QUESTION = re.compile(
    r"^[\s#*_>¿-]*(?:\d{1,2}[.)]\s*)?(?:[^\W\d_]{1,12}\s?[:：]\s*)?[\s*_¿]*"
)
# A question is told, not asked, in a quotation, in a cell of a table, and behind these.
_TELLS = re.compile(
    r"[\"”»“«„「『|]|^(?:did|do) you know\b|^(?:le )?savi?ez[- ]vous\b"
    r"|^sab[ií]as?(?:n| usted(?:es)?)? que\b"
    r"|^(?:wussten sie|wusstest du)\b|^lo sapevi|^sapevate\b|^sabia que\b|^wist (?:u|je)\b"
    r"|^(?:а )?знаете ли\b|^你知道|^czy wiesz\b|^هل تعلم"
    r"|,\s*(?:nicht wahr|oder|n['’]est-ce pas|¿?verdad|¿?no|vero|não é|né|toch|не так ли|prawda)"
    r"\s*\?",
    re.IGNORECASE,
)
# In English no question for a yes or a no begins otherwise than below, but one of so few words
# ("Dogs allowed?").
_FRAGMENT = 4
# By language, what begins or ends such a question, whatever else is in it.
_PLAINLY = compiled(
    {
        "en": r"^(?:am|is|are|was|were|do|does|did|has|have|had|can|could|would|shall|should|must"
        r"|may|might|will)(?:n['’]t)?\b",
        "fr": r"^est-ce qu",
        "de": r"^(?:ist|sind|war(?:en)?|hat|haben|kann|können|darf|dürfen|muss|müssen|soll(?:en)?"
        r"|wird|werden|gibt|gilt|gelten)\b",
        "nl": r"^(?:is|zijn|was|waren|heeft|hebben|kan|kunnen|mag|mogen|moet|moeten|wordt"
        r"|worden)\b",
        "es": r"^(?:es cierto|es verdad|hay|hace falta|se puede|puedo)\b",
        "it": r"^(?:è vero|c['’]è|ci sono|si può|posso)\b",
        "pt": r"^(?:é verdade|há|pode-se|posso)\b",
        "ru": r"^(?:есть ли|правда ли|можно ли|верно ли)\b",
        "pl": r"^czy\b",
        "zh": r"(?:吗|是否.*)[?？]",
        "ar": r"^[وف]?هل\b|^أ[يت]?\w{3,}",
    }
)
_FEWEST_WORDS = 4  # "And Amazon?" asks for whatever was asked for before, "rent per month?" a fact


def asks_yes_or_no(question: str) -> bool:
    """Tell whether a question asks for a yes or a no; not if its language is not known.

    That is one with a word for it, or one with a question mark that asks for nothing else. A few
    key words with a question mark may be taken for one.
    """
    text = question.strip()
    language = detect(text)
    if has_pattern(_ASKING, language, text):
        return False
    is_long = not parts_words(language) or len(text.split()) >= _FEWEST_WORDS
    may_be_plain = language in _ASKING and language != "en" and is_long
    is_plain = may_be_plain and _MARK.search(text)
    return bool(is_plain) or has_pattern(_YES_OR_NO, language, text)


def only_asks(sentence: str) -> bool:
    """Tell whether a sentence of a source asks, and for nothing that it does not say itself.

    It is then no statement: "Are dogs allowed?" What is told as a question is one: "You did know
    that we are open, didn't you?", and what somebody is quoted to ask.
    """
    text = _BEFORE_QUESTION.sub("", sentence, count=1)
    if not _ENDS_ASKING.search(text) or _TELLS.search(text):
        return False
    language = detect(text)
    if has_pattern(_PLAINLY, language, text):
        return True
    is_marked = language == "en" and len(text.split()) > _FRAGMENT
    return language in _ASKING and not is_marked and not has_pattern(_ASKING, language, text)
