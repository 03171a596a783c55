"""The real solver's process, of which everything that it is told is kept in a file: `listening_solver.py FILE`."""

import io
import sys
from pathlib import Path
from typing import Final

from api.jobs import solver_process

KEPT: Final = Path(sys.argv[1])


class Listening(io.TextIOWrapper):
    """Standard input, of which the task was read already."""

    def fileno(self) -> int:
        return 0


if __name__ == "__main__":
    task = sys.stdin.buffer.readline()
    with KEPT.open("ab") as kept:
        kept.write(task)
    sys.stdin = Listening(io.BytesIO(task))
    solver_process.main()
