"""What signed-in people do with their own account."""

from datetime import timedelta
from typing import Final, cast

from sqlalchemy import ColumnElement, func, select

from api.access import credentials
from api.access.caller import Caller
from api.access.credentials import Issued
from api.access.roles import Role
from api.accounts.refusals import SessionRequired, TooManyTokens, WrongLogin, WrongPassword
from api.accounts.schemas import IssuedToken, LogIn, Me, NewToken, PasswordChange, Session, Token
from api.errors import NotFound
from api.paging import Page, Wanted, page
from api.running import Running
from api.storage.tables import Account, Credential, CredentialKind
from api.storage.work import Reading, Writing

MOST_TOKENS: Final = 50


def known(here: Running, body: LogIn, address: str) -> str:
    """Check a login and its password and give the account's id; raises WrongLogin, TooManyRequests.

    The check takes a tenth of a second, so it stands outside any writing transaction.
    """
    here.limits.guess(address, body.login)
    with here.storage.read() as work:
        account = work.session.scalar(select(Account).where(Account.login == body.login))
    hashed = account.password_hash if account else None
    right = here.passwords.match(body.password.get_secret_value(), hashed)
    if account is None or account.disabled_at or not right:
        raise WrongLogin
    here.limits.right_guess(address, body.login)
    return account.id


def open_session(work: Writing, account: str, hours: int) -> tuple[Me, Issued]:
    """Open a session; raises WrongLogin where the account was disabled a moment ago."""
    found = work.session.get_one(Account, account)
    if found.disabled_at:
        raise WrongLogin
    credentials.forget_ended(work, account)
    return _me(found), credentials.issue(work, account, "session", timedelta(hours=hours))


def close_session(work: Writing, caller: Caller) -> None:
    """End the session that is in use."""
    require_session(caller)
    credentials.revoke(work, caller.account, "session", caller.credential)


def me(work: Reading, caller: Caller) -> Me:
    """Describe the caller's account."""
    return _me(work.session.get_one(Account, caller.account))


def new_password_hash(here: Running, caller: Caller, body: PasswordChange, address: str) -> str:
    """Check the present password and hash the new one, outside any writing transaction."""
    require_session(caller)
    here.limits.guess(address, caller.account)
    with here.storage.read() as work:
        hashed = work.session.get_one(Account, caller.account).password_hash
    if not here.passwords.match(body.current_password.get_secret_value(), hashed):
        raise WrongPassword
    here.limits.right_guess(address, caller.account)
    return here.passwords.hash(body.new_password.get_secret_value())


def change_password(work: Writing, caller: Caller, hashed: str) -> None:
    """Store a new password and end the account's other sessions."""
    work.session.get_one(Account, caller.account).password_hash = hashed
    credentials.revoke_other_sessions(work, caller)
    work.record("password.changed", caller.account)


def sessions(work: Reading, caller: Caller, wanted: Wanted) -> Page[Session]:
    """List the caller's sessions."""

    def show(session: Credential) -> Session:
        return Session(
            id=session.id,
            created_at=session.created_at,
            expires_at=session.expires_at,
            current=session.id == caller.credential,
        )

    mine = select(Credential).where(*_mine(work, caller, "session"))
    return page(work.session, mine, Credential.id, wanted, show)


def tokens(work: Reading, caller: Caller, wanted: Wanted) -> Page[Token]:
    """List the caller's tokens."""
    mine = select(Credential).where(*_mine(work, caller, "token"))
    return page(work.session, mine, Credential.id, wanted, _token)


def make_token(work: Writing, caller: Caller, body: NewToken, most_days: int) -> IssuedToken:
    """Make a token for a program of the caller's; raises SessionRequired, TooManyTokens."""
    require_session(caller)
    credentials.forget_ended(work, caller.account)
    count = select(func.count(Credential.id)).where(*_mine(work, caller, "token"))
    if work.session.execute(count).scalar_one() >= MOST_TOKENS:
        raise TooManyTokens
    life = timedelta(days=min(body.days, most_days))
    issued = credentials.issue(work, caller.account, "token", life, body.name)
    return IssuedToken(**dict(_token(issued.credential)), token=issued.secret)


def revoke(work: Writing, caller: Caller, kind: CredentialKind, credential: str) -> None:
    """End one of the caller's sessions or tokens; raises NotFound."""
    require_session(caller)
    if not credentials.revoke(work, caller.account, kind, credential):
        raise NotFound


def require_session(caller: Caller) -> None:
    """Raise SessionRequired for a token: a leaked one must not make others or lock its owner out."""
    if caller.kind != "session":
        raise SessionRequired


def _mine(work: Reading, caller: Caller, kind: CredentialKind) -> tuple[ColumnElement[bool], ...]:
    return (
        Credential.account_id == caller.account,
        Credential.kind == kind,
        *credentials.valid(work),
    )


def _me(account: Account) -> Me:
    return Me(
        id=account.id,
        login=account.login,
        role=cast("Role", account.role),
        college=account.college,
        teacher=account.teacher,
    )


def _token(token: Credential) -> Token:
    return Token(
        id=token.id,
        name=token.name or "",
        created_at=token.created_at,
        expires_at=token.expires_at,
    )
