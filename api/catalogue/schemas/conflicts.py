"""What is asked and answered about who must not meet."""

from typing import Annotated

from pydantic import Field

from api.catalogue.schemas.changes import Noted
from api.catalogue.schemas.fields import EntryId, Week
from api.notices.schemas import PupilCode
from api.schemas import Items
from solver.instance import Record


class ConflictSheet(Record):
    """Two pupils who must not share a group, up to and including a week; null for always."""

    pupils: Annotated[
        Items[PupilCode],
        Field(
            min_length=2,
            max_length=2,
            json_schema_extra={"uniqueItems": True},
            examples=[["P-7KX2M9QD", "P-8MZ4N1RC"]],
        ),
    ]
    until: Week | None = None


class ConflictEntry(ConflictSheet, Noted):
    """Two pupils to keep apart, with who noted it and when."""


class TeacherConflictSheet(Record):
    """A pupil and somebody who must not have this pupil in a workshop, up to and including a week."""

    pupil: PupilCode
    teacher: EntryId
    until: Week | None = None


class TeacherConflictEntry(TeacherConflictSheet, Noted):
    """A pupil to keep away from somebody's workshops, with who noted it and when."""
