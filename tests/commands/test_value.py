"""`daeet value`."""

import json
from pathlib import Path
from typing import Any

import pytest

import solver.decide.value
from solver import cli
from solver.instance import Instance
from solver.plan import Plan, Status
from solver.rules import LEVELS
from solver.solve import solve
from tests.commands.running import FIXTURES, Result, infeasible, write
from tests.example import example


def answer_with(
    status: Status, monkeypatch: pytest.MonkeyPatch, *, but_first: bool = False
) -> None:
    """Make every search, or every one but the first, end with this status."""
    calls: list[Instance] = []

    def search(made: Instance, *_: Any) -> Plan:
        calls.append(made)
        if but_first and len(calls) == 1:
            return solve(made)
        return Plan(status="unknown") if status == "unknown" else solve(made)

    monkeypatch.setattr(solver.decide.value, "solve", search)


class TestValue:
    def test_for_a_person(self, files: Path) -> None:
        result = Result("value", str(files / "i.json"))
        assert (result.code, result.err) == (0, "")
        assert "Ce que chaque ajout apporterait à lui seul – données inventées" in result.out
        assert "Sans effet : " in result.out
        assert result.out.endswith("Tout cela est prouvé.\n")
        assert max(map(len, result.out.splitlines())) <= 80

    def test_what_helps_comes_first_with_each_level_that_moves(self) -> None:
        shown = Result("value", str(FIXTURES / "lille-2026-W48.json")).out
        helpful, useless = shown.split("Sans effet : ")
        assert "1. Un groupe de plus chaque semaine\n   Attente " in helpful
        assert "33 → 17  mieux\n" in helpful
        assert "13 → 19  moins bien\n" in helpful
        assert "2. Une place de plus dans chaque groupe\n   Attente " in helpful
        assert "Ateliers essentiels" not in helpful  # they stay as they are
        assert "la levée d'une" in useless

    def test_for_a_program(self, files: Path) -> None:
        result = Result("value", str(files / "i.json"), "--json")
        assert (result.code, result.err) == (0, "")
        found = json.loads(result.out)
        assert list(found) == ["status", "score", "values", "reasons"]
        assert (found["status"], found["reasons"]) == ("optimal", [])
        assert [entry["level"] for entry in found["score"]] == list(LEVELS)
        for one in found["values"]:
            assert list(one) == ["change", "proven", "score", "message"]
            assert [list(gain) for gain in one["score"]] == [
                ["level", "before", "after", "gain"]
            ] * 7
        changes = {one["change"]["kind"]: one["change"] for one in found["values"]}
        assert changes["seat"] == {"kind": "seat"}
        assert changes["group"] == {"kind": "group"}
        assert list(changes["half-day"]) == ["kind", "teacher", "slots"]
        assert changes["conflict"] == {"kind": "conflict", "pupils": ["P01", "P02"]}

    def test_an_instance_on_standard_input(self) -> None:
        result = Result("value", "-", "--json", "--seed", "3", stdin=json.dumps(example()))
        assert (result.code, json.loads(result.out)["status"]) == (0, "optimal")

    def test_exit_2_for_a_bad_instance(self, files: Path) -> None:
        refusal = Result("value", write(files / "bad.json", example(["capacity"], 0))).refusal()
        assert refusal == "capacity : il faut au moins 1 ; reçu : 0."

    def test_exit_2_for_a_time_limit_that_is_none(self, files: Path) -> None:
        refusal = Result("value", str(files / "i.json"), "--time-limit", "0").refusal()
        assert "--time-limit : il faut un nombre de secondes positif." in refusal

    def test_exit_3_with_the_reasons_as_plan_gives_them(self, files: Path) -> None:
        instance = write(files / "bad.json", infeasible())
        result = Result("value", instance)
        assert (result.code, result.err) == (3, "")
        assert result.out == Result("plan", instance).out
        found = Result("value", instance, "--json")
        assert found.code == 3
        document = json.loads(found.out)
        assert (document["status"], document["values"]) == ("infeasible", [])
        assert document["reasons"] == json.loads(Result("plan", instance, "--json").out)["reasons"]

    def test_exit_4_out_of_time_with_no_plan(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        answer_with("unknown", monkeypatch)
        assert cli.run(["value", str(files / "i.json")]) == 4
        assert "Le temps a manqué" in capsys.readouterr().out

    def test_what_is_not_proven_is_said(
        self, files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        answer_with("unknown", monkeypatch, but_first=True)
        assert cli.run(["value", str(files / "i.json")]) == 0
        shown = capsys.readouterr().out
        assert "Rien de mieux trouvé dans le temps donné : " in shown
        assert "Tout n'est pas prouvé : le temps a manqué." in shown
