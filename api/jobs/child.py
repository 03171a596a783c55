"""One process of the solver as its parent sees it: started, listened to, killed."""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from api.jobs.failures import FailureCode, JobFailed

SOLVER: Final[tuple[str, ...]] = (sys.executable, "-m", "api.jobs.solver_process")
"""The command line of the solver's process."""

_ROOT: Final = Path(__file__).parents[2]
"""Where the program stands; the child has to find the same one."""

# Nothing else of the service's environment, which holds secrets.
_PASSED_ON: Final = ("PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")

_LONGEST_ANSWER: Final = 64_000_000
_LAST_WORDS: Final = 4000
_WORDS_OF_MEMORY: Final = (b"MemoryError", b"bad_alloc", b"failed to map segment")
_TO_END: Final = 1.0
"""Seconds that a child which has closed its output gets to end."""


class Child:
    """A running process; leaving the `with` kills it and all it has started."""

    def __init__(self, command: Sequence[str], task: dict[str, Any]) -> None:
        self._process: Final = subprocess.Popen(  # noqa: S603 - our own program, nothing typed in
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )
        self._stdin: Final = _there(self._process.stdin)
        self._stdout: Final = _there(self._process.stdout)
        self._stderr: Final = _there(self._process.stderr)
        self._open: Final = selectors.DefaultSelector()
        self._open.register(self._stdout, selectors.EVENT_READ)
        self._open.register(self._stderr, selectors.EVENT_READ)
        self._heard = 0
        self._lines: list[bytes] = []
        self._unfinished: list[bytes] = []
        self._last_words = b""
        # A child that reads nothing must not hold up whoever watches its deadline.
        content = json.dumps(task).encode() + b"\n"
        self._feeder: Final = threading.Thread(target=self._feed, args=(content,), daemon=True)
        self._feeder.start()

    def __enter__(self) -> Self:
        """Give the child."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Kill the child, at once and for good, and whatever it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._feeder.join(_TO_END)
        self._open.close()
        for stream in (self._stdin, self._stdout, self._stderr):
            # What the child did not read is lost with it.
            with suppress(BrokenPipeError):
                stream.close()

    def lines(self, wait: float) -> list[bytes]:
        """Give the lines that come within `wait` seconds, none where none does.

        Raises JobFailed where the child has ended and all its lines were given, or where it says too much.
        """
        came = self._open.select(wait)
        for key, _ in came:
            self._hear(key.fileobj)
        ended = self._stdout not in self._still_open()
        if ended or (not came and self._process.poll() is not None):
            self._end_line(b"")
            if not self._lines:
                raise JobFailed(self._why())
        lines, self._lines = self._lines, []
        return lines

    def _hear(self, stream: Any) -> None:
        heard = os.read(stream.fileno(), 65536)
        if not heard:
            self._open.unregister(stream)
        elif stream is self._stderr:
            self._last_words = (self._last_words + heard)[-_LAST_WORDS:]
        else:
            self._hear_lines(heard)

    def _hear_lines(self, heard: bytes) -> None:
        self._heard += len(heard)
        if self._heard > _LONGEST_ANSWER:
            raise JobFailed("unreadable-answer")
        *ends, start = heard.split(b"\n")
        for end in ends:
            self._end_line(end)
        self._unfinished.append(start)

    def _end_line(self, end: bytes) -> None:
        line = b"".join((*self._unfinished, end))
        self._unfinished = []
        if line:
            self._lines.append(line)

    def _why(self) -> FailureCode:
        """Say why a child that has nothing more to say gave no answer."""
        try:
            code = self._process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            return "unreadable-answer"
        for key, _ in self._open.select(0):
            self._hear(key.fileobj)
        if code == -signal.SIGKILL:
            return "killed"
        if any(word in self._last_words for word in _WORDS_OF_MEMORY):
            return "out-of-memory"
        return "crashed" if code else "unreadable-answer"

    def _still_open(self) -> list[Any]:
        return [key.fileobj for key in self._open.get_map().values()]

    def _feed(self, content: bytes) -> None:
        """Hand over the task. The stream stays open: a child knows by its end that we are gone."""
        # A child that was killed reads no further.
        with suppress(BrokenPipeError):
            self._stdin.write(content)
            self._stdin.flush()


def _there(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - every one was asked for as a pipe
    return stream
