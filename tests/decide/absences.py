"""A week judged with few words, for the tests of what its absences would cost."""

from solver.decide.solidity import Solidity, solidity
from solver.plan import Admission, Session
from tests.build import (
    W48,
    admit,
    broken,
    complete_plan,
    instance,
    pupil,
    session,
    teacher,
    workshop,
)

FOUR = [pupil(f"P0{number}") for number in range(1, 5)]
ONE_DAY = {"days": ["mon"], "slots_per_day": 2, "break_after": []}
TWO_DAYS = {**ONE_DAY, "days": ["mon", "tue"]}


def fragile(found: Solidity) -> list[str]:
    assert found.survived == found.absences - len(found.fragile)
    return [point.id for point in found.fragile]


def judged(
    *others: dict[str, object],
    planned: list[Session] | None = None,
    pupils: list[dict[str, object]] = FOUR,
    admissions: list[Admission] | None = None,
    workshops: list[dict[str, object]] | None = None,
    **fields: object,
) -> Solidity:
    """Judge a week in which `ill`, who gives every workshop, by default gives `a` at `mon-1`."""
    known = workshops or [workshop("a")]
    ill = teacher("ill", *(str(each["id"]) for each in known))
    grid = {"timetable": ONE_DAY, **fields}
    made = instance(*pupils, workshops=known, teachers=[ill, *others], **grid)
    sessions = [session(W48, "a", "ill", "mon-1")] if planned is None else planned
    plan = complete_plan(made, admissions or [admit(p.id, W48) for p in made.pupils], sessions)
    assert broken(made, plan) == []
    return solidity(made, plan, W48)
