"""What plans are made from, kept version by version: the present is the last one, any moment can be read again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, func, select

from api.storage.tables import Version
from api.storage.work import Reading, Writing

Kind = Literal[
    "college",
    "teacher",
    "workshop",
    "timetable",
    "closure",
    "conflict",
    "teacher-conflict",
    "policy",
    "stay",
    "wish",
    "week",
]


def put(work: Writing, kind: Kind, key: str, content: Any | None) -> Version:
    """Add a version of a thing, None to remove it, and give it; the same content again adds nothing."""
    before = present(work, kind, key)
    if before is not None and before.content == content:
        return before
    highest = work.session.scalar(select(func.max(Version.sequence))) or 0
    new = Version(
        sequence=highest + 1,
        kind=kind,
        key=key,
        number=before.number + 1 if before else 1,
        at=work.now,
        by=work.by,
        content=content,
    )
    work.session.add(new)
    work.session.flush()
    return new


def present(work: Reading, kind: Kind, key: str) -> Version | None:
    """Give the newest version of a thing, its removal included; None where it never was."""
    return work.session.scalar(_NEWEST, {"kind": kind, "key": key})


def history(work: Reading, kind: Kind, key: str) -> Sequence[Version]:
    """List the versions of a thing, the newest first."""
    return work.session.scalars(_HISTORY, {"kind": kind, "key": key}).all()


def everything(work: Reading, kind: Kind, moment: datetime | None = None) -> Sequence[Version]:
    """List what there is of a kind, now or at a moment, in the order of its keys.

    A moment has all that was written up to the last thing written by then, so that it never mixes two states,
    even where the clock was set back in between.
    """
    rows = work.session.scalars(_PRESENT if moment is None else _AT, {"kind": kind, "at": moment})
    return [row for row in rows if row.content is not None]


def every_version(work: Reading, kind: Kind, first_key: str = "") -> Sequence[Version]:
    """List all versions of a kind, from a key on, removals included, in the order they were written."""
    rows = select(Version).where(Version.kind == kind, Version.key >= first_key)
    return work.session.scalars(rows.order_by(Version.sequence)).all()


def forget(work: Writing, kind: Kind, key: str) -> None:
    """Remove every version of a thing for good: only for the erasure of a pupil's file."""
    work.session.execute(delete(Version).where(and_(Version.kind == kind, Version.key == key)))


def _everything(*conditions: ColumnElement[bool]) -> Select[Version]:
    newest = select(Version.key, func.max(Version.sequence).label("sequence"))
    newest = newest.where(Version.kind == bindparam("kind"), *conditions)
    last = newest.group_by(Version.key).subquery()
    rows = select(Version).join(last, Version.sequence == last.c.sequence)
    return rows.order_by(Version.key)


_LAST_BY_THEN: Final = select(func.max(Version.sequence)).where(Version.at <= bindparam("at"))

# Made once, as nearly every request asks one of them: to put a statement together costs several times what
# running it does.
_PRESENT: Final = _everything()
_AT: Final = _everything(Version.sequence <= _LAST_BY_THEN.scalar_subquery())
_HISTORY: Final = (
    select(Version)
    .where(Version.kind == bindparam("kind"), Version.key == bindparam("key"))
    .order_by(Version.number.desc())
)
_NEWEST: Final = _HISTORY.limit(1)
