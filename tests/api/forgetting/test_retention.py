"""Retention and upkeep: what is due goes, nothing else, and a dry run changes nothing."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from api.access import credentials
from api.clock import months_after
from api.forgetting import retention, upkeep
from api.forgetting.daily import Daily
from api.notices.states import FINAL, STATES, NoticeState
from api.running import running, stop
from api.storage import audit
from api.storage.tables import Credential, Pupil
from api.storage.work import Storage
from tests.api.conftest import Held
from tests.api.forgetting.files import add_file, add_notice, new_file
from tests.api.logged import Lines
from tests.api.people import Client, refused


def pupils(storage: Storage) -> int:
    with storage.read() as work:
        return work.session.execute(select(func.count()).select_from(Pupil)).scalar_one()


def counts(done: Any) -> dict[str, int]:
    return {each.name: each.number for each in done}


class TestMonths:
    @pytest.mark.parametrize(
        ("months", "there"),
        [(1, "2026-12-20"), (2, "2027-01-20"), (24, "2028-11-20"), (-11, "2025-12-20")],
    )
    def test_they_are_those_of_the_calendar(self, clock: Held, months: int, there: str) -> None:
        assert months_after(clock.now, months).date().isoformat() == there

    def test_a_shorter_month_ends_sooner(self, clock: Held) -> None:
        last = clock.now.replace(year=2024, month=2, day=29)
        assert months_after(last, 24).date().isoformat() == "2026-02-28"
        assert months_after(last.replace(month=1, day=31), 1).date().isoformat() == "2024-02-29"


class TestRetention:
    def test_a_file_goes_so_long_after_its_last_contact(
        self, storage: Storage, settings: Any, clock: Held
    ) -> None:
        start = clock.now
        with storage.write("x") as work:
            pupil = add_file(work)
            add_file(work, "planned")
            clock.advance(days=100)
            add_notice(work, pupil, "declined", clock.now)
        last = clock.now
        clock.now = months_after(start, 24)
        assert counts(upkeep.run(storage, settings, "x"))["files"] == 0
        clock.now = months_after(last, 24)
        clock.advance(seconds=-1)
        assert counts(upkeep.run(storage, settings, "x"))["files"] == 0
        clock.advance(seconds=1)
        assert counts(upkeep.run(storage, settings, "x"))["files"] == 1
        assert pupils(storage) == 1

    @pytest.mark.parametrize("state", STATES)
    def test_one_with_an_open_notice_stays(
        self, storage: Storage, clock: Held, state: NoticeState
    ) -> None:
        with storage.write("x") as work:
            pupil = add_file(work)
            add_notice(work, pupil, state, work.now, week="2026-W48")
        clock.advance(days=3000)
        with storage.read() as reading:
            assert len(retention.leaving(reading, 24)) == (state in FINAL)

    def test_more_files_than_one_transaction_takes(
        self, storage: Storage, settings: Any, clock: Held, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(retention, "AT_ONCE", 2)
        with storage.write("x") as work:
            for _ in range(5):
                add_file(work)
        clock.advance(days=800)
        assert counts(upkeep.dry_run(storage, settings, "x"))["files"] == 5
        assert pupils(storage) == 5
        assert counts(upkeep.run(storage, settings, "x"))["files"] == 5
        assert pupils(storage) == 0

    def test_what_goes_is_shown_before(
        self, app: FastAPI, referent: Client, college: Client, clock: Held
    ) -> None:
        clock.advance(days=-700)
        pupil, code = new_file(app, at=clock.now)
        last = clock.now
        clock.advance(days=700)
        new_file(app)
        shown = referent.get("/api/retention").json()
        assert (shown["retention_months"], shown["upkeep"]) == (24, "on")
        assert shown["files"] == [
            {
                "pupil_id": pupil,
                "pupil_code": code,
                "last_contact": last.isoformat().replace("+00:00", "Z"),
                "goes_at": months_after(last, 24).isoformat().replace("+00:00", "Z"),
            }
        ]
        assert referent.get("/api/retention", params={"days": 0}).json()["files"] == []
        assert len(referent.get("/api/retention", params={"days": 800}).json()["files"]) == 2
        refused(college.get("/api/retention"), 403, "role-not-allowed")


class TestUpkeep:
    def test_a_dry_run_counts_and_changes_nothing(
        self, storage: Storage, settings: Any, clock: Held
    ) -> None:
        with storage.write("x") as work:
            pupil = add_file(work)
            notice = add_notice(work, pupil, "declined", work.now)
            life = timedelta(days=30)
            credentials.issue(work, notice.account_id, "session", life)
            before = audit.verify(work.session, work.key)
        clock.now = months_after(clock.now, 30)
        tried = counts(upkeep.dry_run(storage, settings, "x"))
        assert (tried["files"], tried["credentials"]) == (1, 1)
        assert tried["audit"] == before.sound
        assert pupils(storage) == 1
        with storage.read() as reading:
            assert audit.verify(reading.session, storage.key) == before
            assert reading.session.scalar(select(func.count(Credential.id))) == 1
        done = counts(upkeep.run(storage, settings, "x"))
        assert (done["files"], done["credentials"]) == (1, 1)
        with storage.read() as reading:
            assert audit.verify(reading.session, storage.key).intact

    def test_notices_whose_weeks_are_over_expire(
        self, storage: Storage, settings: Any, clock: Held
    ) -> None:
        with storage.write("x") as work:
            add_file(work, "waiting")
        clock.advance(days=60)
        assert counts(upkeep.run(storage, settings, "x"))["notices"] == 1
        assert counts(upkeep.run(storage, settings, "x"))["notices"] == 0

    def test_the_trail_is_kept_as_long_as_the_setting_says(
        self, storage: Storage, settings: Any, clock: Held
    ) -> None:
        short = settings.model_copy(update={"audit_months": 6})
        with storage.write("x") as work:
            work.record("a")
        clock.now = months_after(clock.now, 7)
        assert counts(upkeep.run(storage, settings, "x"))["audit"] == 0
        assert counts(upkeep.run(storage, short, "x"))["audit"] == 1


class TestDaily:
    def test_it_repeats_whatever_fails_and_stops_when_asked(self, lines: Lines) -> None:
        twice, runs = Event(), list[int]()

        def task() -> None:
            runs.append(1)
            if len(runs) > 1:
                twice.set()
            raise RuntimeError

        daily = Daily(task, first=0, every=0)
        daily.start()
        assert twice.wait(30)
        daily.stop()
        stopped = len(runs)
        assert (lines.all[0]["event"], lines.all[0]["fault"]) == ("daily", "RuntimeError")
        assert len(runs) == stopped

    def test_one_that_was_never_started_stops(self) -> None:
        Daily(lambda: None).stop()

    def test_the_service_starts_it_and_stops_it(self, app: FastAPI) -> None:
        daily = running(app).upkeep
        assert daily._thread.is_alive()
        stop(running(app))
        assert not daily._thread.is_alive()
