"""What a search may be asked beyond the best plan, against the exhaustive search.

All data are invented (« données inventées »).
"""

from collections.abc import Callable, Sequence
from typing import Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solver import search
from solver.draft import Draft
from solver.instance import Instance
from solver.model import minimise
from solver.plan import Session
from solver.question import Distance, Goal, Question, Told, told_as
from solver.solve import ask, plan_of
from tests.build import W47, W48, W49, admit, at, broken, instance, pupil
from tests.decide.asking import fewer
from tests.oracle_questions import Outcome, Rank, outcomes
from tests.strategies import instances, some

ANY: Final = st.booleans().flatmap(lambda pinned: instances(pinned=pinned))


def assert_answered(made: Instance, question: Question, expected: Sequence[Rank]) -> None:
    """Compare with the ranks of all plans that answer the question, or with there being none."""
    answer = ask(made, question)
    assert answer.proven
    assert answer.impossible == (not expected)
    if answer.draft is None:
        assert not expected
        return
    assert question.rank(answer.draft) == min(expected)
    assert tuple(answer.bounds.values()) == min(expected)
    assert broken(made, plan_of(answer)) == []


def weeks_told(data: st.DataObject, made: Instance) -> dict[str, str | None]:
    """Draw what some families were told: a week, one that is impossible, or none."""
    weeks = st.sampled_from([None, *made.horizon, "2026-W40"])
    codes = data.draw(some([one.id for one in made.pupils], 5))
    return {code: data.draw(weeks) for code in codes}


def sessions_told(data: st.DataObject, made: Instance) -> tuple[Session, ...]:
    """Draw what practitioners were told about one week, possible or not."""
    week = data.draw(st.sampled_from(made.horizon))
    every = [
        Session(week=week, group=1, workshop=workshop.id, teacher=given_by.id, start=str(start))
        for workshop in made.workshops
        for given_by in made.teachers
        for start in made.timetable.all_slots()
    ]
    return tuple(data.draw(some(every, 4)))


def moved(weeks: dict[str, str | None]) -> Callable[[Outcome], int]:
    return lambda each: sum(each.week_of.get(code) != week for code, week in weeks.items())


@settings(max_examples=fewer(2))
@given(ANY, st.data())
def test_as_few_families_as_possible_first_or_last(made: Instance, data: st.DataObject) -> None:
    told = weeks_told(data, made)
    policy, changed = made.policy.order, moved(told)
    every = list(outcomes(made))
    first = Question(order=("families", *policy), told=Told(weeks=told))
    assert_answered(made, first, [(changed(each), *each.rank) for each in every])
    last = Question(order=(*policy, "families"), told=Told(weeks=told))
    assert_answered(made, last, [(*each.rank, changed(each)) for each in every])


@settings(max_examples=fewer(2))
@given(ANY, st.data())
def test_as_few_families_then_sessions_as_possible(made: Instance, data: st.DataObject) -> None:
    told, sessions = weeks_told(data, made), sessions_told(data, made)
    known, changed = frozenset(map(told_as, sessions)), moved(told)
    question = Question(
        order=("families", "practitioners", *made.policy.order),
        told=Told(weeks=told, sessions=sessions),
    )
    expected = [
        (changed(each), len(known - {*map(told_as, each.sessions)}), *each.rank)
        for each in outcomes(made, told=known)
    ]
    assert_answered(made, question, expected)


@settings(max_examples=fewer(2))
@given(ANY, st.data())
def test_the_best_plan_far_enough(made: Instance, data: st.DataObject) -> None:
    distance = Distance(
        week=data.draw(st.sampled_from([*made.horizon, *made.horizon, "2026-W40"])),
        hosted=tuple(
            frozenset(data.draw(some([one.id for one in made.pupils], 5)))
            for _ in range(data.draw(st.integers(1, 3)))
        ),
        least=data.draw(st.integers(0, 4)),
    )
    every = list(outcomes(made))
    far = [each.rank for each in every if is_far(each, distance)]
    assert_answered(made, Question(distance=distance), far)


@given(instances(), st.data())
def test_the_best_plan_no_worse_than_a_limit_and_far_enough(
    made: Instance, data: st.DataObject
) -> None:
    hosted = frozenset(data.draw(some([one.id for one in made.pupils], 2)))
    distance = Distance(made.first_week, (hosted,), data.draw(st.integers(0, 2)))
    every = list(outcomes(made))
    far = [each.rank for each in every if is_far(each, distance)]
    assume(far)
    limit = [*min(far)]
    limit[data.draw(st.integers(0, 6))] += data.draw(st.integers(-1, 1))
    values: dict[Goal, int] = dict(zip(made.policy.order, limit, strict=True))
    within = [rank for rank in far if rank <= tuple(limit)]
    assert_answered(made, Question(distance=distance, limit=values), within)


def is_far(each: Outcome, distance: Distance) -> bool:
    coming = {code for code, week in each.week_of.items() if week == distance.week}
    return all(len(coming ^ other) >= distance.least for other in distance.hosted)


@pytest.mark.parametrize("all_is_large", [False, True])
@settings(max_examples=fewer(4))
@given(made=ANY, data=st.data())
def test_several_stages_and_a_start_week_by_week_change_no_answer(
    all_is_large: bool, made: Instance, data: st.DataObject
) -> None:
    told = weeks_told(data, made)
    changed = moved(told)
    question = Question(order=("families", *made.policy.order), told=Told(weeks=told))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minimise, "MAX_WEIGHT", 20)
        patch.setattr(search, "_LARGE", 0 if all_is_large else search._LARGE)
        assert_answered(made, question, [(changed(e), *e.rank) for e in outcomes(made)])


def test_a_session_told_is_kept_whichever_group_of_the_week_has_it() -> None:
    made = instance(pupil("P01"))
    kept = Session(week=W48, group=2, workshop="w", teacher="t", start="mon-1")
    lost = kept.model_copy(update={"start": "mon-2"})
    draft = Draft(made, (), (kept.model_copy(update={"group": 1}),))
    assert Told(sessions=(kept, lost)).practitioners(draft) == 1


def test_a_family_told_no_week_is_changed_by_any_week() -> None:
    made = instance(pupil("P01"), pupil("P02"), pupil("P03"))
    told = Told(weeks={"P01": None, "P02": None, "P03": W49})
    assert told.families(Draft(made, (admit("P01", W48),), ())) == 2


def test_as_far_as_asked_is_far_enough() -> None:
    made = instance(pupil("P01"), pupil("P02"), pins=[at("P01", W48)])
    hosted = frozenset({"P02"})
    for least, possible in ((1, True), (2, True), (3, False)):
        answer = ask(made, Question(distance=Distance(W48, (hosted,), least)))
        assert answer.impossible != possible
    assert ask(made, Question(distance=Distance(W47, (hosted,), 2))).impossible
