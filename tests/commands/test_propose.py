"""`daeet propose`: its JSON, its page, every exit code, and what it refuses."""

import json
from pathlib import Path

import pytest

import solver.solve
from solver import cli
from solver.files import read_instance, read_plan
from solver.instance import Instance
from solver.plan import Plan
from solver.solve import OnProgress, SolveOptions, solve
from tests.build import W48, admit, complete_plan
from tests.commands.running import FIXTURES, Result, infeasible, refusal_here, write
from tests.example import example

LILLE = str(FIXTURES / "lille-2026-W48.json")


class TestAnswers:
    def test_for_a_person(self) -> None:
        result = Result("propose", LILLE, "--week", W48)
        assert (result.code, result.err) == (0, "")
        assert "3 propositions – données inventées" in result.out
        assert "3. Un autre groupe" in result.out
        assert "\x1b" not in result.out  # no colours in a pipe
        assert max(map(len, result.out.splitlines())) <= 80

    def test_for_a_program(self) -> None:
        result = Result("propose", LILLE, "--week", W48, "--json")
        assert (result.code, result.err) == (0, "")
        document = json.loads(result.out)
        assert {"proposals", "exhausted"} <= set(document)
        assert len(document["proposals"]) == 3
        for proposal in document["proposals"]:
            assert {"name", "order", "plan", "differs_by", "strengths", "costs"} <= set(proposal)
            assert {"solidity", "missing"} <= set(proposal)
            assert proposal["plan"]["status"] == "optimal"
        assert document["exhausted"] is False

    def test_the_first_is_the_plan_that_plan_gives(self) -> None:
        proposed = Result("propose", LILLE, "--week", W48, "--count", "1", "--json", "--seed", "3")
        plan = Result("plan", LILLE, "--json", "--seed", "3")
        assert json.loads(proposed.out)["proposals"][0]["plan"] == json.loads(plan.out)

    def test_how_many_and_how_far(self) -> None:
        options = ("--count", "2", "--min-distance", "4", "--json")
        document = json.loads(Result("propose", LILLE, "--week", W48, *options).out)
        assert [proposal["differs_by"] >= 4 for proposal in document["proposals"]] == [False, True]

    def test_none_but_the_first_is_far_enough(self, files: Path) -> None:
        result = Result("propose", str(files / "i.json"), "--week", W48, "--min-distance", "9")
        assert result.code == 0
        assert "Aucun autre groupe possible ne diffère d'au moins 9 élèves" in result.out

    def test_one_in_full(self, files: Path) -> None:
        line = ("propose", LILLE, "--week", W48)
        shown = Result(*line, "--show", "2").out
        assert "Lundi" in shown
        assert f"({W48})" in shown.splitlines()[0]
        plan = write(files / "p.json", json.loads(Result(*line, "--show", "2", "--json").out))
        document = json.loads(Result(*line, "--json").out)
        assert read_plan(plan).model_dump(mode="json") == document["proposals"][1]["plan"]

    def test_an_instance_on_standard_input(self) -> None:
        result = Result("propose", "-", "--week", W48, stdin=json.dumps(example()))
        assert result.code == 0

    def test_its_help(self) -> None:
        result = Result("propose", "--help")
        assert "Utilisation : daeet propose" in result.out
        assert "Afficher cette aide." in result.out
        assert "\n  propose " in Result().out


class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ("", "daeet propose : il manque --week."),
            ("--week 48", "--week : « 48 » n'est pas une semaine ; exemple : 2026-W48."),
            ("--week 2026-W54", "--week : « 2026-W54 » n'est pas une semaine"),
            ("--week 2026-W48 --count 0", "--count : il faut au moins 1 ; reçu : « 0 »."),
            ("--week 2026-W48 --min-distance 0", "--min-distance : il faut au moins 1"),
            ("--week 2026-W48 --show 0", "--show : il faut au moins 1"),
        ],
    )
    def test_mistyped(self, options: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert said in refusal_here(["propose", "i.json", *options.split()], capsys)

    def test_a_closed_week(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        said = refusal_here(["propose", str(files / "i.json"), "--week", "2026-W52"], capsys)
        assert said == "--week : la semaine du 21 décembre 2026 est fermée."

    @pytest.mark.parametrize("week", ["2026-W47", "2027-W03"])
    def test_a_week_outside_the_period(
        self, week: str, files: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        said = refusal_here(["propose", str(files / "i.json"), "--week", week], capsys)
        period = "de 2026-W48 à 2027-W02"
        assert said == f"--week : la semaine {week} est hors de la période, qui va {period}."

    def test_a_number_that_no_proposal_has(
        self, files: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        line = ["propose", str(files / "i.json"), "--week", W48, "--count", "1", "--show", "2"]
        assert refusal_here(line, capsys) == "--show : il n'y a que 1 proposition."


class TestWithoutPlan:
    def test_exit_3_with_the_reasons(self, files: Path) -> None:
        made = write(files / "bad.json", infeasible())
        result = Result("propose", made, "--week", W48)
        assert result.code == 3
        assert "La semaine du 23 novembre 2026 est à garder pour P01." in result.out
        as_json = Result("propose", made, "--week", W48, "--json")
        document = json.loads(as_json.out)
        assert (as_json.code, document["proposals"], document["exhausted"]) == (3, [], True)
        assert document["reasons"]

    def test_exit_4_out_of_time_with_no_plan(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(solver.solve, "solve", lambda *_: Plan(status="unknown"))
        assert cli.run(["propose", str(files / "i.json"), "--week", W48]) == 4
        assert "Le temps a manqué" in capsys.readouterr().out
        assert cli.run(["propose", str(files / "i.json"), "--week", W48, "--json"]) == 4
        document = json.loads(capsys.readouterr().out)
        assert (document["proposals"], document["exhausted"]) == ([], False)

    @pytest.mark.parametrize("form", [[], ["--json"]])
    def test_exit_70_for_a_plan_that_breaks_a_rule(
        self,
        form: list[str],
        files: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        made = read_instance(str(files / "i.json"))
        wrong = complete_plan(made, [admit("P02", W48), admit("P03", W48)])
        monkeypatch.setattr(solver.solve, "solve", lambda *_: wrong)
        assert cli.run(["propose", str(files / "i.json"), "--week", W48, *form]) == 70
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith("Erreur interne : le plan trouvé enfreint une règle.")


class TestTime:
    def test_the_first_has_half_and_the_seed_is_kept(
        self, files: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[SolveOptions] = []

        def watched(made: Instance, options: SolveOptions, told: OnProgress | None) -> Plan:
            seen.append(options)
            return solve(made, options, told)

        monkeypatch.setattr(solver.solve, "solve", watched)
        line = [
            "propose",
            str(files / "i.json"),
            "--week",
            W48,
            "--time-limit",
            "40",
            "--seed",
            "7",
        ]
        assert cli.run(line) == 0
        assert seen == [SolveOptions(time_limit=20.0, seed=7)]
