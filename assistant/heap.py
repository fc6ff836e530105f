"""How the C library keeps the memory of a program that runs for days in many threads."""

import ctypes
import platform

# Of mallopt(3), which takes the number of heaps, glibc's "arenas".
_M_ARENA_MAX = -8
_ARENAS = 2


def share_heaps() -> None:
    """Let the program's threads share two heaps, where the C library is glibc.

    It else gives each of the first dozens a heap of its own, from which little goes back: the page
    took 2.04 GB after 360 questions, without a language model, and takes 1.81 so. To be called
    before other threads begin.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, _ARENAS)
