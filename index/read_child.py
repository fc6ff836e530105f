"""The process in which `index.read.Reader` has files read that need a parser.

It takes a path a line, as JSON, from standard input, and prints what it found in the file, or why
it could not be read, as a line of JSON. It ends with standard input, or when a file takes too long.
"""

import faulthandler
import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from index.errors import ReadError
from index.read import load

# In bytes. The largest files that are read take less; what wants more is given up.
_MEMORY = 800_000_000


def main() -> None:
    """Read the files that standard input names, each within so many seconds."""
    seconds = float(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # libraries that print must not print into an answer
    limit_memory()
    with Path(os.devnull).open("w") as log:
        for line in sys.stdin.buffer:
            # Ends the process even if a library keeps it busy without coming back to Python.
            faulthandler.dump_traceback_later(seconds, exit=True, file=log)
            answer = json.dumps(_answer(Path(json.loads(line))), ensure_ascii=False)
            faulthandler.cancel_dump_traceback_later()
            answers.write(answer.encode() + b"\n")
            answers.flush()


def _answer(path: Path) -> dict[str, object]:
    try:
        content, content_hash = load(path)
    except ReadError as error:
        return {"error": str(error)}
    return asdict(content) | {"content_hash": content_hash}


def limit_memory() -> None:
    """Let this process have no more memory than reading a file may take."""
    with suppress(ImportError):  # Windows has no such limits
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


if __name__ == "__main__":
    main()
