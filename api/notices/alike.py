"""Notices that may be about the same child: a hint for people, never a reason to refuse."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from api.notices.schemas import PupilSheet
from api.notices.states import OPEN
from api.plain_text import folded
from api.storage import tables
from api.storage.work import Reading


class Name(NamedTuple):
    """What two children share who may be one: accents and capitals do not count."""

    first_name: str
    initial: str
    level: str


# Made once: to put a statement together costs several times what running it does.
_OPEN: Final = (
    select(tables.Notice.id, tables.Pupil.first_name, tables.Pupil.initial, tables.Pupil.level)
    .join(tables.Pupil, tables.Pupil.id == tables.Notice.pupil_id)
    .where(tables.Notice.college == bindparam("college"), tables.Notice.state.in_(OPEN))
    .order_by(tables.Notice.id)
)
_OTHERS: Final = _OPEN.where(
    tables.Pupil.level == bindparam("level"), tables.Pupil.id != bindparam("pupil")
)


def name_of(pupil: tables.Pupil | PupilSheet) -> Name:
    """Give the name that a pupil is compared by."""
    return _name(pupil.first_name, pupil.initial, pupil.level)


def _name(first_name: str, initial: str, level: str) -> Name:
    return Name(folded(first_name), folded(initial), level)


def open_notices(work: Reading, college: str) -> Mapping[Name, tuple[str, ...]]:
    """List the ids of a collège's open notices under the names of their pupils."""
    found: dict[Name, tuple[str, ...]] = {}
    for notice, *names in work.session.execute(_OPEN, {"college": college}):
        name = _name(*names)
        found[name] = (*found.get(name, ()), notice)
    return found


def to(work: Reading, pupil: tables.Pupil) -> tuple[str, ...]:
    """List the ids of the open notices about other pupils of the collège who may be this one."""
    name = name_of(pupil)
    others = {"college": pupil.college, "level": pupil.level, "pupil": pupil.id}
    return tuple(
        notice for notice, *names in work.session.execute(_OTHERS, others) if _name(*names) == name
    )
