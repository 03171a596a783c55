"""Pages: when those who give workshops can; they themselves say so here."""

from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import Caller, SignedIn
from api.access.roles import only
from api.catalogue import reading, teachers
from api.catalogue.grid import STATE_LABELS, STATES, Row, availability_of, grid_of
from api.catalogue.grid import Availability as Slots
from api.catalogue.kept import Numbered
from api.catalogue.past import Line, Wording, or_none
from api.catalogue.reading import TEACHERS
from api.catalogue.schemas.teachers import Availability, TeacherEntry, TeacherSheet
from api.catalogue.weeks_to_choose import Month, by_month, weeks_to_come
from api.errors import NotFound, Refusal
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Reading
from api.web.forms import VERSION, Form, Sent, above, errors_of, read
from api.web.french import short_monday
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.french import listing

pages = Pages("availability")

_TEACHER: Final = only("teacher")
_HERE: Final = "/mes-disponibilites"
_SLOT: Final = "slot."


def _weeks(weeks: Collection[str]) -> str:
    return f"semaines du {listing([short_monday(week) for week in weeks])}" if weeks else "aucune"


WORDING: Final = Wording(
    {
        "name": "Nom",
        "college": "Collège",
        "workshops": "Ateliers",
        "slots": "Créneaux possibles",
        "reluctant_slots": "Créneaux à éviter",
        "away_weeks": "Absences",
        "max_sessions": "Séances par année scolaire",
    },
    {"name": str, "away_weeks": _weeks, "max_sessions": or_none},
)


class Times(NamedTuple):
    """When somebody can, as the form shows it."""

    rows: tuple[Row, ...]
    days: tuple[str, ...]
    months: tuple[Month, ...]
    away: Collection[str]
    states: Mapping[str, str]


@pages.page(_HERE, _TEACHER)
def availability_page(caller: SignedIn, here: Here, page: Page) -> HTMLResponse:
    """Show somebody when they can give workshops, to be changed by themselves."""
    with here.storage.read() as work:
        return _shown(page, work, caller)


@pages.action(_HERE, _TEACHER)
def change_availability_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Store when somebody can give workshops."""
    key = _own(caller)
    try:
        with here.storage.write(caller.account) as work:
            shown = teachers.one(work, caller, key)
            sent.version().check(shown.number)
            sheet = read(
                TeacherSheet, {**_sheet(shown.entry), **times_sent(work, shown.entry, sent)}
            )
            body = Availability(
                **{name: getattr(sheet, name) for name in Availability.model_fields}
            )
            teachers.change_availability(work, caller, key, body)
    except NotFound:
        raise
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, caller, sent, refusal)
    return go(_HERE, "availability-changed")


def times_of(work: Reading, entry: TeacherSheet | None, sent: Form | None = None) -> Times:
    """Lay out when somebody can, or what was typed of it; somebody new is always free."""
    timetable = reading.timetable(work)
    slots, reluctant = (entry.slots, entry.reluctant_slots) if entry else (None, ())
    away: Collection[str] = entry.away_weeks if entry else ()
    if sent is not None:
        slots, reluctant = availability_of(timetable, Slots(slots, reluctant), _states(sent))
        away = sent.several("away_weeks")
    rows = grid_of(timetable, slots, reluctant)
    days = tuple(cell.day for cell in rows[0].cells)
    months = by_month(weeks_to_come(work, away))
    return Times(rows, days, months, away, dict[str, str](STATE_LABELS.items()))


def times_sent(work: Reading, entry: TeacherSheet | None, sent: Form) -> dict[str, Any]:
    """Read what a form says of it; absences that are over stay as they were."""
    timetable = reading.timetable(work)
    before = Slots(entry.slots, entry.reluctant_slots) if entry else Slots(None, ())
    slots, reluctant = availability_of(timetable, before, _states(sent))
    offered = {week for month in by_month(weeks_to_come(work)) for week in month.weeks}
    first = min(offered, default="")
    over = {week for week in (entry.away_weeks if entry else ()) if week < first}
    away = sorted({*sent.several("away_weeks"), *over})
    return {"slots": slots, "reluctant_slots": reluctant, "away_weeks": away}


def meanwhile(
    work: Reading, key: str, sent: Form | None, refusal: Refusal | None
) -> tuple[Line, ...]:
    """Say what somebody else changed of an entry since a form was opened, where that is why it was refused."""
    if sent is None or not isinstance(refusal, ChangedMeanwhile):
        return ()
    return WORDING.since(TEACHERS.history(work, key), sent[VERSION])


def _states(sent: Form) -> dict[str, str]:
    """Read the state of each slot; what is no state says no."""
    return {
        name.removeprefix(_SLOT): value if value in STATES else "no"
        for name, value in sent.items()
        if name.startswith(_SLOT)
    }


def _sheet(entry: TeacherEntry) -> dict[str, Any]:
    return {name: value for name, value in dict(entry).items() if name != "id"}


def _own(caller: Caller) -> str:
    assert caller.teacher is not None  # noqa: S101 - a constraint of the accounts' table
    return caller.teacher


def _shown(
    page: Showing,
    work: Reading,
    caller: Caller,
    sent: Form | None = None,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    shown: Numbered[TeacherEntry] = teachers.one(work, caller, _own(caller))
    lines = meanwhile(work, shown.entry.id, sent, refusal)
    return page.show(
        "catalogue/availability.html",
        status=int(refusal.status) if refusal else 200,
        teacher=shown.entry,
        workshops=[w.name for w in reading.workshops(work) if w.id in shown.entry.workshops],
        version=shown.number,
        times=times_of(work, shown.entry, sent),
        errors=errors_of(refusal) if refusal else {},
        above=() if lines or not refusal else above(refusal),
        meanwhile=lines,
    )
