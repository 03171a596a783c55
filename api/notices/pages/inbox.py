"""Pages: the référente's inbox, one notice in full, and the letters about it."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import Path, Query
from fastapi.responses import HTMLResponse

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.errors import Refusal
from api.notices import choices, history, inbox, offered, service
from api.notices.letters import letters
from api.notices.states import BEFORE_PLANNING, FINAL
from api.paging import Id
from api.planning import wishes
from api.preconditions import ChangedMeanwhile
from api.running import Here, Running
from api.schemas import Sought
from api.web.forms import Form, above, errors_of
from api.web.router import Pages
from api.web.showing import Page, Showing
from solver.weeks import week_of

pages = Pages("notices")

_REFERENT: Final = only("referent")
InPath = Annotated[Id, Path()]
_A_WEEK: Final = timedelta(weeks=1)


@pages.page("/demandes", _REFERENT)
def inbox_page(
    caller: SignedIn,
    here: Here,
    page: Page,
    etat: Annotated[inbox.Box, Query()] = "a-voir",
    college: Annotated[Sought, Query(max_length=60)] = "",
    semaine: Annotated[Sought, Query(max_length=8)] = "",
    feuille: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """List the notices by what is to be done about them."""
    wanted = inbox.Wanted(etat, college or None, semaine or None, feuille)
    with here.storage.consult(caller.account) as work:
        found = inbox.inbox(work, wanted)
        colleges = inbox.college_names(work)
        weeks = choices.open_weeks(work, (semaine,))
    kept = {name: value for name, value in (("college", college), ("semaine", semaine)) if value}
    return page.show(
        "notices/inbox.html",
        found=found,
        wanted=wanted,
        boxes=inbox.BOX_LABELS,
        colleges=colleges,
        weeks=weeks,
        kept=kept,
    )


@pages.page("/demandes/{id}", _REFERENT)
def notice_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Show one notice in full, and what may be done about it."""
    return show_notice(page, here, caller, id)


@pages.page("/demandes/{id}/lettre", _REFERENT)
def letters_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Write the neutral letters about a notice, ready to be copied."""
    with here.storage.consult(caller.account) as work:
        notice = service.notice(work, caller, id)
        college = inbox.college_names(work)[notice.college]
    return page.show(
        "notices/letters.html", notice=notice, letters=letters(notice, college, page.today())
    )


def show_notice(
    page: Showing,
    here: Running,
    caller: Caller,
    wanted: str,
    sent: Form | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    """Show one notice; after a refusal, with what was asked and what is wrong with it."""
    today = page.today()
    with here.storage.consult(caller.account) as work:
        notice = service.notice(work, caller, wanted)
        similar = inbox.some(work, notice.similar)
        before = inbox.before(work, notice.pupil.id, notice.id)
        college = inbox.college_names(work)[notice.college]
        wish, number = wishes.numbered(work, notice.pupil.code)
        chosen = {*wish.bans, *([wish.pin] if wish.pin else [])}
        weeks = choices.agreed_weeks(work, notice, chosen)
    usual = choices.usual_days(notice) if offered.may_confirm(notice.state) else ("", "")
    return page.show(
        "notices/notice.html",
        status=int(refusal.status) if refusal else 200,
        notice=notice,
        college=college,
        steps=history.told(notice.history, today),
        similar=similar,
        before=before,
        offers=offered.offers(notice.state),
        # Nobody is there before the week has begun.
        main=None if (notice.week or "") > week_of(today) else offered.main(notice.state),
        confirming=offered.may_confirm(notice.state),
        amendable=notice.state not in FINAL,
        asked_week=max(notice.earliest, week_of(today + _A_WEEK)),
        to_be_planned=notice.state in BEFORE_PLANNING,
        weeks=weeks,
        days=choices.days(notice, today),
        first_day=usual[0],
        last_day=usual[1],
        wish=wish,
        wish_number=number,
        sent=sent,
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
        meanwhile=isinstance(refusal, ChangedMeanwhile),
    )
