"""A tiny server on loopback that speaks as much of the OpenAI protocol as the tests need."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class OpenAIServer(ThreadingHTTPServer):
    """Answers every chat with `words`, after breaking the first `breaks` connections.

    A stream ends for the reason `finish`; if that is "never", it goes on, with signs of life alone
    if there are no words, until the connection or the server closes.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/v1"
        self.models = ["first", "second"]
        self.words = ["Four", ", ", "of course", "."]
        self.finish: str | None = None
        self.breaks = 0
        self.status = 200
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.asked = threading.Event()
        self.closing = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: OpenAIServer

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.keys.append(self.headers["Authorization"])
        self._reply({"data": [{"id": model} for model in self.server.models]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(asked)
        self.server.asked.set()
        if self.server.breaks:
            self.server.breaks -= 1
            self.close_connection = True
        elif asked.get("stream") and self.server.status == 200:
            self._stream(asked["model"])
        else:
            message = {"role": "assistant", "content": "".join(self.server.words)}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            self._reply(_completion(asked["model"], "chat.completion", choice))

    def _stream(self, model: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        with suppress(ConnectionError):  # the client has heard enough
            self._say(model, self.server.words)
            while self.server.finish == "never" and not self.server.closing.wait(0.01):
                self._say(model, self.server.words)
                self.wfile.write(b": I am here\n\n")
            if self.server.finish:
                self._say(model, [""], self.server.finish)
            self.wfile.write(b"data: [DONE]\n\n")

    def _say(self, model: str, words: list[str], finish: str | None = None) -> None:
        for word in words:
            choice = {"index": 0, "delta": {"content": word}, "finish_reason": finish}
            event = json.dumps(_completion(model, "chat.completion.chunk", choice))
            self.wfile.write(f"data: {event}\n\n".encode())

    def _reply(self, body: dict[str, Any]) -> None:
        ok = self.server.status == 200
        content = json.dumps(body if ok else {"error": {"message": "no"}}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _completion(model: str, kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {"id": "1", "object": kind, "created": 0, "model": model, "choices": [choice]}


@contextmanager
def openai_server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
