"""The addresses of calendars: made, revoked, and whose calendar one opens."""

import hashlib
import secrets
from typing import Final

from sqlalchemy import ColumnElement, select, update

from api.access.caller import Caller
from api.calendars.schemas import Address, NewAddress
from api.catalogue.reading import TEACHERS
from api.errors import NotFound
from api.storage.tables import Account, CalendarAddress
from api.storage.work import Reading, Writing

_BYTES: Final = 32
PATH: Final = "/api/calendars/{secret}.ics"


def own(caller: Caller) -> str:
    """Say which practitioner a caller of the role teacher is."""
    assert caller.teacher is not None  # noqa: S101 - a constraint of the accounts' table
    return caller.teacher


def address(work: Reading, teacher: str) -> Address:
    """Tell whether somebody has an address; raises NotFound for nobody of the catalogue."""
    TEACHERS.found(work, teacher)
    row = work.session.scalar(select(CalendarAddress).where(*_open(teacher)))
    return Address(
        teacher=teacher, active=row is not None, created_at=row.created_at if row else None
    )


def make(work: Writing, caller: Caller, teacher: str) -> NewAddress:
    """Make a new address, which ends the one before at once; raises NotFound."""
    TEACHERS.found(work, teacher)
    _revoke(work, teacher)
    secret = secrets.token_urlsafe(_BYTES)
    row = CalendarAddress(
        teacher=teacher,
        account_id=caller.account,
        secret_hash=_hash(secret),
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    work.record("calendar.issued", row.id)
    return NewAddress(
        teacher=teacher, active=True, created_at=row.created_at, path=PATH.format(secret=secret)
    )


def revoke(work: Writing, teacher: str) -> None:
    """End somebody's address; raises NotFound where there is none."""
    if not _revoke(work, teacher):
        raise NotFound


def opened_by(work: Reading, secret: str) -> str:
    """Say whose calendar a secret opens.

    Raises NotFound for an unknown secret, a revoked one, one of somebody who is no longer in the catalogue, and
    where the account that made it or every account of that practitioner is disabled: all look the same.
    """
    row = work.session.scalar(
        select(CalendarAddress).where(
            CalendarAddress.secret_hash == _hash(secret), CalendarAddress.revoked_at.is_(None)
        )
    )
    if row is None or not _may_read(work, row):
        raise NotFound
    TEACHERS.found(work, row.teacher)
    return row.teacher


def _may_read(work: Reading, row: CalendarAddress) -> bool:
    accounts = work.session.scalars(select(Account).where(Account.teacher == row.teacher)).all()
    enabled = [account for account in accounts if account.disabled_at is None]
    disabled = {account.id for account in accounts} - {account.id for account in enabled}
    # The référente may make an address for somebody without an account.
    return (bool(enabled) or not accounts) and row.account_id not in disabled


def _open(teacher: str) -> tuple[ColumnElement[bool], ...]:
    return (CalendarAddress.teacher == teacher, CalendarAddress.revoked_at.is_(None))


def _revoke(work: Writing, teacher: str) -> bool:
    ended = update(CalendarAddress).where(*_open(teacher)).values(revoked_at=work.now)
    rows = work.session.scalars(ended.returning(CalendarAddress.id)).all()
    for row in sorted(rows):
        work.record("calendar.revoked", row)
    return bool(rows)


def _hash(secret: str) -> str:
    """Hash a secret of 256 random bits: nothing to guess, so nothing to slow down."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
