"""`daeet weeks`."""

import json
from pathlib import Path
from typing import Final

import pytest

from solver import cli
from solver.files import read_instance
from tests.commands.running import Result, write
from tests.example import example


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

    @pytest.mark.parametrize(
        ("first", "last", "min_days", "said"),
        [
            ("2026-W36", "2026-W53", "3", "18 semaines, dont 4 fermées : moins de 3 jours de classe."),
            ("2026-W48", "2026-W52", "3", "5 semaines, dont 1 fermée : moins de 3 jours de classe."),
            ("2026-W52", "2026-W53", "1", "2 semaines, toutes fermées : moins d'un jour de classe."),
            ("2026-W52", "2026-W52", "2", "1 semaine, fermée : moins de 2 jours de classe."),
            (
                "2026-W48", "2026-W49", "3",
                "2 semaines, aucune n'est fermée : une semaine ferme à moins de 3 jours de classe.",
            ),
            (
                "2026-W48", "2026-W48", "1",
                "1 semaine, elle n'est pas fermée : une semaine ferme à moins d'un jour de classe.",
            ),
        ],
    )  # fmt: skip
    def test_how_many_weeks_are_closed_and_why(
        self,
        first: str,
        last: str,
        min_days: str,
        said: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        period = ["--from", first, "--to", last, "--min-days", min_days]
        assert cli.run(["weeks", "--zone", "B", *period]) == 0
        head = capsys.readouterr().out.partition("\n\n")[0]
        assert " ".join(head.split()) == f"Semaines scolaires, zone B {said}"

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
