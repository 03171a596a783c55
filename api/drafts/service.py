"""Keeping, reading and removing drafts. Each is its account's alone, and so leaves no trace in the audit trail."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Text, cast, delete, or_, select

from api.drafts.refusals import DraftTooLong
from api.storage.tables import Draft
from api.storage.work import Reading, Writing

MOST_CHARACTERS: Final = 20_000
"""A whole notice, its note too long by far, has some 5 000."""
KEPT: Final = timedelta(days=30)
"""Since the last change: a notice is sent within days, and a draft holds a child's name."""
NEW_PUPIL: Final = ""
"""What a draft about a pupil who has no file yet is about."""
RESUMED: Final = "repris"
"""In the place of the pupil where a draft is no notice but what a form had sent too late; see `resuming.py`."""


class Kept(NamedTuple):
    """What was typed, by field (several values where a field has several), and when last."""

    content: Mapping[str, Any]
    at: datetime


def draft(work: Reading, account: str, about: str = NEW_PUPIL) -> Kept | None:
    """Give what an account has typed about a pupil, None where there is nothing."""
    row = work.session.get(Draft, (account, about))
    return Kept(row.content, row.updated_at) if row else None


def notices_begun(work: Reading, account: str) -> dict[str, Kept]:
    """Give every notice that an account has begun and not sent, by whom it is about, the last touched first."""
    rows = select(Draft).where(Draft.account_id == account, Draft.pupil_id != RESUMED)
    newest = work.session.scalars(rows.order_by(Draft.updated_at.desc(), Draft.pupil_id))
    return {row.pupil_id: Kept(row.content, row.updated_at) for row in newest}


def keep(work: Writing, content: Mapping[str, Any], about: str = NEW_PUPIL) -> Kept:
    """Keep what the account that writes has typed, in the place of what it had; raises DraftTooLong."""
    if len(json.dumps(content, ensure_ascii=False)) > MOST_CHARACTERS:
        raise DraftTooLong
    row = work.session.get(Draft, (work.by, about))
    if row is None:
        row = Draft(account_id=work.by, pupil_id=about)
        work.session.add(row)
    row.content, row.updated_at = dict(content), work.now
    work.session.flush()
    return Kept(row.content, row.updated_at)


def forget(work: Writing, about: str = NEW_PUPIL) -> None:
    """Remove the draft that the account that writes has about a pupil."""
    mine = delete(Draft).where(Draft.account_id == work.by, Draft.pupil_id == about)
    work.session.execute(mine)


def forget_of(work: Writing, account: str) -> None:
    """Remove every draft of an account: nobody can open them once it is closed."""
    work.session.execute(delete(Draft).where(Draft.account_id == account))


def forget_about(work: Writing, pupil: str, code: str) -> None:
    """Remove everybody's draft about a pupil, and those about others in which the pupil's code stands.

    One about a pupil who has no file yet names nobody that could be looked for: it goes once it is old.
    """
    named = cast(Draft.content, Text).contains(code, autoescape=True)
    work.session.execute(delete(Draft).where(or_(Draft.pupil_id == pupil, named)))


def remove_old(work: Writing) -> int:
    """Remove the drafts that nobody has changed for so long, and count them."""
    old = delete(Draft).where(Draft.updated_at <= work.now - KEPT)
    return len(work.session.scalars(old.returning(Draft.account_id)).all())
