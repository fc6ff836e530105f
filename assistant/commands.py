"""Documents may give orders to the model that reads them: these are not read, and prove nothing.

What a document says is data. A sentence that tells its reader to ignore what it was told says
nothing about the world, and a chat template's own tokens would let a text speak as somebody else.
"""

import re

from index.split import sentences

# "Ignore your instructions", by language, at the beginning of a sentence, where it is an order: "do
# not ignore the instructions" and "many ignore the rules" say something.
_ORDERS = (
    r"(?:ignore|disregard(?! for)|forget|override|bypass)\b"
    r".*?\b(?:instructions?|prompts?|rules?)\b",
    r"(?:ignore[rz]?|oublie[rz]?)\b.*?\b(?:instructions?|consignes?|règles?)\b",
    r"(?:ignor[ae]|olvid[ae])\b.*?\b(?:instrucciones|reglas|indicaciones)\b",
    r"(?:ignoriert?e?|ignorieren sie|vergiss|vergesst|missachtet?)\b"
    r".*?\b(?:anweisung|instruktion|regeln)",
    r"(?:ignora(?:re|te)?|dimentica(?:re|te)?)\b.*?\b(?:istruzioni|regole)\b",
    r"(?:ignor[ae]|esque[cç]a)\b.*?\b(?:instruções|regras)\b",
    r"(?:negeer|vergeet)\b.*?\b(?:instructies|regels|aanwijzingen)\b",
    r"(?:про)?(?:игнорируй|забудь)\w*\b.*?\b(?:инструкци|указани|правил)",
    r"(?:忽略|无视|無視|忘记).*?(?:指令|指示|规则)",
    r".*?(?:指示|命令|プロンプト|ルール)を.{0,6}(?:無視し|忘れ)(?:ろ|て|なさい)",
    r"(?:تجاهل|انس)\b.*?(?:التعليمات|تعليمات|الأوامر|القواعد)",
)
_PLEASE = r"(?:please|bitte|por favor|per favore|s'il vous plaît|alsjeblieft|пожалуйста|请)?"
# An abbreviation may have kept two sentences together: "in May. Ignore …".
_COMMAND = re.compile(
    rf"(?:^|[.!?。！？]\s)\W*{_PLEASE}\W*(?:{'|'.join(_ORDERS)})", re.IGNORECASE | re.DOTALL
)
# The tokens by which chat templates part who speaks, in the families of models in use.
_TOKENS = re.compile(
    r"<\|[^|<>\n]{1,40}\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|<｜[^｜<>\n]{1,40}｜>"
)
_ROLE = re.compile(
    r"^\W*(?:#{2,}\s*(?:system|assistant|user)\s*:"
    r"|(?:system|developer)\s*:\s*"
    r"(?:you (?:must|are|have to|will)|always|never|say|reply|answer)\b)",
    re.IGNORECASE,
)


def is_command(sentence: str) -> bool:
    """Tell whether a sentence gives orders to a model, or speaks in its template's tokens."""
    return any(pattern.search(sentence) for pattern in (_COMMAND, _TOKENS, _ROLE))


def without_commands(text: str) -> str:
    """Return a document's text as a model may read it: without orders and template tokens."""
    for span in reversed(sentences(text)):
        if is_command(text[span.start : span.end]):
            text = text[: span.start] + text[span.end :]
    return without_tokens(text)


def without_tokens(text: str) -> str:
    """Return what somebody said without the tokens of chat templates."""
    return _TOKENS.sub(" ", text)
