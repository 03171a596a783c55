"""Pages: a collège's own pupils, what is asked of it, and what it may still change."""

from typing import Annotated, Final

from fastapi import Path
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.errors import Refusal
from api.notices import choices, history, own, service
from api.notices.own import may_come_again
from api.notices.pages.amending import amended, show_form
from api.notices.reasons import REASONS
from api.notices.schemas import Confirming, Withdrawing
from api.notices.states import BEFORE_PLANNING
from api.paging import Id
from api.preconditions import ChangedMeanwhile
from api.running import Here, Running
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go

pages = Pages("notices")

_COLLEGE: Final = only("college")
InPath = Annotated[Id, Path()]

WITHDRAWALS: Final = tuple(
    (code, reason.label.capitalize())
    for code, reason in REASONS.items()
    if "withdrawal" in reason.kinds
)


@pages.page("/mes-eleves", _COLLEGE)
def own_pupils_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Show a collège its pupils: what is asked now, who is under way, who was there."""
    with here.storage.consult(caller.account) as work:
        mine, begun = own.own(work, caller), own.begun(work, caller)
    today = page.today()
    return page.show(
        "notices/own.html",
        mine=mine,
        begun=begun,
        to_confirm=[
            (each, choices.days(each, today), choices.usual_days(each))
            for each in mine.open
            if each.state == "planned"
        ],
    )


@pages.page("/avis/{id}", _COLLEGE)
def own_notice_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Show a collège one of its notices, and what it may do."""
    return _show(page, here, caller, id)


@pages.page("/avis/{id}/modifier", _COLLEGE)
def amend_own_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Show the form that amends a notice."""
    return show_form(page, here, caller, id, f"/avis/{id}")


@pages.action("/avis/{id}/modifier", _COLLEGE)
def amend_own_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Amend a notice, until it is planned."""
    return amended(page, here, caller, id, f"/avis/{id}", sent)


@pages.page("/avis/{id}/retrait", _COLLEGE)
def withdraw_own_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Ask why a notice is withdrawn."""
    return _show(page, here, caller, id, template="notices/withdraw.html")


@pages.action("/avis/{id}/retrait", _COLLEGE)
def withdraw_own_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Withdraw a notice, until it is planned."""
    try:
        body = read(Withdrawing, {"reason": sent.text("reason")})
        with here.storage.write(caller.account) as work:
            sent.version().check(service.version(work, caller, id))
            service.withdraw(work, caller, id, body)
    except Refusal as refusal:
        return _show(page, here, caller, id, sent, refusal, "notices/withdraw.html")
    return go("/mes-eleves", "notice-withdrawn")


@pages.action("/avis/{id}/confirmation", _COLLEGE)
def confirm_own_action(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Confirm the dates that were notified to the family."""
    try:
        body = read(Confirming, {name: sent.text(name) for name in Confirming.model_fields})
        with here.storage.write(caller.account) as work:
            sent.version().check(service.version(work, caller, id))
            service.confirm(work, caller, id, body)
    except Refusal as refusal:
        return _show(page, here, caller, id, sent, refusal)
    return go("/mes-eleves", "stay-confirmed")


def _show(
    page: Showing,
    here: Running,
    caller: Caller,
    wanted: str,
    sent: Form | None = None,
    refusal: Refusal | None = None,
    template: str = "notices/own_notice.html",
) -> HTMLResponse:
    today = page.today()
    with here.storage.consult(caller.account) as work:
        notice = service.notice(work, caller, wanted)
        again = may_come_again(work, notice.pupil.id)
    usual = choices.usual_days(notice) if notice.state == "planned" else ("", "")
    return page.show(
        template,
        status=int(refusal.status) if refusal else 200,
        notice=notice,
        steps=history.told(notice.history, today),
        changeable=notice.state in BEFORE_PLANNING,
        again=again,
        days=choices.days(notice, today),
        first_day=sent["first_day"] if sent else usual[0],
        last_day=sent["last_day"] if sent else usual[1],
        withdrawals=WITHDRAWALS,
        reason=sent["reason"] if sent else "",
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
        meanwhile=isinstance(refusal, ChangedMeanwhile),
    )
