"""What a session means for people: hours without travel, today's catalogue, that of then for weeks over."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.catalogue.reading import TIMETABLE, WORKSHOPS
from api.catalogue.schemas.workshops import WorkshopSheet
from api.storage.work import Storage
from api.weeks.frames import Frames, Given
from tests.api.databases import DatabaseName
from tests.api.weeks.scene import COOKING, WEEK, WRITING, fill_catalogue, with_hours

LATER = with_hours(("08:30", "09:30"), ("09:30", "10:30"), ("14:00", "15:00"), ("15:00", "16:00"))


@pytest.fixture
def database() -> DatabaseName:
    """What is read is tried on both databases elsewhere; here, what is made of it."""
    return "sqlite"


@pytest.fixture
def filled(storage: Storage) -> Storage:
    with storage.write("tests") as work:
        fill_catalogue(work)
    return storage


def given(storage: Storage, session: Any = WRITING, week: str = WEEK, at: Any = None) -> Given:
    with storage.read() as work:
        return Frames(work).given(week, session, at or work.now)


def hours(found: Given) -> str:
    return f"{found.start:%a %d %H:%M} {found.end:%H:%M %z}"


def test_hours_of_the_slots_without_the_travel(filled: Storage) -> None:
    assert hours(given(filled)) == "Tue 24 09:00 10:15 +0100"
    cooking = given(filled, COOKING)
    assert hours(cooking) == "Thu 26 13:50 15:40 +0100"
    assert (cooking.workshop.name, cooking.workshop.place) == (
        "Atelier cuisine",
        "Cuisine partagée",
    )


def test_travel_that_would_fill_the_slots_is_not_taken_off(filled: Storage) -> None:
    with filled.write("tests") as work:
        WORKSHOPS.put(work, "ecriture", WorkshopSheet(name="Loin", travel_minutes=38))
    assert hours(given(filled)) == "Tue 24 09:00 10:15 +0100"


def test_today_s_hours_hold_until_the_week_is_over(filled: Storage, clock: Any) -> None:
    published_at = clock.now
    before = given(filled)
    clock.advance(days=3)
    with filled.write("tests") as work:
        TIMETABLE.put(work, "timetable", LATER)
    assert hours(given(filled, at=published_at)) == "Tue 24 08:30 09:30 +0100"
    after = given(filled, at=published_at)
    assert (after.edition, after.changed_at) == (before.edition + 1, clock.now)
    clock.advance(days=7)
    with filled.write("tests") as work:
        TIMETABLE.put(work, "timetable", with_hours(("10:00", "11:00")))
    assert hours(given(filled, at=published_at)) == "Tue 24 08:30 09:30 +0100"
    assert hours(given(filled, week="2026-W50")) == "Tue 08 10:00 11:00 +0100"


def test_a_slot_that_is_gone_keeps_its_last_hours(filled: Storage, clock: Any) -> None:
    with filled.write("tests") as work:
        TIMETABLE.put(work, "timetable", with_hours(("10:00", "11:00")))
    assert hours(given(filled, COOKING)) == "Thu 26 13:50 15:40 +0100"
    assert hours(given(filled)) == "Tue 24 10:00 11:00 +0100"


def test_a_workshop_keeps_the_length_it_was_published_with(filled: Storage, clock: Any) -> None:
    published_at = clock.now
    clock.advance(minutes=1)
    with filled.write("tests") as work:
        WORKSHOPS.put(work, "ecriture", WorkshopSheet(name="Écrire", length=2))
    found = given(filled, at=published_at)
    assert (found.workshop.name, found.length) == ("Écrire", 1)
    assert hours(found) == "Tue 24 09:00 10:15 +0100"
    assert given(filled).length == 2


def test_a_workshop_that_was_removed_keeps_its_name(filled: Storage) -> None:
    with filled.write("tests") as work:
        WORKSHOPS.remove(work, "ecriture")
    assert given(filled).workshop.name == "Atelier écriture"
    unknown = WRITING.model_copy(update={"workshop": "jamais-vu"})
    assert given(filled, unknown).workshop.name == "jamais-vu"


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ("2026-W43", "Tue 20 09:00 10:15 +0200"),  # the last week before the clocks go back
        ("2026-W44", "Tue 27 09:00 10:15 +0100"),
        ("2026-W53", "Tue 29 09:00 10:15 +0100"),
        ("2027-W12", "Tue 23 09:00 10:15 +0100"),  # the last week before they go forward
        ("2027-W13", "Tue 30 09:00 10:15 +0200"),
    ],
)
def test_hours_are_lille_s_all_year(filled: Storage, week: str, expected: str) -> None:
    assert hours(given(filled, week=week)) == expected


def test_the_edition_never_falls(filled: Storage, clock: Any) -> None:
    seen: list[int] = []
    published_at: datetime = clock.now
    for entry in (LATER, with_hours(("10:00", "11:00")), LATER):
        clock.advance(hours=1)
        with filled.write("tests") as work:
            TIMETABLE.put(work, "timetable", entry)
        seen.append(given(filled, COOKING, at=published_at).edition)
    clock.now += timedelta(days=30)
    seen.append(given(filled, COOKING, at=published_at).edition)
    assert seen == sorted(seen)
