"""Pages: the school year week by week, and the exceptions that the référente notes."""

from itertools import groupby
from typing import Annotated, Final, NamedTuple

from fastapi import Path, Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import closures
from api.catalogue.past import Line, Wording, yes_or_no
from api.catalogue.reading import CLOSURES
from api.catalogue.schemas.closures import ClosureEntry, ClosureSheet, Period, WeekShown
from api.catalogue.schemas.fields import Week
from api.catalogue.school_weeks import days_of, school_year, weeks_of_school_year
from api.clock import paris_date
from api.errors import Invalid, NotFound, Refusal
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Reading
from api.web.forms import Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.french import full_date
from solver.problems import Problem
from solver.weeks import day_of, monday, week_of

pages = Pages("closures")

_REFERENT: Final = only("referent")
_HERE: Final = "/calendrier"
_WEEK: Final = _HERE + "/{week}"
_FRIDAY: Final = 4
_MEANINGS: Final = {"fermer": True, "ouvrir": False}
_CHOOSE: Final = "choisissez si cela ferme ou ouvre."
_FIRST: Final = 2017
_LAST: Final = 2097
WORDING: Final = Wording(
    {"closed": "Fermé", "reason": "Raison"}, {"closed": yes_or_no, "reason": str}
)
InPath = Annotated[Week, Path()]


class Month(NamedTuple):
    """A month as a heading, and the weeks that begin in it."""

    label: str
    weeks: tuple[WeekShown, ...]


class Noted(NamedTuple):
    """What can be changed of a week: all of it or a day, what is noted of it, and how that came."""

    period: str
    version: int
    lost: str | None
    exception: ClosureEntry | None
    history: tuple[Line, ...]

    @property
    def whole(self) -> bool:
        """Tell whether it is the whole week."""
        return "W" in self.period


@pages.page(_HERE, _REFERENT)
def calendar_page(
    here: Here, page: Page, annee: Annotated[int | None, Query(ge=_FIRST, le=_LAST)] = None
) -> HTMLResponse:
    """Show a school year week by week: open or closed and why, days lost, exceptions."""
    with here.storage.read() as work:
        this_week = week_of(paris_date(work.now))
        year = annee or school_year(this_week)
        first, last = weeks_of_school_year(year)
        weeks = closures.weeks(work, first, last)
    months = groupby(weeks, key=lambda each: full_date(monday(each.week)).partition(" ")[2])
    return page.show(
        "catalogue/calendar.html",
        year=year,
        this_week=this_week,
        months=[Month(label, tuple(some)) for label, some in months],
        open_weeks=sum(week.open for week in weeks),
        lost_days=sum(len(week.lost_days) for week in weeks),
    )


@pages.page(_WEEK, _REFERENT)
def calendar_week_page(week: InPath, here: Here, page: Page) -> HTMLResponse:
    """Show a week day by day, to be closed or opened."""
    with here.storage.read() as work:
        return _shown(page, work, week)


@pages.action(_WEEK, _REFERENT)
def change_closure_page(
    week: InPath, sent: Sent, caller: SignedIn, here: Here, page: Page
) -> Response:
    """Note that a week or one of its days is closed, or open all the same."""
    try:
        period = _period(week, sent)
        content = {"closed": _MEANINGS.get(sent["what"]), "reason": sent.text("reason")}
        if content["closed"] is None:
            raise Invalid(problems=[Problem("what", _CHOOSE)])
        body = read(ClosureSheet, content)
        with here.storage.write(caller.account) as work:
            sent.version(f"version.{period}").check(CLOSURES.number(work, period))
            closures.put(work, period, body)
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, week, sent, refusal)
    return go(_WEEK.format(week=week), "closure-changed")


@pages.action(_WEEK + "/exceptions/{period}/retrait", _REFERENT)
def remove_closure_page(
    week: InPath,
    period: Annotated[Period, Path()],
    sent: Sent,
    caller: SignedIn,
    here: Here,
    page: Page,
) -> Response:
    """Remove an exception: the calendar holds again."""
    try:
        with here.storage.write(caller.account) as work:
            sent.version().check(CLOSURES.found(work, period).number)
            closures.remove(work, period)
    except NotFound:
        raise
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, week, None, refusal)
    return go(_WEEK.format(week=week), "closure-removed")


def _period(week: str, sent: Form) -> str:
    if sent["period"] not in {week, *days_of(week)}:
        raise Invalid(problems=[Problem("period", "choisissez la semaine, ou l'un de ses jours.")])
    return sent["period"]


def _shown(
    page: Showing,
    work: Reading,
    week: str,
    sent: Form | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    (shown,) = closures.weeks(work, week, week)
    return page.show(
        "catalogue/calendar_week.html",
        status=int(refusal.status) if refusal else 200,
        week=shown,
        friday=day_of(week, _FRIDAY),
        year=school_year(week),
        periods=_periods(work, shown),
        typed=sent or Form([("period", week)], {}),
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
        meanwhile=isinstance(refusal, ChangedMeanwhile),
    )


def _periods(work: Reading, week: WeekShown) -> tuple[Noted, ...]:
    noted = {each.period: each for each in week.exceptions}
    lost = {day.date: day.reason for day in week.lost_days}

    def one(period: str) -> Noted:
        number = CLOSURES.number(work, period)
        history = WORDING.lines(CLOSURES.history(work, period)) if number else ()
        return Noted(period, number, lost.get(period), noted.get(period), history)

    return tuple(one(period) for period in (week.week, *days_of(week.week)))
