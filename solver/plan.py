"""The output, `daeet-plan/1`: who is hosted when, which sessions take place, and the score."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from solver.instance import Instance, IsoWeek, Name, Record, SlotName
from solver.rules import Level, RuleId

if TYPE_CHECKING:
    from pandas import DataFrame

    from solver.html.elements import Shown

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
Outcome = Literal["unplaced", "carried-over"]
GroupNumber = Annotated[int, Field(ge=1)]


class Admission(Record):
    """A pupil hosted in a week, in the group of that number."""

    pupil: Name
    week: IsoWeek
    group: GroupNumber


class NotAdmitted(Record):
    """A pupil whom the plan does not host: left without a place, or carried over the horizon."""

    pupil: Name
    outcome: Outcome


class Session(Record):
    """A workshop given to a group by a teacher, from a slot on, for the workshop's length."""

    week: IsoWeek
    group: GroupNumber
    workshop: Name
    teacher: Name
    start: SlotName


class LevelScore(Record):
    """A level's value, and a proven bound under which it cannot fall, given the levels before it."""

    level: Level
    value: int
    bound: int | None = None


class Reason(Record):
    """A rule element that takes part in a contradiction, as the contract's table lists them."""

    rule: RuleId
    subjects: tuple[str, ...]
    message: str


class Plan(Record):
    """A plan as written: the checker says whether it is a good one."""

    format: Literal["daeet-plan/1"] = "daeet-plan/1"
    status: Status
    admissions: tuple[Admission, ...] = ()
    not_admitted: tuple[NotAdmitted, ...] = ()
    sessions: tuple[Session, ...] = ()
    score: tuple[LevelScore, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def to_frame(self, instance: Instance | None = None) -> "DataFrame":
        """Give a row per pupil; `frames.plan_frame` says what an instance adds."""
        from solver.frames import plan_frame

        return plan_frame(self, instance)

    def sessions_frame(self, instance: Instance | None = None) -> "DataFrame":
        """Give a row per session; `frames.sessions_frame` says what an instance adds."""
        from solver.frames import sessions_frame

        return sessions_frame(self, instance)

    def score_frame(self) -> "DataFrame":
        """Give a row per level of the score."""
        from solver.frames import score_frame

        return score_frame(self)

    def show(self, instance: Instance, week: str | None = None) -> "Shown":
        """Show the plan in a notebook, with its timetables; `html.plan.show_plan` says how."""
        from solver.html.plan import show_plan

        return show_plan(instance, self, week)

    def _repr_html_(self) -> str:
        from solver.html.bare_plan import show_bare_plan

        return show_bare_plan(self).html
