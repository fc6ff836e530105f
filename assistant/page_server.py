"""Where the page is served: a port of this machine, for this machine's own pages only."""

import base64
import errno
import hmac
import signal
import socket
import threading
from typing import Any

from index.errors import SettingsError

FIRST_PORT = 7860
_PORTS_TRIED = 100
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Nothing may be loaded from elsewhere, whatever a page or a document asks for. Gradio needs inline
# scripts and styles, and makes its templates into functions.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens on `host`, at `port` or else at the first free one from 7860.

    Raises SettingsError if the port is taken or there is no such host.
    """
    ports = [port] if port is not None else range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in ports:
        try:
            return socket.create_server((host, number), family=family)
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) != errno.EADDRINUSE:
                raise SettingsError(
                    f"{host}, port {number}: the page cannot be served there ({error}); "
                    "choose others with --host and --port"
                ) from error
    tried = f"port {port} is" if port is not None else f"the ports from {FIRST_PORT} on are"
    raise SettingsError(f"{tried} in use by another program; choose another with --port")


def address_of(listening: socket.socket) -> str:
    """Return the address at which a browser on this machine finds the page."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach what is served on `host`."""
    return host in _LOOPBACK


def serve(app: Any, listening: socket.socket) -> None:
    """Serve an ASGI app until Ctrl-C or SIGTERM, then return."""
    # Late: only the page needs a web server.
    import uvicorn

    # What it would log of an interrupted stream is no news to whoever pressed Ctrl-C.
    config = uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1)
    if threading.current_thread() is threading.main_thread():
        # Uvicorn closes down in good order and then raises the signal again; as Ctrl-C it is caught
        # below, and whoever called can stop the model.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


class Guard:
    """An ASGI app around another one that keeps the page and its documents to themselves.

    Tells browsers to load nothing from elsewhere. On a loopback address it also refuses requests
    under other names: another site's page, whose name was made to point here, could otherwise read
    along (DNS rebinding).
    """

    def __init__(self, app: Any, host: str) -> None:
        self._app = app
        self._names = _LOOPBACK | {host} if host in _LOOPBACK else None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._names and _host_in(scope) not in self._names:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b"unknown host name\n"})
        else:
            await self._app(scope, receive, self._with_policy(send))

    @staticmethod
    def _with_policy(send: Any) -> Any:
        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                policy = (b"content-security-policy", _POLICY.encode())
                message = {**message, "headers": [*message["headers"], policy]}
            await send(message)

        return sending


class BasicAuth:
    """An ASGI app around another one that asks for a name and a password under a path.

    In the form that programs know, HTTP's Basic authentication (RFC 7617).
    """

    def __init__(self, app: Any, path: str, auth: tuple[str, str]) -> None:
        self._app = app
        self._path = path
        self._wanted = b"Basic " + base64.b64encode(":".join(auth).encode())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].startswith(self._path):
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not hmac.compare_digest(given, self._wanted):
                headers = [(b"www-authenticate", b'Basic realm="assistant"')]
                await send({"type": "http.response.start", "status": 401, "headers": headers})
                await send({"type": "http.response.body", "body": b"name and password wanted\n"})
                return
        await self._app(scope, receive, send)


def _host_in(scope: Any) -> str:
    """Return the host that a request names, without its port."""
    host: str = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
