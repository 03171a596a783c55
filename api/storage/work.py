"""Units of work: the only way to the tables, so that nobody can commit too late or too little.

A handler answers from inside or after the `with`, and the transaction is committed when the `with` ends:
what is acknowledged is stored. A dependency that commits in its teardown would do so after the answer has left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from api.clock import Clock, utc_now
from api.settings import Settings
from api.storage import audit
from api.storage.engine import Engines, open_engines
from api.storage.group_commit import GroupCommit
from api.storage.migrate import migrate
from api.storage.signing import signing_key

COMMAND_LINE: Final = "commande"
"""Stands for whoever works at the command line, where there is no account."""


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
        audit.append(
            self.session, self.key, at=self.now, actor=self.by, action=action, subject=subject
        )


@dataclass(frozen=True)
class Storage:
    """The way to the tables: `with storage.read() as work` or `with storage.write(by) as work`."""

    engines: Engines
    writers: GroupCommit
    key: bytes
    clock: Clock

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Open one state of the database to read; nothing can be written through it."""
        with Session(self.engines.reading) as session:
            yield Reading(session, self.clock())

    @contextmanager
    def write(self, by: str) -> Iterator[Writing]:
        """Open a transaction on behalf of an account (its id), and commit it at the end.

        Raises NotStoredError where the database cannot take it; then nothing is stored.
        """
        with self.writers.unit() as session:
            yield Writing(session, self.clock(), by, self.key)

    def close(self) -> None:
        """Close every connection."""
        self.engines.close()


def open_storage(settings: Settings, clock: Clock = utc_now) -> Storage:
    """Bring the tables up to date, making them at the first start, and open the way to them.

    Raises StorageError, in French, where the database cannot be used.
    """
    migrate(settings)
    engines = open_engines(settings)
    writers = GroupCommit(engines.writing, settings.busy_seconds)
    return Storage(engines, writers, signing_key(settings.data_dir), clock)
