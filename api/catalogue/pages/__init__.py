"""The pages of the catalogue, one file per kind."""

from typing import Final

from api.catalogue.pages import (
    availability,
    closures,
    conflicts,
    rules,
    teachers,
    timetable,
    workshops,
)
from api.http.router import Router

PAGES: Final[tuple[Router, ...]] = (
    conflicts.pages,
    teachers.pages,
    availability.pages,
    workshops.pages,
    timetable.pages,
    closures.pages,
    rules.pages,
)
