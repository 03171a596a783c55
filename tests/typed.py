"""Typing a `daeet` command line, and reading what its user would read.

A process of its own takes a second or more to start, so most tests type within their own process.
What is about the process itself (signals, pipes, the terminal) is tested in one; so is every
command, once, in the files called `test_processes.py`.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO, TextIOWrapper
from typing import Final

import pytest

ENGLISH: Final = ("Usage", "Error", "Options:", "Arguments:", "Commands", "Show", "Missing",
                  "Invalid", "default", "Traceback", "required", "Try", "should")  # fmt: skip

Ending = tuple[int, str, str]
"""An exit code, what went to standard output and what went to standard error."""


class Ended:
    """What a command printed, and how it ended."""

    def __init__(self, ending: Ending) -> None:
        self.code, self.out, self.err = ending
        assert not [word for word in ENGLISH if word in self.out + self.err]

    def refusal(self) -> str:
        """Give the one line that says what was wrong with the command line or its files."""
        assert (self.code, self.out) == (2, "")
        (line,) = self.err.splitlines()
        return line


def type_here(main: Callable[[], None], arguments: tuple[str, ...], stdin: str) -> Ending:
    """Run a program's `main` on a command line and standard streams of its own, until it exits.

    The streams know only ASCII, as under a system whose language is not set.
    """
    out, err = (TextIOWrapper(BytesIO(), encoding="ascii") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["daeet", *arguments])
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin.encode()), encoding="utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as exited:
            main()
    assert isinstance(exited.value.code, int)
    return exited.value.code, _printed(out), _printed(err)


def _printed(stream: TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue().decode()


def type_in_a_process(
    module: str, arguments: tuple[str, ...], stdin: str, environment: Mapping[str, str] | None
) -> Ending:
    """Run a module on a command line as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env=environment,
    )
    return done.returncode, done.stdout, done.stderr
