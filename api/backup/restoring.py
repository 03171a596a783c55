"""Restoring a backup: all of it or nothing, on either database, without the files erased since.

Tables are made anew at the backup's own revision, filled, and brought up to date, in one transaction. So the
triggers of the audit trail are those of any installation.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import JSON, Connection, DateTime, MetaData, Table, insert, inspect, select, update
from sqlalchemy.orm import Session

from api.backup.archive import Header, check, read_rows
from api.clock import Clock
from api.forgetting import erasing
from api.forgetting.ledger import Erased, erasures, read_ledger
from api.settings import Settings
from api.storage import audit
from api.storage.engine import migrating_engine
from api.storage.migrate import drop_everything, revisions, upgrade
from api.storage.signing import key_file
from api.storage.tables import Credential
from api.storage.work import COMMAND_LINE, Reading, Writing

RESTORED: Final = "backup.restored"
_TRAIL: Final = frozenset({"audit_entries", "audit_checkpoints"})


class NewerBackupError(Exception):
    """The backup comes from a later version of the program."""


class NotEmptyError(Exception):
    """The database holds something, and was not to be replaced."""


class Restored(NamedTuple):
    """What was restored, how many files were erased again, and whether the trail is as it was written."""

    header: Header
    erased_again: int
    trail: audit.Verdict


def restore(
    settings: Settings, path: Path, key: bytes, clock: Clock, *, replace: bool, keep_trail: bool
) -> Restored:
    """Put a backup in the place of the database; where anything fails, all is as before.

    `key` signs from now on. Without `keep_trail` the backup's own signature is not asked for, and its audit trail,
    which this key cannot prove, stays in the file: a new trail begins. Raises DamagedError, OtherKeyError,
    NewerBackupError, NotEmptyError, OSError and what the database raises.
    """
    signed_by = key if keep_trail else None
    header = check(path, signed_by)
    if header.revision not in revisions():
        raise NewerBackupError
    engine = migrating_engine(settings)
    try:
        with _key_in_place(settings.data_dir, key), engine.begin() as connection:
            if not replace and _is_in_use(connection):
                raise NotEmptyError
            known = [*_erased_here(connection), *read_ledger(settings.data_dir).erasures]
            drop_everything(connection)
            upgrade(connection, header.revision)
            _fill(connection, path, signed_by, () if keep_trail else _TRAIL)
            upgrade(connection, "head")
            with Session(connection, join_transaction_mode="create_savepoint") as session:
                work = Writing(session, clock(), COMMAND_LINE, key)
                work.record(RESTORED)
                _end_sessions(work)
                again = erasing.erase_again(work, known)
                verdict = audit.verify(session, key)
                session.commit()
    finally:
        engine.dispose()
    return Restored(header, again, verdict)


def _end_sessions(work: Writing) -> None:
    """End every session and token: some were revoked after the backup, and nobody knows which."""
    valid = update(Credential).where(Credential.revoked_at.is_(None))
    work.session.execute(valid.values(revoked_at=work.now))


def _is_in_use(connection: Connection) -> bool:
    """Tell whether anything stands in any table."""
    present = MetaData()
    present.reflect(connection)
    tables = (table for name, table in present.tables.items() if name != "alembic_version")
    return any(connection.execute(select(table).limit(1)).first() for table in tables)


def _erased_here(connection: Connection) -> list[Erased]:
    """List what was erased from the database that is about to be replaced."""
    if not inspect(connection).has_table("erasures"):
        return []
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        return erasures(Reading(session, datetime.min))  # noqa: DTZ901 - the moment is not looked at


def _fill(connection: Connection, path: Path, key: bytes | None, without: Any) -> None:
    tables = _tables(connection)
    for rows in read_rows(path, key):
        if rows.table not in without:
            table = tables[rows.table]
            moments = {c.name for c in table.columns if isinstance(c.type, DateTime)}
            connection.execute(
                insert(table),
                [
                    {
                        name: _moment(value) if name in moments else value
                        for name, value in zip(rows.columns, row, strict=True)
                    }
                    for row in rows.rows
                ],
            )


def _tables(connection: Connection) -> dict[str, Table]:
    """Describe the tables as they are in the database: at an old revision the code's own do not fit."""
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type = JSON(none_as_null=True)
    return dict(found.tables)


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


@contextmanager
def _key_in_place(data_dir: Path, key: bytes) -> Iterator[None]:
    """Put a key into the data folder, and the one before back where the body raises; it is kept beside."""
    path = key_file(data_dir)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    if before is not None and before.strip() == key.hex().encode():
        yield
        return
    if before is not None:
        _write_key(path.with_name(f"{path.name}.before"), before)
    _write_key(path, key.hex().encode())
    try:
        yield
    except BaseException:
        path.unlink() if before is None else _write_key(path, before)
        raise


def _write_key(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
