"""What notes about pupils have in common: the pupils exist, and their files' audit trail knows."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from api.clock import paris_date
from api.errors import Invalid
from api.storage import tables
from api.storage.tables import Version
from api.storage.work import Consulting, Reading, Writing
from solver.problems import Problem
from solver.weeks import week_of


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


def in_order_noted(row: Version) -> str:
    """Give the cursor of a list in the order of noting: a pair of codes cannot be one."""
    return f"{row.sequence:020d}"


def _ids(work: Reading, codes: Iterable[str]) -> dict[str, str]:
    found = select(tables.Pupil.code, tables.Pupil.id).where(tables.Pupil.code.in_(set(codes)))
    return {row.code: row.id for row in work.session.execute(found)}
