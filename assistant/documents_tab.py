"""What the page says of the documents and does with them: functions that Gradio is handed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.examples import Subject, subjects_of
from assistant.handlers import texts_of
from assistant.indexing import Indexing
from assistant.library import Library
from assistant.markup import safe
from assistant.page_text import Texts
from assistant.render import header_html
from assistant.render_documents import documents_html, report_line, settings_html
from assistant.service import Assistant
from assistant.warm_up import WarmUp
from index.errors import AssistantError
from index.records import DocumentEntry

# The values of the components that the documents change: see `DocumentsTab.shown`.
Shown = tuple[Any, ...]

_EXAMPLES = 4
_READ_FOR_EXAMPLES = 4


class DocumentsTab:
    """The handlers of the documents: each takes and gives the values of components."""

    def __init__(
        self, assistant: Assistant, warm_up: WarmUp, indexing: Indexing, *, may_change: bool
    ) -> None:
        self._assistant = assistant
        self._warm_up = warm_up
        self._indexing = indexing
        self._may_change = may_change
        self._library = Library(assistant.settings.seeds, assistant.settings.index)
        self._subjects: tuple[tuple[str, ...], list[Subject]] = ((), [])

    def look(self, wanted: str, request: gr.Request) -> Shown:
        """Say how things stand and list the documents whose names hold `wanted`.

        The page's timer asks again until all is done.
        """
        return self._shown(wanted, "", request)

    def upload(self, paths: list[str] | None, wanted: str, request: gr.Request) -> Shown:
        """Add uploaded files to the folder, and index them in the background."""
        texts = texts_of(request)
        said = [_said(partial(self._take, Path(path)), "added_one", texts) for path in paths or []]
        self._index()
        # The empty value makes room for the next upload.
        return (*self._shown(wanted, "\n".join(said), request), None)

    def remove(self, wanted: str, event: gr.EventData, request: gr.Request) -> Shown:
        """Take a document out of the folder, and out of the index in the background."""
        return self._move(self._library.remove, "removed_one", wanted, event, request)

    def put_back(self, wanted: str, event: gr.EventData, request: gr.Request) -> Shown:
        """Undo a removal."""
        return self._move(self._library.put_back, "put_back_done", wanted, event, request)

    def reindex(self, wanted: str, request: gr.Request) -> Shown:
        """Bring the index up to date. What failed at the start, as a model, is tried again."""
        self._index()
        return self._shown(wanted, "", request)

    def examples(self, request: gr.Request) -> Any:
        """Offer questions about names of the documents to begin a conversation with."""
        texts = texts_of(request)
        questions = [subject.question(texts) for subject in self._subjects_now()]
        return gr.update(
            samples=[[question] for question in questions],
            label=texts["examples"],
            visible=bool(questions),
        )

    def settings(self, request: gr.Request) -> str:
        """Show what the assistant is made of."""
        texts = texts_of(request)
        settings = self._assistant.settings
        entries = self._entries()
        return settings_html(
            [
                (texts["setting_model"], self._model(texts)),
                (texts["setting_embedder"], self._assistant.embedder_name),
                (texts["setting_seeds"], str(settings.seeds)),
                (texts["setting_index"], str(settings.index)),
                (texts["setting_documents"], str(sum(1 for e in entries if e.chunks))),
                (texts["setting_chunks"], str(sum(entry.chunks for entry in entries))),
                (texts["setting_split"], f"{settings.chunk_size} / {settings.chunk_overlap}"),
            ]
        )

    def _take(self, upload: Path) -> str:
        try:
            return self._library.add(upload, upload.name)
        finally:
            # Gradio keeps uploads in its cache, where other users of the machine might read them.
            upload.unlink(missing_ok=True)

    def _move(
        self,
        move: Callable[[str], None],
        name: str,
        wanted: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> Shown:
        source = str(event.source)

        def moved() -> str:
            move(source)
            return source

        said = _said(moved, name, texts_of(request))
        self._index()
        return self._shown(wanted, said, request)

    def _index(self) -> None:
        if not self._may_change:
            return
        self._indexing.start()
        if self._warm_up.is_over and self._warm_up.standing.error is not None:
            self._warm_up.start()

    def _shown(self, wanted: str, said: str, request: gr.Request) -> Shown:
        """Return head, news, list and timer, in the order of `listed` in the page."""
        texts = texts_of(request)
        is_busy = not self._warm_up.is_over or self._indexing.is_running
        lines = [said] if said else []
        if self._indexing.is_running:
            lines.append(f"{self._indexing.standing.line(texts)}…")
        elif self._indexing.error:
            lines.append(texts["not_ready"].format(error=self._indexing.error))
        elif self._indexing.report and said == "":
            lines.append(report_line(self._indexing.report, texts))
        entries: list[DocumentEntry] = []
        try:
            entries = self._assistant.documents()
            listed = self._library.listed(entries, wanted)
            body = documents_html(
                listed, self._library.removed(), texts, may_change=self._may_change
            )
        except AssistantError as error:
            body = f'<p role="alert">{safe(str(error))}</p>'
        news = f'<p class="news" role="status">{safe(chr(10).join(lines))}</p>'
        return self._head(entries, texts), news, body, gr.Timer(active=is_busy)

    def _head(self, entries: list[DocumentEntry], texts: Texts) -> str:
        standing = self._warm_up.standing
        if standing.error is not None:
            return header_html(standing.line(texts), "failed", texts)
        if not self._warm_up.is_over:
            return header_html(f"{standing.line(texts)}…", "working", texts, standing.share)
        if self._indexing.is_running:
            standing = self._indexing.standing
            line = f"{texts['indexing']} {standing.line(texts)}…"
            return header_html(line, "working", texts, standing.share)
        count = sum(1 for entry in entries if entry.chunks)
        name = "one_document" if count == 1 else "many_documents"
        line = texts["ready"].format(
            documents=texts[name].format(count=count), model=self._model(texts)
        )
        return header_html(line, "ready", texts)

    def _model(self, texts: Texts) -> str:
        name = self._assistant.model_name
        return texts["no_model"] if name == "none" else texts["model"].format(model=name)

    def _entries(self) -> list[DocumentEntry]:
        try:
            return self._assistant.documents()
        except AssistantError:
            return []

    def _subjects_now(self) -> list[Subject]:
        """Return what the examples ask about; found once for each state of the index."""
        if not self._warm_up.is_over:
            return []
        sources = tuple(entry.source for entry in self._entries() if entry.chunks)
        sources = sources[:: max(1, len(sources) // _READ_FOR_EXAMPLES)][:_READ_FOR_EXAMPLES]
        if sources != self._subjects[0]:
            found = [self._assistant.document(source) for source in sources]
            self._subjects = (sources, subjects_of([d for d in found if d], _EXAMPLES))
        return self._subjects[1]


def _said(do: Callable[[], str], name: str, texts: Texts) -> str:
    """Do something to a document and say so, or why it could not be done."""
    try:
        return texts[name].format(source=do())
    except AssistantError as error:
        return f"✖ {error}"
