"""`daeet` with the fault that the crash campaign must find: answers leave before their transaction is committed.

`python -m tests.api.crash.answers_first serve` runs it. Everything is as in the real service, except that a
transaction is committed a fifth of a second after it was begun, while those who wrote into it are answered at once.
"""

from threading import Timer
from typing import Final
from unittest.mock import patch

from api.cli import main
from api.storage.group_commit import GroupCommit, _Batch

_LATE: Final = 0.2


class AnswersFirst(GroupCommit):
    """Lets every unit of work go as soon as its body has ended."""

    def _join(self) -> _Batch:
        begins = self._batch is None
        batch = super()._join()
        if begins:
            Timer(_LATE, self._commit, (batch,)).start()
        return batch

    def _leave(self, batch: _Batch, error: BaseException | None = None) -> None:
        if error is not None:
            super()._leave(batch, error)
        else:
            self._turns.release()

    def _commit(self, batch: _Batch) -> None:
        self._turns.acquire()
        super()._leave(batch)


if __name__ == "__main__":
    with patch("api.storage.work.GroupCommit", AnswersFirst):
        main()
