"""The planner that knows the whole year, chance included: on `unplaced` nobody can beat it."""

from functools import cached_property
from typing import Final

from solver.decide.events import Events
from solver.draft import Draft
from solver.instance import Instance, Pupil, PupilWeek
from solver.plan import Plan
from solver.rules import Level
from solver.simulate.stopped import NoPlan
from solver.simulate.years import Notice, Year
from solver.solve import SolveOptions, solve
from solver.weeks import week_from_number, week_number

_SECONDS: Final = 120.0


class WholeYear:
    """Lives one plan of the whole year, made with every notice, absence and illness known.

    Whatever week a policy hosts a pupil in, it is one that this plan may use too; everybody counts
    alike in it, and those of whom nobody would say that they are left without a place do not count:
    families that withdraw, windows beyond the year. So its `unplaced` is a lower bound for all.
    """

    weeks = 1
    tells = 1
    kept = 0

    def __init__(self, year: Year) -> None:
        self._year = year

    @cached_property
    def whole(self) -> Plan:
        """The plan of the year. Raises NoPlan where its `unplaced` is not proven: no bound then."""
        found = solve(known_year(self._year), SolveOptions(time_limit=_SECONDS))
        if not found.score or found.score[0].value != found.score[0].bound:
            raise NoPlan(found.status)
        return found

    def plan(self, week: str, instance: Instance) -> Plan:
        """Take the week from the plan of the year, without those who are not known yet."""
        return self._of_week(week, instance)

    def repair(
        self,
        week: str,
        instance: Instance,
        plan: Plan,  # noqa: ARG002 - as every planner
        events: Events,  # noqa: ARG002 - known since the beginning
    ) -> Plan:
        """Take the week from the plan of the year, with everybody."""
        return self._of_week(week, instance)

    def _of_week(self, week: str, instance: Instance) -> Plan:
        admissions = tuple(
            a for a in self.whole.admissions if a.week == week and a.pupil in instance.pupils_by_id
        )
        groups = {admission.group for admission in admissions}
        sessions = tuple(s for s in self.whole.sessions if s.week == week and s.group in groups)
        return Draft(instance, admissions, sessions).to_plan("feasible", {})


def known_year(year: Year) -> Instance:
    """Write a year as one instance, with what chance holds in it as bans and absences."""
    whole = year.instance
    notices = [notice for notice in year.notices if not notice.declined]
    known = {notice.pupil.id for notice in notices}
    others: list[Level] = [level for level in whole.policy.order if level != "unplaced"]
    beyond = week_from_number(week_number(whole.last_week) + 1)
    return whole.model_copy(
        update={
            "pupils": tuple(_as_known(notice, beyond) for notice in notices),
            "conflicts": tuple(pair for pair in whole.conflicts if known >= {*pair}),
            "bans": (
                *(ban for ban in whole.bans if ban.pupil in known),
                *(
                    PupilWeek(pupil=notice.pupil.id, week=week)
                    for notice in notices
                    for week in whole.open_weeks
                    if not _could_come(notice, week)
                ),
            ),
            "teachers": tuple(
                teacher.model_copy(
                    update={
                        "away_weeks": (
                            *teacher.away_weeks,
                            *(w for w in whole.open_weeks if (teacher.id, w) in year.ill),
                        )
                    }
                )
                for teacher in whole.teachers
            ),
            "teacher_conflicts": tuple(c for c in whole.teacher_conflicts if c[0] in known),
            "policy": whole.policy.model_copy(update={"order": ("unplaced", *others)}),
        }
    )


def _as_known(notice: Notice, beyond: str) -> Pupil:
    """Let everybody count alike; one who will withdraw is no longer left without a place."""
    latest = notice.pupil.latest if notice.withdraws is None else beyond
    return notice.pupil.model_copy(update={"priority": 1, "latest": latest})


def _could_come(notice: Notice, week: str) -> bool:
    """Tell whether a pupil could be hosted in a week, whoever plans it."""
    now = week_number(week)
    return (
        week_number(notice.ready) <= now
        and week_number(notice.pupil.earliest) <= now <= week_number(notice.pupil.latest)
        and week not in notice.absences
        and (notice.withdraws is None or now < week_number(notice.withdraws))
    )
