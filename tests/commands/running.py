"""Running the solver's commands, as their tests do."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from solver import cli
from tests.example import example
from tests.typed import ENGLISH, Ended, type_here, type_in_a_process

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"


class Result(Ended):
    """What a command printed and how it ended, run within the test's own process."""

    def __init__(self, *arguments: str, stdin: str = "") -> None:
        super().__init__(type_here(cli.main, arguments, stdin))


class Process(Ended):
    """What a command printed and how it ended, run as a process of its own."""

    def __init__(self, *arguments: str, stdin: str = "") -> None:
        super().__init__(type_in_a_process("solver.cli", arguments, stdin, environment=None))


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
