"""Sending a file: tried first, then stored, all of it or nothing, once however often it is repeated."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.datastructures import UploadFile

from api.notices.importing import service
from api.notices.importing.parsing import parse
from tests.api.conftest import Held
from tests.api.logged import Lines
from tests.api.notices.importing.files import as_csv, as_xlsx, cells
from tests.api.notices.sending import CANARY, NOTICE, post, sent
from tests.api.people import Client, another_browser, refused

TWO = [cells(), cells(first_name="Autre", days="3")]


def send(
    client: Client, content: bytes, dry_run: str | None = None, key: str | None = None
) -> Response:
    data = {} if dry_run is None else {"dry_run": dry_run}
    headers = {} if key is None else {"Idempotency-Key": key}
    files = {"file": (f"{CANARY}.csv", content)}
    return client.post("/api/notices/import", data=data, files=files, headers=headers)


def stored(client: Client, content: bytes, key: str = "cle-numero-1") -> Response:
    return send(client, content, "false", key)


def count(client: Client) -> int:
    return len(client.get("/api/notices").json()["items"])


class TestTrying:
    @pytest.mark.parametrize("write", [as_csv, as_xlsx])
    def test_says_what_would_be_stored_and_stores_nothing(
        self, college: Client, write: Any, actions: Any
    ) -> None:
        for dry_run in (None, "true"):
            answer = send(college, write(TWO), dry_run).json()
            assert (answer["dry_run"], answer["count"]) == (True, 2)
            assert [(each["line"], each["receipt"]) for each in answer["lines"]] == [
                (2, None),
                (3, None),
            ]
            assert answer["lines"][1]["notice"]["pupil"]["first_name"] == "Autre"
            assert answer["lines"][0]["notice"]["earliest"] == NOTICE["earliest"]
        assert count(college) == 0
        assert not [action for _, action, _ in actions() if action.startswith("notice")]

    def test_names_notices_about_what_may_be_the_same_child(
        self, college: Client, other_college: Client
    ) -> None:
        sent(other_college)
        notice = sent(college)["id"]
        answer = send(college, as_csv(TWO)).json()
        assert [each["similar"] for each in answer["lines"]] == [[notice], []]


class TestStoring:
    def test_stores_all_once_however_often_it_is_sent(
        self, app: FastAPI, college: Client, clock: Held, actions: Any
    ) -> None:
        first = stored(college, as_csv(TWO))
        assert (first.status_code, first.json()["count"]) == (200, 2)
        receipts = [each["receipt"] for each in first.json()["lines"]]
        clock.now = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
        college = another_browser(app, college.account)
        for content in (as_csv(TWO), as_xlsx(TWO), as_csv([[""], *TWO])):
            again = stored(college, content).json()
            assert [each["receipt"] for each in again["lines"]] == receipts
        assert count(college) == 2
        submitted = [entry for entry in actions() if entry[1] == "notice.submitted"]
        assert submitted == [
            (college.account, "notice.submitted", each["pupil_id"]) for each in receipts
        ]
        shown = college.get(f"/api/notices/{receipts[1]['id']}").json()
        assert (shown["pupil"]["first_name"], shown["days"], shown["state"]) == (
            "Autre",
            3,
            "received",
        )

    @pytest.mark.parametrize(
        "lines",
        [TWO[:1], [*TWO, cells()], TWO[::-1], [cells(), cells(first_name="Autre", days="4")]],
    )
    def test_the_same_key_with_other_notices_is_refused(
        self, college: Client, lines: list[list[str]]
    ) -> None:
        stored(college, as_csv(TWO))
        refused(stored(college, as_csv(lines)), 409, "key-reused")
        assert count(college) == 2

    def test_a_key_is_its_account_s_own_and_not_a_notice_s(
        self, college: Client, other_college: Client
    ) -> None:
        post(college, key="cle-numero-1")
        for client in (college, other_college):
            assert stored(client, as_csv(TWO)).status_code == 200
        assert (count(college), count(other_college)) == (3, 2)

    def test_a_key_is_needed(self, college: Client) -> None:
        details = refused(send(college, as_csv(TWO), "false"), 422, "invalid")
        assert details["problems"][0]["path"] == "Idempotency-Key"

    def test_a_deactivated_collège_sends_nothing(self, college: Client, referent: Client) -> None:
        referent.put("/api/colleges/tilleuls", json={"name": "Tilleuls", "active": False})
        for dry_run in ("true", "false"):
            answer = send(college, as_csv(TWO), dry_run, "cle-numero-1")
            refused(answer, 409, "college-inactive")


class TestRefusing:
    def test_one_bad_line_and_none_is_stored(self, college: Client) -> None:
        bad = [
            cells(),
            cells(days="9", level="2de"),
            cells(latest="2026-W47"),
            cells(birth_year="2003"),
            cells(earliest="2026-W40", latest="2026-W46"),
        ]
        for dry_run in ("true", "false"):
            details = refused(
                send(college, as_csv(bad), dry_run, "cle-numero-1"), 422, "import-refused"
            )
            assert [each["path"] for each in details["problems"]] == [
                "ligne 3, jours",
                "ligne 3, niveau",
                "ligne 4, à la semaine",
                "ligne 5, année de naissance",
                "ligne 6, à la semaine",
            ]
            assert all(each["message"].endswith(".") for each in details["problems"])
        assert count(college) == 0
        assert stored(college, as_csv(TWO)).status_code == 200

    def test_a_hundred_errors_are_said(self, college: Client) -> None:
        bad = [cells(days="x", level="x")] * 50
        details = refused(send(college, as_csv(bad)), 422, "import-refused")
        assert len(details["problems"]) == service.MOST_PROBLEMS
        details = refused(send(college, as_csv([*bad, cells(days="x")])), 422, "import-refused")
        assert len(details["problems"]) == service.MOST_PROBLEMS
        assert "sur 101" in details["detail"]

    def test_a_form_that_is_none(self, college: Client) -> None:
        path = "/api/notices/import"
        refused(college.post(path), 422, "invalid")
        refused(college.post(path, files={"other": b"x"}), 422, "invalid")
        refused(college.post(path, data={"file": "x"}), 422, "invalid")
        refused(college.post(path, json={"file": "x"}), 422, "invalid")
        refused(send(college, as_csv(TWO), "peut-être"), 422, "invalid")
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        refused(college.post(path, content=b"--y", headers=headers), 400, "bad-request")
        refused(college.post(path, content=b"x", headers=headers), 400, "bad-request")
        refused(send(college, b"x" * 2_000_001), 413, "too-large")

    def test_only_collèges_send_files(self, referent: Client, teacher: Client) -> None:
        for client in (referent, teacher):
            refused(send(client, as_csv(TWO)), 403, "role-not-allowed")
            answer = client.get("/api/notices/import/template")
            refused(answer, 403, "role-not-allowed")


def test_a_file_stays_in_memory(college: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk: list[bool] = []
    write = UploadFile.write

    async def watched(self: UploadFile, data: bytes) -> None:
        await write(self, data)
        on_disk.append(vars(self.file)["_rolled"])

    monkeypatch.setattr(UploadFile, "write", watched)
    refused(send(college, b"x" * 1_900_000), 422, "import-refused")
    assert on_disk
    assert not any(on_disk)


def test_the_template_is_for_spreadsheets(college: Client) -> None:
    answer = college.get("/api/notices/import/template")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="avis.csv"'
    filled = answer.content.replace(b"Exemple", "Données".encode())
    assert parse(filled).wrong == []
    assert send(college, filled).json()["count"] == 1
    refused(send(college, answer.content), 422, "import-refused")


def test_no_log_names_a_child(lines: Lines, college: Client) -> None:
    send(college, as_csv([cells(days=CANARY)]))
    send(college, as_csv(TWO, head=[CANARY]))
    stored(college, as_xlsx(TWO))
    stored(college, as_xlsx(TWO)[:-50])
    assert len(lines.all) >= 4
    assert CANARY not in lines.text
