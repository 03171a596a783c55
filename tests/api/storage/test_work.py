"""Units of work: all or nothing, one after the other, on the disk before anybody is answered."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from api.settings import Settings
from api.storage import audit, sqlite
from api.storage.errors import NotStoredError, StorageError
from api.storage.group_commit import FairLock
from api.storage.tables import Account, AuditEntry
from api.storage.work import Storage, open_storage
from tests.api.conftest import Held


def count(storage: Storage) -> int:
    with storage.read() as work:
        return work.session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def record_and_fail(storage: Storage) -> None:
    with storage.write("x") as work:
        work.record("a")
        raise RuntimeError


class TestAllOrNothing:
    def test_what_is_done_is_stored_when_the_with_ends(self, storage: Storage) -> None:
        with storage.write("x") as work:
            work.record("a")
            assert count(storage) == 0
        assert count(storage) == 1

    def test_what_raises_leaves_nothing(self, storage: Storage) -> None:
        with pytest.raises(RuntimeError):
            record_and_fail(storage)
        assert count(storage) == 0
        with storage.write("x") as work:
            work.record("b")
        assert count(storage) == 1

    def test_reading_cannot_write(self, storage: Storage, clock: Held) -> None:
        entry = AuditEntry(
            sequence=1, at=clock.now, actor="x", action="a", previous="p", digest="d"
        )
        with storage.read() as work:
            work.session.add(entry)
            with pytest.raises(DBAPIError):
                work.session.flush()
        assert count(storage) == 0

    def test_a_reader_sees_one_state_from_beginning_to_end(self, storage: Storage) -> None:
        entries = select(func.count()).select_from(AuditEntry)
        with storage.read() as work:
            assert work.session.scalar(entries) == 0
            with storage.write("x") as other:
                other.record("a")
            assert work.session.scalar(entries) == 0
        assert count(storage) == 1

    def test_a_broken_constraint_is_refused(self, storage: Storage, clock: Held) -> None:
        account = Account(
            login="x", role="college", college=None, password_hash="", created_at=clock.now
        )
        with pytest.raises(DBAPIError), storage.write("x") as work:
            work.session.add(account)

    def test_moments_come_back_in_utc(self, storage: Storage, clock: Held) -> None:
        with storage.write("x") as work:
            work.record("a")
        with storage.read() as work:
            assert work.session.scalars(select(AuditEntry.at)).one() == clock.now

    def test_a_moment_without_a_zone_is_refused(self, storage: Storage, clock: Held) -> None:
        clock.now = clock.now.replace(tzinfo=None)
        with pytest.raises(Exception, match="time zone"), storage.write("x") as work:
            work.record("a")


class TestTogether:
    def test_many_threads_make_one_unbroken_trail(self, storage: Storage) -> None:
        start = Barrier(8)

        def work(number: int) -> None:
            start.wait()
            for _ in range(25):
                with storage.write(str(number)) as work:
                    work.record("a")

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(8)))
        with storage.read() as reading:
            assert audit.verify(reading.session, storage.key) == audit.Verdict(200, None)

    def test_one_that_fails_does_not_take_its_companions_along(self, storage: Storage) -> None:
        start = Barrier(8)

        def work(number: int) -> bool:
            start.wait()
            if number % 2:
                with pytest.raises(RuntimeError):
                    record_and_fail(storage)
                return False
            with storage.write(str(number)) as work:
                work.record("a")
            return True

        with ThreadPoolExecutor(8) as pool:
            stored = sum(pool.map(work, range(8)))
        assert stored == count(storage) == 4

    def test_nobody_is_answered_before_the_commit(self, storage: Storage) -> None:
        """Two units share a commit; it fails; neither may say that it is done."""
        inside, go_on = Event(), Event()

        def first() -> None:
            with storage.write("first") as work:
                work.record("a")
                inside.set()
                go_on.wait()

        def second() -> None:
            with storage.write("second") as work:
                work.record("b")
                # Takes the transaction away from under both, as a full disk does.
                work.session.connection().connection.rollback()

        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(first)
            inside.wait()
            two = pool.submit(second)
            while not storage.writers._turns._waiting:
                pass
            go_on.set()
            for future in (one, two):
                assert isinstance(future.exception(), (NotStoredError, DBAPIError))
        assert count(storage) == 0
        with storage.write("x") as work:
            work.record("c")
        assert count(storage) == 1

    def test_two_processes_wait_for_each_other(self, settings: Settings, storage: Storage) -> None:
        """Two storages on one database stand for two processes."""
        other = open_storage(settings)

        def work(own: Storage) -> None:
            for _ in range(20):
                with own.write("x") as work:
                    work.record("a")

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, (storage, other)))
        with storage.read() as reading:
            assert audit.verify(reading.session, storage.key) == audit.Verdict(40, None)
        other.close()

    def test_a_turn_that_does_not_come_is_said(self, settings: Settings) -> None:
        impatient = open_storage(settings.model_copy(update={"busy_seconds": 1}))
        with impatient.write("x"), ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(lambda: impatient.write("y").__enter__())
            assert isinstance(waiting.exception(), NotStoredError)
        with impatient.write("z") as work:
            work.record("a")
        assert count(impatient) == 1
        impatient.close()


class TestFairLock:
    def test_it_serves_in_order_of_arrival(self) -> None:
        lock, served = FairLock(), list[int]()
        lock.acquire()

        def wait(number: int) -> None:
            lock.acquire()
            served.append(number)
            lock.release()

        with ThreadPoolExecutor(4) as pool:
            for number in range(4):
                pool.submit(wait, number)
                while len(lock._waiting) <= number:
                    pass
            lock.release()
        assert served == [0, 1, 2, 3]

    def test_who_gives_up_is_forgotten(self) -> None:
        lock = FairLock()
        lock.acquire()
        assert not lock.acquire(timeout=0.01)
        lock.release()
        assert lock.acquire(timeout=0.01)


class TestSqlite:
    def test_its_version_does_not_corrupt_and_it_flushes_fully(self, tmp_path: Path) -> None:
        settings = Settings(data_dir=tmp_path)
        storage = open_storage(settings)
        with storage.engines.writing.connect() as connection:
            values = {
                name: connection.execute(text(f"PRAGMA {name}")).scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
            version = connection.execute(text("SELECT sqlite_version()")).scalar_one()
        assert values == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "busy_timeout": 5000,
        }
        assert tuple(map(int, version.split("."))) > (3, 51, 2)
        storage.close()

    def test_its_files_are_for_their_owner_alone(self, tmp_path: Path) -> None:
        settings = Settings(data_dir=tmp_path / "data")
        storage = open_storage(settings)
        with storage.write("x") as work:
            work.record("a")
        assert settings.data_dir.stat().st_mode & 0o077 == 0
        files = list(settings.data_dir.iterdir())
        assert sqlite.database_file(settings) in files
        assert all(file.stat().st_mode & 0o077 == 0 for file in files)
        storage.close()

    def test_a_folder_that_cannot_be_is_said_in_french(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(StorageError, match="dossier"):
            open_storage(Settings(data_dir=tmp_path / "file"))
