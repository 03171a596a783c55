"""Reading the audit trail, which leaves its own trace, and verifying it."""

from collections.abc import Collection

from sqlalchemy import select

from api.audit.schemas import Entry, Trail, Verified
from api.storage import audit
from api.storage.tables import Account, AuditEntry
from api.storage.work import Consulting, Reading


def trail(
    work: Consulting,
    *,
    subject: str | None,
    actor: str | None,
    before: int | None,
    limit: int,
    among: Collection[str] | None = None,
) -> Trail:
    """Give a part of the trail, newest first; of one subject or `among` several, of one actor's login."""
    query = select(AuditEntry, Account.login).outerjoin(Account, Account.id == AuditEntry.actor)
    if subject is not None:
        query = query.where(AuditEntry.subject == subject)
    if among is not None:
        query = query.where(AuditEntry.subject.in_(among))
    if actor is not None:
        account = work.session.scalar(select(Account.id).where(Account.login == actor))
        query = query.where(AuditEntry.actor == (account or actor))
    if before is not None:
        query = query.where(AuditEntry.sequence < before)
    newest_first = query.order_by(AuditEntry.sequence.desc()).limit(limit + 1)
    found = work.session.execute(newest_first).all()
    entries = tuple(_shown(entry, login) for entry, login in found[:limit])
    work.record("audit.read", subject)
    return Trail(entries=entries, next=entries[-1].sequence if len(found) > limit else None)


def verified(work: Reading, key: bytes) -> Verified:
    """Walk the whole trail and say whether it is as it was written."""
    verdict = audit.verify(work.session, key)
    return Verified(intact=verdict.intact, sound=verdict.sound, broken_at=verdict.broken_at)


def _shown(entry: AuditEntry, login: str | None) -> Entry:
    return Entry(
        sequence=entry.sequence,
        at=entry.at,
        actor=login or entry.actor,
        action=entry.action,
        subject=entry.subject,
    )
