"""The command line as a whole: help and mistyped lines in French, interruptions."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import solver.solve
from solver import __version__, cli
from solver.plan import Plan
from tests.commands.running import Process, Result, refusal_here


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
            ("generate --preset mois", "--preset : valeurs possibles : semaine, annee."),
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
        assert "Pour l'aide : daeet plan --help" in Process("plan", "--bogus").refusal()


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

    def test_ctrl_c_while_modules_load_is_no_fault(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def interrupt(*_: object) -> Plan:
            raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

        monkeypatch.setattr(solver.solve, "solve", interrupt)
        assert cli.run(["plan", str(files / "i.json")]) == 130
        assert capsys.readouterr().err == "Interrompu. Rien n'a été écrit.\n"

    @pytest.mark.skipif(os.name == "nt", reason="needs Unix signals")
    def test_ctrl_c_while_reading(self) -> None:
        program = (
            "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
            "from solver.cli import main; print('ready', flush=True); main()"
        )
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
    def test_a_reader_who_leaves_is_no_error(
        self, arguments: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Unbuffered, Python takes a broken pipe for a short write and says nothing of it.
        monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
        weeks = ["weeks", "--zone", "B", "--from", "2018-W02", "--to", "2030-W20", *arguments]
        with subprocess.Popen(
            [sys.executable, "-m", "solver.cli", *weeks],
            bufsize=0,  # we read no further than the first line
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pipesize=4096,  # and they cannot write further than that
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
