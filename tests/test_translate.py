import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.translate import translate
from index.errors import ModelError


def test_a_translation_is_what_the_model_says() -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage(" The sea is calm.\n")]))
    assert translate("La mer est calme.", "en", model) == "The sea is calm."


def test_without_a_model_nothing_is_translated() -> None:
    with pytest.raises(ModelError, match="choose one with --model"):
        translate("La mer est calme.", "en", None)
