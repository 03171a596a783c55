"""An invented catalogue, invented pupils and published weeks (données inventées) for whoever reads them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from fastapi import FastAPI

from api.catalogue.reading import TEACHERS, TIMETABLE, WORKSHOPS
from api.catalogue.schemas.teachers import TeacherSheet
from api.catalogue.schemas.timetable import DEFAULT_TIMETABLE, Hours, Moment, TimetableEntry
from api.catalogue.schemas.workshops import WorkshopSheet
from api.running import running
from api.storage.work import Writing
from api.weeks import published
from api.weeks.published import Place, PublishedSession, PublishedWeek, Shift
from tests.api.notices.sending import PUPIL, move, sent
from tests.api.people import Client

WEEK: Final = "2026-W48"
SECRET_NAME: Final = "Canarine du théâtre"
TALK: Final = Moment(name="Groupe de parole", start="mon-1", length=2)
TIMETABLE_ENTRY: Final = DEFAULT_TIMETABLE.model_copy(
    update={"fixed": (TALK,), "closed_slots": ("wed-3", "wed-4")}
)
WRITING: Final = PublishedSession(group=1, workshop="ecriture", teacher="t-ecriture", start="tue-1")
COOKING: Final = PublishedSession(group=1, workshop="cuisine", teacher="t-theatre", start="thu-3")


def fill_catalogue(work: Writing) -> None:
    """Store a timetable, two workshops, one off site, and who gives them."""
    TIMETABLE.put(work, "timetable", TIMETABLE_ENTRY)
    WORKSHOPS.put(work, "ecriture", WorkshopSheet(name="Atelier écriture", core=True))
    cooking = WorkshopSheet(
        name="Atelier cuisine", length=2, place="Cuisine partagée", travel_minutes=20
    )
    WORKSHOPS.put(work, "cuisine", cooking)
    for key, workshop in (("t-ecriture", "ecriture"), ("t-theatre", "cuisine")):
        name = SECRET_NAME if key == "t-theatre" else "Canarine de l'écriture"
        TEACHERS.put(work, key, TeacherSheet(name=name, workshops=(workshop,), max_sessions=20))


def with_hours(*hours: tuple[str, str]) -> TimetableEntry:
    """Give the timetable with other hours."""
    told = tuple(Hours(start=start, end=end) for start, end in hours)
    return TIMETABLE_ENTRY.model_copy(update={"hours": told, "slots_per_day": len(told)})


def week(
    codes: Iterable[str],
    sessions: Sequence[PublishedSession] = (WRITING, COOKING),
    changes: Sequence[Shift] = (),
) -> PublishedWeek:
    """Write a week of one group."""
    return PublishedWeek(
        proven=True,
        admissions=tuple(Place(pupil=code, group=1) for code in codes),
        sessions=tuple(sessions),
        changes=tuple(changes),
    )


def publish(app: FastAPI, content: PublishedWeek, name: str = WEEK, by: str = "tests") -> int:
    """Publish a week of the running service."""
    with running(app).storage.write(by) as work:
        return published.publish(work, name, content)


def catalogue(app: FastAPI) -> None:
    """Fill the catalogue of the running service."""
    with running(app).storage.write("tests") as work:
        fill_catalogue(work)


def planned(
    college: Client, referent: Client, first_name: str, name: str = WEEK, **pupil: Any
) -> dict[str, Any]:
    """Send a notice and plan it in a week; give its receipt."""
    receipt = sent(college, pupil={**PUPIL, "first_name": first_name, **pupil})
    for to, more in (("waiting", {}), ("planned", {"week": name})):
        assert move(referent, receipt["id"], to, **more).status_code == 200
    return receipt
