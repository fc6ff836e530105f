"""Which language a text is in."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Short questions hold too few letters for statistics ("Et Amazon ?"), but nearly always one of
# these words, each of which belongs to one of the eleven languages of the interface.
_TELLTALE = {
    "en": "and the how what who why when which where does did is are much many of about there "
    "whose whom was were do can",
    "fr": "et le les combien qui quoi pourquoi quand quel quelle quels quelles où est sont du des "
    "aux il elle ont était étaient avec",
    "es": "y el los cuánto cuánta cuántos cuántas quién quiénes por cuándo cuál cuáles dónde qué "
    "cómo está están del las",
    "de": "und der die das wie wer warum wann welche welcher welches wo wieviel ist sind wurde "
    "wird den dem des ein eine für hat von",
    "it": "e il gli quanto quanta quanti chi perché quando quale quali dove che come è sono della "
    "dei delle nel",
    "pt": "e o os quanto quantos quem por quando qual quais onde que é são do da dos das em foi "
    "não uma",
    "nl": "en het de hoe wie waarom wanneer welke waar hoeveel wat zijn een van voor werd heeft",
    "ru": "и а как кто что почему когда какой какая какие где сколько",
}
_WORDS = {language: frozenset(words.split()) for language, words in _TELLTALE.items()}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
# Particles of a Japanese text, of which most may be Chinese characters; a Chinese one quotes a few.
_HIRAGANA = re.compile(r"[\u3040-\u309f]")
# The languages that other than Latin letters leave open, and all that we let statistics choose
# from: py3langid knows 140, and gives short European questions to rare ones.
CANDIDATES = [
    *("en", "fr", "es", "de", "it", "pt", "nl", "ru", "zh", "ja", "ar", "ko", "pl", "cs", "sk"),
    *("sv", "da", "no", "fi", "hu", "ro", "bg", "uk", "sr", "hr", "sl", "el", "tr", "he", "fa"),
    *("hi", "bn", "ur", "ta", "te", "th", "vi", "id", "ca", "et", "lv", "lt", "sq", "is", "ga"),
]
# Those whose dictionaries are asked about texts of a few words that tell nothing else.
_LATIN = ("en", "fr", "es", "de", "it", "pt", "nl")
_LATIN_WORD = re.compile(r"[^\W\d_\u0250-\uffff]{3,}")
_FEW_WORDS = 6
_MOST_OF_THEM = 2 / 3
_SAMPLE = 2000
# In the classifier's terms, log likelihoods. Names and figures sway a sentence by up to 15; one
# of ten words in another language differs by 50.
_PLAINLY = 20


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language that `text` is in, "en" if nothing tells.

    Scripts that one language writes decide first, then, in short texts, telltale words or, if they
    have none, dictionaries, then the statistics of py3langid (a naive Bayes classifier over byte
    n-grams).
    """
    return _detect(text[:_SAMPLE])


# The same sentences are asked about again and again while a question is answered.
@lru_cache(maxsize=2_000)
def _detect(sample: str) -> str:
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return "en"
    for language, pattern in _SCRIPTS:
        # A foreign name in another script must not decide, so a fifth of the letters has to be in
        # it; Japanese mixes its own with Chinese characters.
        if len(pattern.findall(sample)) * 5 >= letters:
            has_particles = len(_HIRAGANA.findall(sample)) * 12 >= letters
            return "ja" if language == "zh" and has_particles else language
    words = re.findall(r"\w+", sample.casefold())
    likely = _rank(sample)
    if len(words) > 12:
        return likely[0][0]
    scores = dict(likely)
    best = max(scores.values())
    votes = {language: sum(word in known for word in words) for language, known in _WORDS.items()}
    most = max(votes.values())
    known = () if most or len(words) > _FEW_WORDS else _by_dictionary(sample)
    is_bare_name = not most and len(words) <= 2 and sample.isascii()
    if is_bare_name and (not known or "en" in known):
        return "en"  # "Anthropic?"
    if known:
        return max(known, key=scores.__getitem__)
    # A word votes as much as a likelihood ratio of e to the 12th, which is what a short common
    # word weighs in the classifier's own terms.
    return max(scores, key=lambda language: scores[language] - best + 12 * votes.get(language, 0))


def may_be_in(language: str, text: str) -> bool:
    """Tell whether `text` may be in `language`, giving short and mixed texts the benefit of doubt.

    False only if its script is another's, or another language is plainly likelier.
    """
    found = detect(text)
    if found == language:
        return True
    scores = dict(_rank(text[:_SAMPLE]))
    if language not in scores or found in {code for code, _ in _SCRIPTS}:
        return False
    return max(scores.values()) - scores[language] < _PLAINLY


def _by_dictionary(sample: str) -> tuple[str, ...]:
    """Return the languages that know most of the words of a text: "montant amende Severolinia?".

    None if they do not know two of three; a single word has to be of one language only. A word
    with a capital, unless the text begins with it, is a name, or a German noun.
    """
    words = _LATIN_WORD.findall(sample)
    if len(words) > 1 and all(word[0].isupper() for word in words):
        nouns = [w for w in words if _is_known(w, "de") and not _is_known(w, "en")]
        return ("de",) if len(nouns) >= _MOST_OF_THEM * len(words) else ()
    plain = [word for at, word in enumerate(words) if at == 0 or word.islower()]
    known = {language: sum(_is_known(word, language) for word in plain) for language in _LATIN}
    most = max(known.values())
    found = tuple(language for language, count in known.items() if count == most)
    is_enough = plain and most >= _MOST_OF_THEM * len(plain)
    return found if is_enough and (len(plain) > 1 or len(found) == 1) else ()


def _is_known(word: str, language: str) -> bool:
    import simplemma  # late, for `--help` and `status` do not need it

    return any(
        simplemma.is_known(form, lang=language, low_memory=True)
        for form in dict.fromkeys((word, word.lower(), word.capitalize()))
        if form == word or language == "de" or form.islower()
    )


def _rank(text: str) -> list[tuple[str, float]]:
    return [(str(code), float(score)) for code, score in _identifier().rank(text)]


@cache
def _identifier() -> "LanguageIdentifier":
    # Late, because it unpacks a model (0.2 s) that `--help` and `status` do not need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(CANDIDATES)
    return identifier
