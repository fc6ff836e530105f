"""A Chroma server of its own for each test, on a loopback port."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 60


class ChromaServer:
    """`chroma run`, which can be killed and started again on the same port and folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        command = [
            str(Path(sys.executable).with_name("chroma")),
            "run",
            "--path",
            str(self._folder),
        ]
        self._process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                urlopen(f"{self.address}/api/v2/heartbeat", timeout=5).close()
                return
            except (URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError("the Chroma server did not start")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def chroma_server(folder: Path) -> Iterator[ChromaServer]:
    server = ChromaServer(folder)
    try:
        yield server
    finally:
        server.kill()
