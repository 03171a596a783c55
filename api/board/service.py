"""The board: the next weeks with their seats, and who waits beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from api.access.caller import Caller
from api.catalogue import closures, reading
from api.colleges import service as colleges
from api.notices import service as notices
from api.notices.schemas import Notice, Which
from api.notices.states import NoticeState
from api.paging import LONGEST_PAGE, Wanted
from api.planning.service import weeks_proposed
from api.storage.work import Consulting
from api.weeks import service
from api.weeks.schemas import Hosted, WeekLine

SHOWN: Final = 6
"""How many weeks stand side by side."""

NEAR: Final = 2
"""From how few open weeks left on a deadline is near."""

_TO_SEE: Final[tuple[NoticeState, ...]] = ("received", "family-met")
"""Those who cannot be placed yet: the référente has something to do first."""

_ALL: Final = Wanted(after=None, limit=LONGEST_PAGE)
_FURTHEST: Final = 30
"""No deadline needs to be counted further than so many weeks."""


@dataclass(frozen=True)
class Seats:
    """A group of a week: who sits where, None for an empty seat."""

    number: int
    seats: tuple[Hosted | None, ...]

    @property
    def free(self) -> int:
        """Count the empty seats."""
        return sum(seat is None for seat in self.seats)


@dataclass(frozen=True)
class Column:
    """A week of the board. `proposed`: there are proposals for it that have not been published."""

    line: WeekLine
    groups: tuple[Seats, ...]
    proposed: bool
    over: bool


@dataclass(frozen=True)
class Card:
    """Somebody who waits: the notice, and how many open weeks are left to host them from today on."""

    notice: Notice
    college: str
    left: int
    last: str | None

    @property
    def near(self) -> bool:
        """Tell whether the deadline is near."""
        return self.left <= NEAR


@dataclass(frozen=True)
class Board:
    """What the référente sees on a Monday morning."""

    first: str
    columns: tuple[Column, ...]
    waiting: tuple[Card, ...]
    to_see: int
    more_waiting: bool
    colleges: Mapping[str, str]

    @property
    def next_to_compose(self) -> str | None:
        """Name the first open week to come that is not published."""
        weeks = (c.line for c in self.columns if c.line.open and not c.over)
        return next((line.week for line in weeks if not line.published), None)


def board(work: Consulting, caller: Caller, first: str, present: str) -> Board:
    """Lay the weeks from one on side by side, with who waits now; raises Invalid.

    `present` is the week of today. Each name shown goes to the audit trail.
    """
    lines = service.weeks(work, first, SHOWN).items
    policy = reading.policy(work)
    proposed, states = weeks_proposed(work, first), notices.states(work, caller)
    waiting = _in_state(work, caller, "waiting")
    names = {each.id: each.name for each in colleges.colleges(work, caller, _ALL).items}
    ahead = _open_weeks(work, present, [notice.latest for notice in waiting])
    cards = (_card(notice, names, ahead) for notice in waiting)
    return Board(
        first=first,
        columns=tuple(
            Column(
                line,
                _groups(line, policy.capacity, policy.groups_per_week),
                proposed=line.week in proposed and not line.published,
                over=line.week < present,
            )
            for line in lines
        ),
        waiting=tuple(sorted(cards, key=lambda card: (card.notice.latest, card.notice.earliest))),
        to_see=sum(states[state] for state in _TO_SEE),
        more_waiting=len(waiting) == LONGEST_PAGE,
        colleges=names,
    )


def _open_weeks(work: Consulting, first: str, until: Iterable[str]) -> tuple[str, ...]:
    """List the open weeks from one on up to the last of some others, or as far as matters."""
    last = min(max([first, *until]), service.last_of(first, _FURTHEST))
    return tuple(each.week for each in closures.weeks(work, first, last) if each.open)


def _in_state(work: Consulting, caller: Caller, state: NoticeState) -> Sequence[Notice]:
    return notices.notices(work, caller, _ALL, Which(state=state)).items


def _card(notice: Notice, names: Mapping[str, str], ahead: Sequence[str]) -> Card:
    possible = [week for week in ahead if notice.earliest <= week <= notice.latest]
    return Card(
        notice,
        names.get(notice.college, notice.college),
        len(possible),
        possible[-1] if possible else None,
    )


def _groups(line: WeekLine, capacity: int, most: int) -> tuple[Seats, ...]:
    """Fill the seats of a week; more who come than there are seats all have one."""
    by_number = {
        number: list(hosted)
        for number, hosted in groupby(
            sorted(line.hosted, key=lambda each: each.group), key=lambda each: each.group
        )
    }
    numbers = sorted({*by_number, *range(1, most + 1)}) if line.open else sorted(by_number)
    return tuple(
        Seats(number, (*there, *[None] * max(0, capacity - len(there))))
        for number in numbers
        for there in [by_number.get(number, [])]
    )
