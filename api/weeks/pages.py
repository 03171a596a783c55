"""Pages: a week in full, who came on Monday, its history, and the sheets that hang on the wall."""

from typing import Annotated, Final

from fastapi import Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.catalogue import reading
from api.catalogue.schemas.fields import Week
from api.colleges import service as colleges
from api.errors import NotFound, Refusal
from api.notices import service as notices
from api.notices.schemas import Moving, Which
from api.notices.states import NoticeState
from api.paging import LONGEST_PAGE, Id, Wanted
from api.repairs.service import calls_after, contacts
from api.running import Here, Running
from api.storage.work import Consulting
from api.web.forms import Form, Sent
from api.web.names import names_of
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from api.weeks import service
from api.weeks.detail import coming, lacks, lost_days, standing, with_state
from api.weeks.fixes import ask_fixes, fixes_of
from api.weeks.grid import Grid, grid
from api.weeks.pictograms import moment, pictogram
from api.weeks.schemas import History, WeekSheet
from api.weeks.sheet import laid_out, sheet
from solver.weeks import week_from_number, week_number

pages = Pages("weeks")

_REFERENT: Final = only("referent")
_ALL: Final = Wanted(after=None, limit=LONGEST_PAGE)
InPath = Annotated[Week, Path()]


@pages.page("/semaines/{week}", _REFERENT)
def week_page(
    week: InPath,
    caller: SignedIn,
    here: Here,
    page: Page,
    job: Annotated[Id | None, Query(alias="recherche")] = None,
) -> HTMLResponse:
    """Show a week in full: its hours, its groups, what it misses, and whom a repair has to be told to."""
    return _week(page, here, caller, week, job)


@pages.action("/semaines/{week}/presence", _REFERENT)
def present_page(week: InPath, sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Write down that a pupil has come."""
    return _came(page, here, caller, week, sent, "hosted")


@pages.action("/semaines/{week}/absence", _REFERENT)
def absent_page(week: InPath, sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Write down that a pupil has not come, and leave the week as it is otherwise."""
    return _came(page, here, caller, week, sent, "no-show")


@pages.action("/semaines/{week}/ateliers", _REFERENT)
def ask_fixes_page(week: InPath, caller: SignedIn, here: Here) -> RedirectResponse:
    """Look for what would let the missing workshops take place."""
    with here.storage.write(caller.account) as work:
        job = ask_fixes(work, caller, week)
    here.jobs.wake()
    return go(f"/recherches/{job.id}", suite=f"/semaines/{week}")


@pages.page("/semaines/{week}/historique", _REFERENT)
def week_history_page(week: InPath, caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """List the publications of a week, and what each changed for whom."""
    with here.storage.consult(caller.account) as work:
        history = _history(work, week)
        names = _colleges(work, caller)
    return page.show("weeks/history.html", week=week, history=history, colleges=names)


@pages.page("/semaines/{week}/feuille", _REFERENT)
def week_sheet_page(week: InPath, caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Lay a week out on one sheet of paper, for the référente."""
    with here.storage.consult(caller.account) as work:
        shown = sheet(work, week)
        files = notices.notices(work, caller, _ALL, Which(week=week)).items
        names = _colleges(work, caller)
    return page.show(
        "weeks/sheet.html",
        week=week,
        sheet=shown,
        grids=_grids(shown),
        groups=coming(shown, files),
        lost=lost_days(shown),
        colleges=names,
    )


@pages.page("/semaines/{week}/eleves", _REFERENT)
def pupils_sheet_page(week: InPath, here: Here, page: Page) -> HTMLResponse:
    """Lay a week out for the pupils, with pictures and without any name: it may hang where others pass."""
    with here.storage.read() as work:
        number, at, content = service.present(work, week)
        shown = laid_out(work, week, content, number, at)
    groups = sorted({place.group for place in content.admissions})
    return page.show(
        "weeks/pupils.html",
        week=week,
        sheet=shown,
        grids=[(number, grid(shown, number)) for number in groups],
        picture=pictogram,
        picture_of_moment=moment,
    )


def _week(
    page: Showing,
    here: Running,
    caller: Caller,
    week: str,
    job: str | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    with here.storage.consult(caller.account) as work:
        shown = sheet(work, week)
        files = notices.notices(work, caller, _ALL, Which(week=week)).items
        calls = calls_after(work, week)
        found = fixes_of(work, job, week) if job else None
        missing = lacks(shown, reading.workshops(work), reading.teachers(work))
        return page.show(
            "weeks/week.html",
            status=int(refusal.status) if refusal else 200,
            week=week,
            before=week_from_number(week_number(week) - 1),
            after=week_from_number(week_number(week) + 1),
            sheet=shown,
            standing=standing(week, page.today()),
            grids=_grids(shown),
            groups=coming(shown, files),
            absent=with_state(files, "no-show"),
            lost=lost_days(shown),
            missing=missing,
            fixes=found,
            workshops={lack.workshop: lack.name for lack in missing},
            calls=calls,
            contacts=contacts(work, calls),
            names=names_of(work, {call.pupil for call in calls if call.pupil}),
            colleges=_colleges(work, caller),
            refusal=refusal,
        )


def _came(
    page: Showing, here: Running, caller: Caller, week: str, sent: Form, state: NoticeState
) -> Response:
    """Move a notice once its pupil has come or not, on the version that was shown."""
    try:
        with here.storage.write(caller.account) as work:
            sent.version().check(notices.version(work, caller, sent["avis"]))
            notices.move(work, caller, sent["avis"], Moving(to=state))
    except Refusal as refusal:
        return _week(page, here, caller, week, refusal=refusal)
    return go(f"/semaines/{week}", f"pupil-{state}")


def _history(work: Consulting, week: str) -> History:
    try:
        return service.history(work, week)
    except NotFound:
        return History(items=())


def _grids(shown: WeekSheet) -> list[tuple[int | None, Grid]]:
    """Give the timetable of each group; where there is none, what is there for everybody."""
    numbers = [group.number for group in shown.groups]
    return [(number, grid(shown, number)) for number in numbers] or [(None, grid(shown, None))]


def _colleges(work: Consulting, caller: Caller) -> dict[str, str]:
    return {each.id: each.name for each in colleges.colleges(work, caller, _ALL).items}
