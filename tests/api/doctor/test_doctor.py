"""What is unsafe is said, dangerous or not, and a sound installation is left in peace."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from api.backup.making import make_backup
from api.doctor.findings import Finding
from api.doctor.looking import look
from api.doctor.surroundings import network
from api.forgetting import erasing
from api.forgetting.ledger import complete_ledger, ledger_file
from api.settings import Settings
from api.storage import sqlite
from api.storage.engine import migrating_engine
from api.storage.signing import key_file
from api.storage.work import Storage, open_storage
from tests.api.conftest import Held
from tests.api.forgetting.files import add_file
from tests.api.storage.test_audit import tamper

LOCAL = "127.0.0.1"


@pytest.fixture
def sound(storage: Storage, settings: Settings, tmp_path: Path) -> Storage:
    """Give an installation in which nothing is unsafe."""
    with storage.write("x") as work:
        add_file(work)
        erasing.erase(work, add_file(work), "retention")
    complete_ledger(storage, settings.data_dir)
    make_backup(storage, tmp_path / "sauvegarde", "x")
    return storage


def found(settings: Settings, clock: Held, *, thorough: bool = True) -> dict[str, str]:
    findings = look(settings, clock.now, LOCAL, thorough=thorough)
    assert all(finding.message.endswith(".") for finding in findings)
    return {finding.code: finding.level for finding in findings}


def test_nothing_is_said_of_a_sound_installation(
    sound: Storage, settings: Settings, clock: Held
) -> None:
    assert found(settings, clock) == {}
    clock.advance(days=800)
    assert found(settings, clock) == {"no-backup": "warning"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestDatabase:
    def test_nothing_is_said_or_made_before_the_first_start(
        self, empty: Settings, clock: Held
    ) -> None:
        assert found(empty, clock) == {}
        assert not empty.data_dir.exists()

    def test_a_missing_key(self, sound: Storage, settings: Settings, clock: Held) -> None:
        key_file(settings.data_dir).unlink()
        assert found(settings, clock, thorough=False) == {"key-missing": "danger"}
        assert not key_file(settings.data_dir).exists()

    def test_another_key(self, sound: Storage, settings: Settings, clock: Held) -> None:
        key_file(settings.data_dir).write_text("ab" * 32)
        assert found(settings, clock, thorough=False) == {"key-other": "danger"}

    def test_another_key_after_everything_was_pruned(
        self, sound: Storage, settings: Settings, clock: Held
    ) -> None:
        from api.storage import audit

        with sound.write("x") as work:
            audit.prune(work.session, work.key, before=clock.now + timedelta(1), at=clock.now)
        assert "key-other" not in found(settings, clock)
        key_file(settings.data_dir).write_text("ab" * 32)
        assert "key-other" in found(settings, clock)

    def test_no_key_at_all(self, sound: Storage, settings: Settings, clock: Held) -> None:
        key_file(settings.data_dir).write_text("secret")
        assert found(settings, clock) == {"key-unreadable": "danger"}

    def test_a_broken_trail(self, sound: Storage, settings: Settings, clock: Held) -> None:
        tamper(sound, "UPDATE audit_entries SET actor = 'y' WHERE sequence = 1")
        assert found(settings, clock, thorough=False) == {}
        assert found(settings, clock) == {"trail-broken": "danger"}

    def test_an_erased_file_that_came_back(
        self, sound: Storage, settings: Settings, clock: Held
    ) -> None:
        with sound.write("x") as work:
            pupil = add_file(work)
            row = {"pupil": pupil.id, "code": pupil.code, "at": work.now.isoformat()}
        with ledger_file(settings.data_dir).open("a") as stream:
            stream.write(json.dumps(row) + "\n")
        assert found(settings, clock, thorough=False) == {"erased-files-back": "danger"}

    def test_erasures_that_disagree(self, sound: Storage, settings: Settings, clock: Held) -> None:
        ledger_file(settings.data_dir).write_text("torn")
        assert set(found(settings, clock)) == {"erasures-disagree", "erasures-file"}

    def test_a_clock_set_back(self, sound: Storage, settings: Settings, clock: Held) -> None:
        clock.advance(hours=-1)
        assert found(settings, clock) == {"clock-set-back": "warning"}

    def test_no_backup_for_long(self, sound: Storage, settings: Settings, clock: Held) -> None:
        clock.advance(days=7)
        assert found(settings, clock) == {}
        clock.advance(seconds=1)
        assert found(settings, clock) == {"no-backup": "warning"}

    def test_notices_left_open(self, sound: Storage, settings: Settings, clock: Held) -> None:
        with sound.write("x") as work:
            add_file(work, "planned")
        clock.advance(days=800)
        assert "notices-left-open" in found(settings, clock)

    @pytest.mark.parametrize(
        ("revision", "expected"),
        [("9999", {"database-newer": "danger"}), ("0001", {"database-older": "warning"})],
    )
    def test_another_revision(
        self, sound: Storage, settings: Settings, clock: Held, revision: str, expected: Any
    ) -> None:
        engine = migrating_engine(settings)
        with engine.begin() as connection:
            statement = text("UPDATE alembic_version SET version_num = :revision")
            connection.execute(statement, {"revision": revision})
        engine.dispose()
        assert found(settings, clock) == expected


class TestFiles:
    @pytest.fixture
    def here(self, tmp_path: Path) -> Settings:
        settings = Settings(data_dir=tmp_path / "data")
        open_storage(settings).close()
        return settings

    def test_a_folder_open_to_others(self, here: Settings, clock: Held) -> None:
        here.data_dir.chmod(0o750)
        assert found(here, clock, thorough=False) == {"folder-readable": "warning"}
        here.data_dir.chmod(0o770)
        assert found(here, clock, thorough=False) == {"folder-open": "danger"}

    @pytest.mark.parametrize("name", ["signing.key", sqlite.FILE_NAME, "erasures.jsonl"])
    def test_a_file_open_to_others(self, here: Settings, clock: Held, name: str) -> None:
        (here.data_dir / name).touch()
        (here.data_dir / name).chmod(0o604)
        assert found(here, clock, thorough=False) == {"file-open": "danger"}

    def test_a_database_that_is_none(self, here: Settings, clock: Held) -> None:
        for side in here.data_dir.glob(f"{sqlite.FILE_NAME}*"):
            side.write_bytes(b"something else, and long enough to be looked at" * 100)
        assert found(here, clock, thorough=False) == {"database-silent": "danger"}

    def test_a_disk_nearly_full(
        self, here: Settings, clock: Held, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.doctor.surroundings._LEAST_FREE", 10**18)
        assert found(here, clock, thorough=False) == {"disk-nearly-full": "warning"}

    def test_an_erasures_file_that_is_none(self, here: Settings, clock: Held) -> None:
        ledger_file(here.data_dir).mkdir(mode=0o700)
        assert found(here, clock, thorough=False) == {"erasures-file": "danger"}


@pytest.mark.parametrize(
    ("host", "proxies", "expected"),
    [
        ("127.0.0.1", "", []),
        ("localhost", "127.0.0.1", []),
        ("::1", "*", []),
        ("0.0.0.0", "127.0.0.1", ["no-https"]),  # noqa: S104
        ("::", "", ["no-https"]),
        ("192.0.2.1", "127.0.0.1, ::1", ["no-https"]),
        ("192.0.2.1", "192.0.2.7", []),
        ("192.0.2.1", "*", ["every-proxy-trusted"]),
        ("daeet.example", "127.0.0.1", ["no-https"]),
    ],
)
def test_where_the_service_listens(host: str, proxies: str, expected: list[str]) -> None:
    findings: list[Finding] = list(network(Settings(trusted_proxies=proxies), host))
    assert [finding.code for finding in findings] == expected


@pytest.mark.parametrize(
    ("version", "corruptible"),
    [("3.6.23", False), ("3.7.0", True), ("3.40.1", True), ("3.51.2", True), ("3.51.3", False)],
)
def test_versions_of_sqlite_that_can_corrupt(version: str, corruptible: bool) -> None:
    assert sqlite.is_corruptible(version) is corruptible
    assert not sqlite.is_corruptible()
