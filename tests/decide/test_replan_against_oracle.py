"""Repairs against the exhaustive search: the fewest changes, then the best, or none at all."""

from hypothesis import given, settings

from solver.check import check
from solver.decide.events import Events
from solver.decide.replan import Repaired, replan
from solver.plan import Plan
from tests.decide.mornings import Morning, before, known, mornings


def repair(morning: Morning, events: Events | None = None) -> Repaired | Plan:
    return replan(morning.instance, morning.plan, morning.week, events or morning.events)


@settings(max_examples=2 * settings().max_examples)
@given(mornings())
def test_a_repair_is_the_best_there_is(morning: Morning) -> None:
    best = morning.best()
    found = repair(morning)
    if isinstance(found, Plan):
        assert best is None
        assert found.status == "infeasible"
        assert found.reasons
        return
    assert best is not None
    assert morning.rank_of(found.plan) == best
    assert (found.families, found.practitioners) == best[:2]
    assert found.proven
    assert found.families_proven


@given(mornings())
def test_a_repair_keeps_the_rules_and_the_past(morning: Morning) -> None:
    found = repair(morning)
    if isinstance(found, Repaired):
        assert check(morning.after_without_past_conflicts, found.plan).violations == ()
        assert before(found.plan, morning.week) == before(morning.plan, morning.week)


@given(mornings())
def test_what_a_repair_says_is_what_it_does(morning: Morning) -> None:
    found = repair(morning)
    if isinstance(found, Plan):
        return
    had = {entry.pupil: entry.week for entry in morning.plan.admissions}
    has = {entry.pupil: entry.week for entry in found.plan.admissions}
    changed = {p.id for p in morning.instance.pupils if had.get(p.id) != has.get(p.id)}
    assert {(m.pupil, m.before, m.after) for m in found.moves} == {
        (pupil, had.get(pupil), has.get(pupil)) for pupil in changed
    }
    now = set(map(known, morning.of_the_week(found.plan.sessions)))
    assert set(map(known, found.cancelled)) == morning.told_sessions - now
    assert set(map(known, found.added)) == now - morning.told_sessions


@given(mornings())
def test_who_has_to_be_called_is_called_once(morning: Morning) -> None:
    found = repair(morning)
    if isinstance(found, Plan):
        return
    week_of = {entry.pupil: entry.week for entry in found.plan.admissions}
    there = {entry.pupil for entry in morning.plan.admissions if entry.week == morning.week}
    told_otherwise = {p for p, week in morning.told.items() if week_of.get(p) != week}
    new = {p for p, week in week_of.items() if week == morning.week and p not in there}
    new -= {p for p, week in morning.told.items() if week == morning.week}
    pupils = [call.pupil for call in found.calls if call.kind == "college"]
    assert sorted(filter(None, pupils)) == sorted({*morning.events.absent, *told_otherwise, *new})
    concerned = {session.teacher for session in (*found.cancelled, *found.added)}
    teachers = [call.id for call in found.calls if call.kind == "teacher"]
    assert sorted(teachers) == sorted(concerned.difference(morning.events.away))
    kinds = [call.kind for call in found.calls]
    assert kinds == sorted(kinds)  # families first


@given(mornings())
def test_nobody_hears_what_is_not_theirs_to_know(morning: Morning) -> None:
    found = repair(morning)
    if isinstance(found, Plan):
        return
    codes = {pupil.id for pupil in morning.instance.pupils}
    colleges = {college.name.partition(" ")[2] for college in morning.instance.colleges}
    people = {teacher.name.partition(" ")[2] for teacher in morning.instance.teachers}
    for call in found.calls:
        if call.kind == "college":
            college = morning.instance.colleges_by_id[call.id].name.partition(" ")[2]
            hidden = codes - {call.pupil} | colleges - {college} | people
        else:
            teacher = morning.instance.teachers_by_id[call.id].name.partition(" ")[2]
            hidden = codes | colleges | people - {teacher}
        assert not [word for word in hidden if word in call.message]


@given(mornings())
def test_the_same_morning_gives_the_same_repair(morning: Morning) -> None:
    assert repair(morning) == repair(morning)
