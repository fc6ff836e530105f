import os
import subprocess
import sys
import threading
from pathlib import Path

from index.lock import only_writer


def test_who_comes_second_waits_and_says_for_whom(tmp_path: Path) -> None:
    said: list[str] = []
    waits = threading.Event()
    order: list[str] = []

    def second() -> None:
        def say(line: str) -> None:
            said.append(line)
            waits.set()

        with only_writer(tmp_path, say):
            order.append("second")

    thread = threading.Thread(target=second)
    with only_writer(tmp_path, said.append):
        thread.start()
        assert waits.wait(60)
        order.append("first")
    thread.join(60)
    assert order == ["first", "second"]
    assert f"waiting for process {os.getpid()} on" in said[0]


def test_the_lock_goes_with_a_program_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from index.lock import only_writer\n"
        "with only_writer(Path(sys.argv[1]), print): os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)])
    assert killed.returncode == -9
    assert (tmp_path / "lock.owner").exists()
    said: list[str] = []
    with only_writer(tmp_path, said.append):
        assert said == []
