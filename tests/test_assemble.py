import threading
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings
from assistant.assemble import Parts
from assistant.local_model import LocalChatModel, LocalServer
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


def use(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    model = LocalChatModel(server=server, model_name="tiny", timeout=5, max_tokens=50)
    monkeypatch.setattr("assistant.assemble.Embedder", lambda *_: WordEmbedder())
    monkeypatch.setattr("assistant.assemble.chat_model", lambda *_, **__: model)


def test_warming_starts_the_model_and_has_it_read_what_it_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with openai_server() as served:
        server = WatchedServer(served.url)
        use(server, monkeypatch)
        Parts(settings).warm()
    assert server.started.is_set()
    (asked,) = served.requests
    assert "Use only the text." in asked["messages"][0]["content"]
    assert asked["max_completion_tokens"] == 1


def test_a_model_that_cannot_start_is_told_when_warming(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(WatchedServer("http://127.0.0.1:9/v1", ModelError("no room")), monkeypatch)
    with pytest.raises(ModelError, match="no room"):
        Parts(settings).warm()


def test_the_model_is_started_while_the_passages_are_searched(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = WatchedServer("http://127.0.0.1:9/v1")
    use(server, monkeypatch)

    def search(*_: Any, **__: Any) -> Any:
        assert server.started.wait(10)
        raise RuntimeError("searched")

    with Assistant(settings) as assistant:
        assistant.sync()
        monkeypatch.setattr("index.search.PassageRetriever.search", search)
        with pytest.raises(RuntimeError, match="searched"):
            assistant.ask("what does Acme pay?")
