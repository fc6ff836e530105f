"""The chat page: Gradio's components, handed functions of the Assistant."""

import os
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Read by Gradio when it is imported, which is why it stands before that.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.events import api

from assistant.handlers import Handlers
from assistant.page_server import Guard, address_of, listen, serve
from assistant.page_text import DEFAULT_LANGUAGE, TEXTS
from assistant.service import Assistant
from assistant.warm_up import WarmUp

_FILES = Path(__file__).parent
_AT_ONCE = 4
# Gradio confines the rules of a CSS file to what stands inside this frame.
_FRAME = """<style>
.main.app { max-width: 1280px !important; margin: 0 auto; }
@media (max-width: 640px) { .main.app { padding: 1rem 0.75rem !important; } }
</style>"""


def launch(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    auth: tuple[str, str] | None = None,
    open_browser: bool = False,
    on_ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the page until Ctrl-C or SIGTERM; `on_ready` hears its address once it can be opened.

    The index is brought up to date and the models are loaded meanwhile. Without a `port` it is 7860
    or the next free one. `auth` is a name and a password that visitors must give. Raises
    SettingsError if the port is taken or the host is not this machine.
    """
    listening = listen(host, port)
    app = Guard(_app(build(assistant), auth), host)
    address = address_of(listening)
    on_ready(address)
    if open_browser:
        # Some browsers hold the caller up until they are closed.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    serve(app, listening)


def _app(page: gr.Blocks, auth: tuple[str, str] | None) -> Any:
    from fastapi import FastAPI

    return gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        page,
        path="/",
        auth=auth,
        theme=gr.themes.Default(
            primary_hue="teal",
            secondary_hue="teal",
            neutral_hue="slate",
            font=["system-ui", "sans-serif"],
            font_mono=["ui-monospace", "monospace"],
            radius_size="lg",
        ).set(
            # The defaults are too pale to be read with ease.
            body_text_color_subdued="*neutral_600",
            body_text_color_subdued_dark="*neutral_400",
            link_text_color="*primary_700",
            link_text_color_dark="*primary_300",
            button_primary_background_fill="*primary_700",
            button_primary_background_fill_hover="*primary_800",
            button_primary_background_fill_dark="*primary_700",
        ),
        css_paths=_FILES / "page.css",
        head=f"{_FRAME}<script>{(_FILES / 'page.js').read_text(encoding='utf-8')}</script>",
        i18n=gr.I18n(**{language: dict(texts) for language, texts in TEXTS.items()}),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
    )


def build(assistant: Assistant) -> gr.Blocks:
    """Return the page of an assistant, which begins to get ready in the background at once."""
    warm_up = WarmUp(assistant)
    warm_up.start()
    page = Handlers(assistant, warm_up)
    # Only names the texts; the page is given them when it is served.
    say = gr.I18n()
    default = TEXTS[DEFAULT_LANGUAGE]
    blocks = gr.Blocks(title=default["title"], fill_width=True, analytics_enabled=False)
    with blocks:
        turns = gr.State([])
        timer = gr.Timer(1)
        head = gr.HTML(elem_classes="head")
        with gr.Row():
            with gr.Column(scale=3, min_width=320, elem_classes="talk"):
                chat = gr.Chatbot(
                    label=say("conversation"),
                    show_label=False,
                    height="max(20rem, calc(100dvh - 17rem))",
                    layout="bubble",
                    latex_delimiters=[],
                    buttons=[],
                    feedback_options=None,
                )
                with gr.Row(elem_classes="asking", equal_height=True):
                    box = gr.Textbox(
                        label=say("question"),
                        placeholder=say("question_hint"),
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        scale=1,
                        min_width=160,
                        elem_id="question",
                    )
                    send = gr.Button(say("send"), variant="primary", scale=0, min_width=112)
                    stop = gr.Button(
                        say("stop"), variant="stop", scale=0, min_width=112, visible=False
                    )
            with gr.Column(scale=2, min_width=320):
                proof = gr.HTML(elem_classes="proof")
                with gr.Accordion(say("searched"), open=False):
                    searched = gr.HTML(elem_classes="searched")
                with gr.Accordion(say("documents"), open=False):
                    documents = gr.HTML(elem_classes="listed")
                    reindex = gr.Button(say("reindex"), size="sm")

        shown = [turns, chat, proof, searched, box, send, stop]
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        # The page and programs share the model.
        answering: dict[str, Any] = {"concurrency_id": "answering", "concurrency_limit": _AT_ONCE}
        one_at_a_time: dict[str, Any] = {"trigger_mode": "once", **answering}
        gr.on(
            [box.submit, send.click], page.answer, [box, turns], shown, **private, **one_at_a_time
        )
        chat.retry(page.answer_again, [turns], shown, **private, **one_at_a_time)
        opened = blocks.load(page.open, None, [head, chat, proof, searched, box], **private)
        opened.then(page.answer_linked, [box, turns], shown, **private, **one_at_a_time)
        stop.click(page.stop, None, None, **private)
        chat.clear(page.clear, None, shown, **private)
        blocks.unload(page.leave)
        timer.tick(page.stand, None, [head, documents, timer], **private)
        reindex.click(page.reindex, None, [head, documents, timer], api_visibility="private")
        api(page.api_ask, api_name="ask", **answering)
        api(page.api_search, api_name="search", concurrency_limit=_AT_ONCE)
    # For what only looks and draws, so that a long answer holds up no other visitor's page.
    blocks.queue(default_concurrency_limit=16)
    return blocks
