"""Units of work: the only way to the tables, so that nobody can commit too late or too little.

A handler answers from inside or after the `with`, and the transaction is committed when the `with` ends:
what is acknowledged is stored. A dependency that commits in its teardown would do so after the answer has left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from api.clock import Clock, utc_now
from api.settings import Settings
from api.storage import audit
from api.storage.audit import Entry
from api.storage.engine import Engines, open_engines
from api.storage.errors import NotStoredError, StorageError
from api.storage.group_commit import GroupCommit
from api.storage.late import LateEntries
from api.storage.migrate import migrate
from api.storage.signing import key_file, signing_key
from api.storage.tables import AuditEntry

COMMAND_LINE: Final = "commande"
"""Stands for whoever works at the command line, where there is no account."""
SERVICE: Final = "service"
"""Stands for what the service does by itself, such as forgetting in time."""


@dataclass(frozen=True)
class Reading:
    """One state of the database, to read from; `now` is the moment it was opened."""

    session: Session
    now: datetime


@dataclass(frozen=True)
class Writing(Reading):
    """One transaction: all of it is stored when its `with` ends, or none where it raises.

    Nobody else writes meanwhile, so what it reads stays true until the end. Keep it short.
    """

    by: str
    key: bytes

    def record(self, action: str, subject: str | None = None) -> None:
        """Put into the audit trail what was done on which id; never a name, never content."""
        audit.append(self.session, self.key, [Entry(self.now, self.by, action, subject)])


@dataclass(frozen=True)
class Consulting(Reading):
    """A reading that the audit trail tells of: nothing is shown before it has been recorded."""

    by: str
    entries: list[Entry] = field(default_factory=list)

    def record(self, action: str, subject: str | None = None) -> None:
        """Put into the audit trail what was read, of which id; never a name, never content."""
        self.entries.append(Entry(self.now, self.by, action, subject))


@dataclass(frozen=True)
class Storage:
    """The way to the tables: `with storage.read() as work`, `consult(by)` or `write(by)`."""

    engines: Engines
    writers: GroupCommit
    key: bytes
    clock: Clock
    late: LateEntries = field(default_factory=LateEntries)

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Open one state of the database to read; nothing can be written through it."""
        with Session(self.engines.reading) as session:
            yield Reading(session, self.clock())

    @contextmanager
    def consult(self, by: str) -> Iterator[Consulting]:
        """Read on behalf of an account what must leave a trace, such as a pupil's file.

        What was recorded is stored when the `with` ends. Where nothing can be stored, reading goes on:
        the entries wait (`late.py`).
        """
        with self.read() as reading:
            work = Consulting(reading.session, reading.now, by)
            yield work
        if work.entries:
            self._store(work.entries, by)

    @contextmanager
    def write(self, by: str) -> Iterator[Writing]:
        """Open a transaction on behalf of an account (its id), and commit it at the end.

        Raises NotStoredError where the database cannot take it; then nothing is stored.
        """
        with self.late.carried() as take, self.writers.unit() as session:
            audit.append(session, self.key, take())
            yield Writing(session, self.clock(), by, self.key)

    def close(self) -> None:
        """Store the entries that wait, if that is possible now, and close every connection."""
        if self.late:
            self._store([], SERVICE)
        self.engines.close()

    def _store(self, entries: list[Entry], by: str) -> None:
        try:
            with self.write(by) as work:
                audit.append(work.session, work.key, entries)
        except (NotStoredError, OperationalError, PoolTimeout):
            self.late.keep(entries)


def open_storage(settings: Settings, clock: Clock = utc_now) -> Storage:
    """Bring the tables up to date, making them at the first start, and open the way to them.

    Raises StorageError, in French, where the database cannot be used.
    """
    migrate(settings)
    engines = open_engines(settings)
    try:
        key = _key(settings, engines)
    except StorageError:
        engines.close()
        raise
    return Storage(engines, GroupCommit(engines.writing, settings.busy_seconds), key, clock)


def _key(settings: Settings, engines: Engines) -> bytes:
    """Read the signing key; one is made for a new installation alone, never for a trail signed by another."""
    path = key_file(settings.data_dir)
    try:
        if not path.exists() and _has_entries(engines):
            raise StorageError(
                f"La clé de signature « {path} » manque, alors que la base a déjà un journal : "
                "remettez-la depuis sa copie."
            )
        return signing_key(settings.data_dir)
    except ValueError:
        raise StorageError(f"Le fichier « {path} » ne contient pas de clé de signature.") from None


def _has_entries(engines: Engines) -> bool:
    with Session(engines.reading) as session:
        return session.scalar(select(AuditEntry.sequence).limit(1)) is not None
