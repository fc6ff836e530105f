"""The chat page from the command to its end: somebody answers at its address from the first moment.

Making the page takes seconds, most of them Gradio's import, which is why it is done here and late.
"""

import importlib.util
import threading
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress

from assistant.heap import share_heaps
from assistant.page_server import address_of, listen, serve
from assistant.service import Assistant
from assistant.standby import standing_by
from index.errors import SettingsError


def launch(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    auth: tuple[str, str] | None = None,
    read_only: bool = False,
    mcp: bool = False,
    open_browser: bool = False,
    on_address: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the page until Ctrl-C or SIGTERM; `on_address` hears where, as soon as that is known.

    The index is brought up to date and the models are loaded meanwhile. Without a `port` it is 7860
    or the next free one. `auth` is a name and a password that visitors must give. Visitors from
    other machines who gave none can change nothing, and with `read_only` nobody can change the
    documents. With `mcp` the endpoints are MCP tools too. Raises SettingsError if the port is
    taken, the host is not this machine, or the package of MCP is not installed.
    """
    if mcp and importlib.util.find_spec("mcp") is None:
        raise SettingsError('--mcp needs a package: pip install -e ".[mcp]"')
    share_heaps()
    listening = listen(host, port)
    # Ctrl-C ends it before the page is made as it does afterwards.
    with closing(listening), suppress(KeyboardInterrupt):
        address = address_of(listening)
        with standing_by(listening):
            on_address(address)
            if open_browser:
                # Some browsers hold the caller up until they are closed.
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            from assistant.web import application

            app = application(assistant, host=host, auth=auth, read_only=read_only, mcp=mcp)
        serve(app, listening)
