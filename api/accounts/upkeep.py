"""Making, closing and reopening accounts: done at the command line, by whoever runs the service."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from api.access import credentials
from api.access.roles import Role
from api.accounts.refusals import LoginTaken, NoSuchCollege
from api.accounts.schemas import LOGIN_PATTERN
from api.drafts import service as drafts
from api.errors import NotFound
from api.storage.tables import Account, College
from api.storage.work import Reading, Writing


def is_login(text: str) -> bool:
    """Tell whether a text may be a login: lower case, digits, and . @ _ - inside."""
    return re.match(LOGIN_PATTERN, text) is not None


def accounts(work: Reading) -> Sequence[Account]:
    """List every account, closed ones included, by login."""
    return work.session.scalars(select(Account).order_by(Account.login)).all()


def add(
    work: Writing, login: str, role: Role, *, hashed: str, college: str | None, teacher: str | None
) -> str:
    """Make an account and give its id; `college` and `teacher` bind the roles of these names.

    Raises LoginTaken, NoSuchCollege.
    """
    if work.session.scalar(select(Account.id).where(Account.login == login)):
        raise LoginTaken
    if college is not None and work.session.get(College, college) is None:
        raise NoSuchCollege
    account = Account(
        login=login,
        role=role,
        college=college,
        teacher=teacher,
        password_hash=hashed,
        created_at=work.now,
    )
    work.session.add(account)
    work.session.flush()
    work.record("account.added", account.id)
    return account.id


def disable(work: Writing, login: str) -> None:
    """Close an account: its sessions and tokens end now, its drafts go. Raises NotFound."""
    account = _account(work, login)
    account.disabled_at = account.disabled_at or work.now
    credentials.revoke_all(work, account.id)
    drafts.forget_of(work, account.id)
    work.record("account.disabled", account.id)


def enable(work: Writing, login: str) -> None:
    """Reopen an account; its password is as it was. Raises NotFound."""
    account = _account(work, login)
    account.disabled_at = None
    work.record("account.enabled", account.id)


def reset(work: Writing, login: str, *, hashed: str) -> None:
    """Give an account a new password; its sessions and tokens end now. Raises NotFound."""
    account = _account(work, login)
    account.password_hash = hashed
    credentials.revoke_all(work, account.id)
    work.record("account.reset", account.id)


def _account(work: Writing, login: str) -> Account:
    account = work.session.scalar(select(Account).where(Account.login == login))
    if account is None:
        raise NotFound
    return account
