"""The calendar itself: what it says, how it follows what changes, and what it never says."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from icalendar import Calendar

from api.calendars.events import REFRESH
from api.catalogue.reading import TIMETABLE, WORKSHOPS
from api.catalogue.schemas.workshops import WorkshopSheet
from api.clock import PARIS
from api.running import running
from api.weeks.published import PublishedSession
from tests.api.calendars.test_addresses import made
from tests.api.databases import DatabaseName
from tests.api.notices.sending import CANARY, move
from tests.api.people import Client
from tests.api.weeks.scene import (
    COOKING,
    SECRET_NAME,
    WEEK,
    WRITING,
    catalogue,
    planned,
    publish,
    week,
    with_hours,
)

SECOND = WRITING.model_copy(update={"start": "thu-1"})


@pytest.fixture
def database() -> DatabaseName:
    """What is read is tried on both databases elsewhere; here, what is made of it."""
    return "sqlite"


@pytest.fixture
def receipt(app: FastAPI, college: Client, referent: Client) -> dict[str, Any]:
    """Publish a week of one pupil."""
    catalogue(app)
    found = planned(college, referent, CANARY)
    publish(app, week([found["pupil_code"]]))
    return found


@pytest.fixture
def path(teacher: Client, receipt: dict[str, Any]) -> str:
    return made(teacher)


def read(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return Calendar.from_ical(answer.content)


def events(client: Client, path: str) -> Any:
    return read(client, path).walk("VEVENT")


def event(client: Client, path: str) -> Any:
    (only,) = events(client, path)
    return only


def test_workshop_place_count_and_hours(
    anonymous: Client, other_teacher: Client, receipt: dict[str, Any]
) -> None:
    shown = event(anonymous, made(other_teacher))
    assert shown["SUMMARY"] == "Atelier cuisine"
    assert shown["LOCATION"] == "Cuisine partagée"
    assert shown["DESCRIPTION"] == "1 élève"
    assert shown["STATUS"] == "CONFIRMED"
    start, end = shown["DTSTART"], shown["DTEND"]
    assert start.params["TZID"] == end.params["TZID"] == "Europe/Paris"
    assert start.dt.isoformat() == "2026-11-26T13:50:00+01:00"
    assert end.dt.isoformat() == "2026-11-26T15:40:00+01:00"


def test_how_it_is_served(anonymous: Client, path: str) -> None:
    answer = anonymous.get(path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == f"private, max-age={REFRESH.seconds}"
    again = anonymous.get(path, headers={"If-None-Match": f'W/{answer.headers["etag"]}, "x"'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == answer.headers["etag"]
    assert anonymous.get(path, headers={"If-None-Match": '"x"'}).content == answer.content
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75


def test_the_time_zone_goes_with_it_and_is_right(anonymous: Client, path: str) -> None:
    (zone,) = read(anonymous, path).walk("VTIMEZONE")
    told = zone.to_tz()
    day = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - the zone is what is tried
    for number in range(2 * 365):
        moment = day + timedelta(days=number)
        here = moment.replace(tzinfo=PARIS)
        assert moment.replace(tzinfo=told).utcoffset() == here.utcoffset()


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("2026-W53", "2026-12-29T09:00:00+01:00"),
        ("2027-W12", "2027-03-23T09:00:00+01:00"),
        ("2027-W13", "2027-03-30T09:00:00+02:00"),
        ("2027-W43", "2027-10-26T09:00:00+02:00"),
        ("2027-W44", "2027-11-02T09:00:00+01:00"),
    ],
)
def test_all_year(
    app: FastAPI, anonymous: Client, path: str, receipt: Any, name: str, start: str
) -> None:
    publish(app, week([receipt["pupil_code"]]), name)
    assert events(anonymous, path)[-1]["DTSTART"].dt.isoformat() == start


def test_a_session_that_moves_stays_the_same_event(
    app: FastAPI, anonymous: Client, path: str, receipt: Any, clock: Any
) -> None:
    before = event(anonymous, path)
    clock.advance(hours=5)
    publish(app, week([receipt["pupil_code"]], [SECOND]))
    after = event(anonymous, path)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == clock.now
    assert after["DTSTART"].dt.isoformat() == "2026-11-26T09:00:00+01:00"


def test_one_that_goes_stays_as_cancelled_and_may_come_back(
    app: FastAPI, anonymous: Client, path: str, receipt: Any
) -> None:
    codes = [receipt["pupil_code"]]
    seen = [event(anonymous, path)]
    for sessions in ([COOKING], [], [WRITING]):
        publish(app, week(codes, sessions))
        seen.append(event(anonymous, path))
    assert len({shown["UID"] for shown in seen}) == 1
    assert [shown["STATUS"] for shown in seen] == [
        "CONFIRMED",
        "CANCELLED",
        "CANCELLED",
        "CONFIRMED",
    ]
    numbers = [shown["SEQUENCE"] for shown in seen]
    assert numbers == sorted(set(numbers))
    assert seen[1]["DTSTART"].dt == seen[0]["DTSTART"].dt
    assert "DESCRIPTION" not in seen[1]


def test_who_takes_over_gets_an_event_of_their_own(
    app: FastAPI, anonymous: Client, path: str, other_teacher: Client, receipt: Any
) -> None:
    taken_over = WRITING.model_copy(update={"teacher": "t-theatre"})
    publish(app, week([receipt["pupil_code"]], [taken_over]))
    mine = event(anonymous, path)
    others = events(anonymous, made(other_teacher))
    assert mine["STATUS"] == "CANCELLED"
    assert {(each["SUMMARY"], each["STATUS"]) for each in others} == {
        ("Atelier écriture", "CONFIRMED"),
        ("Atelier cuisine", "CANCELLED"),
    }
    assert mine["UID"] not in {each["UID"] for each in others}


def test_two_of_the_same_are_two_events(
    app: FastAPI, anonymous: Client, path: str, receipt: Any
) -> None:
    codes = [receipt["pupil_code"]]
    publish(app, week(codes, [SECOND, WRITING]))
    one, other = events(anonymous, path)
    assert one["UID"] != other["UID"]
    publish(app, week(codes, [WRITING]))
    still, gone = events(anonymous, path)
    assert (still["UID"], still["STATUS"]) == (one["UID"], "CONFIRMED")
    assert (gone["UID"], gone["STATUS"]) == (other["UID"], "CANCELLED")


def test_other_hours_or_another_place_update_in_place(
    app: FastAPI, anonymous: Client, path: str, clock: Any
) -> None:
    before = event(anonymous, path)
    clock.advance(hours=1)
    with running(app).storage.write("tests") as work:
        hours = (("08:30", "09:30"), ("09:30", "10:30"), ("14:00", "15:00"), ("15:00", "16:00"))
        TIMETABLE.put(work, "timetable", with_hours(*hours))
        WORKSHOPS.put(work, "ecriture", WorkshopSheet(name="Atelier écriture", place="Salle 2"))
    after = event(anonymous, path)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt == clock.now
    assert (after["LOCATION"], after["DTSTART"].dt.hour) == ("Salle 2", 8)


def test_what_nobody_is_left_for_is_cancelled(
    referent: Client, anonymous: Client, path: str, receipt: Any, clock: Any
) -> None:
    clock.advance(hours=1)
    move(referent, receipt["id"], "withdrawn", reason="pupil-left")
    shown = event(anonymous, path)
    assert (shown["STATUS"], shown["LAST-MODIFIED"].dt) == ("CANCELLED", clock.now)


def test_three_months_back_and_all_to_come(
    app: FastAPI, anonymous: Client, path: str, receipt: Any, clock: Any
) -> None:
    publish(app, week([receipt["pupil_code"]]), "2028-W10")
    clock.advance(days=90)
    assert len(events(anonymous, path)) == 2
    clock.advance(days=14)
    assert [shown["DTSTART"].dt.year for shown in events(anonymous, path)] == [2028]


def test_nothing_of_the_pupils_nor_of_anybody_s_name(
    app: FastAPI, anonymous: Client, other_teacher: Client, path: str, receipt: Any
) -> None:
    odd = "Atelier ; \\, \r\nBEGIN:VALARM".replace("\r\n", " ")
    with running(app).storage.write("tests") as work:
        WORKSHOPS.put(work, "ecriture", WorkshopSheet(name=odd, place="é" * 200))
    for each in (path, made(other_teacher)):
        text = anonymous.get(each).content.replace(b"\r\n ", b"").decode()
        for secret in (CANARY, SECRET_NAME, receipt["pupil_code"], receipt["pupil_id"], "tilleuls"):
            assert secret not in text
        assert "t-ecriture" not in text
        assert "t-theatre" not in text
        assert WEEK not in text
    assert event(anonymous, path)["SUMMARY"] == odd


def test_a_week_of_two_groups(app: FastAPI, anonymous: Client, path: str, receipt: Any) -> None:
    both = (WRITING, PublishedSession(**{**dict(SECOND), "group": 2}))
    publish(app, week([receipt["pupil_code"]], both))
    assert [each["DESCRIPTION"] for each in events(anonymous, path)] == ["1 élève", "0 élève"]
