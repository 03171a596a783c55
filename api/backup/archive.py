"""The file of a backup, `daeet-backup/1`: compressed lines of JSON.

First a header; then for each table a line with its name and columns, and a line for each row; last a seal with the
SHA-256 of all lines before it, and that sum signed with the installation's key. The sum shows damage to anybody,
the signature shows forgery to whoever has the key. What a row holds is in JSON's types; moments are ISO 8601.
"""

import gzip
import hashlib
import hmac
import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from pydantic import AwareDatetime, ValidationError

from solver.instance import Record

FORMAT: Final = "daeet-backup/1"
_CHUNK: Final = 500


class DamagedError(Exception):
    """The file is no backup, or not all of it, or was altered."""


class OtherKeyError(Exception):
    """The file is whole, but the key at hand is not the one that signed it."""


class AuditEnd(Record):
    """The newest entry of the trail: later, a trail that lacks it was cut short."""

    sequence: int
    digest: str


class Header(Record):
    """What a backup says of itself."""

    format: str
    program: str
    revision: str
    created_at: AwareDatetime
    audit: AuditEnd | None
    counts: dict[str, int]


class Rows(NamedTuple):
    """Some rows of a table."""

    table: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Writer:
    """Writes a backup into an open file."""

    def __init__(self, stream: BinaryIO, header: Header) -> None:
        self._stream: Final = gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=6)
        self._sum: Final = hashlib.sha256()
        self._line(header.model_dump(mode="json"))

    def table(self, name: str, columns: Sequence[str]) -> None:
        """Begin a table."""
        self._line({"table": name, "columns": list(columns)})

    def row(self, values: Sequence[Any]) -> None:
        """Add a row to the table that was begun last."""
        self._line(list(values))

    def seal(self, key: bytes) -> None:
        """Sign what was written, and end."""
        found = self._sum.hexdigest()
        self._line({"sha256": found, "signature": _signature(key, found)})
        self._stream.close()

    def _line(self, value: Any) -> None:
        line = json.dumps(value, default=_plain).encode() + b"\n"
        self._sum.update(line)
        self._stream.write(line)


def read_header(path: Path) -> Header:
    """Read what a backup says of itself; raises DamagedError, OSError."""
    for line in _sealed_lines(path, None):
        return _header(line)
    raise DamagedError


def check(path: Path, key: bytes | None) -> Header:
    """Read a backup from beginning to end and make sure of every line; without a key, not of its signature.

    Raises DamagedError, OtherKeyError, OSError.
    """
    header = read_header(path)
    counts = dict.fromkeys(header.counts, 0)
    for rows in read_rows(path, key):
        counts[rows.table] = counts.get(rows.table, 0) + len(rows.rows)
    if counts != header.counts:
        raise DamagedError
    return header


def read_rows(path: Path, key: bytes | None) -> Iterator[Rows]:
    """Give the rows of every table in order, some at a time; raises as `check` does, at the latest at the end."""
    table, columns = "", list[str]()
    rows: list[list[Any]] = []
    lines = _sealed_lines(path, key)
    next(lines, None)
    for line in lines:
        if isinstance(line, dict):
            if rows:
                yield Rows(table, columns, rows)
            table, columns, rows = *_table(line), []
        elif isinstance(line, list) and len(line) == len(columns):
            rows.append(line)
        else:
            raise DamagedError
        if len(rows) == _CHUNK:
            yield Rows(table, columns, rows)
            rows = []
    if rows:
        yield Rows(table, columns, rows)


def _sealed_lines(path: Path, key: bytes | None) -> Iterator[Any]:
    """Give every line before the seal; raise where the seal is missing or does not fit."""
    found = hashlib.sha256()
    try:
        with gzip.open(path) as stream:
            for line in stream:
                value = json.loads(line)
                if isinstance(value, dict) and "sha256" in value:
                    if stream.read(1):  # which also has the last bytes checked
                        raise DamagedError
                    _check_seal(value, found.hexdigest(), key)
                    return
                found.update(line)
                yield value
    except (EOFError, zlib.error, gzip.BadGzipFile, ValueError, RecursionError):
        raise DamagedError from None
    raise DamagedError


def _check_seal(seal: dict[str, Any], found: str, key: bytes | None) -> None:
    if seal["sha256"] != found:
        raise DamagedError
    signature = str(seal.get("signature"))
    if key is not None and not hmac.compare_digest(
        signature.encode(), _signature(key, found).encode()
    ):
        raise OtherKeyError


def _header(line: Any) -> Header:
    try:
        header = Header.model_validate_json(json.dumps(line))
    except ValidationError:
        raise DamagedError from None
    if header.format != FORMAT:
        raise DamagedError
    return header


def _table(line: dict[str, Any]) -> tuple[str, list[str]]:
    table, columns = line.get("table"), line.get("columns")
    if not isinstance(table, str) or not isinstance(columns, list):
        raise DamagedError
    return table, columns


def _signature(key: bytes, found: str) -> str:
    return hmac.new(key, f"{FORMAT}:{found}".encode(), hashlib.sha256).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no place in a backup for {type(value).__name__}")
