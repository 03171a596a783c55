"""A backup holds everything, shows what was done to it, and brings no erased file back."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from api.access import credentials
from api.backup.archive import DamagedError, Header, OtherKeyError, check, read_header
from api.backup.making import make_backup
from api.backup.restoring import NewerBackupError, NotEmptyError, Restored, restore
from api.forgetting import erasing
from api.forgetting.ledger import complete_ledger, ledger_file
from api.settings import Settings
from api.storage import audit, migrate, sqlite
from api.storage.engine import migrating_engine, open_engines
from api.storage.signing import key_file
from api.storage.tables import Base, Pupil
from api.storage.work import Storage, open_storage
from tests.api.conftest import Held
from tests.api.databases import Databases, Postgresql
from tests.api.forgetting.files import add_file, traces

Contents = dict[str, list[tuple[Any, ...]]]
CHANGED_BY_RESTORING = {"audit_entries", "credentials", "erasures"}


@pytest.fixture
def filled(storage: Storage) -> Storage:
    """Fill a database with something in every table that has rows of its own."""
    with storage.write("x") as work:
        add_file(work)
        pupil = add_file(work, "waiting")
        gone = add_file(work)
        account = work.session.execute(select(Base.metadata.tables["accounts"].c.id)).scalar_one()
        credentials.issue(work, account, "session", Held().now - Held().now.replace(year=2025))
        erasing.erase(work, gone, "retention")
        assert pupil.first_name.endswith("é")
    return storage


def contents(settings: Settings) -> Contents:
    """Read every table as it is."""
    engines = open_engines(settings)
    with engines.reading.connect() as connection:
        found: Contents = {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Base.metadata.sorted_tables
        }
    engines.close()
    return found


def put_back(settings: Settings, file: Path, clock: Held, **options: Any) -> Restored:
    key = bytes.fromhex(options.pop("key", None) or key_file(settings.data_dir).read_text())
    options = {"replace": True, "keep_trail": True, **options}
    return restore(settings, file, key, clock, **options)


def erase_all(storage: Storage) -> int:
    with storage.write("x") as work:
        pupils = work.session.scalars(select(Pupil)).all()
        for pupil in pupils:
            erasing.erase(work, pupil, "again")
    return len(pupils)


class TestMaking:
    def test_it_is_for_its_owner_alone_and_says_what_is_in_it(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held
    ) -> None:
        file = tmp_path / "sauvegarde"
        file.write_text("before")
        header = make_backup(filled, file, "x")
        assert read_header(file) == header == check(file, filled.key)
        assert (header.revision, header.created_at) == (migrate.revisions()[-1], clock.now)
        assert (header.counts["pupils"], header.counts["notices"]) == (2, 2)
        assert file.stat().st_mode & 0o077 == 0
        assert [each.name for each in tmp_path.iterdir() if "sauvegarde" in each.name] == [
            "sauvegarde"
        ]
        assert (
            key_file(settings.data_dir).read_text()
            not in gzip.decompress(file.read_bytes()).decode()
        )
        with filled.read() as work:
            newest = work.session.execute(
                text("SELECT action FROM audit_entries ORDER BY sequence DESC LIMIT 1")
            ).scalar_one()
        assert newest == "backup.made"

    def test_what_cannot_be_written_leaves_what_was_there(
        self, filled: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        before = file.read_bytes()

        def full(*_: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("api.backup.archive.Writer.seal", full)
        with pytest.raises(OSError, match="space"):
            make_backup(filled, file, "x")
        assert file.read_bytes() == before
        assert {each.name for each in tmp_path.iterdir()} == {"sauvegarde", "data"}

    def test_writing_goes_on_meanwhile(self, filled: Storage, tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
        """What is written while a backup is made is in it as a whole or not at all: here, not."""
        from api.backup.archive import Writer

        table = Writer.table

        def table_and_write(self: Writer, name: str, columns: Any) -> None:
            if name == "pupils":
                with filled.write("x") as work:
                    add_file(work)
            table(self, name, columns)

        monkeypatch.setattr(Writer, "table", table_and_write)
        header = make_backup(filled, tmp_path / "sauvegarde", "x")
        assert header.counts["pupils"] == 2
        with filled.read() as work:
            assert len(work.session.scalars(select(Pupil)).all()) == 3

    def test_every_type_of_column_has_its_place_in_a_backup(self) -> None:
        known = {"INTEGER", "BOOLEAN", "DATETIME", "JSON"}
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                kind = str(column.type)
                assert kind in known or kind.startswith("VARCHAR"), (table.name, column.name)


class TestRestoring:
    def test_all_of_it_comes_back(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held
    ) -> None:
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        before = contents(settings)
        with filled.write("x") as work:
            add_file(work)
        filled.close()
        done = put_back(settings, file, clock)
        after = contents(settings)
        for name in before.keys() - CHANGED_BY_RESTORING:
            assert after[name] == before[name], name
        assert after["erasures"] == before["erasures"]
        assert (
            after["audit_entries"][: len(before["audit_entries"]) - 1]
            == (before["audit_entries"][:-1])
        )
        assert done.trail.intact
        self._works(settings)

    def _works(self, settings: Settings) -> None:
        """Make sure that the trail is protected as in any installation, and that sessions are closed."""
        storage = open_storage(settings)
        for statement in ("UPDATE audit_entries SET actor = 'x'", "DELETE FROM audit_entries"):
            with pytest.raises(DBAPIError), storage.engines.writing.begin() as connection:
                connection.execute(text(statement))
        with storage.write("x") as work:
            add_file(work)
            open_ones = "SELECT count(*) FROM credentials WHERE revoked_at IS NULL"
            assert work.session.execute(text(open_ones)).scalar_one() == 0
            assert audit.verify(work.session, work.key).intact
        storage.close()

    def test_a_backup_of_one_database_into_the_other(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held,
        request: pytest.FixtureRequest,
    ) -> None:  # fmt: skip
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        before = contents(settings)
        other_name = "sqlite" if settings.database_url else "postgresql"
        databases: Databases = request.getfixturevalue(f"_{other_name}")
        other = databases.empty(tmp_path / "other")
        done = put_back(
            other, file, clock, replace=False, key=key_file(settings.data_dir).read_text()
        )
        after = contents(other)
        for name in before.keys() - CHANGED_BY_RESTORING:
            assert after[name] == before[name], name
        assert done.trail.intact
        assert key_file(other.data_dir).stat().st_mode & 0o077 == 0
        self._works(other)
        if isinstance(databases, Postgresql):
            databases.drop(other)

    def test_files_erased_since_are_erased_again(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held
    ) -> None:
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        with filled.read() as work:
            codes = list(work.session.scalars(select(Pupil.code)))
        erased = erase_all(filled)
        filled.close()
        assert put_back(settings, file, clock).erased_again == erased == 2
        again = open_storage(settings)
        with again.read() as work:
            for code in codes:
                assert traces(work, code) == {"erasures.code"}
        again.close()

    def test_even_where_the_database_was_lost(
        self, filled: Storage, settings: Settings, databases: Databases, tmp_path: Path,
        clock: Held,
    ) -> None:  # fmt: skip
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        erased = erase_all(filled)
        complete_ledger(filled, settings.data_dir)
        filled.close()
        lost = databases.empty(settings.data_dir)
        if lost.database_url is None:
            sqlite.database_file(settings).unlink()
        assert put_back(lost, file, clock, replace=False).erased_again == erased
        assert ledger_file(settings.data_dir).exists()
        if isinstance(databases, Postgresql):
            databases.drop(lost)

    def test_a_database_in_use_is_replaced_only_if_asked(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held
    ) -> None:
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        before = contents(settings)
        with pytest.raises(NotEmptyError):
            put_back(settings, file, clock, replace=False)
        assert contents(settings) == before

    def test_a_failure_at_the_end_changes_nothing(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:  # fmt: skip
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        before = contents(settings)
        filled.close()

        def fail(*_: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr("api.backup.restoring.audit.verify", fail)
        with pytest.raises(RuntimeError):
            put_back(settings, file, clock)
        assert contents(settings) == before

    def test_an_older_backup_is_brought_up_to_date(
        self, filled: Storage, settings: Settings, databases: Databases, tmp_path: Path,
        clock: Held,
    ) -> None:  # fmt: skip
        """Made when there were accounts and a trail alone: the first revision."""
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        old = {"accounts", "credentials", "audit_entries", "audit_checkpoints"}
        reseal(file, filled.key, tables=old, revision="0001")
        filled.close()
        put_back(settings, file, clock)
        after = contents(settings)
        assert len(after["accounts"]) == 1
        assert after["pupils"] == []

    def test_one_of_a_newer_version_is_refused(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held
    ) -> None:
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        reseal(file, filled.key, revision="9999")
        with pytest.raises(NewerBackupError):
            put_back(settings, file, clock)


class TestKey:
    def test_another_one_is_refused(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held
    ) -> None:
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        before = key_file(settings.data_dir).read_text()
        with pytest.raises(OtherKeyError):
            put_back(settings, file, clock, key="ab" * 32)
        assert key_file(settings.data_dir).read_text() == before

    def test_without_it_all_but_the_trail_comes_back(
        self, filled: Storage, settings: Settings, tmp_path: Path, clock: Held
    ) -> None:
        file = tmp_path / "sauvegarde"
        make_backup(filled, file, "x")
        before, old = contents(settings), key_file(settings.data_dir).read_text()
        filled.close()
        done = put_back(settings, file, clock, key="ab" * 32, keep_trail=False)
        after = contents(settings)
        assert after["pupils"] == before["pupils"]
        assert (done.trail.intact, len(after["audit_entries"])) == (True, 1)
        kept = key_file(settings.data_dir)
        assert (kept.read_text(), kept.with_name("signing.key.before").read_text()) == (
            "ab" * 32,
            old,
        )


def reseal(file: Path, key: bytes, *, tables: set[str] | None = None, revision: str) -> None:
    """Write a backup anew as another version of the program would have made it."""
    from api.backup.archive import Writer, read_rows

    header = read_header(file)
    counts = {name: n for name, n in header.counts.items() if not tables or name in tables}
    header = Header(**{**dict(header), "revision": revision, "counts": counts})
    parts = [part for part in read_rows(file, key) if part.table in counts]
    with file.open("wb") as stream:
        writer = Writer(stream, header)
        for part in parts:
            writer.table(part.table, part.columns)
            for row in part.rows:
                writer.row(row)
        writer.seal(key)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Give the bytes of a backup, and the key that signed it."""
    folder = tmp_path_factory.mktemp("whole")
    storage = open_storage(Settings(data_dir=folder / "data"))
    with storage.write("x") as work:
        for _ in range(3):
            add_file(work)
    make_backup(storage, folder / "sauvegarde", "x")
    storage.close()
    return (folder / "sauvegarde").read_bytes(), storage.key


class TestDamage:
    def test_cut_anywhere(self, whole: tuple[bytes, bytes], tmp_path: Path) -> None:
        data, key = whole
        for length in [*range(0, len(data), max(1, len(data) // 60)), len(data) - 1]:
            self._refused(tmp_path, data[:length], key)

    def test_changed_anywhere(self, whole: tuple[bytes, bytes], tmp_path: Path) -> None:
        data, key = whole
        for place in range(10, len(data), max(1, len(data) // 60)):
            self._refused(
                tmp_path, data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], key
            )

    @pytest.mark.parametrize(
        "change",
        [
            lambda lines: lines[:-1],
            lambda lines: [*lines[:-2], lines[-1]],
            lambda lines: [*lines, lines[-1]],
            lambda lines: [lines[0], *lines[2:]],
            lambda lines: [line.replace(b'"tilleuls"', b'"remparts"') for line in lines],
            lambda _: [],
            lambda _: [b"[" * 100_000],
            lambda _: [b"\xff\n"],
            lambda lines: [b"null\n", *lines[1:]],
            lambda lines: [lines[-1]],
        ],
    )
    def test_changed_by_hand(
        self, whole: tuple[bytes, bytes], tmp_path: Path,
        change: Callable[[list[bytes]], list[bytes]],
    ) -> None:  # fmt: skip
        data, key = whole
        lines = gzip.decompress(data).splitlines(keepends=True)
        self._refused(tmp_path, gzip.compress(b"".join(change(lines))), key)

    def test_with_a_sum_made_anew(self, whole: tuple[bytes, bytes], tmp_path: Path) -> None:
        """Whoever lacks the key can make the sum fit, not the signature."""
        import hashlib

        lines = gzip.decompress(whole[0]).splitlines(keepends=True)
        body = b"".join(lines[:-1]).replace(b'"tilleuls"', b'"remparts"')
        seal = {**json.loads(lines[-1]), "sha256": hashlib.sha256(body).hexdigest()}
        forged = gzip.compress(body + json.dumps(seal).encode() + b"\n")
        self._refused(tmp_path, forged, whole[1], OtherKeyError)

    def test_not_a_backup_at_all(self, tmp_path: Path) -> None:
        for data in (b"", b"daeet", gzip.compress(b'{"format": "daeet-backup/2"}\n')):
            self._refused(tmp_path, data, b"key")

    def _refused(
        self, folder: Path, data: bytes, key: bytes, kind: type[Exception] = DamagedError
    ) -> None:
        file = folder / "altered"
        file.write_bytes(data)
        with pytest.raises(kind):
            check(file, key)


def test_everything_is_dropped(settings: Settings) -> None:
    """Whatever a migration makes must be gone, or the tables could not be made anew."""
    engine = migrating_engine(settings)
    with engine.begin() as connection:
        for _ in range(2):
            migrate.drop_everything(connection)
            migrate.upgrade(connection, "head")
    engine.dispose()
