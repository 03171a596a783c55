"""The process that searches: a task on standard input, events on standard output, nothing else.

It knows no database and no settings. Run as `python -m api.jobs.solver_process`; the one who started it may
kill it at any moment, and it ends by itself when that one is gone.
"""

import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, Final

from api.jobs.questions import read_request
from solver.checked import PlanRefused
from solver.problems import InputError

_LESS_URGENT: Final = 10
"""Added to the niceness, so that the service answers first."""

_LEAST_MARGIN: Final = 2.0
_SHARE_OF_MARGIN: Final = 0.1
_AFTER_DEADLINE: Final = 30

Say = Callable[[dict[str, Any]], None]


def search_time(deadline: float) -> float:
    """Say how long to search, in seconds, so that the answer is written before the deadline."""
    return max(deadline / 2, deadline - max(_LEAST_MARGIN, _SHARE_OF_MARGIN * deadline))


def main() -> None:
    """Read the task, answer it, end."""
    say = _speaker()
    task = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit(task["memory_mb"], task["deadline_seconds"])
    say(_last_event(task, say))


def _speaker() -> Say:
    """Keep standard output for events alone: what a library prints must not come in between."""
    events = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def say(event: dict[str, Any]) -> None:
        events.write(json.dumps(event) + "\n")
        events.flush()

    return say


def _end_with_parent() -> None:
    """Wait until standard input closes, which happens when the parent is gone, however it went."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def _limit(memory_mb: int, deadline: int) -> None:
    """Bound memory and time by the system's own means, and leave no image of the memory behind."""
    os.nice(_LESS_URGENT)
    signal.alarm(deadline + _AFTER_DEADLINE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory_mb * 2**20
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _last_event(task: dict[str, Any], say: Say) -> dict[str, Any]:
    try:
        result = _answer(task, say)
    except InputError:
        return {"failure": "infeasible-input"}
    except PlanRefused:
        return {"failure": "refused-by-checker"}
    except MemoryError:
        return {"failure": "out-of-memory"}
    except Exception as error:  # noqa: BLE001 - told to the parent, who logs it
        from api.logs import described

        return {"failure": "crashed", **described(error)}
    return {"failure": "out-of-time"} if result is None else {"result": result}


def _answer(task: dict[str, Any], say: Say) -> dict[str, Any] | None:
    # Where the limit of memory is too low to load the search, that is told like any other lack of it.
    from api.jobs.answering import answer
    from solver.solve import SolveOptions

    instance, question = read_request(task["kind"], task["request"])
    options = SolveOptions(time_limit=search_time(task["deadline_seconds"]), seed=question.seed)
    return answer(instance, question, options, say)


if __name__ == "__main__":
    main()
