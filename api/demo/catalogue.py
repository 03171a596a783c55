"""The catalogue of the demonstration: collèges, workshops, who gives them, hours, rules, conflicts."""

from collections.abc import Mapping
from typing import Final

from api.catalogue import conflicts, policy, teacher_conflicts, teachers, timetable, workshops
from api.catalogue.schemas.conflicts import ConflictSheet, TeacherConflictSheet
from api.catalogue.schemas.policy import PolicyEntry
from api.catalogue.schemas.teachers import TeacherSheet
from api.catalogue.schemas.timetable import TimetableEntry
from api.catalogue.schemas.workshops import WorkshopSheet
from api.colleges import service as colleges
from api.colleges.schemas import NewCollege
from api.storage.work import Writing
from solver.instance import Instance

_OFF_SITE: Final = {"cuisine": ("Cuisine partagée des Glycines", 20)}
_HOURS: Final = (("09:00", "10:15"), ("10:30", "11:45"), ("13:30", "14:45"), ("15:00", "16:15"))


def add_catalogue(work: Writing, year: Instance) -> None:
    """Store what an instance says of collèges, workshops, practitioners, hours and rules."""
    for college in year.colleges:
        colleges.add(work, NewCollege(id=college.id, name=college.name))
    hours = [{"start": start, "end": end} for start, end in _HOURS]
    grid = {**year.timetable.model_dump(mode="json"), "hours": hours}
    timetable.put(work, TimetableEntry.model_validate(grid, strict=False))
    for workshop in year.workshops:
        place, minutes = _OFF_SITE.get(workshop.id, (None, 0))
        entry = {**workshop.model_dump(exclude={"id"}), "place": place, "travel_minutes": minutes}
        workshops.put(work, workshop.id, WorkshopSheet.model_validate(entry))
    for teacher in year.teachers:
        sheet = teacher.model_dump(mode="json", exclude={"id"})
        teachers.put(work, teacher.id, TeacherSheet.model_validate(sheet, strict=False))
    rules = year.policy.model_dump(mode="json")
    policy.put(work, PolicyEntry.model_validate(rules, strict=False))


def add_conflicts(work: Writing, year: Instance, codes: Mapping[str, str]) -> None:
    """Store who must not meet whom, of the pupils that are known."""
    for one, other in year.conflict_pairs:
        if one in codes and other in codes:
            conflicts.add(work, ConflictSheet(pupils=(codes[one], codes[other])))
    for pupil, teacher in year.teacher_conflicts:
        if pupil in codes:
            teacher_conflicts.add(work, TeacherConflictSheet(pupil=codes[pupil], teacher=teacher))
