"""What would let a missing core workshop take place: each kind by hand, its order, its words.

All data are invented (« données inventées »).
"""

import pytest

from solver.decide.missing_workshops import Fix, fixes
from solver.model.minimise import SolveOptions
from solver.plan import Admission, Session
from tests.build import (
    W48,
    W49,
    admit,
    broken,
    complete_plan,
    instance,
    pupil,
    session,
    teacher,
    workshop,
)

GRID = {"days": ["mon", "tue"], "slots_per_day": 4, "break_after": [2]}
MORNING = {"days": ["mon"], "slots_per_day": 2, "break_after": []}

Found = tuple[str, ...]
"""The kind of a change and its subjects."""


def found(
    *teachers: dict[str, object],
    planned: list[Session] | None = None,
    workshops: list[dict[str, object]] | None = None,
    admissions: list[Admission] | None = None,
    timetable: dict[str, object] = GRID,
    conflicts: tuple[tuple[str, str], ...] = (),
) -> tuple[Fix, ...]:
    """Ask about the first week, by default of one pupil who has no session of the one workshop."""
    hosted = admissions or [admit("P01", W48)]
    made = instance(
        *(pupil(admission.pupil) for admission in hosted),
        workshops=workshops or [workshop("a", length=2)],
        teachers=teachers,
        timetable=timetable,
        teacher_conflicts=conflicts,
        groups_per_week=2,
    )
    plan = complete_plan(made, hosted, planned or [])
    assert broken(made, plan) == []
    return fixes(made, plan, W48, SolveOptions())


def changes(listed: tuple[Fix, ...]) -> list[Found]:
    return [(fix.change.kind, *fix.change.subjects) for fix in listed]


def test_who_gives_the_workshop_may_be_free_at_another_moment() -> None:
    (fix,) = found(teacher("t", "a", slots=["mon-2", "mon-3"]))
    assert changes((fix,)) == [("slot", "t", W48, "mon-1")]
    assert (fix.week, fix.group, fix.workshop) == (W48, 1, "a")
    assert (fix.change.actor, fix.coverage, fix.comfort) == ("teacher", 0, 0)
    assert fix.message == (
        "L'atelier a aurait lieu si l'intervenant·e t était libre lundi matin (créneaux 1 et 2)."
    )


def test_who_gives_the_workshop_may_come_after_all() -> None:
    (fix,) = found(teacher("t", "a", away_weeks=[W48, W49]))
    assert changes((fix,)) == [("absence", "t", W48)]
    assert fix.change.actor == "teacher"
    assert fix.message == (
        "L'atelier a aurait lieu si l'intervenant·e t n'était pas absent·e cette semaine-là."
    )


def test_who_gives_the_workshop_may_give_one_session_more() -> None:
    fix, *others = found(
        teacher("t", "a", slots=["mon-1", "mon-2"], max_sessions=1),
        planned=[session(W49, "a", "t", "mon-1")],
        admissions=[admit("P01", W48), admit("P02", W49)],
    )
    assert (changes((fix,)), others) == ([("budget", "t")], [])
    assert fix.change.actor == "teacher"
    assert fix.message == (
        "L'atelier a aurait lieu si l'intervenant·e t acceptait une séance de plus que prévu sur"
        " la période."
    )


def test_somebody_else_may_give_the_workshop_once() -> None:
    (fix,) = found(teacher("u", slots=["mon-3", "tue-3", "tue-4"]))
    assert changes((fix,)) == [("substitute", "u", W48, "tue-3")]
    assert fix.change.actor == "referent"
    assert fix.message == (
        "L'atelier a aurait lieu si l'intervenant·e u s'en chargeait pour une fois, mardi"
        " après-midi (créneaux 3 et 4)."
    )


@pytest.mark.parametrize(
    "other",
    [
        teacher("u", slots=["mon-2", "mon-3"]),
        teacher("u", away_weeks=[W48]),
        teacher("u", max_sessions=0),
        teacher("t", "a", slots=["mon-1"], away_weeks=[W48]),
        teacher("t", "a", slots=[], max_sessions=0),
        teacher("t", "a", away_weeks=[W48], max_sessions=0),
    ],
)
def test_two_changes_at_once_are_not_offered(other: dict[str, object]) -> None:
    assert found(other) == ()


@pytest.mark.parametrize("kind", [("a",), ()])
def test_nobody_meets_a_pupil_in_conflict(kind: tuple[str, ...]) -> None:
    assert found(teacher("t", *kind, slots=["mon-1", "mon-2"]), conflicts=(("P01", "t"),)) == ()
    assert found(teacher("t", *kind, slots=["mon-1"]), conflicts=(("P01", "t"),)) == ()


def test_a_workshop_that_is_not_essential_or_not_missing_is_left_alone() -> None:
    unwanted = [workshop("a", core=False)]
    assert found(teacher("t", "a", away_weeks=[W48]), workshops=unwanted) == ()
    given = [session(W48, "a", "t", "mon-1")]
    assert found(teacher("t", "a"), teacher("u"), planned=given) == ()
    both = [workshop("a"), workshop("b", core=False)]
    listed = found(teacher("t", "a", "b", away_weeks=[W48]), workshops=both)
    assert [fix.workshop for fix in listed] == ["a"]


def test_no_change_is_offered_where_none_is_needed() -> None:
    """The plan leaves out a session that could take place as things stand."""
    assert found(teacher("t", "a", max_sessions=3), teacher("u")) == ()


def test_other_sessions_of_the_week_may_move() -> None:
    """The one moment `t` could be free is taken by `b`, which can be in the afternoon too."""
    listed = found(
        teacher("t", "a", slots=["mon-1"]),
        teacher("u", "b", max_sessions=1),
        planned=[session(W48, "b", "u", "mon-1")],
        workshops=[workshop("a", length=2), workshop("b", length=2)],
        timetable={**GRID, "days": ["mon"], "closed_slots": ["mon-4"], "break_after": []},
    )
    assert listed == ()
    listed = found(
        teacher("t", "a", slots=["mon-1"]),
        teacher("u", "b", max_sessions=1),
        planned=[session(W48, "b", "u", "mon-1")],
        workshops=[workshop("a", length=2), workshop("b", length=2)],
        timetable={**GRID, "days": ["mon"]},
    )
    assert changes(listed) == [("slot", "t", W48, "mon-1")]


def test_a_moment_that_opens_may_serve_another_workshop_of_the_same_person() -> None:
    """`c` leaves one slot of the afternoon: `t` gives `b` there, so that the morning is for `a`."""
    (fix,) = found(
        teacher("t", "a", "b", slots=["mon-1", "mon-2"]),
        teacher("u", "c", slots=["mon-4"], max_sessions=1),
        planned=[session(W48, "b", "t", "mon-1"), session(W48, "c", "u", "mon-4")],
        workshops=[workshop("a", length=2), workshop("b"), workshop("c")],
        timetable={**GRID, "days": ["mon"]},
    )
    assert (changes((fix,)), fix.coverage) == ([("slot", "t", W48, "mon-3")], 0)


def test_a_moment_is_one_in_which_the_missing_workshop_could_be() -> None:
    """In the slot left of the afternoon `t` could give `b`, never `a`."""
    listed = found(
        teacher("t", "a", "b", slots=["mon-1", "mon-2"]),
        planned=[session(W48, "b", "t", "mon-1")],
        workshops=[workshop("a", length=2), workshop("b")],
        timetable={**GRID, "days": ["mon"], "closed_slots": ["mon-4"]},
    )
    assert listed == ()


def test_a_change_that_helps_only_another_workshop_is_not_offered_for_this_one() -> None:
    """One session more by `t` can only be the short one: his two slots do not touch."""
    listed = found(
        teacher("t", "a", "b", slots=["mon-1", "tue-1"], max_sessions=0),
        workshops=[workshop("a", length=2), workshop("b")],
    )
    assert [(fix.workshop, *fix.change.subjects) for fix in listed] == [("b", "t")]
    assert listed[0].coverage == 1


def test_a_session_more_is_one_more_than_there_are() -> None:
    """Two sessions of `a` cannot be on one day, and `t` is there on Monday only for so long."""
    listed = found(
        teacher("t", "a", "b", slots=["mon-1", "mon-2", "tue-1"], max_sessions=1),
        planned=[session(W48, "a", "t", "mon-1")],
        workshops=[workshop("a", length=2, per_week=2), workshop("b")],
    )
    assert [(fix.workshop, *fix.change.subjects) for fix in listed][-1:] == [("b", "t")]
    assert ("budget", "t") not in [
        (fix.change.kind, *fix.change.subjects) for fix in listed if fix.workshop == "a"
    ]


@pytest.mark.parametrize("planned", [[session(W48, "b", "u", "mon-1")], []])
def test_a_change_that_costs_another_essential_workshop_is_not_offered(
    planned: list[Session],
) -> None:
    """In the one slot of the week there is either `a` or `b`, planned or not."""
    listed = found(
        teacher("t", "a", away_weeks=[W48]),
        teacher("u", "b", max_sessions=1),
        planned=planned,
        workshops=[workshop("a"), workshop("b")],
        timetable={"days": ["mon"], "slots_per_day": 1, "break_after": []},
    )
    assert listed == ()


def test_a_substitute_gives_the_workshop_to_one_group_once() -> None:
    listed = found(
        teacher("u"), admissions=[admit("P01", W48), admit("P02", W48, 2)], timetable=GRID
    )
    assert [(fix.group, *fix.change.subjects, fix.coverage) for fix in listed] == [
        (1, "u", W48, "mon-1", 1),
        (2, "u", W48, "mon-1", 1),
    ]
    assert listed[1].message.startswith("Pour le groupe 2, l'atelier a aurait lieu si")


def test_a_substitute_is_for_the_group_that_misses_the_workshop() -> None:
    """`u` could meet group 1 only, whose session by `t` would then be for group 2."""
    listed = found(
        teacher("t", "a", slots=["mon-1", "mon-2"], max_sessions=2),
        teacher("u", slots=["tue-1", "tue-2"]),
        planned=[session(W48, "a", "t", "mon-1")],
        admissions=[admit("P01", W48), admit("P02", W48, 2)],
        conflicts=(("P02", "u"),),
    )
    assert "substitute" not in [fix.change.kind for fix in listed]


def test_a_workshop_that_takes_place_already_would_do_so_once_more() -> None:
    (fix,) = found(
        teacher("t", "a", max_sessions=1),
        planned=[session(W48, "a", "t", "mon-1")],
        workshops=[workshop("a", per_week=2)],
    )
    assert fix.message.startswith("L'atelier a aurait lieu une fois de plus si")


def test_a_day_without_two_halves_is_named_by_its_slots() -> None:
    (fix,) = found(teacher("t", "a", slots=[]), workshops=[workshop("a")], timetable=MORNING)
    assert fix.message.endswith("était libre lundi (créneau 1).")


# Which changes come first.


def test_the_fewest_missing_sessions_come_first() -> None:
    """`t` may come and give both workshops, without liking it; a substitute gives one."""
    every_slot = [f"{day}-{number}" for day in ("mon", "tue") for number in range(1, 5)]
    listed = found(
        teacher("u"),
        teacher("t", "a", "b", away_weeks=[W48], reluctant_slots=every_slot),
        workshops=[workshop("a"), workshop("b")],
    )
    assert [(fix.workshop, fix.change.kind, fix.coverage) for fix in listed] == [
        ("a", "absence", 0),
        ("a", "substitute", 1),
        ("b", "absence", 0),
        ("b", "substitute", 1),
    ]


def test_then_comfort_then_who_acts_first_then_the_earliest_moment() -> None:
    listed = found(
        teacher("reluctant", slots=["mon-1", "mon-2"], reluctant_slots=["mon-1"]),
        teacher("t", "a", slots=[]),
        teacher("late", slots=["tue-3", "tue-4"]),
    )
    assert changes(listed) == [
        ("substitute", "late", W48, "tue-3"),
        ("slot", "t", W48, "mon-1"),
    ]
    assert [fix.comfort for fix in listed] == [0, 0]


def test_one_change_of_each_kind_is_enough() -> None:
    listed = found(*(teacher(f"u{number}") for number in range(1, 5)))
    assert changes(listed) == [("substitute", "u1", W48, "mon-1")]


def test_out_of_time_nothing_is_claimed() -> None:
    made = instance(pupil("P01"), workshops=[workshop("a")], teachers=[teacher("u")])
    plan = complete_plan(made, [admit("P01", W48)])
    assert fixes(made, plan, W48, SolveOptions(time_limit=0)) == ()
