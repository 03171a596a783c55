"""Pupils who must not meet: the référente alone knows, and each reading is in the audit trail."""

from collections.abc import Iterable, Sequence

from api.catalogue import reading
from api.catalogue.kept import Numbered, page_of
from api.catalogue.pupils import check_known, check_until, in_order_noted, record
from api.catalogue.reading import CONFLICTS
from api.catalogue.schemas.conflicts import ConflictEntry, ConflictSheet
from api.errors import Invalid
from api.paging import Page, Wanted
from api.storage.tables import Version
from api.storage.work import Consulting, Reading, Writing
from solver.problems import Problem


def page(work: Consulting, wanted: Wanted) -> Page[ConflictEntry]:
    """List the pairs in the order in which they were noted."""
    found = page_of(
        CONFLICTS.rows(work),
        wanted,
        in_order_noted,
        lambda rows: reading.shown_conflicts(work, rows),
    )
    record(work, "conflict.read", (code for each in found.items for code in each.pupils))
    return found


def shown(work: Consulting, rows: Sequence[Version]) -> tuple[Numbered[ConflictEntry], ...]:
    """Show some pairs with the numbers of their versions, in the order given."""
    entries = reading.shown_conflicts(work, rows)
    record(work, "conflict.read", (code for each in entries for code in each.pupils))
    return tuple(Numbered(entry, row.number) for entry, row in zip(entries, rows, strict=True))


def number(work: Reading, one: str, other: str) -> int:
    """Give the number of the version of a pair, named in any order."""
    return CONFLICTS.number(work, _key((one, other)))


def add(work: Writing, sheet: ConflictSheet) -> ConflictEntry:
    """Note that two pupils must not meet, or until when; raises Invalid."""
    if sheet.pupils[0] == sheet.pupils[1]:
        raise Invalid(problems=[Problem("pupils", "il faut deux élèves différents.")])
    check_known(work, {code: f"pupils[{index}]" for index, code in enumerate(sheet.pupils)})
    check_until(work, sheet.until)
    pair = sorted(sheet.pupils)
    row = CONFLICTS.put(work, _key(pair), sheet.model_copy(update={"pupils": tuple(pair)}))
    record(work, "conflict.added", pair)
    (entry,) = reading.shown_conflicts(work, [row])
    return entry


def remove(work: Writing, one: str, other: str) -> None:
    """Let two pupils meet again, named in any order; raises NotFound."""
    CONFLICTS.remove(work, _key((one, other)))
    record(work, "conflict.removed", (one, other))


def _key(pair: Iterable[str]) -> str:
    return " ".join(sorted(pair))
