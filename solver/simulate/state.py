"""Where each notice stands as the year goes by, and the situation of a week as known then."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal, get_args

from solver.draft import with_sessions_left
from solver.instance import Instance, Pupil, PupilWeek
from solver.plan import Session
from solver.simulate.years import Notice, Year
from solver.weeks import week_number

FinalState = Literal["hosted", "unplaced", "declined", "withdrawn", "carried"]
"""What becomes of a notice: `carried` waits beyond the end of the year."""

State = Literal["to-come", "waiting"] | FinalState
FINAL_STATES: Final[tuple[FinalState, ...]] = get_args(FinalState)


class Census:
    """Where each notice stands. A final state is never left."""

    def __init__(self, year: Year) -> None:
        self._year: Final = year
        self._states: Final[dict[str, State]] = {n.pupil.id: "to-come" for n in year.notices}
        self.week_of: Final[dict[str, str]] = {}
        self.given: Final[Counter[str]] = Counter()

    @property
    def states(self) -> Mapping[str, State]:
        """The state of each notice, by the code of its stay."""
        return self._states

    def counts(self) -> dict[State, int]:
        """Count the notices in each state."""
        return dict(Counter(self._states.values()))

    def on_friday(self, week: str) -> None:
        """Take note of all that is known when `week` is planned, the Friday before."""
        now = week_number(week)
        for notice in self._year.notices:
            ready = week_number(notice.ready)
            if ready < now or (ready == now and not notice.late):
                self._come(notice)
            if notice.withdraws is not None and week_number(notice.withdraws) <= now:
                self._end(notice, "withdrawn")
            if week_number(notice.pupil.latest) < now:
                self._end(notice, "unplaced")

    def on_monday(self, week: str) -> list[Pupil]:
        """Take note of the late notices of that very Monday; give their pupils."""
        came = [n for n in self._year.notices if n.late and n.ready == week]
        return [notice.pupil for notice in came if self._come(notice)]

    def live(self, week: str, pupils: Collection[str], sessions: Sequence[Session]) -> None:
        """Host these pupils, and count the sessions that they had."""
        for pupil in pupils:
            self._move(pupil, ("waiting",), "hosted")
            self.week_of[pupil] = week
        self.given.update(session.teacher for session in sessions)

    def end_of_year(self) -> None:
        """Give a final state to those who still wait, and to the notices that came too late for a plan."""
        end = week_number(self._year.instance.last_week)
        for notice in self._year.notices:
            self._come(notice)
            carried = week_number(notice.pupil.latest) > end
            self._end(notice, "carried" if carried else "unplaced")

    def waiting(self) -> list[Pupil]:
        """List the pupils who can be planned."""
        return [n.pupil for n in self._year.notices if self._states[n.pupil.id] == "waiting"]

    def _come(self, notice: Notice) -> bool:
        """Let a notice be planned from now on, unless its family declines; tell whether it may."""
        if self._states[notice.pupil.id] == "to-come":
            after: State = "declined" if notice.declined else "waiting"
            self._move(notice.pupil.id, ("to-come",), after)
        return self._states[notice.pupil.id] == "waiting"

    def _end(self, notice: Notice, state: FinalState) -> None:
        if self._states[notice.pupil.id] == "waiting":
            self._move(notice.pupil.id, ("waiting",), state)

    def _move(self, stay: str, before: tuple[State, ...], after: State) -> None:
        if self._states[stay] not in before:
            raise ValueError(f"{stay} cannot be {after}: it is {self._states[stay]}")
        self._states[stay] = after


def situation(
    year: Year, census: Census, week: str, open_weeks: int, told: Mapping[str, str]
) -> Instance:
    """Make the instance of `week` and the open weeks after it, of what is known the Friday before.

    `told` says which week the families know; practitioners have what is left of their budgets.
    """
    whole = year.instance
    pupils = census.waiting()
    known = {pupil.id for pupil in pupils}
    ahead = whole.open_weeks[whole.open_weeks.index(week) :][:open_weeks]
    return whole.model_copy(
        update={
            "first_week": week,
            "last_week": ahead[-1],
            "pupils": tuple(pupils),
            "teachers": tuple(with_sessions_left(t, census.given) for t in whole.teachers),
            "announced": tuple(
                PupilWeek(pupil=pupil, week=of) for pupil, of in told.items() if pupil in known
            ),
            **_about(whole, known),
        }
    )


def on_monday(
    year: Year, friday: Instance, week: str, late: Sequence[Pupil], told: Collection[str]
) -> Instance:
    """Add the late notices to Friday's instance, and bar the week to those who cannot come at once."""
    pupils = (*friday.pupils, *late)
    known = {pupil.id for pupil in pupils}
    barred = [
        notice.pupil.id
        for notice in year.notices
        if notice.pupil.id in known and notice.pupil.id not in told and _stays_away(notice, week)
    ]
    about = _about(year.instance, known)
    bans = (*about["bans"], *(PupilWeek(pupil=pupil, week=week) for pupil in barred))
    return friday.model_copy(update={**about, "pupils": pupils, "bans": bans})


def _stays_away(notice: Notice, week: str) -> bool:
    """Tell whether a pupil whom nobody expected cannot come that Monday; a late one asked for it."""
    asked = notice.late and notice.ready == week
    return week in notice.absences or (week in notice.unreachable and not asked)


def _about(whole: Instance, known: Collection[str]) -> dict[str, tuple[object, ...]]:
    """Take what an instance says about these pupils."""
    return {
        "conflicts": tuple(
            pair for pair in whole.conflicts if pair[0] in known and pair[1] in known
        ),
        "bans": tuple(ban for ban in whole.bans if ban.pupil in known),
        "teacher_conflicts": tuple(pair for pair in whole.teacher_conflicts if pair[0] in known),
    }
