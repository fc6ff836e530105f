"""What a language model writes, as text that can be shown and kept."""

from langchain_core.output_parsers import StrOutputParser


class PlainText(StrOutputParser):
    """Gives a reply piece by piece; half a character, as a server may cut one, becomes "?"."""

    def parse(self, text: str) -> str:
        """Return a piece of a reply."""
        return text.encode("utf-8", "replace").decode()
