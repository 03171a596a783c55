"""Living a year: each week is planned with what is known then, published, lived and repaired."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from solver.checked import checked
from solver.decide.events import Events, after_events
from solver.draft import Draft
from solver.instance import Instance, Pupil
from solver.plan import Admission, Plan, Session
from solver.score import group_cohesion
from solver.simulate.policies import POLICIES, Planner
from solver.simulate.state import Census, State, on_monday, situation
from solver.simulate.years import Year
from solver.weeks import week_number

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Group:
    """A group as it was lived: its pupils, and what it costs in `cohesion`."""

    pupils: tuple[str, ...]
    cohesion: int


@dataclass(frozen=True)
class LivedWeek:
    """A week as it was lived.

    `absent` did not come, `late` were asked for on the Monday. `changed_families` counts those who
    were told a week and lose it through no deed of theirs, `changed_sessions` the sessions of the
    published week that did not take place as published. `proven`: Friday's plan was proven the best
    of what was asked. `counts`: how many notices stand in each state at the end of the week.
    """

    week: str
    groups: tuple[Group, ...]
    sessions: tuple[Session, ...]
    absent: tuple[str, ...]
    late: tuple[str, ...]
    changed_families: int
    changed_sessions: int
    proven: bool
    counts: Mapping[State, int]


@dataclass(frozen=True)
class LivedYear:
    """A year as it was lived under a policy: what became of each notice, week by week."""

    year: Year
    policy: str
    weeks: tuple[LivedWeek, ...]
    states: Mapping[str, State]
    week_of: Mapping[str, str]

    def to_frame(self) -> "DataFrame":
        """Give a row per notice; `frames.stays_frame` says more."""
        from solver.simulate.frames import stays_frame

        return stays_frame(self)


def live(year: Year, policy: str) -> LivedYear:
    """Live a year under a policy of POLICIES.

    Every plan, published or repaired, passes the independent checker, and so does the year as a whole.
    Raises PlanRefused where one does not, NoPlan where the time ran out, KeyError for an unknown
    policy.
    """
    life = _Life(year, POLICIES[policy].planner(year))
    weeks = tuple(life.week(week) for week in year.instance.open_weeks)
    life.census.end_of_year()
    _check_all(year, weeks)
    return LivedYear(year, policy, weeks, life.census.states, life.census.week_of)


class _Life:
    """A year being lived."""

    def __init__(self, year: Year, planner: Planner) -> None:
        self.census: Final = Census(year)
        self._year: Final = year
        self._planner: Final = planner
        self._told: dict[str, str] = {}

    def week(self, week: str) -> LivedWeek:
        """Plan a week on Friday, repair it on Monday, live it."""
        self.census.on_friday(week)
        friday = situation(self._year, self.census, week, self._planner.weeks, self._told)
        plan = checked(friday, self._planner.plan(week, friday))
        changed = self._changed(plan)
        self._tell(friday, plan)
        late = self.census.on_monday(week)
        absent, repaired = self._monday(week, friday, plan, late)
        pupils = frozenset(a.pupil for a in repaired.admissions if a.week == week)
        sessions = tuple(s for s in repaired.sessions if s.week == week)
        changed += sum(
            (pupil in pupils) != (told == week)
            for pupil, told in self._told.items()
            if pupil not in absent
        )
        published = [s for s in plan.sessions if s.week == week]
        self.census.live(week, pupils, sessions)
        self._told = {p: w for p, w in self._told.items() if week_number(w) > week_number(week)}
        return LivedWeek(
            week=week,
            groups=_groups(self._year.instance, repaired, week),
            sessions=sessions,
            absent=absent,
            late=tuple(pupil.id for pupil in late),
            changed_families=changed,
            changed_sessions=len(_as_held(published) - _as_held(sessions)),
            proven=plan.status == "optimal",
            counts=self.census.counts(),
        )

    def _changed(self, plan: Plan) -> int:
        """Count the families told this week who are still waiting for it, and now lose it."""
        planned = {admission.pupil: admission.week for admission in plan.admissions}
        states = self.census.states
        return sum(
            planned.get(pupil) != told
            for pupil, told in self._told.items()
            if states[pupil] == "waiting"
        )

    def _tell(self, friday: Instance, plan: Plan) -> None:
        """Tell the families whose week is near enough."""
        near = frozenset(friday.open_weeks[: self._planner.tells])
        self._told = {a.pupil: a.week for a in plan.admissions if a.week in near}

    def _monday(
        self, week: str, friday: Instance, plan: Plan, late: list[Pupil]
    ) -> tuple[tuple[str, ...], Plan]:
        """Say who did not come, and repair the week where something happened."""
        expected = {a.pupil for a in plan.admissions if a.week == week}
        absent = tuple(
            notice.pupil.id
            for notice in self._year.notices
            if notice.pupil.id in expected and week in notice.absences
        )
        busy = {session.teacher for session in plan.sessions if session.week == week}
        away = tuple(sorted(t for t, w in self._year.ill if w == week))
        if not (absent or late or busy.intersection(away) or self._planner.kept):
            return absent, plan
        events = Events(absent=absent, away=away)
        monday = on_monday(self._year, friday, week, late, expected)
        repaired = self._planner.repair(week, monday, plan, events)
        return absent, checked(after_events(monday, events, week), repaired)


def _groups(instance: Instance, plan: Plan, week: str) -> tuple[Group, ...]:
    pupils: dict[int, list[str]] = {}
    for admission in plan.admissions:
        if admission.week == week:
            pupils.setdefault(admission.group, []).append(admission.pupil)
    return tuple(
        Group(
            tuple(codes),
            group_cohesion(instance.policy, [instance.pupils_by_id[code] for code in codes]),
        )
        for _, codes in sorted(pupils.items())
    )


def _as_held(sessions: list[Session] | tuple[Session, ...]) -> set[tuple[str, str, str]]:
    """Describe sessions by what a practitioner notices: the group's number is none of it."""
    return {(session.workshop, session.teacher, session.start) for session in sessions}


def _check_all(year: Year, weeks: tuple[LivedWeek, ...]) -> None:
    """Check the year as it was lived, as one plan, with those who fell ill away."""
    whole = year.instance
    absences = {(code, lived.week) for lived in weeks for code in lived.absent}
    teachers = tuple(
        teacher.model_copy(
            update={
                "away_weeks": (
                    *teacher.away_weeks,
                    *(week for ill, week in sorted(year.ill) if ill == teacher.id),
                )
            }
        )
        for teacher in whole.teachers
    )
    lived = Draft(
        whole.model_copy(update={"teachers": teachers}),
        tuple(
            Admission(pupil=code, week=week.week, group=number)
            for week in weeks
            for number, group in enumerate(week.groups, start=1)
            for code in group.pupils
        ),
        tuple(session for week in weeks for session in week.sessions),
    )
    if any((a.pupil, a.week) in absences for a in lived.admissions):
        raise ValueError("a pupil is hosted in a week in which he did not come")
    checked(lived.instance, lived.to_plan("feasible", {}))
