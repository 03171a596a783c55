"""`daeet weeks`."""

import json
from pathlib import Path
from typing import Final

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
