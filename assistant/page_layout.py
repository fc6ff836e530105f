"""Which components the page has and where they stand; what they do is said in `web`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.conversations import Conversation
from assistant.library import accepted
from assistant.page_text import DEFAULT_LANGUAGE, TEXTS

_MOST_PASSAGES = 20
# Buttons in our own HTML become events of the head, which Python listens to.
_EVENTS = """
const events = ["judge", "remove", "put_back"];
document.addEventListener("click", (click) => {
  const button = click.target.closest("button[data-event]");
  if (button && events.includes(button.dataset.event)) {
    trigger(button.dataset.event, { ...button.dataset });
  }
});
window.translateQuote = (place) => server.translate(place);
window.pageImage = (place) => server.page_image(place);
"""


@dataclass(slots=True)
class Components:
    """The components of the page that something is done with."""

    # Kept for each visitor: the conversation, and what goes to the browser and comes from it.
    talk: Any
    kept: Any
    head: Any
    # Asking
    chat: Any
    examples: Any
    box: Any
    send: Any
    stop: Any
    new: Any
    earlier: Any
    proof: Any
    searched: Any
    # Documents
    documents_tab: Any
    news: Any
    find: Any
    list: Any
    uploads: Any
    reindex: Any
    timer: Any
    # Settings
    settings_tab: Any
    settings: Any
    passages: Any
    quotes_only: Any

    @property
    def conversation(self) -> list[Any]:
        """What an answer changes."""
        return [
            *(self.talk, self.chat, self.proof, self.searched),
            *(self.box, self.send, self.stop),
        ]


def lay_out(
    *, passages: int, has_model: bool, may_change: bool, for_browser: list[Callable[..., Any]]
) -> tuple[gr.Blocks, Components]:
    """Return the page and its components.

    `passages` is how many are searched unless a visitor wants another number. With a model, a
    visitor may do without it. `for_browser` are the functions that scripts in the browser call.
    """
    # Only names the texts; the page is given them when it is served.
    say = gr.I18n()
    made: dict[str, Any] = {}
    blocks = gr.Blocks(
        title=TEXTS[DEFAULT_LANGUAGE]["title"],
        fill_width=True,
        analytics_enabled=False,
        # Uploads that were not taken out, in seconds.
        delete_cache=(3600, 3600),
    )
    with blocks:
        made["talk"] = gr.State(Conversation())
        made["kept"] = gr.JSON(visible="hidden")
        made["timer"] = gr.Timer(1)
        made["head"] = gr.HTML(
            elem_classes="head", js_on_load=_EVENTS, server_functions=for_browser
        )
        with gr.Tabs():
            with gr.Tab(say("tab_ask")), gr.Row(elem_classes="desk"):
                made |= _conversation(say) | _proof(say)
            with gr.Tab(say("documents")) as made["documents_tab"]:
                made |= _documents(say, may_change)
            with gr.Tab(say("settings")) as made["settings_tab"]:
                made["passages"] = gr.Slider(
                    *(1, max(passages, _MOST_PASSAGES), passages),
                    step=1,
                    label=say("passages"),
                    info=say("passages_hint"),
                )
                made["quotes_only"] = gr.Checkbox(
                    label=say("quotes_only"), info=say("quotes_only_hint"), visible=has_model
                )
                made["settings"] = gr.HTML()
    return blocks, Components(**made)


def _conversation(say: gr.I18n) -> dict[str, Any]:
    made: dict[str, Any] = {}
    with gr.Column(scale=3, min_width=320, elem_classes="talk"):
        made["chat"] = gr.Chatbot(
            label=say("conversation"),
            show_label=False,
            height="100%",
            layout="bubble",
            # Replies are HTML of ours; a question is shown as it was typed.
            render_markdown=False,
            latex_delimiters=[],
            editable="user",
            buttons=[],
            feedback_options=None,
            elem_classes="chat",
        )
        made["examples"] = gr.Dataset(
            components=["textbox"],
            samples=[],
            label=" ",
            visible=False,
            elem_classes="examples",
        )
        with gr.Row(elem_classes="asking", equal_height=True):
            made["box"] = gr.Textbox(
                "",
                label=say("question"),
                placeholder=say("question_hint"),
                show_label=False,
                container=False,
                lines=1,
                max_lines=6,
                scale=1,
                min_width=160,
                elem_id="question",
                autofocus=True,
            )
            made["send"] = gr.Button(say("send"), variant="primary", scale=0, min_width=112)
            made["stop"] = gr.Button(
                say("stop"), variant="stop", scale=0, min_width=112, visible=False
            )
    return made


def _proof(say: gr.I18n) -> dict[str, Any]:
    with gr.Column(scale=2, min_width=320, elem_classes="side"):
        proof = gr.HTML(elem_classes="proof")
        with gr.Accordion(say("searched"), open=False):
            searched = gr.HTML(elem_classes="searched")
        with gr.Accordion(say("conversations"), open=False):
            new = gr.Button(say("new_conversation"), size="sm")
            earlier = gr.Radio(
                [],
                label=say("earlier_conversations"),
                visible=False,
                container=False,
                elem_classes="earlier",
            )
    return {"proof": proof, "searched": searched, "new": new, "earlier": earlier}


def _documents(say: gr.I18n, may_change: bool) -> dict[str, Any]:
    with gr.Row(elem_classes="finding"):
        find = gr.Textbox(
            "",
            label=say("find"),
            placeholder=say("find"),
            show_label=False,
            container=False,
            scale=1,
            min_width=200,
        )
        reindex = gr.Button(say("reindex"), size="md", scale=0, min_width=240, visible=may_change)
    news = gr.HTML(elem_classes="told")
    uploads = gr.File(
        label=say("add"),
        file_count="multiple",
        file_types=accepted(),
        height=120,
        visible=may_change,
    )
    if not may_change:
        gr.Markdown(say("read_only"))
    listed = gr.HTML(elem_classes="listed")
    return {"find": find, "reindex": reindex, "news": news, "uploads": uploads, "list": listed}
