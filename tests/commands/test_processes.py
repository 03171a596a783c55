"""Every command as a process of its own: its exit code and both its streams.

The other tests type within their own process; these show that it comes to the same.
"""

import json
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from solver import cli
from tests.commands.running import Process, Result, infeasible, write
from tests.example import example


class Line(NamedTuple):
    """A command line, and what is expected of it; an empty text stands for an empty stream."""

    typed: str
    code: int
    out: str = ""
    err: str = ""


LINES: Final = (
    Line(
        "plan bad.json --out new.json",
        3,
        "est à garder pour P01.",
        "« new.json » n'a pas été écrit.",
    ),
    Line("propose i.json --week 2026-W48 --json", 0, '"exhausted"'),
    Line("explain i.json --pupil P03 --week 2026-W49", 0, "P03 en semaine 49"),
    Line("check i.json late.json", 1, "closed-week : "),
    Line("try i.json p.json --move P01:2026-W50", 0, "Le déplacement tient : P01"),
    Line("replan i.json p.json --week 2026-W48 --absent P02", 0, "P02 (collège"),
    Line("value i.json", 0, "Tout cela est prouvé."),
    Line("simulate --pupils 8 --policy first-come", 0, "1 année simulée"),
    Line("weeks --zone B --from 2026-W36 --to 2026-W35", 2, err="la période finit (2026-W35)"),
    Line("generate --pupils 5 --weeks 3 --out new.json", 0, err="données inventées"),
    Line("plna", 2, err="Vouliez-vous écrire « plan » ?"),
)


@pytest.fixture
def here(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go where the files are that the lines name."""
    monkeypatch.chdir(files)
    plan = {
        "format": "daeet-plan/1",
        "status": "feasible",
        "admissions": [{"pupil": "P02", "week": "2026-W48", "group": 1}],
    }
    write(files / "p.json", plan)
    plan["admissions"] = [{"pupil": "P02", "week": "2026-W52", "group": 1}]
    write(files / "late.json", plan)
    write(files / "bad.json", infeasible())


def test_no_command_is_left_out() -> None:
    own = {
        command.name
        for command in cli.app.registered_commands
        if command.callback and command.callback.__module__.startswith("solver.")
    }
    assert own == {line.typed.split()[0] for line in LINES} - {"plna"}


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("line", LINES, ids=[line.typed.split()[0] for line in LINES])
def test_the_process_ends_and_prints_as_the_other_tests_read(line: Line) -> None:
    process = Process(*line.typed.split())
    for said, expected in ((process.out, line.out), (process.err, line.err)):
        assert expected in said
        assert bool(said) is bool(expected)
    assert process.code == line.code
    here = Result(*line.typed.split())
    assert (process.code, process.out, process.err) == (here.code, here.out, here.err)


def test_a_process_reads_its_standard_input() -> None:
    process = Process("plan", "-", stdin=json.dumps(example()))
    assert (process.code, process.err) == (0, "")
    assert "P02" in process.out
