"""The catalogue of collèges: the référente keeps it, a collège reads its own entry."""

from typing import Final

from sqlalchemy import select

from api.access.caller import Caller
from api.catalogue.kept import Kept, Numbered
from api.catalogue.schemas.changes import Change
from api.colleges.refusals import CollegeTaken
from api.colleges.schemas import College, CollegeChange, NewCollege
from api.errors import NotFound
from api.paging import Page, Wanted, page
from api.storage import tables
from api.storage.work import Reading, Writing

VERSIONS: Final = Kept("college", CollegeChange, Change[CollegeChange])


def colleges(work: Reading, caller: Caller, wanted: Wanted) -> Page[College]:
    """List the collèges; a collège finds itself alone."""
    seen = select(tables.College)
    if caller.college is not None:
        seen = seen.where(tables.College.id == caller.college)
    return page(work.session, seen, tables.College.id, wanted, _shown)


def college(work: Reading, caller: Caller, wanted: str) -> Numbered[College]:
    """Show a collège; raises NotFound, also for another one than the caller's."""
    if caller.college not in {None, wanted}:
        raise NotFound
    return Numbered(_shown(_found(work, wanted)), VERSIONS.number(work, wanted))


def number(work: Reading, wanted: str) -> int:
    """Give the number of a collège's version; raises NotFound."""
    return VERSIONS.number(work, _found(work, wanted).id)


def history(work: Reading, wanted: str) -> tuple[Change[CollegeChange], ...]:
    """List the versions of a collège; raises NotFound."""
    return VERSIONS.history(work, wanted)


def add(work: Writing, body: NewCollege) -> Numbered[College]:
    """Add a collège; raises CollegeTaken."""
    if work.session.get(tables.College, body.id) is not None:
        raise CollegeTaken
    new = tables.College(id=body.id, name=body.name, active=True, created_at=work.now)
    work.session.add(new)
    row = VERSIONS.put(work, new.id, CollegeChange(name=new.name, active=new.active))
    work.record("college.added", new.id)
    return Numbered(_shown(new), row.number)


def change(work: Writing, wanted: str, body: CollegeChange) -> Numbered[College]:
    """Rename, deactivate or reactivate a collège; raises NotFound."""
    found = _found(work, wanted)
    found.name, found.active = body.name, body.active
    row = VERSIONS.put(work, found.id, body)
    work.record("college.changed", found.id)
    return Numbered(_shown(found), row.number)


def _found(work: Reading, wanted: str) -> tables.College:
    found = work.session.get(tables.College, wanted)
    if found is None:
        raise NotFound
    return found


def _shown(row: tables.College) -> College:
    return College(id=row.id, name=row.name, active=row.active)
