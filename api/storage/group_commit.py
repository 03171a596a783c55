"""Writing transactions one after the other, with one flush to the disk for all that wait for it.

A flush costs 1 to 10 ms, whatever it carries. So a unit of work that is done waits in line behind the units that
came meanwhile; they join its transaction, each behind a savepoint of its own, and one commit stores them
all. None is answered before that commit. Alone, a unit is committed at once.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from api.storage.errors import NotStoredError


class FairLock:
    """A lock that serves threads in the order in which they came."""

    def __init__(self) -> None:
        self._guard: Final = Lock()
        self._held = False
        self._waiting: Final[deque[Event]] = deque()

    def acquire(self, timeout: float | None = None) -> bool:
        """Wait for the lock, at most `timeout` seconds; tell whether it was obtained."""
        with self._guard:
            if not self._held:
                self._held = True
                return True
            turn = Event()
            self._waiting.append(turn)
        if turn.wait(timeout):
            return True
        with self._guard:
            if turn.is_set():
                return True
            self._waiting.remove(turn)
            return False

    def release(self) -> None:
        """Hand the lock to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


class _Batch:
    """One open transaction and what became of it."""

    def __init__(self, connection: Connection) -> None:
        self.connection: Final = connection
        self.open = True
        self.error: Exception | None = None


class GroupCommit:
    """Runs units of work on one writing engine."""

    def __init__(self, engine: Engine, patience: float) -> None:
        self._engine: Final = engine
        self._patience: Final = patience
        self._turns: Final = FairLock()
        self._batch: _Batch | None = None

    @contextmanager
    def unit(self) -> Iterator[Session]:
        """Give a session to write with; when the `with` has ended, what was written is on the disk.

        Where its body raises, nothing of it remains. Raises NotStoredError.
        """
        batch = self._join()
        try:
            with _session(batch.connection) as session, session.begin():
                yield session
        except BaseException as error:
            self._leave(batch, error)
            raise
        self._leave(batch)
        if batch.error is not None:
            raise NotStoredError from batch.error

    def _join(self) -> _Batch:
        """Wait for a turn, and take over the open transaction or begin one."""
        if not self._turns.acquire(self._patience):
            raise NotStoredError("other writing took too long")
        try:
            if self._batch is None:
                connection = self._engine.connect()
                self._batch = _Batch(connection)
                connection.begin()
        except BaseException as error:
            if self._batch is not None:
                self._close(self._batch, error)
            self._turns.release()
            raise
        return self._batch

    def _leave(self, batch: _Batch, error: BaseException | None = None) -> None:
        """Let those who wait go first, then commit for everybody, unless one of them has."""
        if _spoils_the_transaction(error):
            self._close(batch, error)
        self._turns.release()
        self._turns.acquire()
        try:
            if batch.open:
                self._close(batch)
        finally:
            self._turns.release()

    def _close(self, batch: _Batch, error: BaseException | None = None) -> None:
        batch.open, self._batch = False, None
        try:
            if error is None:
                batch.connection.commit()
            else:
                batch.error = NotStoredError(str(type(error)))
                batch.connection.rollback()
        except (DBAPIError, NotStoredError) as failure:
            batch.error = failure
            # A commit that failed may have left its transaction open, and SQLAlchemy takes it for ended: the
            # next one would begin inside it.
            batch.connection.invalidate()
        finally:
            batch.connection.close()


def _session(connection: Connection) -> Session:
    return Session(bind=connection, join_transaction_mode="create_savepoint")


def _spoils_the_transaction(error: BaseException | None) -> bool:
    """Tell whether an error may have ended the transaction of everybody.

    A full disk or a lost connection does, behind the back of those who had finished. A broken constraint
    does not, nor does what the program itself raises.
    """
    return isinstance(error, DBAPIError) and not isinstance(error, IntegrityError)
