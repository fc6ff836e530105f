import importlib.util
import socket
import struct
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

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
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
            request, timeout=5
        ) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE", "OPTIONS"])
def test_until_the_page_is_made_it_says_that_it_is_not_ready(method: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, standing_by(listening):
        status, body = get(f"http://127.0.0.1:{listening.getsockname()[1]}/any", method)
    assert status == 503
    assert ("getting ready" in body) == (method != "HEAD")


def test_who_says_nothing_holds_up_neither_the_others_nor_the_page() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as silent:
            with standing_by(listening):
                assert get(f"http://127.0.0.1:{port}/")[0] == 503
            silent.settimeout(0.01)
            with pytest.raises(TimeoutError):  # it is waited for still, and we are here
                silent.recv(1)


def test_a_visitor_who_goes_is_no_news(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, standing_by(listening):
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as rude:
            rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            rude.sendall(b"GET / HT")
        assert get(f"http://127.0.0.1:{port}/")[0] == 503
    assert capfd.readouterr().err == ""


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


def test_ctrl_c_while_the_page_is_made_ends_it_as_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    addresses: list[str] = []
    monkeypatch.setattr(web, "application", interrupted)
    assistant: Any = FakeAssistant(tmp_path)
    launch(assistant, port=0, on_address=addresses.append)
    with pytest.raises(URLError, match="refused"):
        get(addresses[0])


def test_mcp_without_its_package_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assistant: Any = FakeAssistant(tmp_path)
    with pytest.raises(SettingsError, match=r'--mcp needs a package: pip install -e "\.\[mcp\]"'):
        launch(assistant, mcp=True)
