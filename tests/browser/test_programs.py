"""The page as programs meet it: HTTP, Gradio's client, MCP."""

import base64
import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from gradio_client import Client

from tests.browser.fake_assistant import QUOTE, SOURCE
from tests.browser.served import Served, fake, served

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep Gradio's client from reporting its use, in the way that README tells."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


def called(site: Served, name: str, *values: Any) -> Any:
    """Call an endpoint as README says, with two requests, and return what it gives."""
    address = f"{site.address}gradio_api/call/{name}"
    body = json.dumps({"data": values}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        event = json.load(response)["event_id"]
    with urllib.request.urlopen(f"{address}/{event}") as response:
        lines = response.read().decode().splitlines()
    assert lines[0] == "event: complete"
    return json.loads(lines[1].removeprefix("data: "))[0]


def test_programs_can_ask_search_and_list(site: Served) -> None:
    answer = called(site, "ask", "how does the tide turn?")
    assert answer["answer"] == "The tide turns twice a day [1]."
    assert answer["citations"][0]["quote"] == QUOTE
    for values in (["tide", 1], ["tide"]):
        assert called(site, "search", *values)["passages"][0]["text"] == QUOTE
    assert SOURCE in [document["source"] for document in called(site, "documents")]


def test_gradios_client_finds_them_documented_and_typed(site: Served) -> None:
    client = Client(site.address, verbose=False)
    described = client.view_api(return_format="dict", print_info=False)
    assert isinstance(described, dict)
    named = described["named_endpoints"]
    assert set(named) == {"/ask", "/search", "/documents"}
    assert named["/search"]["parameters"][1]["python_type"]["type"] == "int"
    answer = client.predict(question="how does the tide turn?", api_name="/ask")
    assert answer["status"] == "answered"


async def tools_of(address: str, headers: dict[str, str] | None = None) -> tuple[set[str], Any]:
    """The names of the MCP tools, and the answer of the one that asks."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client
    from mcp.types import TextContent

    async with (
        streamablehttp_client(f"{address}gradio_api/mcp/", headers) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        names = {tool.name for tool in (await session.list_tools()).tools}
        asked = await session.call_tool("ask", {"question": "how does the tide turn?"})
        (content,) = asked.content
        assert isinstance(content, TextContent)
        return names, json.loads(content.text)


def test_the_endpoints_are_mcp_tools_on_request(seeds: Path) -> None:
    # In a thread of its own, for Playwright's loop runs in this one.
    with served(fake, seeds, mcp=True) as site, ThreadPoolExecutor() as pool:
        names, answer = pool.submit(lambda: anyio.run(tools_of, site.address)).result()
    assert names == {"ask", "search", "documents"}
    assert answer["citations"][0]["quote"] == QUOTE


def test_the_password_is_asked_of_programs_too(seeds: Path) -> None:
    with served(fake, seeds, mcp=True, auth=("ann", "secret")) as site:
        for path in ("gradio_api/mcp/", "gradio_api/call/ask", "gradio_api/info", "config"):
            assert httpx.post(f"{site.address}{path}", json={}).status_code in (401, 405), path
        basic = {"Authorization": "Basic " + base64.b64encode(b"ann:secret").decode()}
        with ThreadPoolExecutor() as pool:
            _, answer = pool.submit(lambda: anyio.run(tools_of, site.address, basic)).result()
        assert answer["status"] == "answered"
        client = Client(site.address, auth=("ann", "secret"), verbose=False)
        assert client.predict(question="tide?", api_name="/ask")["status"] == "answered"
