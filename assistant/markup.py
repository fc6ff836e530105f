"""Words of others become HTML that shows them and nothing else."""

import html
import re

# Control characters show nothing; the overrides of direction make a text read as what it is not.
_CONTROLS = [*range(0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0)]
_UNSEEN = str.maketrans(dict.fromkeys([*_CONTROLS, 0x202D, 0x202E], "\ufffd"))
_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")


def safe(text: str) -> str:
    """Return HTML that shows `text` and nothing else, in HTML, in Markdown and in templates.

    Every sign of ASCII that is not a letter, a digit or white space becomes a character reference,
    so that neither tags nor Markdown, formulas or `${…}` are left; line ends become `<br>`. Control
    characters, and those that override the direction of a text, are shown as �.
    """
    return _LINE_ENDS.sub("<br>", _inert(text))


def attribute(text: str) -> str:
    """Return `text` for the value of an attribute, between quotes; line ends stay line ends."""
    return _LINE_ENDS.sub("&#10;", _inert(text))


def message(text: str) -> str:
    """Return `text` as a message of a Chatbot that renders no Markdown.

    Only what would be HTML is changed: this is what a visitor who edits the message is shown.
    """
    return html.escape(text.translate(_UNSEEN), quote=False)


def typed(shown: str) -> str:
    """Return the text of which `message` made `shown`."""
    return html.unescape(shown)


def _inert(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", text.translate(_UNSEEN))
