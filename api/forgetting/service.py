"""Erasing on request, and saying which files go when."""

from sqlalchemy import select

from api.errors import NotFound
from api.forgetting import erasing, retention
from api.forgetting.refusals import StayPlanned
from api.forgetting.schemas import Erasing, Erasure, LeavingFile, Retention
from api.settings import Settings
from api.storage import tables
from api.storage.work import Reading, Writing

_IN_A_WEEK = ("planned", "confirmed")


def erase(work: Writing, wanted: str, body: Erasing) -> Erasure:
    """Erase a pupil's file for good; raises NotFound, StayPlanned."""
    pupil = work.session.get(tables.Pupil, wanted)
    if pupil is None:
        raise NotFound
    planned = select(tables.Notice.id).where(
        tables.Notice.pupil_id == wanted, tables.Notice.state.in_(_IN_A_WEEK)
    )
    if work.session.scalar(planned.limit(1)):
        raise StayPlanned
    erased = erasing.erase(work, pupil, body.reason)
    return Erasure(pupil_id=erased.pupil, pupil_code=erased.code, erased_at=erased.at)


def files(work: Reading, settings: Settings, days: int) -> Retention:
    """Say which files go by so many days from now."""
    found = retention.leaving(work, settings.retention_months, days)
    return Retention(
        retention_months=settings.retention_months,
        upkeep=settings.upkeep,
        files=tuple(
            LeavingFile(
                pupil_id=each.pupil,
                pupil_code=each.code,
                last_contact=each.last_contact,
                goes_at=each.goes_at,
            )
            for each in found
        ),
    )
