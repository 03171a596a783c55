"""Making a backup, while the service runs or not: one state of the whole database."""

import os
import secrets
from pathlib import Path

from sqlalchemy import func, select

from api.backup.archive import FORMAT, AuditEnd, Header, Writer, check
from api.storage.migrate import current_revision
from api.storage.tables import AuditEntry, Base
from api.storage.work import Reading, Storage
from solver import __version__

MADE = "backup.made"
"""What the audit trail says of it; `doctor` asks when the last one was."""


def make_backup(storage: Storage, path: Path, by: str) -> Header:
    """Write the database into a file for its owner alone, read it back, and put it in place.

    What stood at the path stays until the new one is proven. Raises OSError, and DamagedError where what was
    read back is not what was written.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with storage.read() as work:
            _write(work, storage.key, draft)
        header = check(draft, storage.key)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _flush(path.parent)
    with storage.consult(by) as work:
        work.record(MADE)
    return header


def _write(work: Reading, key: bytes, path: Path) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        writer = Writer(stream, _header(work))
        for table in Base.metadata.sorted_tables:
            writer.table(table.name, table.columns.keys())
            rows = select(table).order_by(*table.primary_key.columns)
            for row in work.session.execute(rows, execution_options={"yield_per": 500}):
                writer.row(tuple(row))
        writer.seal(key)
        stream.flush()
        os.fsync(stream.fileno())


def _header(work: Reading) -> Header:
    newest = work.session.scalar(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1))
    return Header(
        format=FORMAT,
        program=__version__,
        revision=current_revision(work.session.connection()) or "",
        created_at=work.now,
        audit=AuditEnd(sequence=newest.sequence, digest=newest.digest) if newest else None,
        counts={
            table.name: work.session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        },
    )


def _flush(folder: Path) -> None:
    """Make sure that the name of a new file is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
