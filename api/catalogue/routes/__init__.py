"""The routes of the catalogue, one file per kind."""

from typing import Final

from api.catalogue.routes import (
    closures,
    conflicts,
    policy,
    teacher_conflicts,
    teachers,
    timetable,
    workshops,
)
from api.http.router import Router

ROUTERS: Final[tuple[Router, ...]] = (
    teachers.router,
    workshops.router,
    timetable.router,
    policy.router,
    closures.router,
    conflicts.router,
    teacher_conflicts.router,
)
