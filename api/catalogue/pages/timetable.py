"""Pages: the hours of a week, what is closed and what is fixed in every week."""

from typing import Any, Final

from fastapi.responses import HTMLResponse
from starlette.responses import Response

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import timetable
from api.catalogue.past import Wording
from api.catalogue.schemas.timetable import TimetableEntry
from api.errors import Refusal
from api.preconditions import ChangedMeanwhile
from api.running import Here
from api.storage.work import Reading
from api.web.forms import VERSION, Form, Sent, above, errors_of, read
from api.web.router import Pages
from api.web.showing import Page, Showing, go
from solver.timetable import DAYS

pages = Pages("timetable")

_REFERENT: Final = only("referent")
_HERE: Final = "/emploi-du-temps"
_SPARE: Final = 2
"""Empty lines in which more can be typed, at the end of the hours and of the fixed moments."""
WORDING: Final = Wording(
    {
        "days": "Jours",
        "slots_per_day": "Créneaux par jour",
        "break_after": "Pauses",
        "closed_slots": "Créneaux fermés",
        "fixed": "Moments fixes",
        "hours": "Heures",
    },
    {"slots_per_day": str},
)


@pages.page(_HERE, _REFERENT)
def timetable_page(here: Here, page: Page) -> HTMLResponse:
    """Show the timetable, to be changed."""
    with here.storage.read() as work:
        return _shown(page, work)


@pages.action(_HERE, _REFERENT)
def change_timetable_page(sent: Sent, caller: SignedIn, here: Here, page: Page) -> Response:
    """Store the timetable."""
    try:
        body = read(TimetableEntry, _asked(sent))
        with here.storage.write(caller.account) as work:
            sent.version().check(timetable.number(work))
            timetable.put(work, body)
    except Refusal as refusal:
        with here.storage.read() as work:
            return _shown(page, work, sent, refusal)
    return go(_HERE, "timetable-changed")


def _asked(sent: Form) -> dict[str, Any]:
    """Read the form: a line of hours that is left empty is no slot, a moment without a name is none."""
    hours = [{"start": start, "end": end} for start, end in _hours(sent) if start or end]
    numbers = range(1, len(hours) + 1)
    slots = {f"{day}-{number}" for day in sent.several("days") for number in numbers}
    return {
        "days": [day for day in DAYS if day in sent.several("days")],
        "slots_per_day": len(hours),
        "break_after": [number for number in numbers if sent.ticked(f"pause.{number}")],
        "closed_slots": [slot for slot in sent.several("closed_slots") if slot in slots],
        "fixed": [
            {
                "name": name,
                "start": f"{day}-{start}",
                "length": int(length) if length.isdecimal() else length,
            }
            for name, day, start, length in _fixed(sent)
            if name
        ],
        "hours": hours,
    }


def _hours(sent: Form) -> list[tuple[str, str]]:
    return list(zip(_all(sent, "start"), _all(sent, "end"), strict=False))


def _fixed(sent: Form) -> list[tuple[str, str, str, str]]:
    fields = (_all(sent, f"fixed.{name}") for name in ("name", "day", "slot", "length"))
    return list(zip(*fields, strict=False))


def _all(sent: Form, name: str) -> list[str]:
    """Give every value of a field, the empty ones too: they keep lines together."""
    return [value.strip() for each, value in sent.fields if each == name]


def _lines(entry: TimetableEntry, sent: Form | None) -> dict[str, Any]:
    """Give what the form shows: what was typed, or what is stored, with a few spare lines."""
    if sent is not None:
        return {
            "days": sent.several("days"),
            "hours": _hours(sent),
            "pauses": [number for number in range(1, 13) if sent.ticked(f"pause.{number}")],
            "closed": sent.several("closed_slots"),
            "fixed": _fixed(sent),
        }
    moments = [(m.name, *m.start.split("-"), str(m.length)) for m in entry.fixed]
    return {
        "days": entry.days,
        "hours": [*((each.start, each.end) for each in entry.hours), ("", "")],
        "pauses": entry.break_after,
        "closed": entry.closed_slots,
        "fixed": [*moments, *[("", "mon", "1", "1")] * _SPARE],
    }


def _shown(
    page: Showing, work: Reading, sent: Form | None = None, refusal: Refusal | None = None
) -> HTMLResponse:
    shown = timetable.one(work)
    history = timetable.history(work)
    changed = sent is not None and isinstance(refusal, ChangedMeanwhile)
    return page.show(
        "catalogue/timetable.html",
        status=int(refusal.status) if refusal else 200,
        version=shown.number,
        slots=range(1, shown.entry.slots_per_day + 1),
        lines=_lines(shown.entry, sent),
        errors=errors_of(refusal) if refusal else {},
        above=above(refusal) if refusal else (),
        labels=WORDING.labels,
        meanwhile=WORDING.since(history, sent[VERSION]) if changed and sent else (),
        history=WORDING.lines(history),
    )
