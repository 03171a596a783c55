"""Pages: those who give workshops, as the référente keeps them."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, NamedTuple

from fastapi import Path
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.calendars import service as calendars
from api.catalogue import reading, teachers
from api.catalogue.pages.availability import WORDING, meanwhile, times_of, times_sent
from api.catalogue.reading import TEACHERS
from api.catalogue.schemas.fields import EntryId
from api.catalogue.schemas.teachers import TeacherEntry, TeacherSheet
from api.catalogue.school_weeks import school_year, weeks_of_school_year
from api.catalogue.slugs import slug
from api.clock import paris_date
from api.colleges import service as colleges
from api.errors import NotFound, Refusal
from api.paging import LONGEST_PAGE, Wanted
from api.preconditions import NO_VERSION
from api.running import Here
from api.storage.work import Reading
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from api.weeks.given import Given, given_by_teacher
from solver.weeks import week_of

pages = Pages("teachers")

_REFERENT: Final = only("referent")
_HERE: Final = "/intervenants"
_NEW: Final = f"{_HERE}/nouveau"
_ONE: Final = _HERE + "/{id}"
_PREFIX: Final = "t-"
_ALL: Final = Wanted(after=None, limit=LONGEST_PAGE)
InPath = Annotated[EntryId, Path()]


class Giving(NamedTuple):
    """Somebody in the list: what they give, how much of their budget is used, when they are away."""

    entry: TeacherEntry
    workshops: tuple[str, ...]
    college: str | None
    given: Given
    away: tuple[str, ...]

    @property
    def used_up(self) -> bool:
        """Tell whether no session of the year's budget is left."""
        return (
            self.entry.max_sessions is not None and self.given.sessions >= self.entry.max_sessions
        )


@pages.page(_HERE, _REFERENT)
def teachers_page(here: Here, page: Page, caller: SignedIn) -> HTMLResponse:
    """List those who give workshops, with what is left of their budgets and their absences to come."""
    with here.storage.read() as work:
        this_week = week_of(paris_date(work.now))
        given = _given(work)
        workshops = {each.id: each.name for each in reading.workshops(work)}
        homes = _colleges(work, caller)
        listed = [
            Giving(
                entry,
                tuple(workshops.get(each, each) for each in entry.workshops),
                homes.get(entry.college or ""),
                given.get(entry.id, Given()),
                tuple(week for week in entry.away_weeks if week >= this_week),
            )
            for entry in reading.teachers(work)
        ]
    return page.show("catalogue/teachers.html", teachers=listed)


@pages.page(_NEW, _REFERENT)
def new_teacher_page(here: Here, page: Page, caller: SignedIn) -> HTMLResponse:
    """Ask for somebody new."""
    with here.storage.read() as work:
        return _new(page, work, caller)


@pages.action(_NEW, _REFERENT)
def add_teacher_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Add somebody who gives workshops."""
    try:
        with here.storage.write(caller.account) as work:
            sheet = read(TeacherSheet, {**_asked(sent), **times_sent(work, None, sent)})
            key = slug(sheet.name, {row.key for row in TEACHERS.rows(work)}, _PREFIX)
            teachers.put(work, key, sheet)
    except Refusal as refusal:
        with here.storage.read() as work:
            return _new(page, work, caller, sent, refusal)
    return go(_ONE.format(id=key), "teacher-added")


@pages.page(_ONE, _REFERENT)
def teacher_page(id: InPath, caller: SignedIn, here: Here, page: Page) -> HTMLResponse:  # noqa: A002
    """Show somebody who gives workshops, to be changed."""
    with here.storage.read() as work:
        return _shown(page, work, caller, id)


@pages.action(_ONE, _REFERENT)
def change_teacher_page(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Store what was changed of somebody."""
    try:
        with here.storage.write(caller.account) as work:
            before = teachers.one(work, caller, id)
            sent.version().check(before.number)
            content = {**_asked(sent), **times_sent(work, before.entry, sent)}
            teachers.put(work, id, read(TeacherSheet, content))
    except NotFound:
        raise
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, caller, id, sent, refusal)
    return go(_ONE.format(id=id), "teacher-changed")


@pages.action(f"{_ONE}/retrait", _REFERENT)
def remove_teacher_page(
    id: InPath,  # noqa: A002
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Remove somebody who no longer gives workshops."""
    try:
        with here.storage.write(caller.account) as work:
            sent.version().check(TEACHERS.found(work, id).number)
            teachers.remove(work, id)
    except NotFound:
        raise
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, caller, id, None, refusal)
    return go(_HERE, "teacher-removed")


@pages.action(f"{_ONE}/calendrier", _REFERENT)
def make_teacher_address_page(
    id: InPath,  # noqa: A002
    caller: SignedIn,
    here: Here,
    page: Page,
) -> HTMLResponse:
    """Make a secret address for somebody's calendar, and show it this once."""
    with here.storage.write(caller.account) as work:
        made = calendars.make(work, caller, id)
    with here.storage.read() as work:
        return _shown(page, work, caller, id, address=made.path)


@pages.action(f"{_ONE}/calendrier/fin", _REFERENT)
def revoke_teacher_address_page(id: InPath, caller: SignedIn, here: Here) -> RedirectResponse:  # noqa: A002
    """End the secret address of somebody's calendar."""
    with here.storage.write(caller.account) as work:
        calendars.revoke(work, id)
    return go(_ONE.format(id=id), "address-revoked")


def _asked(sent: Form) -> dict[str, Any]:
    return {
        "name": sent.text("name"),
        "college": sent.text("college"),
        "workshops": sent.several("workshops"),
        "max_sessions": sent.whole("max_sessions"),
    }


def _colleges(work: Reading, caller: Caller) -> Mapping[str, str]:
    return {each.id: each.name for each in colleges.colleges(work, caller, _ALL).items}


def _given(work: Reading) -> dict[str, Given]:
    """Count what each has given this school year."""
    return given_by_teacher(work, *weeks_of_school_year(school_year(week_of(paris_date(work.now)))))


def _new(
    page: Showing,
    work: Reading,
    caller: Caller,
    sent: Form | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    return page.show(
        "catalogue/teacher.html",
        teacher=None,
        version=NO_VERSION,
        action=_NEW,
        calendar=None,
        address=None,
        given=Given(),
        history=(),
        meanwhile=(),
        **_form(work, caller, None, sent, refusal),
    )


def _shown(
    page: Showing,
    work: Reading,
    caller: Caller,
    key: str,
    sent: Form | None = None,
    refusal: Refusal | None = None,
    address: str | None = None,
) -> HTMLResponse:
    shown = teachers.one(work, caller, key)
    history = TEACHERS.history(work, key)
    return page.show(
        "catalogue/teacher.html",
        teacher=shown.entry,
        version=shown.number,
        action=_ONE.format(id=key),
        calendar=calendars.address(work, key),
        address=address and page.absolute(address),
        given=_given(work).get(key, Given()),
        history=WORDING.lines(history),
        meanwhile=meanwhile(work, key, sent, refusal),
        **_form(work, caller, shown.entry, sent, refusal),
    )


def _form(
    work: Reading,
    caller: Caller,
    entry: TeacherEntry | None,
    sent: Form | None,
    refusal: Refusal | None,
) -> dict[str, Any]:
    """Give what the form shows: what was typed, or what is stored."""
    typed = {
        "name": sent["name"] if sent else entry.name if entry else "",
        "college": sent["college"] if sent else (entry.college or "") if entry else "",
        "workshops": sent.several("workshops") if sent else entry.workshops if entry else (),
        "max_sessions": sent["max_sessions"] if sent else entry.max_sessions if entry else "",
    }
    return {
        "status": int(refusal.status) if refusal else 200,
        "typed": typed,
        "times": times_of(work, entry, sent),
        "workshops": [(each.id, each.name) for each in reading.workshops(work)],
        "colleges": sorted(_colleges(work, caller).items(), key=lambda each: each[1]),
        "errors": errors_of(refusal) if refusal else {},
        "above": above(refusal) if refusal else (),
    }
