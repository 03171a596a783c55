"""Entries of the audit trail that could not be stored: reading goes on when the disk is full.

They wait in memory, in order, and go to the trail before the next entries that can be written. Each is logged
as well (ids only, like the trail), so that the trail can be completed by hand where the process ends first.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Final

from api.logs import log
from api.storage.audit import Entry

MOST_KEPT: Final = 10_000
"""Beyond, an entry is in the log alone."""


class LateEntries:
    """What waits for the trail in this process."""

    def __init__(self) -> None:
        self._lock: Final = Lock()
        self._waiting: Final[deque[Entry]] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def keep(self, entries: Sequence[Entry]) -> None:
        """Put entries behind those that wait already, and log them whatever the level of the logs."""
        with self._lock:
            room = max(0, MOST_KEPT - len(self._waiting))
            self._waiting.extend(entries[:room])
        for number, entry in enumerate(entries):
            at = entry.at.isoformat()
            log().error("audit-entry-late", kept=number < room, **{**entry._asdict(), "at": at})

    @contextmanager
    def carried(self) -> Iterator[Callable[[], Sequence[Entry]]]:
        """Give a function that takes what waits; where the body raises, it waits on.

        It is to be called once the writer's turn has come, so that the entries stay in order.
        """
        taken: list[Entry] = []

        def take() -> Sequence[Entry]:
            with self._lock:
                taken.extend(self._waiting)
                self._waiting.clear()
            return taken

        try:
            yield take
        except BaseException:
            with self._lock:
                self._waiting.extendleft(reversed(taken))
            raise
