"""The week sheet: the grid of the week, its sessions, its groups."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from api.catalogue import closures
from api.catalogue.schemas.closures import WeekShown
from api.catalogue.schemas.timetable import TimetableEntry
from api.exports.csv_text import Cell, csv_text
from api.storage.work import Consulting, Reading
from api.weeks import service
from api.weeks.frames import Frames, Given, session_day
from api.weeks.guests import Guests, record_reading
from api.weeks.published import PublishedSession, PublishedWeek
from api.weeks.schemas import SheetDay, SheetGroup, SheetSession, SheetSlot, WeekSheet
from solver.french import DAY_NAMES
from solver.timetable import Day, Slot, parse_slot, span

_HEADER: Final = (
    "Jour", "Date", "Début", "Fin", "Groupe", "Atelier ou moment", "Intervenant·e", "Lieu", "Élèves",
)  # fmt: skip


def sheet(work: Consulting, week: str) -> WeekSheet:
    """Lay out a week, published or not; each name goes to the audit trail. Raises Invalid."""
    number, at, content = service.present(work, week)
    return with_names(work, laid_out(work, week, content, number, at), content)


def with_names(work: Consulting, sheet: WeekSheet, content: PublishedWeek) -> WeekSheet:
    """Add the groups to a sheet; each name goes to the audit trail."""
    guests = Guests(work, {sheet.week: content})
    record_reading(work, (guest.pupil for guest in guests.of(sheet.week)), "published-week.read")
    groups = tuple(
        SheetGroup(number=n, pupils=tuple(map(service.hosted, guests.of(sheet.week, n))))
        for n in sorted({place.group for place in content.admissions})
    )
    return sheet.model_copy(update={"groups": groups})


def laid_out(
    work: Reading, week: str, content: PublishedWeek, number: int, at: datetime | None
) -> WeekSheet:
    """Lay out the days and sessions of a week without its pupils; raises Invalid.

    `at` is when it was published, for the length of its sessions; None where it never was.
    """
    (shown,) = closures.weeks(work, week, week)
    frames = Frames(work)
    given = [(each, frames.given(week, each, at)) for each in content.sessions if at is not None]
    timetable = frames.timetable(week, [each for _, each in given])
    return WeekSheet(
        week=week,
        published=number,
        published_at=at,
        open=shown.open,
        reasons=shown.reasons,
        days=tuple(_day(shown, timetable, day) for day in timetable.days),
        sessions=tuple(sorted(
            (_session(frames, week, session, each) for session, each in given),
            key=lambda s: (s.date, s.start, s.group),
        )),
        groups=(),
    )  # fmt: skip


def sheet_csv(sheet: WeekSheet) -> bytes:
    """Write the sheet as a table, one line for each session and fixed moment."""
    return csv_text(_HEADER, [line for _, line in sorted(_lines(sheet), key=lambda pair: pair[0])])


def _lines(sheet: WeekSheet) -> Iterator[tuple[tuple[str, str, int], Sequence[Cell]]]:
    """Give each line with what it is sorted by."""
    names = {
        group.number: ", ".join(
            f"{p.first_name} {p.initial}." for p in group.pupils if p.first_name
        )
        for group in sheet.groups
    }
    for s in sheet.sessions:
        day = DAY_NAMES[parse_slot(s.slot).day]
        yield (s.date, s.start, s.group), (
            day, s.date, s.start, s.end, s.group, s.workshop_name, s.teacher_name, s.place,
            names.get(s.group),
        )  # fmt: skip
    for each in sheet.days:
        for slot in each.slots:
            if slot.fixed is not None and each.lost is None and sheet.open:
                yield (each.date, slot.start, 0), (
                    DAY_NAMES[each.day], each.date, slot.start, slot.end, None, slot.fixed, None, None,
                    None,
                )  # fmt: skip


def _day(shown: WeekShown, timetable: TimetableEntry, day: Day) -> SheetDay:
    fixed = {
        slot: moment.name
        for moment in timetable.fixed
        for slot in span(parse_slot(moment.start), moment.length)
    }
    on = session_day(shown.week, Slot(day, 1)).isoformat()
    lost = {each.date: each.reason for each in shown.lost_days}
    slots = [(Slot(day, number), hours) for number, hours in enumerate(timetable.hours, 1)]
    return SheetDay(
        day=day,
        date=on,
        lost=lost.get(on),
        slots=tuple(
            SheetSlot(
                slot=str(slot),
                start=hours.start,
                end=hours.end,
                closed=str(slot) in timetable.closed_slots,
                fixed=fixed.get(slot),
            )
            for slot, hours in slots
        ),
    )


def _session(frames: Frames, week: str, session: PublishedSession, given: Given) -> SheetSession:
    return SheetSession(
        group=session.group,
        slot=session.start,
        length=given.length,
        date=given.start.date().isoformat(),
        start=given.start.strftime("%H:%M"),
        end=given.end.strftime("%H:%M"),
        workshop=given.workshop.id,
        workshop_name=given.workshop.name,
        teacher=session.teacher,
        teacher_name=frames.teacher_name(week, session.teacher),
        place=given.workshop.place,
        travel_minutes=given.workshop.travel_minutes,
    )
