"""Notices that may be about the same child: a hint for people, never a reason to refuse."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

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


def name_of(pupil: tables.Pupil | PupilSheet) -> Name:
    """Give the name that a pupil is compared by."""
    return Name(folded(pupil.first_name), folded(pupil.initial), pupil.level)


def open_notices(work: Reading, college: str, *, but: str = "") -> Mapping[Name, tuple[str, ...]]:
    """List the ids of a collège's open notices under the names of their pupils, `but` one pupil's."""
    rows = (
        select(tables.Notice.id, tables.Pupil)
        .join(tables.Pupil, tables.Pupil.id == tables.Notice.pupil_id)
        .where(
            tables.Notice.college == college,
            tables.Notice.state.in_(OPEN),
            tables.Pupil.id != but,
        )
        .order_by(tables.Notice.id)
    )
    found: dict[Name, tuple[str, ...]] = {}
    for notice, pupil in work.session.execute(rows):
        name = name_of(pupil)
        found[name] = (*found.get(name, ()), notice)
    return found
