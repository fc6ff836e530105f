import importlib.util
import socket
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from assistant import launch as launching
from assistant import web
from assistant.launch import launch
from assistant.standby import standing_by
from index.errors import SettingsError
from tests.browser.fake_assistant import FakeAssistant


def get(address: str, method: str = "GET") -> tuple[int, str]:
    """Ask and return the status and the body."""
    request = urllib.request.Request(address, method=method)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_until_the_page_is_made_it_says_that_it_is_not_ready(method: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, standing_by(listening):
        status, body = get(f"http://127.0.0.1:{listening.getsockname()[1]}/any", method)
    assert status == 503
    assert ("getting ready" in body) == (method != "HEAD")


def test_who_says_nothing_holds_nobody_up_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, standing_by(listening):
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            assert get(f"http://127.0.0.1:{port}/")[0] == 503


def test_the_socket_is_handed_on_as_it_was() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        with standing_by(listening):
            pass
        with socket.create_connection(listening.getsockname()) as asking:
            asking.sendall(b"x")
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.recv(1) == b"x"


def test_the_address_answers_while_the_page_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses: list[str] = []
    answers: list[int] = []

    def make(*_: Any, **__: Any) -> str:
        answers.append(get(addresses[0])[0])
        return "the page"

    served: list[Any] = []
    monkeypatch.setattr(web, "application", make)
    monkeypatch.setattr(launching, "serve", lambda app, listening: served.append(app))
    assistant: Any = FakeAssistant(tmp_path)
    launch(assistant, port=0, on_address=addresses.append)
    assert (answers, served) == ([503], ["the page"])


def test_mcp_without_its_package_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assistant: Any = FakeAssistant(tmp_path)
    with pytest.raises(SettingsError, match=r'--mcp needs a package: pip install -e "\.\[mcp\]"'):
        launch(assistant, mcp=True)
