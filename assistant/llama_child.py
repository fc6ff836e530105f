"""The process that runs llama.cpp. `local_model.LocalServer` starts it; it imports nothing of ours.

It is a process of its own so that a crash, a kill or llama.cpp's log reach nobody else. It reads
one JSON line from standard input, prints the address it serves on when the model is loaded, and
lives until standard input ends: however its parent dies, it follows.
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any


def _serve(settings: dict[str, Any]) -> Any:
    """Load the model and serve it on a free port of loopback. Return xllamacpp's server."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = settings["gguf"]
    params.model_alias = {Path(settings["gguf"]).stem}  # else replies name the whole path
    params.api_keys = [settings["api_key"]]
    # Read, not mapped: llama.cpp lays most weights out anew for the processor, and the mapped file
    # would stay in memory beside them (2.0 GB for the packaged model, 1.3 GB so).
    params.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE
    params.n_ctx = settings["context"]
    if settings["threads"]:  # else llama.cpp counts the physical cores
        params.cpuparams.n_threads = settings["threads"]
        params.cpuparams_batch.n_threads = settings["threads"]
    # One slot: questions come one by one, and all share the prefix that it has read.
    params.n_parallel = 1
    params.cache_prompt = True
    # Earlier prompts kept in memory, eight of 400 tokens, which is what two questions need; the
    # default is as much as 8 GB.
    params.cache_ram_mib = 96
    # Between batches the server notices that nobody listens any more; the default of 2048 tokens
    # is most of a minute on two cores.
    params.n_batch = params.n_ubatch = 64
    # Each call says which of them it wants.
    params.lora_adapters = [_adapter(file) for file in settings["adapters"]]
    params.lora_init_without_apply = True
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.ui = False
    params.offline = True
    params.verbosity = 2  # errors and warnings
    return xllamacpp.Server(params)


def _adapter(file: str) -> Any:
    import xllamacpp

    adapter = xllamacpp.CommonAdapterLoraInfo()
    adapter.path = file
    adapter.scale = 0.0
    return adapter


def _follow_parent() -> None:
    sys.stdin.read()
    os._exit(0)  # at once, whatever llama.cpp is in the middle of


def main() -> None:
    """Read the settings, load, print the address, and serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
    settings = json.loads(sys.stdin.readline())
    address = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what llama.cpp prints belongs in the log
    follower = threading.Thread(target=_follow_parent)
    follower.start()
    try:
        server = _serve(settings)
    except Exception as error:
        print(error, file=sys.stderr, flush=True)  # noqa: T201  (it is the log)
        os._exit(1)  # a plain end would wait for the follower, and it for our parent
    print(server.listening_address, file=address, flush=True)
    follower.join()


if __name__ == "__main__":
    main()
