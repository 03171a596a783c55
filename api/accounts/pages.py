"""Pages: signing in and out, one's own account."""

from typing import Annotated, Final

from fastapi import Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import SecretStr
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.guard import COOKIE, address, signed_in
from api.access.roles import PUBLIC, SIGNED_IN
from api.accounts import service
from api.accounts.refusals import WrongLogin
from api.accounts.routes import set_cookie
from api.accounts.schemas import LogIn, PasswordChange
from api.catalogue import reading
from api.colleges import service as colleges
from api.drafts import resuming
from api.errors import Invalid, Refusal, TooManyRequests
from api.paging import LONGEST_PAGE, Id, Wanted
from api.running import Here
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.refusals import LOGIN
from api.web.router import Pages
from api.web.showing import Page, Showing, go, local
from solver.problems import Problem

pages = Pages("accounts")

_ALL: Final = Wanted(after=None, limit=LONGEST_PAGE)
_AGAIN: Final = "new_password_again"
_DIFFERENT: Final = "les deux mots de passe ne sont pas les mêmes."


@pages.page(LOGIN, PUBLIC)
async def login_page(page: Page, request: Request, suite: str = "") -> Response:
    """Ask for login and password; whoever is signed in already goes on."""
    if await signed_in(request):
        return go(local(suite))
    return _login(page, suite)


@pages.action(LOGIN, PUBLIC)
def log_in_page(sent: Sent, page: Page, request: Request, here: Here) -> Response:
    """Open a session and go where the reader wanted to; what a form had sent waits there to be sent again.

    Where that was another's, nothing of it is shown, not even where it was to go.
    """
    following = local(sent["suite"])
    try:
        body = read(LogIn, {"login": sent.text("login"), "password": SecretStr(sent["password"])})
        account = service.known(here, body, address(request))
        hours = here.settings.session_hours
        with here.storage.write(account) as work:
            _, session = service.open_session(work, account, hours)
            fields = resuming.take(work, sent["repris"])
    except (WrongLogin, TooManyRequests, Invalid) as refusal:
        said = WrongLogin.detail if isinstance(refusal, Invalid) else refusal.said
        return _login(page, following, sent, said, int(refusal.status))
    answer: Response = go("/" if sent["repris"] else following)
    if fields is not None:
        answer = page.show("accounts/resume.html", following=following, fields=fields)
    set_cookie(answer, session.secret, hours)
    return answer


@pages.action("/deconnexion", SIGNED_IN)
def log_out_page(caller: SignedIn, here: Here) -> RedirectResponse:
    """End the session in use."""
    with here.storage.write(caller.account) as work:
        service.close_session(work, caller)
    answer = go(LOGIN, "signed-out")
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
    return answer


@pages.page("/compte", SIGNED_IN)
def account_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Show one's account: who one is, where one is signed in, what is known of one."""
    return _account(page, caller, here)


@pages.action("/compte/mot-de-passe", SIGNED_IN)
def change_password_page(
    sent: Sent, caller: SignedIn, here: Here, page: Page, request: Request
) -> Response:
    """Change one's password."""
    try:
        if sent["new_password"] != sent[_AGAIN]:
            raise Invalid(problems=[Problem(_AGAIN, _DIFFERENT)])
        body = read(
            PasswordChange,
            {name: SecretStr(sent[name]) for name in ("current_password", "new_password")},
        )
        hashed = service.new_password_hash(here, caller, body, address(request))
    except Refusal as refusal:
        return _account(page, caller, here, refusal)
    with here.storage.write(caller.account) as work:
        service.change_password(work, caller, hashed)
    return go("/compte", "password-changed")


@pages.action("/compte/connexions/{id}/fin", SIGNED_IN)
def end_session_page(
    id: Annotated[Id, Path()],  # noqa: A002
    caller: SignedIn,
    here: Here,
) -> RedirectResponse:
    """End one of one's sessions."""
    with here.storage.write(caller.account) as work:
        service.revoke(work, caller, "session", id)
    return go("/compte", "session-ended")


@pages.action("/compte/jetons/{id}/fin", SIGNED_IN)
def end_token_page(
    id: Annotated[Id, Path()],  # noqa: A002
    caller: SignedIn,
    here: Here,
) -> RedirectResponse:
    """End one of one's tokens."""
    with here.storage.write(caller.account) as work:
        service.revoke(work, caller, "token", id)
    return go("/compte", "token-revoked")


def _account(
    page: Showing, caller: SignedIn, here: Here, refusal: Refusal | None = None
) -> HTMLResponse:
    with here.storage.read() as work:
        names = {each.id: each.name for each in reading.teachers(work)} if caller.teacher else {}
        return page.show(
            "accounts/account.html",
            status=int(refusal.status) if refusal else 200,
            me=service.me(work, caller),
            college=colleges.college(work, caller, caller.college).entry.name
            if caller.college
            else None,
            teacher=names.get(caller.teacher or "", "une fiche retirée depuis"),
            sessions=service.sessions(work, caller, _ALL).items,
            tokens=service.tokens(work, caller, _ALL).items,
            errors=errors_of(refusal) if refusal else {},
            above=above(refusal) if refusal else (),
        )


def _login(
    page: Showing,
    following: str,
    sent: Form | None = None,
    refused: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    return page.show(
        "accounts/login.html",
        status=status,
        login=sent["login"] if sent else "",
        kept=sent["repris"] if sent else "",
        following=local(following),
        refused=refused,
        ended=False,
    )
