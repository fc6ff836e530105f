"""The chat page: Gradio's components, handed functions of the Assistant."""

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

# Read by Gradio when it is imported, which is why it stands before that.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.events import api
from gradio_client import Client

from assistant.documents_tab import DocumentsTab
from assistant.endpoints import Endpoints
from assistant.handlers import Handlers
from assistant.indexing import Indexing
from assistant.library import LARGEST
from assistant.packaged_model import default_model
from assistant.page_layout import Components, lay_out
from assistant.page_server import BasicAuth, Guard, is_loopback
from assistant.page_text import TEXTS
from assistant.page_theme import FRAME, theme
from assistant.service import Assistant
from assistant.turnstile import AT_ONCE, QUEUEING, WAITING, Turnstile
from assistant.warm_up import WarmUp

_FILES = Path(__file__).parent


def application(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    auth: tuple[str, str] | None = None,
    read_only: bool = False,
    mcp: bool = False,
) -> Any:
    """Return the page as an ASGI app; see `assistant.launch`.

    The index is brought up to date and the models are loaded in the background from now on.
    """
    is_trusted = auth is not None or is_loopback(host)
    # Who only asks an index on a server has no folder to change.
    may_change = is_trusted and not read_only and not assistant.settings.only_asks
    page = build(assistant, may_change=may_change, may_judge=is_trusted)
    return Guard(_app(page, auth, mcp), host)


def _app(page: gr.Blocks, auth: tuple[str, str] | None, mcp: bool) -> Any:
    from fastapi import FastAPI

    app = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        page,
        path="/",
        auth=auth,
        theme=theme(),
        css_paths=_FILES / "page.css",
        head=f"{FRAME}<script>{(_FILES / 'page.js').read_text(encoding='utf-8')}</script>",
        favicon_path=str(_FILES / "icon.svg"),
        i18n=gr.I18n(**{language: dict(texts) for language, texts in TEXTS.items()}),
        max_file_size=LARGEST,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=mcp,
        enable_monitoring=False,
    )
    if mcp:
        _answer_in_json(page.mcp_server_obj)
    if not (mcp and auth):
        return app
    _give_password(page.mcp_server_obj, auth)
    # Gradio asks nobody for a password there.
    return BasicAuth(app, "/gradio_api/mcp", auth)


def _answer_in_json(server: Any) -> None:
    """Have Gradio's MCP server give a tool's result as JSON; by itself it gives Python's repr."""

    def as_text(results: list[Any], _: str) -> list[Any]:
        texts = (json.dumps(result, ensure_ascii=False) for result in results)
        return [server.types.TextContent(type="text", text=text) for text in texts]

    server.postprocess_output_data = as_text


def _give_password(server: Any, auth: tuple[str, str]) -> None:
    """Have Gradio's MCP server ask the page, as it does for each tool, with the password."""
    from gradio.route_utils import get_root_url

    def client() -> Client:
        if server._client_instance is None:
            request = server.mcp_server.request_context.request
            path = server.get_route_path(request)
            server._client_instance = Client(
                get_root_url(request=request, route_path=path, root_path=server.root_path),
                auth=auth,
                headers={"x-gradio-user": "mcp"},
                download_files=False,
                verbose=False,
                analytics_enabled=False,
                _skip_components=False,
            )
        made: Client = server._client_instance
        return made

    server._get_or_create_client = client


def build(assistant: Assistant, *, may_change: bool = True, may_judge: bool = True) -> gr.Blocks:
    """Return the page of an assistant, which begins to get ready in the background at once.

    `may_change` is whether visitors may add and remove documents, `may_judge` whether what they
    think of answers is kept.
    """
    warm_up = WarmUp(assistant)
    warm_up.start()
    turnstile = Turnstile()
    talk = Handlers(assistant, warm_up, turnstile, may_judge=may_judge)
    library = DocumentsTab(assistant, warm_up, Indexing(assistant), may_change=may_change)
    endpoints = Endpoints(assistant, warm_up, turnstile)

    def translate(place: dict[str, Any]) -> str:
        # Gradio marks the functions that the browser may call, which methods do not bear.
        return talk.translate(place)

    def page_image(place: dict[str, Any]) -> dict[str, Any] | None:
        return talk.page_image(place)

    blocks, parts = lay_out(
        passages=assistant.settings.passages,
        has_model=(assistant.settings.model or default_model()) != "none",
        may_change=may_change,
        for_browser=[translate, page_image],
    )
    with blocks:
        _wire_conversation(blocks, parts, talk)
        _wire_documents(blocks, parts, library, may_change)
        for name in _ENDPOINTS:
            api(getattr(endpoints, name), api_name=name, concurrency_limit=AT_ONCE)
    _take_defaults(blocks)
    # For what only looks and draws, so that a long answer holds up no other visitor's page.
    blocks.queue(max_size=WAITING, default_concurrency_limit=16)
    return blocks


def _take_defaults(page: Any) -> None:
    """Have an endpoint take its defaults for values that a program leaves out.

    It can then say itself what it lacks; Gradio would speak of JavaScript.
    """
    check = page.validate_inputs

    def complete(function: Any, values: list[Any]) -> None:
        if function.api_name in _ENDPOINTS:
            values += [component.value for component in function.inputs[len(values) :]]
        check(function, values)

    page.validate_inputs = complete


# What programs may call, by the names of the functions in `assistant.endpoints`.
_ENDPOINTS = ("ask", "search", "documents")
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def _wire_conversation(blocks: gr.Blocks, parts: Components, talk: Handlers) -> None:
    shown = parts.conversation
    asked = [parts.talk, parts.passages, parts.quotes_only]
    private = _PRIVATE
    once: dict[str, Any] = {
        "trigger_mode": "once",
        # Those who wait their turn are told so.
        "concurrency_id": "asking",
        "concurrency_limit": AT_ONCE + QUEUEING,
        **private,
    }
    opened = blocks.load(
        talk.open, None, [parts.chat, parts.proof, parts.searched, parts.box], **private
    )
    answers = [
        gr.on(
            [parts.box.submit, parts.send.click],
            talk.answer,
            [parts.box, *asked],
            shown,
            **once,
        ),
        parts.examples.click(talk.answer_example, [parts.examples, *asked], shown, **once),
        parts.chat.retry(talk.answer_again, asked, shown, **once),
        parts.chat.edit(talk.answer_edited, asked, shown, **once),
        opened.then(talk.answer_linked, [parts.box, *asked], shown, **once),
        parts.head.judge(talk.judge, [parts.talk], shown, **private),
    ]
    for answered in answers:
        answered.then(talk.keep, [parts.talk], [parts.kept], **private).then(
            talk.list_kept,
            [parts.kept, parts.talk],
            [parts.earlier],
            js="(kept, talk) => [conversations.keep(kept), talk]",
            **private,
        )
    parts.stop.click(talk.stop, None, None, queue=False, **private)
    for begun in (
        parts.new.click(talk.begin, None, shown, **private),
        parts.chat.clear(
            talk.begin, None, shown, js="() => conversations.forgetCurrent()", **private
        ),
    ):
        begun.then(
            talk.list_kept,
            [parts.kept, parts.talk],
            [parts.earlier],
            js="(kept, talk) => [conversations.all(), talk]",
            **private,
        )
    opened.then(talk.keep, [parts.talk], [parts.kept], **private).then(
        talk.list_kept,
        [parts.kept, parts.talk],
        [parts.earlier],
        js="(kept, talk) => [conversations.keep(kept), talk]",
        **private,
    )
    parts.earlier.input(
        talk.resume,
        [parts.earlier, parts.kept],
        shown,
        js="(name) => [name, conversations.read(name)]",
        **private,
    )
    blocks.unload(talk.leave)


def _wire_documents(
    blocks: gr.Blocks, parts: Components, library: DocumentsTab, may_change: bool
) -> None:
    listed = [parts.head, parts.news, parts.list, parts.timer]
    # One after the other: a look that began before a change would else be shown after it, and
    # stop the timer, so that the change was never seen.
    in_turn: dict[str, Any] = {"concurrency_id": "listing", "concurrency_limit": 1, **_PRIVATE}
    looked = partial(gr.on, fn=library.look, inputs=[parts.find], outputs=listed, **in_turn)
    looked([blocks.load, parts.timer.tick, parts.documents_tab.select]).then(
        library.examples, None, [parts.examples], **_PRIVATE
    )
    # What was typed last is what is looked for.
    looked([parts.find.change], trigger_mode="always_last")
    parts.settings_tab.select(library.settings, None, [parts.settings], **_PRIVATE)
    if may_change:
        parts.uploads.upload(
            library.upload, [parts.uploads, parts.find], [*listed, parts.uploads], **in_turn
        )
        parts.reindex.click(library.reindex, [parts.find], listed, **in_turn)
        parts.head.remove(library.remove, [parts.find], listed, **in_turn)
        parts.head.put_back(library.put_back, [parts.find], listed, **in_turn)
