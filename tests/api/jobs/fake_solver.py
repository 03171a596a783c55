"""A child that misbehaves as it is told, for a seed of 0; for any other it answers as it should.

`python fake_solver.py BEHAVIOUR [ARGUMENT]`
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

behaviour, argument = sys.argv[1], sys.argv[-1]
task: Any = None
GOOD = {"result": {"status": "optimal"}}


def say(event: Any) -> None:
    print(json.dumps(event), flush=True)  # noqa: T201


def hang() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(1000)


def tell() -> None:
    """Tell how far it is, then wait until it may end."""
    say({"progress": {"label": "Attente", "level": "waiting", "value": 12, "bound": 9}})
    while not Path(argument).exists():
        time.sleep(0.01)
    say(GOOD)


def close_and_hang() -> None:
    os.close(1)
    hang()


def leave_somebody() -> None:
    """End, while somebody it has started keeps its output open."""
    if os.fork() == 0:
        hang()
    os._exit(0)


def note() -> None:
    with Path(argument).open("a") as notes:
        notes.write(f"{task['request']['seed']}\n")
    say(GOOD)


def fail_for_memory() -> None:
    """Go as a native library does that gets no memory."""
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n")
    os.abort()


def environment() -> None:
    say({"result": {"status": "optimal", "environment": dict(os.environ)}})


BEHAVIOURS: dict[str, Callable[[], object]] = {
    "good": lambda: say(GOOD),
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "crash": lambda: 1 / 0,
    "no-memory": fail_for_memory,
    "hang": hang,
    "close-and-hang": close_and_hang,
    "leave-somebody": leave_somebody,
    "tell": tell,
    "note": note,
    "say": lambda: os.write(1, argument.encode().decode("unicode_escape").encode("latin-1")),
    "echo": lambda: say({"result": json.loads(Path(argument).read_text())}),
    "flood": lambda: [os.write(1, b"x" * 100_000) for _ in iter(int, 1)],
    "environment": environment,
    "read-nothing": hang,
}

if behaviour == "read-nothing":
    hang()
task = json.loads(sys.stdin.readline())
if task["request"]["seed"] and behaviour != "note":
    behaviour = "good"
BEHAVIOURS[behaviour]()
