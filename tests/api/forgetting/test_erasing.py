"""Erasure on request: all of the file goes, the figures and the trail stay, and it stays gone."""

import json
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from api.forgetting import codes, erasing, figures
from api.forgetting.ledger import complete_ledger, ledger_file, read_ledger
from api.forgetting.upkeep import run
from api.notices.states import NoticeState
from api.running import running
from api.storage import audit, versions
from api.storage.tables import Asked, Base, Job, Proposal, Pupil, Version
from api.storage.work import Storage
from api.weeks import published
from tests.api.conftest import Held
from tests.api.forgetting.files import CANARY, add_file, add_notice, new_file, traces
from tests.api.notices.sending import STAY, move, post, sent
from tests.api.people import Client, refused

ASKED = {"reason": "asked-by-family"}


def erase(client: Client, pupil: str, body: Any = ASKED) -> Any:
    return client.post(f"/api/pupils/{pupil}/erasure", json=body)


class TestOnRequest:
    def test_nothing_of_the_file_is_left_but_ids(
        self, app: FastAPI, college: Client, referent: Client, actions: Any
    ) -> None:
        receipt = sent(college)
        pupil, code = receipt["pupil_id"], receipt["pupil_code"]
        college.post(
            f"/api/pupils/{pupil}/notices", json=STAY, headers={"Idempotency-Key": "12345678"}
        )
        move(referent, receipt["id"], "waiting")
        answer = erase(referent, pupil)
        assert answer.status_code == 200
        assert (answer.json()["pupil_id"], answer.json()["pupil_code"]) == (pupil, code)
        with running(app).storage.read() as work:
            assert traces(work, pupil) == {"audit_entries.subject", "erasures.pupil_id"}
            assert traces(work, code) == {"erasures.code"}
            assert traces(work, receipt["id"]) == set()
            assert traces(work, CANARY) == set()
            assert audit.verify(work.session, running(app).storage.key).intact
        assert (referent.account, "pupil.erased.asked-by-family", pupil) in actions()
        refused(referent.get(f"/api/notices/{receipt['id']}"), 404, "not-found")
        refused(erase(referent, pupil), 404, "not-found")
        assert college.get("/api/notices").json()["items"] == []

    def test_others_lose_nothing(self, app: FastAPI, referent: Client) -> None:
        one, _ = new_file(app)
        _, code = new_file(app)
        assert erase(referent, one).status_code == 200
        with running(app).storage.read() as work:
            assert {"pupils.code", "versions.key", "versions.content"} <= traces(work, code)

    @pytest.mark.parametrize("state", ["planned", "confirmed"])
    def test_a_planned_stay_is_withdrawn_first(
        self, app: FastAPI, referent: Client, state: NoticeState
    ) -> None:
        pupil, _ = new_file(app, state, week="2026-W48")
        refused(erase(referent, pupil), 409, "stay-planned")
        with running(app).storage.read() as work:
            assert work.session.get(Pupil, pupil) is not None

    @pytest.mark.parametrize("body", [{}, {"reason": "because"}, {"reason": CANARY, "x": 1}])
    def test_a_reason_of_the_list_is_needed(
        self, app: FastAPI, referent: Client, body: Any
    ) -> None:
        pupil, _ = new_file(app)
        refused(erase(referent, pupil, body), 422, "invalid")

    def test_only_the_référente(self, app: FastAPI, college: Client, analyst: Client) -> None:
        pupil, _ = new_file(app)
        for client in (college, analyst):
            refused(erase(client, pupil), 403, "role-not-allowed")

    def test_the_pupil_may_come_anew(self, college: Client, referent: Client) -> None:
        receipt = sent(college)
        assert erase(referent, receipt["pupil_id"]).status_code == 200
        assert post(college).status_code == 201


class TestVersions:
    def test_the_highest_sequence_never_goes_back(self, storage: Storage) -> None:
        """Else what was made from the versions that went would pass for up to date."""
        with storage.write("x") as work:
            pupil = add_file(work)
            code = pupil.code
            highest = work.session.execute(select(func.max(Version.sequence))).scalar_one()
            erasing.erase(work, pupil, "again")
        with storage.read() as reading:
            assert traces(reading, code) == {"erasures.code"}
            now = reading.session.execute(select(func.max(Version.sequence))).scalar_one()
        assert now > highest

    def test_published_weeks_and_notes_lose_the_code_and_no_other(self, storage: Storage) -> None:
        with storage.write("x") as work:
            pupil, other = add_file(work), add_file(work)
            code, kept = pupil.code, other.code
            erasing.erase(work, pupil, "again")
        with storage.read() as reading:
            assert traces(reading, code) == {"erasures.code"}
            number, week = published.present(reading, "2026-W48")
            # The week is to come: it was published anew without the pupil, and that change names nobody.
            assert number == 3
            assert [place.pupil for place in week.admissions] == [kept]
            assert week.changes == ()
            before = published.read(versions.history(reading, "week", "2026-W48")[1])
            assert [shift.pupil for shift in before.changes] == [kept]

    def test_a_code_goes_from_whatever_json(self) -> None:
        code = "P-0000000A"
        value = {
            "pupils": [code, "P-0000000B"],
            "pairs": [[code, "P-0000000B"], ["P-0000000C", "P-0000000B"]],
            "by_pupil": {code: 1, "P-0000000B": 2},
            "said": f"{code} attend.",
            "n": None,
        }
        assert codes.without(value, code) == {
            "pupils": ["P-0000000B"],
            "pairs": [["P-0000000C", "P-0000000B"]],
            "by_pupil": {"P-0000000B": 2},
            "said": "P-effacé attend.",
            "n": None,
        }


class TestJobs:
    def test_one_that_knew_the_pupil_is_cancelled_and_emptied(
        self, app: FastAPI, referent: Client
    ) -> None:
        pupil, code = new_file(app, "waiting")
        with running(app).storage.write("x") as work:
            for state, knows in (("done", code), ("failed", code), ("done", "P-0")):
                ended = {"result": {"x": 1}} if state == "done" else {"failure": "crashed"}
                row = Job(kind="value", account_id=referent.account, state=state,
                          created_at=work.now, started_at=work.now, ended_at=work.now,
                          deadline_seconds=1, attempts=1, request={"pupil": knows}, **ended)  # fmt: skip
                work.session.add(row)
                work.session.flush()
                supposed = {"pins": [{"pupil": code}]} if state == "failed" else None
                row.request = row.request if supposed is None else {}
                work.session.add(Asked(job_id=row.id, week="2026-W48", publications=0,
                                       what_if=supposed))  # fmt: skip
                work.session.add(Proposal(job_id=row.id, number=1, week="2026-W48", name="x",
                                          content={}, plan={}, created_at=work.now))  # fmt: skip
        assert erase(referent, pupil).status_code == 200
        shown = referent.get("/api/jobs").json()["items"]
        assert sorted(job["state"] for job in shown) == ["cancelled", "cancelled", "done"]
        for job in shown:
            assert referent.get(f"/api/jobs/{job['id']}").status_code == 200
        with running(app).storage.read() as work:
            assert traces(work, code) == {"erasures.code"}
            (left,) = work.session.scalars(select(Proposal)).all()
            assert work.session.get_one(Job, left.job_id).state == "done"
            assert work.session.get(Asked, left.job_id) is not None


class TestFigures:
    def test_each_stay_is_counted_by_trait(self, storage: Storage, clock: Held) -> None:
        with storage.write("x") as work:
            for number in range(3):
                pupil = add_file(work, gender="FMM"[number], birth_year=(2013, 2013, 1990)[number])
                add_notice(work, pupil, "declined", work.now)
            add_file(work, "waiting", quartier="Rare")
            for pupil in work.session.scalars(select(Pupil).order_by(Pupil.id)).all():
                erasing.erase(work, pupil, "retention")
        with storage.read() as reading:
            hosted = figures.counted(reading, "2026-2027", hosted=True)
            others = figures.counted(reading, "2026-2027", hosted=False)
        assert hosted == {
            "age": {"13": 2, "17": 1},
            "college": {"tilleuls": 3},
            "gender": {"F": 1, "M": 2},
            "level": {"4e": 3},
            "motive": {"insultes": 3, "vol": 3},
            "outcome": {"hosted": 3},
            "quartier": {"Fives": 3},
            "waited": {"0-1": 3},
        }
        assert others["outcome"] == {"declined": 3, "erased": 1}
        assert others["quartier"] == {"Fives": 3, "other": 1}
        assert "waited" not in others

    @pytest.mark.parametrize(
        ("state", "week", "outcome", "year"),
        [
            ("hosted", "2027-W30", "hosted", "2026-2027"),
            ("hosted", "2027-W31", "hosted", "2027-2028"),
            ("hosted", "2026-W53", "hosted", "2026-2027"),
            ("waiting", None, "erased", "2026-2027"),
            ("no-show", "2026-W48", "no-show", "2026-2027"),
        ],
    )
    def test_of_the_school_year_of_the_stay(
        self, app: FastAPI, referent: Client, state: NoticeState, week: str | None,
        outcome: str, year: str,
    ) -> None:  # fmt: skip
        pupil, _ = new_file(app, state, week=week)
        erase(referent, pupil)
        with running(app).storage.read() as work:
            found = figures.counted(work, year, hosted=state == "hosted")
        assert found["outcome"] == {outcome: 1}


class TestLedger:
    def test_each_erasure_is_in_the_file_too(self, app: FastAPI, referent: Client) -> None:
        here = running(app)
        pupils = [new_file(app) for _ in range(2)]
        for pupil, _ in pupils:
            erase(referent, pupil)
        ledger = read_ledger(here.settings.data_dir)
        assert [(each.pupil, each.code) for each in ledger.erasures] == pupils
        assert ledger.unreadable == 0
        assert ledger_file(here.settings.data_dir).stat().st_mode & 0o077 == 0
        assert CANARY not in ledger_file(here.settings.data_dir).read_text()

    @pytest.mark.parametrize("tail", [b'{"pupil": "0192', b"\xff\x00", b"[]", b'{"pupil": 1}'])
    def test_a_torn_line_is_skipped_and_completed(self, storage: Storage, settings: Any,
                                                  tail: bytes) -> None:  # fmt: skip
        path = ledger_file(settings.data_dir)
        with storage.write("x") as work:
            for _ in range(2):
                erasing.erase(work, add_file(work), "again")
        complete_ledger(storage, settings.data_dir)
        first, second = path.read_bytes().splitlines()
        path.write_bytes(first + b"\n" + tail)
        complete_ledger(storage, settings.data_dir)
        ledger = read_ledger(settings.data_dir)
        assert (len(ledger.erasures), ledger.unreadable) == (2, 1)
        assert path.read_bytes().endswith(b"\n" + second + b"\n")

    def test_a_file_that_came_back_goes_again(self, storage: Storage, settings: Any) -> None:
        """Somebody put an old copy of the database in place."""
        with storage.write("x") as work:
            pupil = add_file(work)
            row = {"pupil": pupil.id, "code": pupil.code, "at": work.now.isoformat()}
            code = pupil.code
        ledger_file(settings.data_dir).write_text(json.dumps(row) + "\n")
        done = {each.name: each.number for each in run(storage, settings, "x")}
        assert done["erased_again"] == 1
        with storage.read() as reading:
            assert traces(reading, code) == {"erasures.code"}
        assert all(not each.number for each in run(storage, settings, "x"))

    def test_a_file_that_cannot_be_written_stops_no_erasure(
        self, app: FastAPI, referent: Client
    ) -> None:
        here = running(app)
        ledger_file(here.settings.data_dir).mkdir()
        pupil, _ = new_file(app)
        assert erase(referent, pupil).status_code == 200
        ledger_file(here.settings.data_dir).rmdir()
        run(here.storage, here.settings, "x")
        assert len(read_ledger(here.settings.data_dir).erasures) == 1


def test_every_table_that_names_a_pupil_is_thought_of() -> None:
    """A new one belongs into `erasing.PARTS`, then into this list."""
    naming = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name in {"pupils", "notices"} for key in table.foreign_keys)
        or any("pupil" in column.name for column in table.columns)
    }
    assert naming == {"notices", "notice_moves", "erasures", "drafts"}
