"""What notes about pupils have in common: the pupils exist, have names, and their files' audit trail knows."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Select, select

from api.clock import paris_date
from api.errors import Invalid
from api.notices.states import OPEN
from api.storage import tables
from api.storage.tables import Version
from api.storage.work import Consulting, Reading, Writing
from solver.problems import Problem
from solver.weeks import week_of

_NAMED: Final = (
    tables.Pupil.id,
    tables.Pupil.code,
    tables.Pupil.first_name,
    tables.Pupil.initial,
    tables.College.name,
)


def check_known(work: Reading, paths: Mapping[str, str]) -> None:
    """Raise Invalid where a code, given with its path, is no pupil's."""
    there = _ids(work, paths)
    wrong = [
        Problem(path, f"aucun élève n'a l'identifiant « {code} ».")
        for code, path in paths.items()
        if code not in there
    ]
    if wrong:
        raise Invalid(problems=wrong)


def check_until(work: Reading, until: str | None) -> None:
    """Raise Invalid where the last week is over already."""
    if until is not None and until < week_of(paris_date(work.now)):
        raise Invalid(problems=[Problem("until", "cette semaine est déjà passée.")])


def record(work: Consulting | Writing, action: str, codes: Iterable[str]) -> None:
    """Put an act on some pupils' files into the audit trail; an erased pupil has no file any more."""
    for _, pupil in sorted(_ids(work, codes).items()):
        work.record(action, pupil)


class Known(NamedTuple):
    """A pupil by name and collège; no name where the file has gone."""

    code: str
    first_name: str | None = None
    initial: str | None = None
    college: str | None = None


def named(work: Consulting, codes: Iterable[str]) -> dict[str, Known]:
    """Name some pupils, those whose file has gone by their code; each name read goes to the audit trail."""
    wanted = set(codes)
    known = _known(work, select(*_NAMED).where(tables.Pupil.code.in_(wanted)))
    return {code: known.get(code, Known(code)) for code in wanted}


def to_choose_from(work: Consulting) -> list[Known]:
    """List the pupils with an open notice, by name; each name read goes to the audit trail."""
    about = select(tables.Notice.pupil_id).where(tables.Notice.state.in_(sorted(OPEN)))
    found = _known(work, select(*_NAMED).where(tables.Pupil.id.in_(about)))
    return sorted(found.values(), key=lambda each: (each.first_name or "", each.initial or ""))


def in_order_noted(row: Version) -> str:
    """Give the cursor of a list in the order of noting: a pair of codes cannot be one."""
    return f"{row.sequence:020d}"


def _known(work: Consulting, query: Select[str, str, str, str, str]) -> dict[str, Known]:
    joined = query.join(tables.College, tables.College.id == tables.Pupil.college)
    rows = work.session.execute(joined).all()
    for row in sorted(rows):
        work.record("name.read", row[0])
    return {row[1]: Known(*row[1:]) for row in rows}


def _ids(work: Reading, codes: Iterable[str]) -> dict[str, str]:
    found = select(tables.Pupil.code, tables.Pupil.id).where(tables.Pupil.code.in_(set(codes)))
    return {row.code: row.id for row in work.session.execute(found)}
