"""The command line, end to end: every exit code, what goes to which stream, and only French."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

import pytest

import solver.solve
from solver import __version__, cli
from solver.commands.plan import EXIT_CODES
from solver.files import read_instance, read_plan, to_json
from solver.instance import Instance
from solver.plan import Admission, Plan
from solver.progress import sentence
from solver.rules import LEVEL_LABELS, LEVELS
from solver.solve import OnProgress, Progress, SolveOptions
from tests.example import example

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


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Make a folder with the example instance, feasible and small."""
    write(tmp_path / "i.json", example())
    return tmp_path


def write(path: Path, document: Any) -> str:
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def infeasible() -> dict[str, Any]:
    pins = [{"pupil": "P01", "week": week} for week in ("2026-W48", "2026-W49")]
    return example(["pins"], pins)


class TestHelp:
    def test_alone_the_program_prints_its_help(self) -> None:
        alone, asked = Result(), Result("--help")
        assert (alone.code, alone.out, alone.err) == (0, asked.out, "")
        for heading in ("Utilisation : daeet", "Commandes :", "Options :"):
            assert heading in alone.out
        assert max(map(len, alone.out.splitlines())) <= 80

    @pytest.mark.parametrize("command", ["plan", "check", "weeks", "generate"])
    def test_every_command_and_option_is_explained(self, command: str) -> None:
        result = Result(command, "--help")
        assert result.code == 0
        assert f"Utilisation : daeet {command}" in result.out
        assert "Afficher cette aide." in result.out
        assert f"\n  {command} " in Result().out

    def test_the_version(self) -> None:
        assert Result("--version").out == f"daeet {__version__}\n"

    def test_help_and_check_import_no_solver(self, files: Path) -> None:
        plan = files / "p.json"
        plan.write_text('{"format": "daeet-plan/1", "status": "feasible"}', encoding="utf-8")
        for arguments in (["--help"], ["check", str(files / "i.json"), str(plan)]):
            program = (
                "import sys; from solver.cli import run; run(sys.argv[1:]);"
                "heavy = {'ortools', 'pandas', 'holidays'} & set(sys.modules);"
                "sys.exit(str(heavy) if heavy else 0)"
            )
            done = subprocess.run(
                [sys.executable, "-c", program, *arguments], capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr


class TestMistypedLines:
    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("plna", "daeet : la commande « plna » n'existe pas. Vouliez-vous écrire « plan » ?"),
            ("--bogus", "daeet : l'option « --bogus » n'existe pas."),
            ("--", "daeet : la commande est mal écrite."),
            ("plan", "daeet plan : il manque INSTANCE."),
            ("check x", "daeet check : il manque PLAN."),
            ("weeks --zone B --from 2026-W36", "daeet weeks : il manque --to."),
            ("plan x y", "daeet plan : argument en trop : « y »."),
            ("plan x --ordr y", "l'option « --ordr » n'existe pas. Vouliez-vous écrire « --order »"),
            ("plan x --seed", "daeet plan : l'option --seed attend une valeur."),
            ("plan x --json=1", "daeet plan : l'option --json n'attend pas de valeur."),
            ("plan x --seed abc", "--seed : il faut un nombre entier ; reçu : « abc »."),
            ("plan x --seed 1.5", "--seed : il faut un nombre entier"),
            ("plan x --seed -1", "--seed : il faut au moins 0"),
            ("plan x --seed 2147483648", "--seed : il faut au plus 2147483647"),
            ("plan x --workers 0", "--workers : il faut au moins 1"),
            ("plan x --workers 65", "--workers : il faut au plus 64"),
            ("plan x --time-limit 0", "--time-limit : il faut un nombre de secondes positif."),
            ("plan x --time-limit -3", "--time-limit : il faut un nombre de secondes positif."),
            ("plan x --time-limit nan", "--time-limit : il faut un nombre de secondes positif."),
            ("plan x --time-limit inf", "--time-limit : il faut un nombre de secondes positif."),
            ("plan x --time-limit soon", "--time-limit : il faut un nombre"),
            ("plan x --order best", "--order : valeurs possibles : wait-first, group-first"),
            ("plan x --out -", "--out : il faut le nom d'un fichier."),
            ("check - -", "daeet check : l'entrée standard ne peut servir qu'une fois."),
            ("weeks --zone D --from 2026-W36 --to 2026-W37", "--zone : valeurs possibles : A, B, C"),
            ("weeks --zone B --from 2025-W53 --to 2026-W37", "--from : « 2025-W53 » n'est pas"),
            ("weeks --zone B --from 2026-W36 --to 36", "--to : « 36 » n'est pas une semaine"),
            ("weeks --zone B --from 2026-W36 --to 2026-W37 --min-days 0", "--min-days : il faut"),
            ("generate --first-week 2025-W53", "--first-week : « 2025-W53 » n'est pas une semaine"),
        ],
    )  # fmt: skip
    def test_one_french_line_says_what_is_wrong_and_where_help_is(
        self, line: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        refusal = refusal_here(line.split(), capsys)
        assert said in refusal
        assert refusal.endswith("--help")

    @pytest.mark.parametrize("before", [[], ["plan"], ["plan", "x"], ["plan", "x", "--seed"]])
    def test_what_is_repeated_from_the_line_cannot_drive_the_terminal(
        self, before: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert refusal_here([*before, "\x1b[31m"], capsys).isprintable()

    def test_the_process_itself_ends_with_2(self) -> None:
        assert "Pour l'aide : daeet plan --help" in Result("plan", "--bogus").refusal()


def refusal_here(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Give the one line said about a command line, without a process of its own."""
    assert cli.run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert not [word for word in ENGLISH if word in shown.err]
    (line,) = shown.err.splitlines()
    return line


class TestPlan:
    def test_a_plan_for_a_person(self, files: Path) -> None:
        result = Result("plan", str(files / "i.json"))
        assert (result.code, result.err) == (0, "")
        assert "P02" in result.out
        assert "prouvé" in result.out
        assert "\x1b" not in result.out  # no colours in a pipe
        assert max(map(len, result.out.splitlines())) <= 80

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
        assert "P01 est fixé sur la semaine du 23 novembre 2026." in result.out

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


class TestInterruptions:
    def test_ctrl_c_says_that_nothing_was_written(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def interrupt(*_: object) -> Plan:
            raise KeyboardInterrupt

        monkeypatch.setattr(solver.solve, "solve", interrupt)
        assert cli.run(["plan", str(files / "i.json"), "--out", str(files / "p.json")]) == 130
        assert capsys.readouterr().err == "Interrompu. Rien n'a été écrit.\n"
        assert not (files / "p.json").exists()

    @pytest.mark.skipif(os.name == "nt", reason="needs Unix signals")
    def test_ctrl_c_while_reading(self) -> None:
        program = "from solver.cli import main; print('ready', flush=True); main()"
        with subprocess.Popen(
            [sys.executable, "-c", program, "plan", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.readline()
            time.sleep(0.5)  # by then it waits for an instance that never comes, or nearly
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 130
            assert process.stderr.read() == "Interrompu. Rien n'a été écrit.\n"

    @pytest.mark.skipif(os.name == "nt", reason="needs Unix pipes")
    @pytest.mark.parametrize("arguments", [["--json"], []])
    def test_a_reader_who_leaves_is_no_error(self, arguments: list[str]) -> None:
        weeks = ["weeks", "--zone", "B", "--from", "2018-W02", "--to", "2090-W20", *arguments]
        with subprocess.Popen(
            [sys.executable, "-m", "solver.cli", *weeks],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.readline()
            process.stdout.close()
            assert process.wait(timeout=60) == 0
            assert process.stderr.read() == b""

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_an_answer_that_cannot_be_written(self) -> None:
        weeks = ["weeks", "--zone", "B", "--from", "2026-W36", "--to", "2026-W40"]
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "solver.cli", *weeks],
                stdout=full,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                check=False,
            )
        assert done.returncode == 74
        assert done.stderr == "La réponse n'a pas pu être écrite : le disque est plein.\n"


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


class TestCheck:
    @pytest.fixture
    def planned(self, files: Path) -> Path:
        result = Result("plan", str(files / "i.json"), "--out", str(files / "p.json"))
        assert result.code == 0
        return files

    def test_a_good_plan(self, planned: Path) -> None:
        result = Result("check", str(planned / "i.json"), str(planned / "p.json"))
        assert (result.code, result.err) == (0, "")
        assert all(label in result.out for label in LEVEL_LABELS.values())
        assert result.out.endswith("Ce plan respecte toutes les règles.\n")

    def test_exit_1_with_a_line_per_violation(self, planned: Path) -> None:
        plan = json.loads((planned / "p.json").read_text(encoding="utf-8"))
        plan["admissions"][0]["week"] = "2026-W52"
        bad = write(planned / "bad.json", plan)
        result = Result("check", str(planned / "i.json"), bad)
        assert result.code == 1
        assert any(line.startswith("closed-week : ") for line in result.out.splitlines())
        assert "n'est pas valable" in result.out.splitlines()[-1]

    def test_for_a_program(self, planned: Path) -> None:
        good = json.loads(
            Result("check", str(planned / "i.json"), str(planned / "p.json"), "--json").out
        )
        assert good["valid"]
        assert good["violations"] == []
        assert [score["level"] for score in good["score"]] == list(LEVELS)
        plan = json.loads((planned / "p.json").read_text(encoding="utf-8"))
        plan["score"][0]["value"] += 1
        result = Result("check", str(planned / "i.json"), write(planned / "b.json", plan), "--json")
        assert result.code == 1
        bad = json.loads(result.out)
        assert not bad["valid"]
        assert set(bad["violations"][0]) == {"rule", "subjects", "message"}

    def test_exit_2_for_a_bad_plan(self, files: Path) -> None:
        plan = write(files / "p.json", {"format": "daeet-plan/1", "status": "perfect"})
        refusal = Result("check", str(files / "i.json"), plan).refusal()
        assert refusal.startswith("status : valeur attendue : optimal, feasible")


class TestWeeks:
    ARGUMENTS: Final = ("weeks", "--zone", "B", "--from", "2026-W36", "--to", "2027-W27")

    def test_for_a_person(self) -> None:
        result = Result(*self.ARGUMENTS)
        assert (result.code, result.err) == (0, "")
        lines = result.out.splitlines()
        assert max(map(len, lines)) <= 80
        (christmas,) = [line for line in lines if line.startswith("2026-W53")]
        assert christmas.split(maxsplit=4) == [
            "2026-W53", "28", "décembre", "2026", "fermée   Vacances de Noël",
        ]  # fmt: skip
        assert "mercredi 11 novembre (Armistice)" in result.out
        assert "Estimation" not in result.out

    def test_estimates_are_marked(self) -> None:
        result = Result("weeks", "--zone", "b", "--from", "2029-W01", "--to", "2029-W02")
        assert "1er janvier 2029*" in result.out
        assert "* Estimation" in result.out

    def test_for_a_program_ready_to_paste_into_an_instance(self, files: Path) -> None:
        answer = json.loads(Result(*self.ARGUMENTS, "--json").out)
        assert answer["zone"] == "B"
        assert answer["weeks"][0] == {
            "week": "2026-W36",
            "open": True,
            "school_days": 4,
            "reasons": ["Vacances d'été"],
            "lost_days": [{"date": "2026-08-31", "reason": "Vacances d'été"}],
            "estimated": False,
        }
        instance = example()
        for key in ("closed_weeks", "closed_days"):
            instance[key] = answer[key]
        read_instance(write(files / "i.json", instance))

    def test_fewer_days_close_fewer_weeks(self) -> None:
        strict = json.loads(Result(*self.ARGUMENTS, "--json", "--min-days", "5").out)
        usual = json.loads(Result(*self.ARGUMENTS, "--json").out)
        assert set(usual["closed_weeks"]) < set(strict["closed_weeks"])
        assert strict["closed_days"] == []

    def test_exit_2_for_an_unknown_year_or_a_reversed_period(self) -> None:
        refusal = Result("weeks", "--zone", "B", "--from", "2016-W36", "--to", "2017-W20").refusal()
        assert refusal == "les vacances scolaires de 2016 ne sont pas connues du programme."
        refusal = Result("weeks", "--zone", "B", "--from", "2027-W01", "--to", "2026-W53").refusal()
        assert refusal == "la période finit (2026-W53) avant de commencer (2027-W01)."


class TestGenerate:
    def test_an_instance_that_can_be_read(self, tmp_path: Path) -> None:
        result = Result("generate", "--pupils", "5", "--weeks", "3", "--seed", "4")
        assert (result.code, result.err) == (0, "")
        (tmp_path / "i.json").write_text(result.out, encoding="utf-8")
        instance = read_instance(str(tmp_path / "i.json"))
        assert (len(instance.pupils), len(instance.open_weeks)) == (5, 3)
        assert to_json(instance) == result.out

    def test_into_a_file(self, tmp_path: Path) -> None:
        out = tmp_path / "i.json"
        result = Result("generate", "--no-workshops", "--groups", "2", "--out", str(out))
        assert (result.code, result.out) == (0, "")
        assert "données inventées" in result.err
        instance = read_instance(str(out))
        assert (instance.workshops, instance.groups_per_week) == ((), 2)

    def test_the_same_seed_gives_the_same_situation(self) -> None:
        one, same, other = (Result("generate", "--seed", seed).out for seed in ("1", "1", "2"))
        assert one == same != other

    def test_exit_2_out_of_bounds(self, tmp_path: Path) -> None:
        out = tmp_path / "i.json"
        result = Result("generate", "--pupils", "20001", "--conflict-rate", "2", "--out", str(out))
        assert (result.code, result.out) == (2, "")
        assert [line.partition(" : ")[0] for line in result.err.splitlines()] == [
            "--pupils",
            "--conflict-rate",
        ]
        assert not out.exists()
