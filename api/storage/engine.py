"""The two engines, one that reads and one that writes, on whichever database is set."""

from typing import NamedTuple

from sqlalchemy import Engine

from api.settings import Settings
from api.storage import sqlite


class Engines(NamedTuple):
    """Both engines on the same database."""

    reading: Engine
    writing: Engine

    def close(self) -> None:
        """Close every connection."""
        self.reading.dispose()
        self.writing.dispose()


def open_engines(settings: Settings) -> Engines:
    """Prepare both engines; connections are made when they are first needed."""
    if settings.database_url is None:
        return Engines(sqlite.reading_engine(settings), sqlite.writing_engine(settings))
    from api.storage import postgresql

    return Engines(postgresql.reading_engine(settings), postgresql.writing_engine(settings))


def migrating_engine(settings: Settings) -> Engine:
    """Prepare an engine that may change the tables themselves."""
    if settings.database_url is None:
        return sqlite.migrating_engine(settings)
    from api.storage import postgresql

    return postgresql.writing_engine(settings)
