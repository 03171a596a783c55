"""The best completion of a move: against the exhaustive search, and in words."""

from hypothesis import assume, given
from hypothesis import strategies as st

from solver.decide.completion import complete
from solver.draft import Draft
from solver.instance import Instance
from solver.solve import solve
from tests.build import W48, W49, admit, broken, changed, complete_plan, instance, pupil
from tests.oracle_questions import outcomes
from tests.strategies import instances, plans


@given(st.data(), instances(max_pupils=4))
def test_it_is_a_best_plan_with_the_move_that_moves_the_fewest_others(
    data: st.DataObject, made: Instance
) -> None:
    assume(made.pupils)
    moving = data.draw(st.sampled_from(sorted(made.pupils_by_id)))
    week = data.draw(st.sampled_from(made.horizon))
    before = data.draw(plans(made))
    known = frozenset(made.pupils_by_id)
    assume({a.pupil for a in before.admissions} <= known)
    before = before.model_copy(update={"sessions": ()})
    completion = complete(made, before, moving, week)
    assert completion is not None
    possible = list(outcomes(made, required=(moving, week)))
    assert completion.possible == bool(possible)
    if completion.plan is None:
        assert completion.because
        return
    pinned = changed(made, pins=[*map(dict, made.pins), {"pupil": moving, "week": week}])
    assert broken(pinned, completion.plan) == []
    best = min(each.rank for each in possible)
    assert tuple(entry.value for entry in completion.plan.score) == best
    week_of = Draft(made, before.admissions, before.sessions).week_of
    others = known - {moving}
    fewest = min(
        sum(each.week_of.get(code) != week_of.get(code) for code in others)
        for each in possible
        if each.rank == best
    )
    assert len(completion.moves) == fewest
    assert completion.proven


SCHOOLMATES = instance(pupil("P01", college="a"), pupil("P02", college="a"))


def test_it_says_who_makes_room_and_what_that_changes() -> None:
    plan = complete_plan(SCHOOLMATES, [admit("P01", W48), admit("P02", W49)])
    completion = complete(SCHOOLMATES, plan, "P02", W48)
    assert completion is not None
    assert completion.message == (
        "Le meilleur plan qui contient ce déplacement : P01 passerait de la semaine 48 à la"
        " semaine 49. Le score reste le même."
    )


def test_it_says_that_nobody_else_moves_and_what_is_gained() -> None:
    plan = complete_plan(SCHOOLMATES, [admit("P01", W48)])
    completion = complete(SCHOOLMATES, plan, "P02", W49)
    assert completion is not None
    assert completion.message == (
        "Le meilleur plan qui contient ce déplacement : aucun autre élève ne changerait de semaine."
        " Prix : plus d'attente (0 → 1) et des groupes moins équilibrés (4 → 8). En échange :"
        " moins d'élèves sans place (1 → 0)."
    )


def test_what_forbids_the_move_is_said() -> None:
    made = changed(SCHOOLMATES, pins=[{"pupil": "P01", "week": W48}])
    plan = complete_plan(made, [admit("P01", W48), admit("P02", W49)])
    completion = complete(made, plan, "P02", W48)
    assert completion is not None
    assert not completion.possible
    assert completion.plan is None
    assert completion.message.startswith("Aucun plan ne permet ce déplacement. ")
    assert {reason.rule for reason in completion.because} == {"pin", "college", "capacity"}


def test_the_best_plan_completes_itself() -> None:
    plan = solve(SCHOOLMATES)
    place = plan.admissions[0]
    completion = complete(SCHOOLMATES, plan, place.pupil, place.week)
    assert completion is not None
    assert (completion.score, completion.moves) == ((), ())
