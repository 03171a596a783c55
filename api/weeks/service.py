"""Weeks as the référente reads them: which are open, what is published, how it came so."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from api.catalogue import closures, reading
from api.catalogue.kept import roles_of
from api.catalogue.schemas.closures import WeekShown
from api.errors import NotFound
from api.storage import tables, versions
from api.storage.tables import Version
from api.storage.work import Consulting, Reading
from api.weeks import published
from api.weeks.guests import Guest, Guests, pupils_by_code, record_reading
from api.weeks.published import PublishedWeek, Shift
from api.weeks.schemas import (
    Changed,
    History,
    Hosted,
    Person,
    Publication,
    PublicationChanges,
    Published,
    WeekLine,
    Weeks,
)
from solver.weeks import week_from_number, week_number

LAST_WEEK: Final = "2099-W53"
"""No calendar of this service goes further."""


def weeks(work: Consulting, first: str, count: int) -> Weeks:
    """List weeks with who is hosted in them, each name to the audit trail; raises Invalid."""
    shown = closures.weeks(work, first, last_of(first, count))
    listed = {each.week for each in shown}
    rows = {row.key: row for row in versions.everything(work, "week") if row.key in listed}
    guests = Guests(work, {week: published.read(row) for week, row in rows.items()})
    policy = reading.policy(work)
    places = policy.capacity * policy.groups_per_week
    lines = tuple(_line(week, rows.get(week.week), places, guests) for week in shown)
    record_reading(
        work, (g.pupil for line in lines for g in guests.of(line.week)), "published-week.read"
    )
    return Weeks(items=lines)


def last_of(first: str, count: int) -> str:
    """Give the last of so many weeks, within what a calendar can say."""
    return min(week_from_number(week_number(first) + count - 1), LAST_WEEK)


def publication(work: Reading, week: str) -> Publication:
    """Show what is published of a week, by codes; raises NotFound where nothing is."""
    row = versions.present(work, "week", week)
    if row is None:
        raise NotFound
    content = published.read(row)
    return Publication(
        **_published(work, [row])[row.number],
        admissions=content.admissions,
        sessions=content.sessions,
    )


def history(work: Consulting, week: str) -> History:
    """List the publications of a week, with what each changed for whom; raises NotFound."""
    rows = versions.history(work, "week", week)
    if not rows:
        raise NotFound
    heads = _published(work, rows)
    contents = {row.number: published.read(row) for row in rows}
    codes = {shift.pupil for content in contents.values() for shift in content.changes}
    pupils = pupils_by_code(work, codes)
    record_reading(work, pupils.values(), "published-week.read")
    return History(
        items=tuple(
            PublicationChanges(
                **heads[number],
                pupils=len(content.admissions),
                changes=tuple(_changed(shift, pupils) for shift in content.changes),
            )
            for number, content in contents.items()
        )
    )


def hosted(guest: Guest) -> Hosted:
    """Show a pupil in a published week."""
    return Hosted(
        **_person(guest.code, guest.pupil),
        group=guest.group,
        state=guest.state,
    )


def present(work: Reading, week: str) -> tuple[int, datetime | None, PublishedWeek]:
    """Give how often a week was published, when last, and what holds; empty where it never was."""
    row = versions.present(work, "week", week)
    return (row.number, row.at, published.read(row)) if row else (0, None, PublishedWeek())


def _line(shown: WeekShown, row: Version | None, places: int, guests: Guests) -> WeekLine:
    return WeekLine(
        week=shown.week,
        open=shown.open,
        reasons=shown.reasons,
        lost_days=shown.lost_days,
        places=places if shown.open else 0,
        published=row.number if row else 0,
        published_at=row.at if row else None,
        hosted=tuple(hosted(guest) for guest in guests.of(shown.week)),
    )


def _published(work: Reading, rows: Iterable[Version]) -> dict[int, dict[str, Any]]:
    """Describe publications, by number."""
    rows = list(rows)
    roles = roles_of(work, rows)
    heads = {}
    for row in rows:
        content = published.read(row)
        head = Published(
            week=row.key,
            number=row.number,
            at=row.at,
            by=row.by,
            role=roles.get(row.by),
            proposal=content.proposal,
            proven=content.proven,
        )
        heads[row.number] = dict(head)
    return heads


def _changed(shift: Shift, pupils: Mapping[str, tables.Pupil]) -> Changed:
    return Changed(
        **_person(shift.pupil, pupils.get(shift.pupil)), before=shift.before, after=shift.after
    )


def _person(code: str, pupil: tables.Pupil | None) -> dict[str, Any]:
    person = Person(
        code=code,
        first_name=pupil.first_name if pupil else None,
        initial=pupil.initial if pupil else None,
        college=pupil.college if pupil else None,
    )
    return dict(person)
