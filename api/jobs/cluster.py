"""Jobs answered by the workers of a Dask cluster, each by a process of the solver as here."""

import json
import threading
import time
from concurrent.futures import Executor
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from api.jobs.child import SOLVER, Child
from api.jobs.events import read_event
from api.jobs.failures import FailureCode, JobFailed
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from distributed import Client

_TO_CONNECT: Final = "5s"
_LISTEN: Final = 0.5


class Cluster:
    """The connection to a scheduler, made when the first job asks for it and again where it was lost."""

    def __init__(self, address: str) -> None:
        """Remember the address; raises InputError where the optional library is not installed."""
        if find_spec("distributed") is None:
            message = "il faut la bibliothèque « distributed » : installez daeet[cluster]."
            raise InputError([Problem("DAEET_CLUSTER", message)])
        self._address: Final = address
        self._connecting: Final = threading.Lock()
        self._client: Client | None = None

    def begin(self, task: dict[str, Any]) -> "Elsewhere":
        """Give a task to the cluster. Raises JobFailed where it cannot be reached."""
        with self._connecting:
            if self._client is None or self._client.status != "running":
                self.close()
                self._client = self._connected()
            # Two jobs that ask the same are two jobs: one may be cancelled without the other.
            return Elsewhere(self._client.get_executor(pure=False), task)

    def close(self) -> None:
        """Let the connection go."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _connected(self) -> "Client":
        from distributed import Client

        try:
            return Client(self._address, timeout=_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError):  # a time out is an OSError
            raise JobFailed("no-cluster") from None


class Elsewhere:
    """A task on the cluster, to be listened to as to a `Child`; it tells no progress.

    Leaving the `with` takes it back where it has not begun. One that has ends at its deadline.
    """

    def __init__(self, executor: Executor, task: dict[str, Any]) -> None:
        self._future: Final = executor.submit(last_line, task)

    def __enter__(self) -> Self:
        """Give the task."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Take the task back."""
        self._future.cancel()

    def lines(self, wait: float) -> list[bytes]:
        """Give the answer where it comes within `wait` seconds, nothing where it does not.

        Raises JobFailed where the cluster gives none: its workers died, or it was lost.
        """
        try:
            return [self._future.result(wait)]
        except TimeoutError:
            return []
        except Exception:  # noqa: BLE001 - whatever the cluster says, it gave nothing
            raise JobFailed("killed") from None


def last_line(task: dict[str, Any]) -> bytes:
    """Answer a task on a worker: by a process with the same limits as here, killed at the deadline.

    Gives what ends the job, an event as `api.jobs.events` has them, and raises nothing: a worker
    would write an exception and the task into its log.
    """
    deadline = time.monotonic() + task["deadline_seconds"]
    failure: FailureCode = "out-of-time"
    try:
        with Child(SOLVER, task) as child:
            while time.monotonic() < deadline:
                for line in child.lines(_LISTEN):
                    if read_event(line).progress is None:
                        return line
    except JobFailed as failed:
        failure = failed.code
    except OSError:
        failure = "crashed"
    return json.dumps({"failure": failure}).encode()
