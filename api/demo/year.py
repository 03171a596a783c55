"""A school year told in order, up to today: notices come in, weeks are published and lived."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Final, NamedTuple

from api.access.caller import Caller
from api.clock import PARIS
from api.demo.catalogue import add_conflicts
from api.demo.invented import notice
from api.notices import expiry, moving
from api.notices import service as notices
from api.notices.days import Days
from api.notices.schemas import NewNotice
from api.notices.states import NoticeState
from api.notices.stays import notice_of
from api.storage import tables
from api.storage.work import Writing
from api.weeks import published
from api.weeks.published import Shift, week_of_plan
from solver.instance import Instance, Pupil
from solver.plan import Plan
from solver.weeks import day_of, monday

SEED: Final = 7
_FRIDAY: Final = 4
_MORNING: Final = time(9, 0)
_AFTERNOON: Final = time(16, 0)
_EVENING: Final = time(18, 0)
_NO_SHOW: Final = 0.05
_STEPS: Final[tuple[NoticeState, ...]] = ("family-met", "waiting")
_LATELY: Final = timedelta(days=2)
WAITING: Final = "A"
"""What the codes begin with of those who are to wait today."""
_KNOWN_BEFORE: Final = range(6, 16)
"""How many days before the first possible week a notice comes in: the family is met before that Friday."""


class Accounts(NamedTuple):
    """Who acts: the référente, and the account of each collège."""

    referent: str
    colleges: Mapping[str, str]


@dataclass
class _Telling:
    """The year as it was planned in one go, and what has been told of it."""

    year: Instance
    plan: Plan
    accounts: Accounts
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - invented
    codes: dict[str, str] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)

    def referent(self) -> Caller:
        return Caller(self.accounts.referent, "referent", None, None, "", "session")

    def college(self, college: str) -> Caller:
        return Caller(self.accounts.colleges[college], "college", college, None, "", "session")

    def send(self, work: Writing, pupil: Pupil) -> None:
        """Send a notice, as its collège would."""
        first_year = monday(self.year.first_week).year
        body = NewNotice.model_validate(notice(self.rng, pupil, first_year), strict=False)
        caller = self.college(pupil.college)
        receipt = notices.submit(work, caller, f"demonstration-{pupil.id}", body)
        self.codes[pupil.id] = receipt.pupil_code
        self.notices[pupil.id] = receipt.id

    def follow(self, work: Writing, pupil: Pupil, state: NoticeState) -> None:
        """Meet the family, then let the pupil wait for a place."""
        row = work.session.get_one(tables.Notice, self.notices[pupil.id])
        moving.move(work, self.referent(), row, state)

    def publish(self, work: Writing, week: str) -> None:
        """Publish a week of the plan, with the pupils that are known; their collèges confirm."""
        hosted = self._hosted(week)
        shifts = tuple(Shift(pupil=code, before=None, after=week) for code in hosted)
        content = week_of_plan(self._in_codes(), week, shifts, None)
        published.publish(replace(work, by=self.accounts.referent), week, content)
        days = Days(monday(week).isoformat(), day_of(week, _FRIDAY).isoformat())
        for code in hosted:
            row = notice_of(work, code)
            moving.move(work, self.referent(), row, "planned", week=week)
            moving.move(work, self.college(row.college), row, "confirmed", days=days)

    def live(self, work: Writing, week: str) -> None:
        """Let a published week be over."""
        for code in self._hosted(week):
            comes = self.rng.random() >= _NO_SHOW
            row = notice_of(work, code)
            moving.move(work, self.referent(), row, "hosted" if comes else "no-show")

    def _hosted(self, week: str) -> list[str]:
        return [
            self.codes[entry.pupil]
            for entry in self.plan.admissions
            if entry.week == week and entry.pupil in self.codes
        ]

    def _in_codes(self) -> Plan:
        """Write the plan with the codes that stand for its pupils, and without those not known yet."""
        known = [entry for entry in self.plan.admissions if entry.pupil in self.codes]
        groups = {(entry.week, entry.group) for entry in known}
        return self.plan.model_copy(
            update={
                "admissions": tuple(
                    entry.model_copy(update={"pupil": self.codes[entry.pupil]}) for entry in known
                ),
                "sessions": tuple(s for s in self.plan.sessions if (s.week, s.group) in groups),
            }
        )


class _Event(NamedTuple):
    """Something that happens; of what happens at one moment, the lower order comes first."""

    moment: datetime
    order: int
    happen: Callable[[Writing], None]


def tell(work: Writing, year: Instance, plan: Plan, accounts: Accounts) -> None:
    """Tell a year up to the present moment of a unit of work, everything at its own moment."""
    telling = _Telling(year, plan, accounts)
    events = (*_arrivals(telling, work.now), *_weeks(telling))
    for event in sorted(events, key=lambda each: each[:2]):
        if event.moment <= work.now:
            event.happen(replace(work, now=event.moment))
    expiry.expire(work)
    add_conflicts(replace(work, by=accounts.referent), year, telling.codes)


def _arrivals(telling: _Telling, now: datetime) -> Iterator[_Event]:
    """List the notices: each some days before its first possible week, those who wait now lately."""
    today = now.astimezone(PARIS).date()
    for order, pupil in enumerate(telling.year.pupils):
        days = timedelta(days=telling.rng.choice(_KNOWN_BEFORE))
        before = today + _LATELY if pupil.id.startswith(WAITING) else monday(pupil.earliest)
        sent = _at(before - days, _MORNING)
        yield _Event(sent, order, partial(telling.send, pupil=pupil))
        for later, state in enumerate(_STEPS, start=1):
            moment = sent + timedelta(days=later)
            yield _Event(moment, order, partial(telling.follow, pupil=pupil, state=state))


def _weeks(telling: _Telling) -> Iterator[_Event]:
    for week in telling.year.open_weeks:
        friday_before = monday(week) - timedelta(days=3)
        yield _Event(_at(friday_before, _AFTERNOON), 0, partial(telling.publish, week=week))
        end = _at(day_of(week, _FRIDAY), _EVENING)
        yield _Event(end, 0, partial(telling.live, week=week))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, PARIS).astimezone(UTC)
