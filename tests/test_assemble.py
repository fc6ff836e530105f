import threading
from pathlib import Path

import pytest

from assistant import Assistant, Settings
from assistant.assemble import Parts
from assistant.local_model import LocalChatModel, LocalServer
from index.embed import Vectors
from index.errors import ModelError
from tests.fakes import WordEmbedder
from tests.openai_server import openai_server


class WatchedServer(LocalServer):
    """Serves elsewhere, and tells when it was started."""

    def __init__(self, url: str, error: Exception | None = None) -> None:
        super().__init__(Path("unused"))
        self.base_url, self.api_key = url, "key"
        self.started = threading.Event()
        self._error = error

    def start(self) -> None:
        self.started.set()
        if self._error:
            raise self._error


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("Acme pays 2 million euros.", encoding="utf-8")
    return Settings(seeds=tmp_path / "seeds", index=tmp_path / "index", model="local")


class WaitingEmbedder(WordEmbedder):
    """Is loaded only once the language model was started."""

    def __init__(self, started: threading.Event) -> None:
        super().__init__()
        self._started = started

    def encode_queries(self, texts: list[str]) -> Vectors:
        assert self._started.wait(10)
        return super().encode_queries(texts)


def use(server: WatchedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    model = LocalChatModel(server=server, model_name="tiny", timeout=5, max_tokens=50)
    embedder = WaitingEmbedder(server.started)
    monkeypatch.setattr("assistant.assemble.Embedder", lambda *_: embedder)
    monkeypatch.setattr("assistant.assemble.chat_model", lambda *_, **__: model)


def test_warming_starts_the_model_beside_the_embedder_and_has_it_read_what_it_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_server() as served:
        server = WatchedServer(served.url)
        use(server, monkeypatch)
        Parts(settings).warm()
    (asked,) = served.requests
    assert "Use only the text." in asked["messages"][0]["content"]
    assert asked["max_completion_tokens"] == 1


def test_warming_over_an_index_reads_its_documents(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = WordEmbedder()
    monkeypatch.setattr("assistant.assemble.Embedder", lambda *_: embedder)
    with Assistant(settings.model_copy(update={"model": "none"})) as assistant:
        assistant.sync()
        indexed = list(embedder.embedded)
        assistant.warm()
    assert embedder.embedded[len(indexed) :] == ["Acme pays 2 million euros."]


def test_the_model_loads_beside_the_search_for_the_first_question(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_server() as served:
        use(server := WatchedServer(served.url), monkeypatch)
        with Assistant(settings) as assistant:
            assistant.sync()
            assert not server.started.is_set()
            # The embedder waits for the server's start.
            assert next(assistant.stream("What does Acme pay?"))


def test_a_model_that_cannot_start_is_told_when_warming(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(WatchedServer("http://127.0.0.1:9/v1", ModelError("no room")), monkeypatch)
    with pytest.raises(ModelError, match="no room"):
        Parts(settings).warm()


def test_a_model_that_fails_while_warming_is_explained(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(WatchedServer("http://127.0.0.1:9/v1"), monkeypatch)  # nothing listens there
    with Assistant(settings) as assistant, pytest.raises(ModelError):
        assistant.warm()
