"""A task that a running service repeats by itself, in a thread of its own."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Final

from api.logs import described, log

SOON: Final = 60.0
"""Seconds after the start, so that the first requests of the day are not slowed down."""
A_DAY: Final = 24 * 3600.0


class Daily:
    """Runs a task soon after the start and then once a day; a failure is logged, and tried again next time."""

    def __init__(
        self, task: Callable[[], object], first: float = SOON, every: float = A_DAY
    ) -> None:
        self._task: Final = task
        self._first: Final = first
        self._every: Final = every
        self._stopping: Final = Event()
        self._thread: Final = Thread(target=self._repeat, name="daily", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Wait until the thread has ended; a task under way is finished first."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _repeat(self) -> None:
        wait = self._first
        while not self._stopping.wait(wait):
            wait = self._every
            try:
                self._task()
            except Exception as error:  # noqa: BLE001 - the thread must live for the next day
                log().error("daily", **described(error))
