"""Migrations: up from nothing on both databases, and in agreement with the tables of the code."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from api.settings import Settings
from api.storage.engine import migrating_engine, open_engines
from api.storage.errors import StorageError
from api.storage.migrate import SCRIPTS, current_revision, migrate, revisions, upgrade
from api.storage.tables import Base

OLD_NOTICE = (
    "INSERT INTO colleges VALUES ('c', 'C (inventé)', TRUE, :at)",
    "INSERT INTO accounts VALUES ('a', 'a', 'college', 'c', NULL, 'x', :at, NULL)",
    "INSERT INTO pupils VALUES ('p', 'P-1', 'c', 'P', 'B', '4e', 'F', 'Q', 2013)",
    """
    INSERT INTO notices VALUES ('n', 'p', 'c', 'a', 'key', 'd', 5, '2026-W48', '2026-W51',
    '[]', NULL, 'x', 'received', NULL, :at, :at)
    """,
    "INSERT INTO notice_moves VALUES ('m', 'n', 1, :at, 'a', NULL, 'received', NULL, NULL)",
)
"""A notice (données inventées) as it was stored at 0004."""


@pytest.fixture
def migrated(settings: Settings) -> Any:
    engine = migrating_engine(settings)
    yield engine
    engine.dispose()


def shape(connection: Connection) -> dict[str, Any]:
    """Describe every table as the database itself does."""
    seen = inspect(connection)
    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"]) for c in seen.get_columns(table)
            ],
            "key": seen.get_pk_constraint(table),
            "foreign": sorted(seen.get_foreign_keys(table), key=str),
            "unique": sorted(seen.get_unique_constraints(table), key=str),
            "checks": sorted(seen.get_check_constraints(table), key=str),
            "indexes": sorted(seen.get_indexes(table), key=str),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def test_the_first_start_makes_the_tables(empty: Settings) -> None:
    migrate(empty)
    migrate(empty)
    engines = open_engines(empty)
    with engines.reading.connect() as connection:
        assert current_revision(connection) == revisions()[-1]
        assert set(inspect(connection).get_table_names()) > {"accounts", "audit_entries"}
    engines.close()


def test_file_names_and_alembic_agree_on_the_order() -> None:
    scripts = ScriptDirectory(str(SCRIPTS))
    walked = [script.revision for script in scripts.walk_revisions()]
    assert walked == sorted(revisions(), reverse=True)
    assert scripts.get_current_head() == revisions()[-1]


def test_the_tables_of_the_code_are_those_of_the_migrations(
    migrated: Engine, empty: Settings
) -> None:
    made = migrating_engine(empty)
    with migrated.connect() as one, made.begin() as other:
        Base.metadata.create_all(other)
        assert shape(one) == shape(other)
        context = MigrationContext.configure(one, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    made.dispose()


def test_what_was_stored_before_stays(empty: Settings) -> None:
    """Up to 0004 there was nothing about versions and dates, and no move without an account."""
    engine = migrating_engine(empty)
    with engine.begin() as connection:
        upgrade(connection, "0004")
        for statement in OLD_NOTICE:
            connection.execute(text(statement), {"at": "2026-11-20 09:00:00"})
    migrate(empty)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT n.version, n.first_day, m.account_id, m.to_state, m.last_day"
                " FROM notices n JOIN notice_moves m ON m.notice_id = n.id"
            )
        ).all()
    assert [tuple(row) for row in found] == [(1, None, "a", "received", None)]
    engine.dispose()


def test_a_database_of_a_later_version_is_refused(migrated: Engine, settings: Settings) -> None:
    with migrated.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="plus récente"):
        migrate(settings)


def test_a_migration_that_fails_leaves_nothing(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: Connection) -> None:
        raise RuntimeError

    monkeypatch.setattr("api.storage.migrations.triggers.protect_audit", fail)
    with pytest.raises(RuntimeError):
        migrate(empty)
    engine = migrating_engine(empty)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()
