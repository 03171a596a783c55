"""Events written as an iCalendar stream (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from datetime import UTC
from functools import cache
from typing import Final

from icalendar import Calendar, Timezone
from icalendar import Event as Component

from api.calendars.events import REFRESH, Event
from solver.french import plural

_NAME: Final = "DAEET, mes ateliers"

# The rule of the European Union, in force since 1996: the last Sundays of March and October.
_PARIS: Final = """\
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar(events: Iterable[Event]) -> bytes:
    """Write a calendar; the same events give the same bytes."""
    written = Calendar()
    written.add("PRODID", "-//DAEET//DAEET//FR")
    written.add("VERSION", "2.0")
    written.add("METHOD", "PUBLISH")
    written.add("NAME", _NAME)
    written.add("X-WR-CALNAME", _NAME)
    written.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    written.add("X-PUBLISHED-TTL", "PT1H")
    written.add_component(_paris())
    for event in events:
        written.add_component(_component(event))
    content: bytes = written.to_ical()
    return content


@cache
def _paris() -> Timezone:
    parsed = Timezone.from_ical(_PARIS)
    assert isinstance(parsed, Timezone)  # noqa: S101 - what is written above
    return parsed


def _component(event: Event) -> Component:
    component = Component()
    component.add("UID", event.uid)
    # Without a scheduling method, the stamp is that of the event's last change (RFC 5545, 3.8.7.2).
    changed = event.changed_at.astimezone(UTC).replace(microsecond=0)
    component.add("DTSTAMP", changed)
    component.add("LAST-MODIFIED", changed)
    component.add("SEQUENCE", event.sequence)
    component.add("SUMMARY", event.title)
    component.add("DTSTART", event.start)
    component.add("DTEND", event.end)
    component.add("STATUS", "CANCELLED" if event.pupils is None else "CONFIRMED")
    if event.pupils is not None:
        component.add("DESCRIPTION", plural(event.pupils, "élève"))
    if event.place is not None:
        component.add("LOCATION", event.place)
    return component
