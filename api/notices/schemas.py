"""What is asked and answered about notices."""

from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from api.access.roles import Role
from api.colleges.schemas import CollegeId
from api.french_validation import FRENCH
from api.notices.motives import MotiveCode
from api.notices.reasons import ReasonCode
from api.notices.states import NoticeState
from api.paging import Id
from api.schemas import Day, Items, Text, Week
from solver.instance import ClassLevel, Gender, Record

MOST_DAYS: Final = 8
"""Code de l'éducation, R511-13."""
LONGEST_NOTE: Final = 500


def _lawful(days: int) -> int:
    if days > MOST_DAYS:
        raise PydanticCustomError(
            FRENCH,
            "une exclusion temporaire dure au plus 8 jours (Code de l'éducation, R511-13).",
        )
    return days


def _readable(note: str) -> str:
    seen = note.replace("\n", " ").replace("\u00a0", " ").replace("\u202f", " ")
    if not note.strip() or not seen.isprintable():
        raise PydanticCustomError("not_printable", "blank or not printable")
    return note


Days = Annotated[
    int,
    Field(ge=1, json_schema_extra={"maximum": MOST_DAYS}, examples=[5]),
    AfterValidator(_lawful),
]
Note = Annotated[
    str,
    Field(min_length=1, max_length=LONGEST_NOTE, json_schema_extra={"pattern": "^[!-~][ -~]*$"}),
    AfterValidator(_readable),
]
"""A few lines; what must not be forgotten, no story of the child."""
RequestKey = Annotated[
    str, Field(pattern=r"^[!-~]{8,100}$", examples=["6f1c2a8e-0b57-4a7e-9d0a-5f1c2a8e0b57"])
]
PupilCode = Annotated[str, Field(pattern="^P-[0-9A-Z]{8}$", examples=["P-7KX2M9QD"])]


class PupilSheet(Record):
    """Who the pupil is, as far as the service needs to know."""

    first_name: Annotated[Text, Field(max_length=60)]
    initial: str = Field(pattern="^[A-ZÀ-ÖØ-Þ]$", examples=["B"])
    level: ClassLevel
    gender: Gender
    quartier: Annotated[Text, Field(max_length=100)]
    birth_year: int = Field(ge=2000, le=2100, examples=[2013])


class Stay(Record):
    """The exclusion, and the weeks in which the head of school agrees to place it."""

    days: Days
    earliest: Week
    latest: Week
    motives: Annotated[Items[MotiveCode], Field(min_length=1, max_length=9)]
    note: Note | None = None
    contact: Text = Field(examples=["Vie scolaire, 03 20 00 00 00"])

    @field_validator("latest")
    @classmethod
    def _not_before_the_first(cls, latest: str, others: ValidationInfo) -> str:
        """Say here that the weeks are reversed, so that it is said with all that is wrong elsewhere."""
        first = others.data.get("earliest")
        if first is not None and latest < first:
            raise PydanticCustomError(FRENCH, "la dernière semaine vient avant la première.")
        return latest


class NewNotice(Stay):
    """A notice about a pupil, with the pupil's sheet."""

    pupil: PupilSheet


class Receipt(Record):
    """What a collège keeps of its sending; the same however often the same sending is repeated."""

    id: Id
    pupil_id: Id
    pupil_code: PupilCode
    submitted_at: AwareDatetime


class Pupil(PupilSheet):
    """A pupil with the code that stands for the name wherever a name has no place."""

    id: Id
    code: PupilCode


class Step(Record):
    """One step in the history of a notice: who, when, from what to what, and why.

    Nobody in `by`: the program itself, when a notice expires.
    """

    at: AwareDatetime
    by: Role | None
    before: NoticeState | None
    after: NoticeState
    week: Week | None
    first_day: Day | None
    last_day: Day | None
    reason: ReasonCode | None
    reason_label: str | None


class Notice(Stay):
    """A notice as it stands."""

    id: Id
    college: CollegeId
    pupil: Pupil
    state: NoticeState
    state_label: str = Field(examples=["en attente"])
    message: str = Field(examples=["Avis reçu. La référente va rencontrer la famille."])
    week: Week | None
    first_day: Day | None
    last_day: Day | None
    version: int
    submitted_at: AwareDatetime
    changed_at: AwareDatetime


class NoticeWithHistory(Notice):
    """A notice and how it came to stand so.

    `similar`: open notices of the same collège about a pupil of the same first name, initial and level, who may
    be the same child announced twice.
    """

    similar: tuple[Id, ...]
    history: tuple[Step, ...]


class Moving(Record):
    """A move to another state, with a reason where the pupil loses by it."""

    to: NoticeState
    reason: ReasonCode | None = None


class Withdrawing(Record):
    """Why a collège withdraws its notice."""

    reason: ReasonCode = Field(examples=["exclusion-lifted"])


class Confirming(Record):
    """The dates that the collège notified to the family, within the week of the stay."""

    first_day: Day
    last_day: Day


class Expired(Record):
    """How many notices have expired."""

    expired: int


class Which(Record):
    """Which notices are listed; nothing asked for lists all."""

    state: NoticeState | None = None
    college: CollegeId | None = None
    week: Week | None = None
    open: bool | None = None
