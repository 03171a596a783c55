"""The audit trail: a chain of entries, each signed together with the one before.

An entry's digest is HMAC-SHA256 (RFC 2104), under the installation's key, of its fields and the digest
before. So an entry changed, removed or slipped in shows, even to somebody who can rewrite the whole table
but lacks the key. What a chain alone cannot show is that its newest entries were cut off; for that, compare
with the sequence number of a backup.
"""

import hmac
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from api.storage.tables import AuditCheckpoint, AuditEntry

START: Final = "0" * 64
"""What stands before the first entry."""

# Made once: to put a statement together costs several times what running it does.
_ENTRY: Final = insert(AuditEntry)
_NEWEST: Final = (
    select(AuditEntry.sequence, AuditEntry.digest).order_by(AuditEntry.sequence.desc()).limit(1)
)


class Entry(NamedTuple):
    """One act: when, who, what, on which id; never a name, never content."""

    at: datetime
    actor: str
    action: str
    subject: str | None


class Verdict(NamedTuple):
    """What `verify` found: how many entries are sound, and the first that is not."""

    sound: int
    broken_at: int | None

    @property
    def intact(self) -> bool:
        """Tell whether the whole trail is as it was written."""
        return self.broken_at is None


class _Link(NamedTuple):
    sequence: int
    digest: str


def append(session: Session, key: bytes, entries: Sequence[Entry]) -> None:
    """Add entries at the end of the chain; writing transactions exclude each other, so no fork."""
    if not entries:
        return
    last = _last(session)
    rows = []
    for entry in entries:
        sequence = last.sequence + 1
        digest = _digest(key, sequence, entry, last.digest)
        row = {"sequence": sequence, "previous": last.digest, "digest": digest}
        rows.append({**entry._asdict(), **row})
        last = _Link(sequence, digest)
    session.connection().execute(_ENTRY, rows)


def verify(session: Session, key: bytes) -> Verdict:
    """Walk the whole chain from its newest checkpoint and compare every digest."""
    checkpoint = _checkpoint(session)
    expected = _start(checkpoint)
    if checkpoint and not _is_signed(key, checkpoint):
        return Verdict(0, checkpoint.sequence)
    sound = 0
    query = select(AuditEntry).order_by(AuditEntry.sequence).execution_options(yield_per=1000)
    with session.scalars(query) as entries:
        for entry in entries:
            if not _follows(key, expected, entry):
                return Verdict(sound, entry.sequence)
            expected = _Link(entry.sequence, entry.digest)
            sound += 1
    return Verdict(sound, None)


def newest_is_sound(session: Session, key: bytes) -> bool:
    """Tell whether the newest entry, or the checkpoint after which there is none, bears this key's signature.

    It costs nothing however long the trail, and finds another key than the one that signed.
    """
    entry = session.scalar(select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1))
    if entry is not None:
        return _follows(key, _Link(entry.sequence - 1, entry.previous), entry)
    checkpoint = _checkpoint(session)
    return checkpoint is None or _is_signed(key, checkpoint)


def prune(session: Session, key: bytes, *, before: datetime, at: datetime) -> int:
    """Sign a checkpoint for the entries older than `before`, remove them, and say how many.

    Only an unbroken run from the oldest entry goes: one written while the clock was set back stays until
    those before it may go.
    """
    newer = select(AuditEntry.sequence).where(AuditEntry.at >= before)
    kept = session.scalar(newer.order_by(AuditEntry.sequence).limit(1))
    old = select(AuditEntry).order_by(AuditEntry.sequence.desc()).limit(1)
    last = session.scalar(old if kept is None else old.where(AuditEntry.sequence < kept))
    if last is None:
        return 0
    checkpoint = AuditCheckpoint(sequence=last.sequence, at=at, digest=last.digest)
    checkpoint.signature = _signature(key, checkpoint)
    session.add(checkpoint)
    session.flush()
    gone = delete(AuditEntry).where(AuditEntry.sequence <= last.sequence)
    return len(session.scalars(gone.returning(AuditEntry.sequence)).all())


def _last(session: Session) -> _Link:
    row = session.execute(_NEWEST).first()
    return _Link(row.sequence, row.digest) if row else _start(_checkpoint(session))


def _checkpoint(session: Session) -> AuditCheckpoint | None:
    newest = select(AuditCheckpoint).order_by(AuditCheckpoint.sequence.desc())
    return session.scalar(newest.limit(1))


def _start(checkpoint: AuditCheckpoint | None) -> _Link:
    return _Link(checkpoint.sequence, checkpoint.digest) if checkpoint else _Link(0, START)


def _follows(key: bytes, expected: _Link, entry: AuditEntry) -> bool:
    in_place = (entry.sequence, entry.previous) == (expected.sequence + 1, expected.digest)
    act = Entry(entry.at, entry.actor, entry.action, entry.subject)
    return in_place and hmac.compare_digest(
        entry.digest, _digest(key, entry.sequence, act, entry.previous)
    )


def _is_signed(key: bytes, checkpoint: AuditCheckpoint) -> bool:
    return hmac.compare_digest(checkpoint.signature, _signature(key, checkpoint))


def _digest(key: bytes, sequence: int, entry: Entry, previous: str) -> str:
    at = entry.at.isoformat()
    return _mac(key, ["entry", sequence, at, entry.actor, entry.action, entry.subject, previous])


def _signature(key: bytes, checkpoint: AuditCheckpoint) -> str:
    at = checkpoint.at.isoformat()
    return _mac(key, ["checkpoint", checkpoint.sequence, at, checkpoint.digest])


def _mac(key: bytes, fields: list[str | int | None]) -> str:
    return hmac.digest(key, json.dumps(fields).encode(), "sha256").hex()
