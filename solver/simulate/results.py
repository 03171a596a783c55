"""The file in which finished runs are kept: one line each, only ever added to, so a sweep can resume.

A line is on the disk before the next run is counted as done. What a killed program left of its last
line is cut off when the file is opened again, and that run is made again.
"""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pydantic import ValidationError

from solver.french_errors import printable, system_reason
from solver.problems import InputError, Problem
from solver.simulate.runs import Outcome

_HEADER: Final = b'{"format":"daeet-runs/1"}\n'


class Results:
    """An open file of results; nobody else can have it open meanwhile."""

    def __init__(self, path: str | Path) -> None:
        """Open the file, or make it.

        Raises InputError where it cannot be opened, is in use, or is another kind of file.
        """
        self._name: Final = printable(str(path))
        self.outcomes: Final[dict[str, Outcome]] = {}
        try:
            self._file: Final = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        except OSError as error:
            raise self._refusal(f"impossible de l'ouvrir : {system_reason(error)}.") from None
        try:
            self._read()
        except BaseException:
            os.close(self._file)
            raise

    def __enter__(self) -> Self:
        """Give the open file."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Close the file."""
        os.close(self._file)

    def keep(self, outcome: Outcome) -> None:
        """Add an outcome; it is on the disk when this returns. Raises InputError on a full disk."""
        self._write(outcome.model_dump_json().encode() + b"\n")
        self.outcomes[outcome.key] = outcome

    def _read(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise self._refusal("une autre simulation y écrit déjà.") from None
        content = self._content()
        if not content.startswith(_HEADER):
            # A program killed at once may have left a piece of the first line.
            if not _HEADER.startswith(content):
                raise self._refusal("ce n'est pas un fichier de résultats de simulation.")
            os.ftruncate(self._file, 0)
            self._write(_HEADER)
            return
        whole = content[: content.rindex(b"\n") + 1]
        os.ftruncate(self._file, len(whole))
        for number, line in enumerate(whole.splitlines()[1:], start=2):
            try:
                outcome = Outcome.model_validate_json(line)
            except ValidationError:
                raise self._refusal(f"la ligne {number} ne se lit pas.") from None
            self.outcomes[outcome.key] = outcome

    def _content(self) -> bytes:
        pieces = []
        while piece := os.read(self._file, 1 << 20):
            pieces.append(piece)
        return b"".join(pieces)

    def _write(self, line: bytes) -> None:
        try:
            while line:
                line = line[os.write(self._file, line) :]
            os.fsync(self._file)
        except OSError as error:
            raise self._refusal(f"impossible d'y écrire : {system_reason(error)}.") from None

    def _refusal(self, message: str) -> InputError:
        return InputError([Problem(f"« {self._name} »", message)])
