"""Pupils who must not meet: the référente alone knows, and each reading is in the audit trail."""

from collections.abc import Iterable

from api.catalogue import reading
from api.catalogue.kept import Numbered, page_of
from api.catalogue.pupils import check_known, check_until, in_order_noted, record
from api.catalogue.reading import CONFLICTS
from api.catalogue.schemas.conflicts import ConflictEntry, ConflictSheet
from api.errors import Invalid
from api.paging import Page, Wanted
from api.storage.work import Consulting, Reading, Writing
from solver.problems import Problem


def page(work: Consulting, wanted: Wanted) -> Page[ConflictEntry]:
    """List the pairs in the order in which they were noted."""
    shown = page_of(
        CONFLICTS.rows(work),
        wanted,
        in_order_noted,
        lambda rows: reading.shown_conflicts(work, rows),
    )
    record(work, "conflict.read", (code for each in shown.items for code in each.pupils))
    return shown


def every(work: Consulting) -> tuple[Numbered[ConflictEntry], ...]:
    """List all pairs with the numbers of their versions, in the order in which they were noted."""
    rows = sorted(CONFLICTS.rows(work), key=in_order_noted)
    shown = reading.shown_conflicts(work, rows)
    record(work, "conflict.read", (code for each in shown for code in each.pupils))
    return tuple(Numbered(entry, row.number) for entry, row in zip(shown, rows, strict=True))


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
