import socket
from base64 import b64encode
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.page_server import BasicAuth, Guard, address_of, listen
from index.errors import SettingsError


def answered(host: str, name: str) -> Any:
    """The response of a page served on `host` to a request for `name`."""
    app = Starlette(routes=[Route("/", lambda request: PlainTextResponse("secret"))])
    return TestClient(Guard(app, host), base_url=f"http://{name}").get("/")


def test_a_taken_port_is_named_and_another_one_asked_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = f"port {port} is in use by another program; choose another with --port"
        with pytest.raises(SettingsError, match=message):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70_000), ("203.0.113.1", 7860)])
def test_a_place_that_cannot_be_served_is_one_line(host: str, port: int) -> None:
    with pytest.raises(SettingsError, match=f"{host}, port {port}: .*--host and --port") as raised:
        listen(host, port)
    assert "\n" not in str(raised.value)


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        assert second.getsockname()[1] > first.getsockname()[1] >= 7860
        assert address_of(second) == f"http://127.0.0.1:{second.getsockname()[1]}/"


def test_the_address_is_one_that_a_browser_can_open() -> None:
    with listen("0.0.0.0", 0) as listening:
        assert address_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.mark.parametrize("name", ["localhost:7860", "127.0.0.1:7860", "[::1]:7860"])
def test_this_machines_browsers_are_answered(name: str) -> None:
    assert answered("127.0.0.1", name).text == "secret"


def test_another_sites_name_for_this_machine_is_refused() -> None:
    response = answered("127.0.0.1", "rebound.example")
    assert response.status_code == 403
    assert "secret" not in response.text


def test_a_page_for_the_network_answers_to_any_name() -> None:
    assert answered("0.0.0.0", "library.example").text == "secret"


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/tools", None, 401),
        ("/tools/x", ("ann", "wrong"), 401),
        ("/tools", ("ann", "pässword"), 200),
        ("/page", None, 200),
    ],
)
def test_a_path_can_be_kept_for_who_knows_the_password(
    path: str, given: tuple[str, str] | None, status: int
) -> None:
    def say(request: Any) -> PlainTextResponse:
        return PlainTextResponse("secret")

    app = Starlette(routes=[Route("/{path:path}", say)])
    headers = {}
    if given:
        headers["authorization"] = f"Basic {b64encode(':'.join(given).encode()).decode()}"
    client = TestClient(BasicAuth(app, "/tools", ("ann", "pässword")))
    assert client.get(path, headers=headers).status_code == status


def test_browsers_are_told_to_load_nothing_from_elsewhere() -> None:
    policy = answered("127.0.0.1", "localhost").headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "http" not in policy
