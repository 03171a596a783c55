"""The shipped situations: made by the generator, sound, and worth looking at."""

from pathlib import Path

import pytest

from solver.check import check
from solver.files import read_instance, to_json
from solver.generate import generate_next_week, generate_year
from solver.generate.colleges import are_invented
from solver.instance import Instance
from solver.plan import Plan
from solver.solve import SolveOptions, solve
from tests.build import values

FIXTURES = Path(__file__).parent.parent / "fixtures"
NEXT_WEEK = FIXTURES / "lille-2026-W48.json"
YEAR = FIXTURES / "year-2026-2027.json"


@pytest.mark.parametrize(
    ("path", "made"), [(NEXT_WEEK, generate_next_week()), (YEAR, generate_year())]
)
def test_a_fixture_is_what_the_generator_makes(path: Path, made: Instance) -> None:
    assert path.read_text(encoding="utf-8") == to_json(made)


@pytest.mark.parametrize("path", [NEXT_WEEK, YEAR])
def test_a_fixture_reads_back_and_holds_invented_data_only(path: Path) -> None:
    assert are_invented(read_instance(str(path)).colleges)


@pytest.mark.parametrize("path", [NEXT_WEEK, YEAR])
def test_the_readme_says_that_a_fixture_is_invented(path: Path) -> None:
    readme = (FIXTURES / "README.md").read_text(encoding="utf-8")
    assert "données inventées" in readme
    assert f"`{path.name}`" in readme


@pytest.fixture(scope="module")
def of() -> Instance:
    return read_instance(str(NEXT_WEEK))


@pytest.fixture(scope="module")
def plan(of: Instance) -> Plan:
    return solve(of, SolveOptions(time_limit=120))


class TestNextWeek:
    """What makes next week's situation a good one to show."""

    def test_its_best_plan_is_known(self, of: Instance, plan: Plan) -> None:
        assert plan.status == "optimal"
        assert check(of, plan).valid
        assert values(plan) == {
            "unplaced": 0,
            "disruption": 0,
            "carried": 0,
            "waiting": 33,
            "coverage": 1,
            "cohesion": 13,
            "comfort": 4,
        }

    def test_some_must_wait(self, of: Instance, plan: Plan) -> None:
        hosted = [entry.pupil for entry in plan.admissions if entry.week == of.first_week]
        could = [each.id for each in of.pupils if each.earliest <= of.first_week]
        assert len(hosted) == of.capacity
        assert len(could) > of.capacity

    def test_the_girls_are_together(self, of: Instance, plan: Plan) -> None:
        girls = {each.id for each in of.pupils if each.gender == "F"}
        weeks = {entry.week for entry in plan.admissions if entry.pupil in girls}
        assert len(girls) == 2
        assert len(weeks) == 1

    def test_one_workshop_that_is_not_core_cannot_take_place(
        self, of: Instance, plan: Plan
    ) -> None:
        placed = {entry.workshop for entry in plan.sessions if entry.week == of.first_week}
        missing = [each for each in of.workshops if each.id not in placed]
        assert [(each.id, each.core) for each in missing] == [("numerique", False)]
