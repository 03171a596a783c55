"""The solver against the exhaustive search, and what must not change its score.

`HYPOTHESIS_PROFILE=soak` searches for much longer.
"""

from collections.abc import Callable
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from solver.instance import Instance
from solver.solve import SolveOptions, solve
from tests.build import broken, changed, values
from tests.oracle import all_elements, best_plan, is_possible
from tests.strategies import instances


@given(instances())
def test_status_and_every_level_are_those_of_the_exhaustive_search(made: Instance) -> None:
    plan, known = solve(made), best_plan(made)
    assert plan.status == known.status
    assert list(values(plan).items()) == list(values(known).items())


@given(instances())
def test_every_plan_passes_the_checker_with_its_proof(made: Instance) -> None:
    plan = solve(made)
    if plan.status == "optimal":
        assert broken(made, plan) == []
        assert all(entry.bound == entry.value for entry in plan.score)
    else:
        assert plan.status == "infeasible"
        assert (plan.admissions, plan.sessions, plan.score) == ((), (), ())


@given(instances(pinned=True))
def test_the_reasons_of_an_infeasible_plan_contradict_each_other_and_each_is_needed(
    made: Instance,
) -> None:
    plan = solve(made)
    reasons = [(reason.rule, reason.subjects) for reason in plan.reasons]
    assert bool(reasons) == (plan.status == "infeasible")
    others = [element for element in all_elements(made) if element not in reasons]
    assert len(others) + len(reasons) == len(all_elements(made))
    assert is_possible(made, lifted=others) == (not reasons)
    for element in reasons:
        assert is_possible(made, lifted=[*others, element]), element


@given(instances(), st.data())
def test_other_names_in_another_order_leave_the_score_unchanged(
    made: Instance, data: st.DataObject
) -> None:
    other = renamed(made, data)
    plan, again = solve(made), solve(other)
    assert (again.status, values(again)) == (plan.status, values(plan))


def renamed(made: Instance, data: st.DataObject) -> Instance:
    """Shuffle the pupils, then name them otherwise."""
    codes = list(made.pupils_by_id)
    new = {code: f"Q{code}" for code in data.draw(st.permutations(codes))}
    for number, code in enumerate(data.draw(st.permutations(codes))):
        new[code] = f"Q{number:02}"
    document = made.model_dump(mode="json")
    return changed(
        made,
        pupils=[
            {**each, "id": new[each["id"]]}
            for each in data.draw(st.permutations(document["pupils"]))
        ],
        conflicts=[[new[other], new[one]] for one, other in made.conflicts],
        teacher_conflicts=[[new[one], teacher] for one, teacher in made.teacher_conflicts],
        **{
            field: [{**entry, "pupil": new[entry["pupil"]]} for entry in document[field]]
            for field in ("pins", "bans", "announced")
        },
    )


def with_a_college_each(made: Instance) -> Instance:
    return changed(
        made,
        colleges=[{"id": one.id, "name": f"Collège inventé {one.id}"} for one in made.pupils],
        pupils=[{**one.model_dump(mode="json"), "college": one.id} for one in made.pupils],
        teachers=[{**each.model_dump(mode="json"), "college": None} for each in made.teachers],
    )


def with_teachers(made: Instance, **fields: object) -> Instance:
    teachers = [{**each.model_dump(mode="json"), **fields} for each in made.teachers]
    return changed(made, teachers=teachers)


def without_motive_limits(made: Instance) -> Instance:
    return changed(made, policy={**made.policy.model_dump(mode="json"), "motive_limits": {}})


LIFTS: Final[dict[str, Callable[[Instance], Instance]]] = {
    "one more place": lambda made: changed(made, capacity=made.capacity + 1),
    "one more group": lambda made: changed(made, groups_per_week=made.groups_per_week + 1),
    "a college each": with_a_college_each,
    "no conflict": lambda made: changed(made, conflicts=[]),
    "no motive limit": without_motive_limits,
    "no ban": lambda made: changed(made, bans=[]),
    "no pin": lambda made: changed(made, pins=[]),
    "no teacher conflict": lambda made: changed(made, teacher_conflicts=[]),
    "no teacher away": lambda made: with_teachers(made, away_weeks=[]),
    "no teacher busy": lambda made: with_teachers(made, slots=None),
    "no teacher budget": lambda made: with_teachers(made, max_sessions=None),
}


@given(instances(), st.sampled_from(sorted(LIFTS)))
def test_a_lifted_rule_never_makes_the_best_score_worse(made: Instance, lift: str) -> None:
    before, after = solve(made), solve(LIFTS[lift](made))
    if before.status == "optimal":
        assert after.status == "optimal"
        assert tuple(values(after).values()) <= tuple(values(before).values())


@given(instances())
def test_swapping_every_gender_leaves_the_score_unchanged(made: Instance) -> None:
    swap = {"F": "M", "M": "F", None: None}
    pupils = [{**one.model_dump(mode="json"), "gender": swap[one.gender]} for one in made.pupils]
    plan, swapped = solve(made), solve(changed(made, pupils=pupils))
    assert (swapped.status, values(swapped)) == (plan.status, values(plan))


@given(instances(), st.integers(0, 5))
def test_the_same_seed_with_one_worker_gives_the_same_plan(made: Instance, seed: int) -> None:
    options = SolveOptions(seed=seed, workers=1)
    assert solve(made, options) == solve(made, options)
