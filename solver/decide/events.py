"""What happens on a Monday morning, and the situation it leaves from that week on."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from solver.draft import with_sessions_left
from solver.instance import Instance, Name, PupilWeek, Record
from solver.plan import Admission, Plan, Session
from solver.weeks import week_number


class Events(Record):
    """Who does not come in a week, who is away, who must not meet any more, who has to come."""

    absent: tuple[Name, ...] = ()
    away: tuple[Name, ...] = ()
    conflicts: tuple[tuple[Name, Name], ...] = ()
    urgent: tuple[Name, ...] = ()


def after_events(instance: Instance, events: Events, week: str) -> Instance:
    """Write what happened in a week into the instance.

    An absent pupil is banned from the week and no longer pinned on it, an urgent one is pinned.
    """
    gone = {(pupil, week) for pupil in events.absent}
    kept = tuple(pin for pin in instance.pins if (pin.pupil, pin.week) not in gone)
    return instance.model_copy(
        update={
            "pins": (*kept, *(PupilWeek(pupil=pupil, week=week) for pupil in events.urgent)),
            "bans": (*instance.bans, *(PupilWeek(pupil=p, week=week) for p in events.absent)),
            "conflicts": (*instance.conflicts, *events.conflicts),
            "teachers": tuple(
                teacher.model_copy(update={"away_weeks": (*teacher.away_weeks, week)})
                if teacher.id in events.away
                else teacher
                for teacher in instance.teachers
            ),
        }
    )


class Lived(NamedTuple):
    """The part of a plan that has taken place."""

    admissions: tuple[Admission, ...]
    sessions: tuple[Session, ...]


def lived_before(plan: Plan, week: str) -> Lived:
    """Give what a plan had before a week: it stays as it was."""
    now = week_number(week)
    return Lived(
        tuple(a for a in plan.admissions if week_number(a.week) < now),
        tuple(s for s in plan.sessions if week_number(s.week) < now),
    )


def hosted_before(plan: Plan, week: str) -> frozenset[str]:
    """Give the pupils whom a plan has hosted before a week."""
    return frozenset(admission.pupil for admission in lived_before(plan, week).admissions)


def without_conflicts_of(instance: Instance, hosted: frozenset[str]) -> Instance:
    """Drop the conflicts of pupils who have come already: they may be known because they met."""
    ahead = tuple(pair for pair in instance.conflicts if hosted.isdisjoint(pair))
    return instance.model_copy(update={"conflicts": ahead})


def from_week_on(instance: Instance, plan: Plan, week: str) -> Instance:
    """Make the instance of what is still open: the weeks from `week` on, without who came before.

    Teachers keep what the weeks before have left of their budgets.
    """
    hosted = hosted_before(plan, week)
    pupils = {pupil.id for pupil in instance.pupils} - hosted
    given = Counter(session.teacher for session in lived_before(plan, week).sessions)
    return instance.model_copy(
        update={
            "first_week": week,
            "pupils": tuple(pupil for pupil in instance.pupils if pupil.id in pupils),
            "conflicts": tuple(pair for pair in instance.conflicts if pupils >= {*pair}),
            "pins": _of_pupils(instance.pins, pupils, since=week),
            "bans": _of_pupils(instance.bans, pupils, since=week),
            "announced": tuple(entry for entry in instance.announced if entry.pupil in pupils),
            "teachers": tuple(with_sessions_left(t, given) for t in instance.teachers),
            "teacher_conflicts": tuple(c for c in instance.teacher_conflicts if c[0] in pupils),
        }
    )


def _of_pupils(entries: Iterable[PupilWeek], pupils: set[str], since: str) -> tuple[PupilWeek, ...]:
    """Keep what concerns these pupils and the weeks that are still open."""
    return tuple(
        entry
        for entry in entries
        if entry.pupil in pupils and week_number(entry.week) >= week_number(since)
    )
