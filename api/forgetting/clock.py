"""Whether the clock can be believed before anything is forgotten for good.

A clock set far forward would let every file and the whole trail come to their term at once. The audit trail says when
the service was used: a leap without any use is taken for a wrong clock until a person says that it is right.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from api.storage.tables import AuditEntry
from api.storage.work import Reading, Writing

LONGEST_SILENCE: Final = timedelta(days=100)
"""No holidays are as long; a service switched off for longer asks once."""

CONFIRMED: Final = "clock.confirmed"


def leapt_from(work: Reading) -> datetime | None:
    """Give the last use before a leap of the clock, None where there was none or a person has confirmed it.

    The uses of the last hundred days do not make a leap good: with a wrong clock people go on working.
    """
    recent = (
        select(AuditEntry)
        .where(AuditEntry.at > work.now - LONGEST_SILENCE)
        .order_by(AuditEntry.sequence)
    )
    first = work.session.scalar(recent.limit(1))
    confirmed = recent.where(AuditEntry.action == CONFIRMED).limit(1)
    if work.session.scalar(confirmed) is not None:
        return None
    before = select(AuditEntry.at).order_by(AuditEntry.sequence.desc()).limit(1)
    if first is not None:
        before = before.where(AuditEntry.sequence < first.sequence)
    last = work.session.scalar(before)
    now = work.now if first is None else first.at
    return last if last is not None and now - last > LONGEST_SILENCE else None


def confirm(work: Writing) -> None:
    """Take note that a person has looked at the clock and found it right."""
    work.record(CONFIRMED)
