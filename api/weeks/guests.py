"""The pupils of published weeks: a publication holds their codes, their files their names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar, cast

from sqlalchemy import select

from api.notices.states import STILL_COMING, NoticeState
from api.storage import tables
from api.storage.work import Consulting, Reading
from api.weeks.published import PublishedWeek

_AT_ONCE: Final = 500
"""Ids asked for in one statement: databases limit how many parameters one takes."""

Each = TypeVar("Each")


class Guest(NamedTuple):
    """A place of a published week; no pupil where the file has gone, and then no state of a notice."""

    code: str
    group: int
    pupil: tables.Pupil | None
    state: NoticeState | None


class Guests:
    """The pupils of some published weeks, read once."""

    def __init__(self, work: Reading, weeks: Mapping[str, PublishedWeek]) -> None:
        self._weeks: Final = weeks
        codes = {place.pupil for content in weeks.values() for place in content.admissions}
        self._pupils: Final = pupils_by_code(work, codes)
        self._states: Final = _states(work, [pupil.id for pupil in self._pupils.values()])

    def of(self, week: str, group: int | None = None) -> tuple[Guest, ...]:
        """List the places of a week, or of one group of it, by group and code."""
        content = self._weeks.get(week, PublishedWeek())
        places = sorted((place.group, place.pupil) for place in content.admissions)
        return tuple(
            self._guest(week, number, code) for number, code in places if group in {None, number}
        )

    def _guest(self, week: str, group: int, code: str) -> Guest:
        pupil = self._pupils.get(code)
        return Guest(code, group, pupil, self._states.get((pupil.id, week)) if pupil else None)


def pupils_by_code(work: Reading, codes: Iterable[str]) -> dict[str, tables.Pupil]:
    """Find pupils by their codes; those whose files have gone are left out."""
    found: dict[str, tables.Pupil] = {}
    for some in _parts(sorted(set(codes))):
        rows = work.session.scalars(select(tables.Pupil).where(tables.Pupil.code.in_(some)))
        found.update((row.code, row) for row in rows)
    return found


def record_reading(work: Consulting, pupils: Iterable[tables.Pupil | None], action: str) -> None:
    """Put into the audit trail, once for each pupil, that the name was read."""
    for pupil in sorted({each.id for each in pupils if each is not None}):
        work.record(action, pupil)


def _states(work: Reading, pupils: Iterable[str]) -> dict[tuple[str, str | None], NoticeState]:
    """Find the states of the notices that give some pupils their weeks, by pupil's id and week."""
    found: dict[tuple[str, str | None], NoticeState] = {}
    for some in _parts(sorted(pupils)):
        about = select(tables.Notice).where(
            tables.Notice.pupil_id.in_(some), tables.Notice.state.in_(sorted(STILL_COMING))
        )
        for row in work.session.scalars(about):
            found[row.pupil_id, row.week] = cast("NoticeState", row.state)
    return found


def _parts(whole: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]
