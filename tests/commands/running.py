"""Running a command in a process of its own, as the tests of commands do."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from solver import cli
from tests.example import example

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"
ENGLISH: Final = ("Usage", "Error", "Options:", "Arguments:", "Commands", "Show", "Missing",
                  "Invalid", "default", "Traceback", "required", "Try", "should")  # fmt: skip


class Result:
    """What a command printed, and how it ended."""

    def __init__(self, *arguments: str, stdin: str | None = None) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "solver.cli", *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        assert not [word for word in ENGLISH if word in self.out + self.err]

    def refusal(self) -> str:
        """Give the one line that says what was wrong with the command line or its files."""
        assert (self.code, self.out) == (2, "")
        (line,) = self.err.splitlines()
        return line


def write(path: Path, document: Any) -> str:
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def infeasible() -> dict[str, Any]:
    pins = [{"pupil": "P01", "week": week} for week in ("2026-W48", "2026-W49")]
    return example(["pins"], pins)


def refusal_here(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Give the one line said about a command line, without a process of its own."""
    assert cli.run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert not [word for word in ENGLISH if word in shown.err]
    (line,) = shown.err.splitlines()
    return line
