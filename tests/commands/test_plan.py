"""`daeet plan`: every exit code, what goes to which stream, the live line."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import solver.solve
from solver import cli
from solver.commands.plan import EXIT_CODES
from solver.files import read_plan
from solver.instance import Instance
from solver.plan import Admission, Plan
from solver.progress import sentence
from solver.rules import LEVELS
from solver.solve import OnProgress, Progress, SolveOptions
from tests.commands.running import Process, Result, infeasible, refusal_here, write
from tests.example import example


class TestPlan:
    def test_a_plan_for_a_person(self, files: Path) -> None:
        result = Result("plan", str(files / "i.json"))
        assert (result.code, result.err) == (0, "")
        assert "P02" in result.out
        assert "prouvé" in result.out
        assert "\x1b" not in result.out  # no colours in a pipe
        assert max(map(len, result.out.splitlines())) <= 80

    @pytest.mark.parametrize("command", ["plan {}", "weeks --zone B --from 2026-W36 --to 2026-W53"])
    def test_a_page_is_no_wider_than_reads_well(
        self, command: str, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "300")
        result = Result(*command.format(files / "i.json").split())
        assert 80 < max(map(len, result.out.splitlines())) <= 100

    def test_a_plan_for_a_program(self, files: Path) -> None:
        result = Result("plan", str(files / "i.json"), "--json")
        assert (result.code, result.err) == (0, "")
        assert json.loads(result.out)["status"] == "optimal"

    def test_the_plan_goes_to_a_file_as_well(self, files: Path) -> None:
        instance, out = str(files / "i.json"), files / "p.json"
        assert "P02" in Result("plan", instance, "--out", str(out)).out
        as_json = Result("plan", instance, "--out", str(out), "--json")
        assert as_json.out == out.read_text(encoding="utf-8")
        assert read_plan(str(out)).status == "optimal"

    @pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs a Unix device")
    def test_a_file_that_is_standard_output_itself_gets_the_plan_once(self, files: Path) -> None:
        instance = str(files / "i.json")
        alone = Result("plan", instance, "--json")
        assert Process("plan", instance, "--json", "--out", "/dev/stdout").out == alone.out
        page = Result("plan", instance).out
        assert Process("plan", instance, "--out", "/dev/stdout").out == alone.out + page

    def test_so_does_the_file_that_standard_output_is_sent_to(self, files: Path) -> None:
        out = files / "p.json"
        with out.open("w") as stdout:
            command = ["plan", str(files / "i.json"), "--json", "--out", str(out)]
            subprocess.run(
                [sys.executable, "-m", "solver.cli", *command], stdout=stdout, check=True
            )
        assert read_plan(str(out)).status == "optimal"

    @pytest.mark.parametrize("name", ["i.json", "../{}/i.json", "soft.json", "hard.json"])
    def test_exit_2_for_a_file_that_is_the_instance_itself(
        self, name: str, files: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (files / "soft.json").symlink_to("i.json")
        (files / "hard.json").hardlink_to(files / "i.json")
        before = (files / "i.json").read_bytes()
        out = f"{files}/{name.format(files.name)}"
        refusal = refusal_here(["plan", str(files / "i.json"), "--out", out], capsys)
        said = f"le fichier « {out} » est celui qui vient d'être lu : il ne sera pas remplacé."
        assert refusal == said
        assert (files / "i.json").read_bytes() == before
        assert len(list(files.iterdir())) == 3

    def test_exit_2_for_the_file_behind_standard_input(self, files: Path) -> None:
        before = (files / "i.json").read_bytes()
        with (files / "i.json").open() as stdin:
            command = ["plan", "-", "--out", str(files / "i.json")]
            done = subprocess.run(
                [sys.executable, "-m", "solver.cli", *command],
                stdin=stdin,
                capture_output=True,
                check=False,
            )
        assert (done.returncode, done.stdout) == (2, b"")
        assert (files / "i.json").read_bytes() == before

    def test_an_instance_on_standard_input(self) -> None:
        result = Result("plan", "-", "--json", stdin=json.dumps(example()))
        assert (result.code, json.loads(result.out)["status"]) == (0, "optimal")

    def test_the_order_asked_for_is_the_order_of_the_score(self, files: Path) -> None:
        result = Result("plan", str(files / "i.json"), "--json", "--order", "group-first")
        levels = [score["level"] for score in json.loads(result.out)["score"]]
        assert levels.index("cohesion") < levels.index("waiting")

    def test_exit_2_for_a_bad_instance(self, files: Path) -> None:
        instance = write(files / "bad.json", example(["capacity"], 0))
        out = files / "p.json"
        result = Result("plan", instance, "--out", str(out), "--json")
        assert result.refusal() == "capacity : il faut au moins 1 ; reçu : 0."
        assert not out.exists()

    def test_exit_2_for_a_file_that_cannot_be_written(self, files: Path) -> None:
        out = str(files / "none" / "p.json")
        refusal = Result("plan", str(files / "i.json"), "--out", out).refusal()
        assert refusal == f"le fichier « {out} » ne peut pas être écrit : son dossier n'existe pas."

    def test_exit_3_with_the_reasons(self, files: Path) -> None:
        instance = write(files / "bad.json", infeasible())
        result = Result("plan", instance)
        assert result.code == 3
        assert "La semaine du 23 novembre 2026 est à garder pour P01." in result.out

    def test_exit_3_leaves_an_earlier_plan_as_it_was(self, files: Path) -> None:
        instance, out = write(files / "bad.json", infeasible()), files / "p.json"
        out.write_text("earlier", encoding="utf-8")
        result = Result("plan", instance, "--json", "--out", str(out))
        assert result.code == 3
        assert json.loads(result.out)["reasons"]
        assert "n'a pas été écrit" in result.err
        assert out.read_text(encoding="utf-8") == "earlier"

    def test_exit_4_out_of_time_with_no_plan(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        solve_with(Plan(status="unknown"), monkeypatch)
        assert cli.run(["plan", str(files / "i.json"), "--out", str(files / "p.json")]) == 4
        assert "Le temps a manqué" in capsys.readouterr().out
        assert not (files / "p.json").exists()

    def test_a_plan_that_breaks_a_rule_is_never_shown(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        wrong = (Admission(pupil="P01", week="2027-W02", group=1),)
        solve_with(Plan(status="optimal", admissions=wrong), monkeypatch)
        assert cli.run(["plan", str(files / "i.json"), "--out", str(files / "p.json")]) == 70
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith("Erreur interne : le plan trouvé enfreint une règle.")
        assert not (files / "p.json").exists()

    def test_every_status_has_its_exit_code(self) -> None:
        assert EXIT_CODES == {"optimal": 0, "feasible": 0, "infeasible": 3, "unknown": 4}

    def test_a_fault_of_the_program_is_said_without_a_traceback(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def break_down(*_: object) -> Plan:
            raise ZeroDivisionError("division by zero")

        monkeypatch.setattr(solver.solve, "solve", break_down)
        assert cli.run(["plan", str(files / "i.json")]) == 70
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith("Erreur interne du programme.")
        assert "Traceback" not in shown.err


def solve_with(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the solver answer with this plan."""

    def answer(_: Instance, __: SolveOptions, ___: OnProgress | None) -> Plan:
        return plan

    monkeypatch.setattr(solver.solve, "solve", answer)


class TestProgress:
    def test_what_the_live_line_says(self) -> None:
        said = sentence(Progress(level="waiting", value=12, bound=9), room=77)
        assert said == "Attente : 12 trouvé, jamais moins de 9"
        said = sentence(Progress(level="waiting", value=None, bound=0), room=77)
        assert said == "Attente : rien encore, jamais moins de 0"

    @pytest.mark.parametrize("level", LEVELS)
    def test_it_stays_on_its_line(self, level: Any) -> None:
        said = sentence(Progress(level=level, value=123456, bound=123456), room=50)
        assert len(said) <= 50
        assert said.endswith(" : 123456 trouvé, jamais moins de 123456")

    @pytest.mark.skipif(os.name == "nt", reason="needs a Unix terminal")
    def test_it_shows_on_a_terminal_and_stays_out_of_the_answer(self, files: Path) -> None:
        import pty

        ours, theirs = pty.openpty()
        done = subprocess.run(
            [sys.executable, "-m", "solver.cli", "plan", str(files / "i.json"), "--json"],
            stdout=subprocess.PIPE,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm"},
            check=True,
        )
        os.close(theirs)
        shown = os.read(ours, 100_000).decode()
        os.close(ours)
        assert "Recherche du meilleur plan" in shown or "jamais moins de" in shown
        assert json.loads(done.stdout)["status"] == "optimal"

    def test_none_in_a_pipe(self, files: Path) -> None:
        assert Result("plan", str(files / "i.json")).err == ""
