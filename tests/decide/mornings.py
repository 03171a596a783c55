"""Situations in which a published plan has to be repaired, drawn at random and small.

All data are invented (« données inventées »).
"""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from solver.decide.events import Events
from solver.instance import Instance
from solver.plan import Admission, Plan, Session
from solver.score import compute_score
from tests.build import complete_plan, read_instance
from tests.oracle import best_plan, compositions, numbered
from tests.oracle_questions import outcomes
from tests.oracle_sessions import Timetabling, Told
from tests.strategies import instances, rarely, some

Rank = tuple[int, ...]


@dataclass(frozen=True)
class Morning:
    """A situation, the plan published before the late notices came, and what happened."""

    instance: Instance
    plan: Plan
    week: str
    events: Events

    @property
    def after(self) -> Instance:
        """The situation with what happened written into it, as a person would."""
        document = self.instance.model_dump(mode="json")
        absent = [{"pupil": pupil, "week": self.week} for pupil in self.events.absent]
        document["bans"] += absent
        document["pins"] = [pin for pin in document["pins"] if pin not in absent]
        document["pins"] += [{"pupil": pupil, "week": self.week} for pupil in self.events.urgent]
        document["conflicts"] += map(list, self.events.conflicts)
        for teacher in document["teachers"]:
            if teacher["id"] in self.events.away:
                teacher["away_weeks"].append(self.week)
        return read_instance(json.dumps(document))

    @property
    def hosted(self) -> set[str]:
        """The pupils who came before the week."""
        return {entry.pupil for entry in self.plan.admissions if entry.week < self.week}

    @property
    def after_without_past_conflicts(self) -> Instance:
        """The situation after, but for the conflicts of pupils who came before."""
        document = self.after.model_dump(mode="json")
        document["conflicts"] = [c for c in document["conflicts"] if self.hosted.isdisjoint(c)]
        return read_instance(json.dumps(document))

    @property
    def left(self) -> Instance:
        """The situation from the week on: without who came, and with what is left of budgets."""
        document = without(self.after, self.hosted)
        document["first_week"] = self.week
        document["pins"] = [pin for pin in document["pins"] if pin["week"] >= self.week]
        given = [session.teacher for session in self.plan.sessions if session.week < self.week]
        for teacher in document["teachers"]:
            if teacher["max_sessions"] is not None:
                teacher["max_sessions"] -= given.count(teacher["id"])
        return read_instance(json.dumps(document))

    @property
    def told(self) -> dict[str, str]:
        """The week each family was told: announced, else this one where the plan has it."""
        told = {e.pupil: e.week for e in self.plan.admissions if e.week == self.week}
        told.update({entry.pupil: entry.week for entry in self.instance.announced})
        aside = self.hosted.union(self.events.absent)
        return {pupil: week for pupil, week in told.items() if pupil not in aside}

    @property
    def told_sessions(self) -> Told:
        """The sessions of the week, as practitioners know them."""
        return frozenset(map(known, self.of_the_week(self.plan.sessions)))

    def of_the_week(self, sessions: Collection[Session]) -> list[Session]:
        return [session for session in sessions if session.week == self.week]

    def rank(self, policy: Rank, week_of: dict[str, str], sessions: Collection[Session]) -> Rank:
        """Give what a repair costs, in the order in which it counts."""
        before = {entry.pupil: entry.week for entry in self.plan.admissions}
        others = {pupil.id for pupil in self.instance.pupils} - self.told.keys() - self.hosted
        families = sum(week_of.get(pupil) != week for pupil, week in self.told.items())
        lost = len(self.told_sessions - set(map(known, sessions)))
        moved = sum(week_of.get(p) != before.get(p) for p in others.difference(self.events.absent))
        return families, lost, *policy, moved

    def best(self) -> Rank | None:
        """Find the cost of the best repair by trying all; None where there is none."""
        ranks = (
            self.rank(found.rank, found.week_of, found.sessions)
            for found in outcomes(self.left, told=self.told_sessions)
        )
        return min(ranks, default=None)

    def rank_of(self, plan: Plan) -> Rank:
        """Give what a repaired plan costs."""
        admissions = [entry for entry in plan.admissions if entry.week >= self.week]
        sessions = [session for session in plan.sessions if session.week >= self.week]
        score = compute_score(self.left, admissions, sessions)
        week_of = {entry.pupil: entry.week for entry in admissions}
        return self.rank(tuple(score.values()), week_of, sessions)


def known(session: Session) -> tuple[str, str, str, str]:
    """Give what a practitioner knows of a session."""
    return session.week, session.workshop, session.teacher, session.start


def before(plan: Plan, week: str) -> tuple[list[Admission], list[Session]]:
    """Give what a plan has before a week."""
    return (
        [entry for entry in plan.admissions if entry.week < week],
        [session for session in plan.sessions if session.week < week],
    )


def without(of: Instance, pupils: Collection[str]) -> dict[str, Any]:
    """Give the document of a situation without some pupils."""
    document = of.model_dump(mode="json")
    document["pupils"] = [each for each in document["pupils"] if each["id"] not in pupils]
    for field in ("pins", "bans", "announced"):
        document[field] = [each for each in document[field] if each["pupil"] not in pupils]
    document["conflicts"] = [pair for pair in document["conflicts"] if not {*pair} & {*pupils}]
    document["teacher_conflicts"] = [
        pair for pair in document["teacher_conflicts"] if pair[0] not in pupils
    ]
    return document


@st.composite
def mornings(draw: st.DrawFn) -> Morning:
    """Draw a plan, good or just valid, that was published, and what happened since."""
    made = draw(instances())
    assume(made.open_weeks)
    fixed = {pin.pupil for pin in made.pins}
    late = draw(rarely(some([p.id for p in made.pupils if p.id not in fixed], 1)))
    plan = draw(published(read_instance(json.dumps(without(made, late)))))
    week = draw(st.sampled_from(_weeks(made, plan, draw(st.sampled_from([1, 0, 2])))))
    return Morning(made, plan, week, draw(happenings(made, plan, week)))


def _weeks(of: Instance, plan: Plan, kind: int) -> Sequence[str]:
    """List the weeks in which something may happen: all open ones, or some worth a look.

    Left to chance, few plans would have sessions that week (1), or anybody before it (2).
    """
    taught = [week for week in of.open_weeks if any(s.week == week for s in plan.sessions)]
    later = [week for week in of.open_weeks if any(a.week < week for a in plan.admissions)]
    return (of.open_weeks, taught, later)[kind] or of.open_weeks


@st.composite
def published(draw: st.DrawFn, known_then: Instance) -> Plan:
    """Draw a plan that keeps every rule: one of the best, or any."""
    if draw(st.booleans()):
        best = best_plan(known_then)
        assume(best.status == "optimal")
        return best
    possible = list(compositions(known_then))
    assume(possible)
    groups = draw(st.sampled_from(possible))
    # Sessions preferred at random make a timetable that is valid and no better than another.
    preferred = draw(some(list(_sessions(known_then)), 6))
    sessions, _, _ = Timetabling(known_then, frozenset(preferred)).best_sessions(groups)
    return complete_plan(known_then, numbered(groups), sessions)


def _sessions(of: Instance) -> Iterator[tuple[str, str, str, str]]:
    """Give every session that one could wish for, possible or not."""
    for week, workshop, teacher in product(of.horizon, of.workshops, of.teachers):
        for slot in of.timetable.all_slots():
            yield week, workshop.id, teacher.id, str(slot)


@st.composite
def happenings(draw: st.DrawFn, made: Instance, plan: Plan, week: str) -> Events:
    """Draw a few events that may have happened."""
    codes = [pupil.id for pupil in made.pupils]
    hosted = {entry.pupil for entry in plan.admissions if entry.week < week}
    absent = draw(some([e.pupil for e in plan.admissions if e.week == week], 2))
    busy = {session.teacher for session in plan.sessions if session.week == week}
    teachers = sorted(busy) or [teacher.id for teacher in made.teachers]
    pairs = [(one, other) for one in codes for other in codes if one != other]
    return Events(
        absent=tuple(absent),
        away=tuple(draw(some(teachers, 1))),
        conflicts=tuple(draw(rarely(some(pairs, 2)))),
        urgent=tuple(draw(rarely(some([c for c in codes if c not in {*hosted, *absent}], 1)))),
    )
