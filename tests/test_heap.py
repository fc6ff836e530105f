import platform
import subprocess
import sys

import pytest

from assistant.heap import share_heaps

ALLOCATE = """
import ctypes, threading
from assistant.heap import share_heaps
{before}
libc = ctypes.CDLL(None)
barrier = threading.Barrier(8)
def allocate():
    barrier.wait()
    libc.malloc(1000)
    barrier.wait()
threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


def heaps(before: str) -> int:
    """The number of heaps of a program of eight threads."""
    code = ALLOCATE.format(before=before)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries share anyway")
def test_threads_share_two_heaps() -> None:
    assert heaps("share_heaps()") <= 2 < heaps("")


def test_where_there_is_no_glibc_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.libc_ver", lambda: ("", ""))
    monkeypatch.setattr("ctypes.CDLL", lambda name: pytest.fail("there is no such library"))
    share_heaps()
