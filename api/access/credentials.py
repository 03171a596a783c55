"""Sessions of browsers and tokens of programs: issued, recognised, revoked.

The secret itself is given once and never kept. Its SHA-256 is enough: it has 256 random bits, so there is nothing
to guess and nothing to slow down.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple, cast

from sqlalchemy import BindParameter, ColumnElement, bindparam, delete, select, update

from api.access.caller import Caller
from api.access.roles import Role
from api.storage.tables import Account, Credential, CredentialKind
from api.storage.work import Reading, Writing

_PREFIX: Final = "daeet_"
"""Makes a leaked secret easy to search for."""
REMEMBERED: Final = timedelta(days=1)
"""How long an ended one is known still, and a browser keeps it: what a form sends too late belongs to its writer."""


class Issued(NamedTuple):
    """A new credential, and its secret for whoever asked."""

    credential: Credential
    secret: str


def issue(
    work: Writing, account: str, kind: CredentialKind, life: timedelta, name: str | None = None
) -> Issued:
    """Make a session or a token for an account."""
    secret = _PREFIX + secrets.token_urlsafe(32)
    credential = Credential(
        account_id=account,
        kind=kind,
        name=name,
        secret_hash=_hash(secret),
        created_at=work.now,
        expires_at=work.now + life,
    )
    work.session.add(credential)
    work.session.flush()
    work.record(f"{kind}.issued", credential.id)
    return Issued(credential, secret)


def recognise(work: Reading, secret: str, kind: CredentialKind) -> Caller | None:
    """Say whose valid session or token this is; nobody's where the account is disabled."""
    presented = {"secret_hash": _hash(secret), "kind": kind, "now": work.now}
    row = work.session.execute(_VALID_ONE, presented).first()
    if row is None:
        return None
    return Caller(
        account=row.account_id,
        role=cast("Role", row.role),
        college=row.college,
        teacher=row.teacher,
        credential=row.id,
        kind=kind,
    )


def whose(work: Reading, secret: str) -> str | None:
    """Say whose session this is or was, of those remembered; it opens nothing by that."""
    row = (
        select(Credential.account_id)
        .join(Account, Account.id == Credential.account_id)
        .where(
            Credential.secret_hash == _hash(secret),
            Credential.kind == "session",
            Account.disabled_at.is_(None),
        )
    )
    return work.session.scalar(row)


def holds(work: Reading, caller: Caller) -> bool:
    """Tell whether what a caller came in with still opens anything; for answers that go on."""
    still = (
        select(Credential.id)
        .join(Account, Account.id == Credential.account_id)
        .where(Credential.id == caller.credential, Account.disabled_at.is_(None), *valid(work))
    )
    return work.session.scalar(still) is not None


def valid(work: Reading) -> tuple[ColumnElement[bool], ...]:
    """Give the conditions under which a credential still opens anything."""
    return _valid_at(work.now)


def _valid_at(now: datetime | BindParameter[datetime]) -> tuple[ColumnElement[bool], ...]:
    return (Credential.revoked_at.is_(None), Credential.expires_at > now)


# Asked at every request, and so made once: to put it together takes five times as long as to run it.
_VALID_ONE: Final = (
    select(Credential.id, Credential.account_id, Account.role, Account.college, Account.teacher)
    .join(Account, Account.id == Credential.account_id)
    .where(
        Credential.secret_hash == bindparam("secret_hash"),
        Credential.kind == bindparam("kind"),
        Account.disabled_at.is_(None),
        *_valid_at(bindparam("now")),
    )
)


def revoke(work: Writing, account: str, kind: CredentialKind, credential: str) -> bool:
    """End a session or token of an account; say whether there was such a one."""
    return _revoke(
        work,
        Credential.account_id == account,
        Credential.kind == kind,
        Credential.id == credential,
    )


def revoke_all(work: Writing, account: str) -> None:
    """End every session and token of an account."""
    _revoke(work, Credential.account_id == account)


def revoke_other_sessions(work: Writing, caller: Caller) -> None:
    """End the sessions of a caller except the one in use; programs keep their tokens."""
    _revoke(
        work,
        Credential.account_id == caller.account,
        Credential.kind == "session",
        Credential.id != caller.credential,
    )


def forget_ended(work: Writing, account: str) -> None:
    """Remove the credentials of an account that ended by themselves."""
    ended = delete(Credential).where(Credential.account_id == account, *ended_long_ago(work))
    work.session.execute(ended)


def ended_long_ago(work: Reading | Writing) -> tuple[ColumnElement[bool], ...]:
    """Give the condition under which an ended credential is of no use any more."""
    return (Credential.expires_at <= work.now - REMEMBERED,)


def _revoke(work: Writing, *conditions: ColumnElement[bool]) -> bool:
    ended = (
        update(Credential)
        .where(*conditions, *valid(work))
        .values(revoked_at=work.now)
        .returning(Credential.id, Credential.kind)
    )
    rows = sorted(work.session.execute(ended).all())
    for credential, kind in rows:
        work.record(f"{kind}.revoked", credential)
    return bool(rows)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
