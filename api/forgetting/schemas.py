"""What is asked and answered about forgetting."""

from typing import Literal

from pydantic import AwareDatetime, Field

from api.notices.schemas import PupilCode
from api.paging import Id
from solver.instance import Record

ErasureReason = Literal["asked-by-family", "asked-by-college", "sent-by-mistake"]


class Erasing(Record):
    """Why a pupil's file is erased."""

    reason: ErasureReason = Field(examples=["asked-by-family"])


class Erasure(Record):
    """A file that is gone, by the ids that stood for it."""

    pupil_id: Id
    pupil_code: PupilCode
    erased_at: AwareDatetime


class LeavingFile(Record):
    """A pupil's file that will go by itself, unless there is another contact before."""

    pupil_id: Id
    pupil_code: PupilCode
    last_contact: AwareDatetime
    goes_at: AwareDatetime


class Retention(Record):
    """Which files go by themselves, the first ones first."""

    retention_months: int = Field(examples=[24])
    upkeep: Literal["on", "off"] = Field(description="Whether the service does it by itself.")
    files: tuple[LeavingFile, ...]
