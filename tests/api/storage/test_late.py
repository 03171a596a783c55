"""Reading goes on when nothing can be stored, and the audit trail is whole as soon as something can."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import event, select, text

from api.running import running
from api.storage import audit, late
from api.storage.errors import NotStoredError, StorageError
from api.storage.signing import key_file
from api.storage.tables import AuditEntry
from api.storage.work import Storage, open_storage
from tests.api.conftest import Held
from tests.api.logged import Lines
from tests.api.notices.sending import CANARY, post, sent
from tests.api.people import Client, refused
from tests.api.storage.test_work import record_and_fail


@contextmanager
def nothing_can_be_stored(storage: Storage) -> Iterator[None]:
    """Let every commit fail, as on a full disk, whichever the database."""

    def fail(_connection: Any) -> None:
        raise NotStoredError

    event.listen(storage.engines.writing, "commit", fail)
    try:
        yield
    finally:
        event.remove(storage.engines.writing, "commit", fail)


def consult(storage: Storage, *subjects: str) -> None:
    with storage.consult("somebody") as work:
        for subject in subjects:
            work.record("notice.read", subject)


def read_and_fail(storage: Storage) -> None:
    with storage.consult("somebody") as work:
        work.record("notice.read", "a")
        raise RuntimeError


def trail(storage: Storage) -> list[str | None]:
    with storage.read() as work:
        assert audit.verify(work.session, storage.key).intact
        entries = work.session.scalars(select(AuditEntry).order_by(AuditEntry.sequence))
        return [entry.subject for entry in entries]


def test_a_reading_is_recorded_when_it_ends(storage: Storage) -> None:
    consult(storage, "a", "b")
    consult(storage)
    assert trail(storage) == ["a", "b"]


def test_a_reading_that_fails_shows_nothing_and_leaves_nothing(storage: Storage) -> None:
    with pytest.raises(RuntimeError):
        read_and_fail(storage)
    assert trail(storage) == []


def test_consulting_cannot_write(storage: Storage, clock: Held) -> None:
    with storage.consult("somebody") as work, pytest.raises(Exception, match="read"):
        work.session.execute(text("DELETE FROM accounts"))


def test_entries_come_afterwards_in_order_with_their_moment(
    storage: Storage, clock: Held, lines: Lines
) -> None:
    consult(storage, "a")
    first = clock.now
    with nothing_can_be_stored(storage):
        consult(storage, "b", "c")
        clock.advance(hours=1)
        consult(storage, "d")
        with pytest.raises(NotStoredError), storage.write("x") as work:
            work.record("lost", "x")
    assert (trail(storage), len(storage.late)) == (["a"], 3)
    with storage.write("x") as work:
        work.record("kept", "e")
    assert (trail(storage), len(storage.late)) == (["a", "b", "c", "d", "e"], 0)
    with storage.read() as reading:
        moments = reading.session.scalars(select(AuditEntry.at).order_by(AuditEntry.sequence)).all()
    assert moments == [first, first, first, clock.now, clock.now]
    logged = [line for line in lines.all if line["event"] == "audit-entry-late"]
    assert [(line["subject"], line["actor"], line["kept"]) for line in logged] == [
        (subject, "somebody", True) for subject in "bcd"
    ]


def test_work_that_is_refused_does_not_lose_what_waits(storage: Storage) -> None:
    with nothing_can_be_stored(storage):
        consult(storage, "a", "b")
    with pytest.raises(RuntimeError):
        record_and_fail(storage)
    consult(storage, "c")
    assert trail(storage) == ["a", "b", "c"]


def test_no_more_than_so_many_wait(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    monkeypatch.setattr(late, "MOST_KEPT", 2)
    with nothing_can_be_stored(storage):
        consult(storage, "a", "b", "c")
        consult(storage, "d")
    assert [line["kept"] for line in lines.all] == [True, True, False, False]
    consult(storage, "e")
    assert trail(storage) == ["a", "b", "e"]


def test_what_waits_is_stored_when_the_service_stops(storage: Storage, settings: Any) -> None:
    with nothing_can_be_stored(storage):
        consult(storage, "a")
    storage.close()
    again = open_storage(settings)
    assert trail(again) == ["a"]
    again.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_full_disk(
    app: FastAPI, college: Client, referent: Client, lines: Lines, actions: Any
) -> None:
    """The real thing: the file may not grow any more."""
    storage = running(app).storage
    notice = sent(college)
    limit_pages(storage, "(SELECT page_count FROM pragma_page_count)")
    while (answer := post(college)).status_code == 201:
        pass
    refused(answer, 503, "unavailable")
    sendings = sum(action == "notice.submitted" for _, action, _ in actions())
    for _ in range(40):
        assert referent.get(f"/api/notices/{notice['id']}").status_code == 200
    waiting = len(storage.late)
    assert waiting
    assert referent.get("/api/notices", params={"limit": 200}).status_code == 200
    assert len(storage.late) == waiting + sendings
    assert CANARY not in lines.text
    limit_pages(storage, "4294967294")
    assert post(college).status_code == 201
    assert not storage.late
    assert sum(action == "notice.read" for _, action, _ in actions()) == 40 + sendings
    with storage.read() as work:
        assert audit.verify(work.session, storage.key).intact


def limit_pages(storage: Storage, most: str) -> None:
    with storage.engines.writing.connect() as connection:
        number = connection.execute(text(f"SELECT {most}")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {number}"))


class TestKey:
    def test_another_key_than_the_trail_s_is_never_made(
        self, storage: Storage, settings: Any
    ) -> None:
        key_file(settings.data_dir).unlink()
        open_storage(settings).close()
        consult(storage, "a")
        key_file(settings.data_dir).unlink()
        with pytest.raises(StorageError, match="clé de signature"):
            open_storage(settings)
        assert not key_file(settings.data_dir).exists()

    def test_a_file_that_holds_none_is_said(self, storage: Storage, settings: Any) -> None:
        for content in ("secret", "00", "ß"):
            key_file(settings.data_dir).write_text(content, encoding="utf-8")
            with pytest.raises(StorageError, match="ne contient pas de clé") as error:
                open_storage(settings)
            assert content not in str(error.value).replace(str(settings.data_dir), "")
