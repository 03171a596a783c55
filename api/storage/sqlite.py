"""The embedded database: SQLite, in a version without the corruption that old ones can suffer.

Python often ships a SQLite between 3.7.0 and 3.51.2, whose write-ahead log can corrupt when it is reset;
the wheel `pysqlite3` brings a newer one.
"""

import os
from pathlib import Path
from typing import Any, Final

from pysqlite3 import dbapi2
from sqlalchemy import Engine, create_engine, event

from api.settings import Settings
from api.storage.errors import NotStoredError

FILE_NAME: Final = "daeet.sqlite3"

_SYNCHRONOUS: Final = "FULL"
"""Each commit is on the disk before it is acknowledged."""

VERSION: Final[str] = dbapi2.sqlite_version

# Handlers run in up to forty threads, and each may hold one reading connection.
_READERS: Final = 40


def is_corruptible(version: str = VERSION) -> bool:
    """Tell whether a version of SQLite is one of those whose write-ahead log can corrupt when it is reset."""
    return (3, 7, 0) <= tuple(int(part) for part in version.split(".")) <= (3, 51, 2)


def database_file(settings: Settings) -> Path:
    """Say where the database stands."""
    return settings.data_dir / FILE_NAME


def reading_engine(settings: Settings) -> Engine:
    """Open an engine that cannot write; each transaction sees one state of the database."""
    return _engine(settings, "BEGIN", ["query_only = ON"], pool_size=_READERS)


def writing_engine(settings: Settings) -> Engine:
    """Open an engine whose transactions come one after the other.

    `BEGIN IMMEDIATE` takes the write lock before anything is read, so what a transaction read is still
    true when it commits. The single connection makes threads wait their turn in a queue; other
    processes wait by `busy_timeout`.
    """
    return _engine(settings, "BEGIN IMMEDIATE", ["foreign_keys = ON"], pool_size=1)


def migrating_engine(settings: Settings) -> Engine:
    """Open an engine that may rebuild tables: their foreign keys are checked at the end, not before."""
    return _engine(settings, "BEGIN IMMEDIATE", ["foreign_keys = OFF"], pool_size=1)


def _engine(settings: Settings, begin: str, pragmas: list[str], pool_size: int) -> Engine:
    _create_file(database_file(settings))
    engine = create_engine(
        f"sqlite:///{database_file(settings)}",
        module=dbapi2,
        # The driver's own, implicit BEGIN comes too late and is never IMMEDIATE.
        connect_args={"isolation_level": None},
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=settings.busy_seconds,
    )
    pragmas = [
        f"busy_timeout = {settings.busy_seconds * 1000}",
        "journal_mode = WAL",
        f"synchronous = {_SYNCHRONOUS}",
        "recursive_triggers = ON",  # REPLACE then fires the triggers that refuse deletion
        "trusted_schema = OFF",
        *pragmas,
    ]

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "commit")
    def _still_there(connection: Any) -> None:
        # After some errors (a full disk) SQLite has rolled back by itself, and the driver's commit
        # would then do nothing without a word.
        if not connection.connection.dbapi_connection.in_transaction:
            raise NotStoredError("the transaction is gone")

    return engine


def _create_file(path: Path) -> None:
    """Make the file readable by its owner alone; SQLite's side files take over these rights."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
