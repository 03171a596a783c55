"""The erasures in a file beside the signing key, so that not even a lost database brings a file back.

The table `erasures` comes first; the file is completed from it after each erasure, at every upkeep and before each
backup. A line torn by a crash is skipped, and its erasure written again.
"""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import select

from api.logs import described, log
from api.storage.tables import Erasure
from api.storage.work import Reading, Storage

FILE_NAME: Final = "erasures.jsonl"


class Erased(NamedTuple):
    """A pupil's file that went: ids and when, nothing else."""

    pupil: str
    code: str
    at: datetime


class Ledger(NamedTuple):
    """What the file holds; lines that cannot be read are counted."""

    erasures: tuple[Erased, ...]
    unreadable: int


def ledger_file(data_dir: Path) -> Path:
    """Say where the file stands."""
    return data_dir / FILE_NAME


def read_ledger(data_dir: Path) -> Ledger:
    """Read the file; there is none before the first erasure. Raises OSError."""
    path = ledger_file(data_dir)
    lines = path.read_bytes().splitlines() if path.exists() else []
    read = [_parsed(line) for line in lines if line.strip()]
    return Ledger(tuple(each for each in read if each), sum(each is None for each in read))


def erasures(work: Reading) -> list[Erased]:
    """List the erasures of the table, oldest first."""
    rows = work.session.scalars(select(Erasure).order_by(Erasure.at, Erasure.pupil_id))
    return [Erased(row.pupil_id, row.code, row.at) for row in rows]


def complete_ledger(storage: Storage, data_dir: Path) -> None:
    """Add to the file what the table has more; where that fails it is logged, and done another time."""
    with storage.read() as work:
        known = erasures(work)
    try:
        there = {each.pupil for each in read_ledger(data_dir).erasures}
        _append(data_dir, [each for each in known if each.pupil not in there])
    except OSError as error:
        log().error("erasures-file", **described(error))


def _append(data_dir: Path, more: Iterable[Erased]) -> None:
    lines = "".join(
        json.dumps({"pupil": each.pupil, "code": each.code, "at": each.at.isoformat()}) + "\n"
        for each in more
    )
    if not lines:
        return
    path = ledger_file(data_dir)
    flags = os.O_CREAT | os.O_APPEND | os.O_RDWR
    with os.fdopen(os.open(path, flags, 0o600), "a+b") as stream:
        # An empty line does no harm; a line glued to a torn one would be lost with it.
        stream.write(b"\n" + lines.encode() if stream.tell() else lines.encode())
        stream.flush()
        os.fsync(stream.fileno())


def _parsed(line: bytes) -> Erased | None:
    try:
        found = json.loads(line)
        moment = datetime.fromisoformat(found["at"])
        erased = Erased(str(found["pupil"]), str(found["code"]), moment)
    except (ValueError, KeyError, TypeError):
        return None
    return erased if moment.tzinfo else None
