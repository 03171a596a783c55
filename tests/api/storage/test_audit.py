"""The audit trail: append-only, chained, signed, pruned from a checkpoint."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.storage import audit
from api.storage.audit import Verdict
from api.storage.work import Storage
from tests.api.conftest import Held

GUARDS = (
    ("audit_entries", "audit_entries_unchanged"),
    ("audit_entries", "audit_entries_kept"),
    ("audit_checkpoints", "audit_checkpoints_unchanged"),
    ("audit_checkpoints", "audit_checkpoints_kept"),
)


def record(storage: Storage, count: int, clock: Held | None = None) -> None:
    for number in range(count):
        with storage.write("somebody") as work:
            work.record("notice.read", f"notice-{number}")
        if clock:
            clock.advance(days=1)


def verdict(storage: Storage) -> Verdict:
    with storage.read() as work:
        return audit.verify(work.session, storage.key)


def tamper(storage: Storage, *statements: str) -> None:
    """Change tables behind the program's back, as somebody who first takes the triggers away."""
    with storage.engines.writing.begin() as connection:
        _drop_triggers(connection)
        for statement in statements:
            connection.execute(text(statement))


def _drop_triggers(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for table in ("audit_entries", "audit_checkpoints"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
    else:
        for _, trigger in GUARDS:
            connection.execute(text(f"DROP TRIGGER {trigger}"))


class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE audit_entries SET actor = 'nobody' WHERE sequence = 2",
            "DELETE FROM audit_entries WHERE sequence = 2",
            "DELETE FROM audit_entries",
        ],
    )
    def test_entries_are_neither_changed_nor_removed(
        self, storage: Storage, statement: str
    ) -> None:
        record(storage, 3)
        with pytest.raises(DBAPIError), storage.engines.writing.begin() as connection:
            connection.execute(text(statement))
        assert verdict(storage) == Verdict(3, None)

    @pytest.mark.parametrize("statement", ["UPDATE audit_checkpoints SET digest = 'x'",
                                           "DELETE FROM audit_checkpoints"])  # fmt: skip
    def test_nor_are_checkpoints(self, storage: Storage, clock: Held, statement: str) -> None:
        record(storage, 2, clock)
        prune(storage)
        with pytest.raises(DBAPIError), storage.engines.writing.begin() as connection:
            connection.execute(text(statement))

    def test_replacing_is_refused_too(self, storage: Storage) -> None:
        record(storage, 1)
        if storage.engines.writing.dialect.name == "postgresql":
            statement = "TRUNCATE audit_entries"
        else:
            statement = "REPLACE INTO audit_entries SELECT * FROM audit_entries"
        with pytest.raises(DBAPIError), storage.engines.writing.begin() as connection:
            connection.execute(text(statement))


class TestTampering:
    def test_an_untouched_trail_is_intact(self, storage: Storage) -> None:
        assert verdict(storage) == Verdict(0, None)
        record(storage, 5)
        assert verdict(storage).intact

    @pytest.mark.parametrize(
        ("statement", "broken_at"),
        [
            ("UPDATE audit_entries SET actor = 'nobody' WHERE sequence = 3", 3),
            ("UPDATE audit_entries SET subject = NULL WHERE sequence = 5", 5),
            ("UPDATE audit_entries SET at = '2020-01-01 00:00:00+00' WHERE sequence = 1", 1),
            ("DELETE FROM audit_entries WHERE sequence = 3", 4),
            ("DELETE FROM audit_entries WHERE sequence = 1", 2),
        ],
    )
    def test_it_shows(self, storage: Storage, statement: str, broken_at: int) -> None:
        record(storage, 5)
        tamper(storage, statement)
        assert verdict(storage) == Verdict(broken_at - 1 - ("DELETE" in statement), broken_at)

    def test_a_whole_chain_written_with_another_key_shows(self, storage: Storage) -> None:
        record(storage, 1)
        with storage.writers.unit() as session:
            append_with_another_key(session)
        assert verdict(storage) == Verdict(1, 2)


def append_with_another_key(session: Session) -> None:
    at = Held().now
    audit.append(session, b"another", [audit.Entry(at, "x", "y", None)])


class TestPruning:
    def test_old_entries_go_and_the_rest_is_still_proven(
        self, storage: Storage, clock: Held
    ) -> None:
        record(storage, 5, clock)
        assert prune(storage, days=2) == 3
        assert verdict(storage) == Verdict(2, None)
        record(storage, 1)
        assert verdict(storage) == Verdict(3, None)

    def test_everything_may_go(self, storage: Storage, clock: Held) -> None:
        record(storage, 2, clock)
        assert prune(storage) == 2
        assert prune(storage) == 0
        assert verdict(storage) == Verdict(0, None)
        record(storage, 1)
        assert verdict(storage) == Verdict(1, None)

    def test_a_forged_checkpoint_shows(self, storage: Storage, clock: Held) -> None:
        record(storage, 3, clock)
        tamper(
            storage,
            "INSERT INTO audit_checkpoints (sequence, at, digest, signature)"
            " SELECT sequence, at, digest, digest FROM audit_entries WHERE sequence = 2",
            "DELETE FROM audit_entries WHERE sequence <= 2",
        )
        assert not verdict(storage).intact

    def test_an_entry_from_a_clock_set_back_waits_for_those_before(
        self, storage: Storage, clock: Held
    ) -> None:
        record(storage, 1)
        clock.advance(days=-400)
        record(storage, 1)
        clock.advance(days=400)
        assert prune(storage, days=30) == 0


def prune(storage: Storage, days: int = 0) -> int:
    with storage.write("somebody") as work:
        before = work.now - timedelta(days=days)
        return audit.prune(work.session, work.key, before=before, at=work.now)
