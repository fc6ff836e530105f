"""What is served while the page is being made, which takes some seconds: that it will be there.

Browsers ask again by themselves; programs are told to by the status, 503, and its Retry-After.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PAGE = b"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="1">
<title>Assistant</title>
<style>body { font: 1.1rem system-ui; margin: 20vh auto; max-width: 30rem; text-align: center }
:root { color-scheme: light dark }</style>
<p>The page is getting ready\xe2\x80\xa6</p>
<p lang="fr">La page se pr\xc3\xa9pare\xe2\x80\xa6</p>
</html>
"""
_PATIENCE = 10  # seconds to wait for a word of a visitor
# In seconds: how soon the page takes over once it is made.
_POLL = 0.05


@contextmanager
def standing_by(listening: socket.socket) -> Iterator[None]:
    """Answer whoever asks on a listening socket that the page is not ready yet (503).

    Who asks between the end of this and the page's own first answer waits for that.
    """
    host, port = listening.getsockname()[:2]
    server = _Server((host, port), _NotReady, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


class _Server(ThreadingHTTPServer):
    # A slow visitor holds up neither the others nor the page.
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing: a visitor has gone."""


class _NotReady(BaseHTTPRequestHandler):
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """Answer a request, whatever it is for."""
        self.send_response_only(HTTPStatus.SERVICE_UNAVAILABLE)
        self.send_header("Retry-After", "1")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(_PAGE)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(_PAGE)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing: it is no news."""
