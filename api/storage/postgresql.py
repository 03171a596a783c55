"""PostgreSQL instead of the embedded database, with the same behaviour towards the code above."""

from typing import Any, Final

from sqlalchemy import Engine, create_engine, event, make_url

from api.settings import Settings

WRITE_LOCK: Final = 0x6461656574
"""The advisory lock of writing transactions: "daeet" in ASCII."""

_READERS: Final = 40


def reading_engine(settings: Settings) -> Engine:
    """Open an engine that cannot write; each transaction sees one state of the database."""
    return _engine(
        settings,
        "-c default_transaction_read_only=on",
        pool_size=_READERS,
        isolation_level="REPEATABLE READ",
    )


def writing_engine(settings: Settings) -> Engine:
    """Open an engine whose transactions come one after the other, as SQLite's do.

    The lock is taken before anything is read and lasts until the transaction ends, so what a transaction
    read is still true when it commits, whatever other processes do.
    """
    engine = _engine(settings, "", pool_size=1, isolation_level="READ COMMITTED")

    @event.listens_for(engine, "begin")
    def _wait_for_turn(connection: Any) -> None:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")

    return engine


def _engine(settings: Settings, options: str, *, pool_size: int, isolation_level: Any) -> Engine:
    assert settings.database_url is not None  # noqa: S101 - engine.py looks before it comes here
    address = make_url(settings.database_url.get_secret_value()).set(
        drivername="postgresql+psycopg"
    )
    wait = settings.busy_seconds
    return create_engine(
        address,
        connect_args={
            "connect_timeout": max(wait, 2),
            "options": f"-c lock_timeout={wait}s -c timezone=UTC {options}",
        },
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=wait,
        pool_pre_ping=True,
        isolation_level=isolation_level,
    )
