"""The catalogue as plans read it: records, now or at a moment."""

from datetime import timedelta

from fastapi import FastAPI

from api.catalogue import reading
from api.catalogue.schemas.policy import DEFAULT_POLICY
from api.catalogue.schemas.timetable import DEFAULT_TIMETABLE
from api.running import running
from api.storage import versions
from tests.api.catalogue.entries import TEACHER, TIMETABLE, WRITING, put, with_teacher
from tests.api.conftest import Held
from tests.api.people import Client


def test_now_and_at_a_moment(app: FastAPI, referent: Client, clock: Held) -> None:
    before = clock.now
    clock.advance(hours=1)
    with_teacher(referent)
    put(referent, "timetable", TIMETABLE)
    put(referent, "policy", {"capacity": 4})
    clock.advance(hours=1)
    put(referent, "workshops/ecriture", {**WRITING, "length": 3})
    referent.delete("/api/teachers/t-ecriture")
    with running(app).storage.read() as work:
        assert reading.teachers(work) == ()
        assert [each.length for each in reading.workshops(work)] == [3]
        between = clock.now - timedelta(minutes=1)
        (teacher,) = reading.teachers(work, between)
        assert teacher.model_dump(mode="json") == {**TEACHER, "id": "t-ecriture"}
        assert [each.length for each in reading.workshops(work, between)] == [2]
        assert reading.timetable(work).slots_per_day == 3
        assert reading.policy(work).capacity == 4
        assert reading.timetable(work, before) == DEFAULT_TIMETABLE
        assert reading.policy(work, before) == DEFAULT_POLICY
        assert reading.workshops(work, before) == ()


def test_what_is_stored_has_the_agreed_shape(app: FastAPI, referent: Client) -> None:
    with_teacher(referent)
    put(referent, "timetable", TIMETABLE)
    put(referent, "policy", {})
    put(referent, "closures/2026-W48", {"closed": True})
    with running(app).storage.read() as work:
        keys = {
            (row.kind, row.key): list(row.content or ())
            for kind in ("teacher", "workshop", "timetable", "policy", "closure")
            for row in versions.everything(work, kind)
        }
    assert keys == {
        ("teacher", "t-ecriture"): ["name", "college", "workshops", "slots", "reluctant_slots",
                                    "away_weeks", "max_sessions"],
        ("workshop", "ecriture"): ["name", "core", "length", "per_week", "place", "travel_minutes"],
        ("timetable", "timetable"): ["days", "slots_per_day", "break_after", "closed_slots",
                                     "fixed", "hours"],
        ("policy", "policy"): ["order", "motive_weights", "motive_limits", "lone_gender",
                               "level_spread", "small_group", "capacity", "groups_per_week",
                               "weeks_ahead", "min_school_days"],
        ("closure", "2026-W48"): ["closed", "reason"],
    }  # fmt: skip
