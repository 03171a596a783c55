"""Who must not meet, as its page lists it: what holds before what is over, the newest first, a leaf at a time."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from api.catalogue import conflicts, reading, teacher_conflicts
from api.catalogue.pupils import Known, in_order_noted, named
from api.catalogue.reading import CONFLICTS, TEACHER_CONFLICTS
from api.clock import paris_date
from api.storage.tables import Version
from api.storage.work import Consulting
from solver.weeks import week_of

A_PAGE: Final = 20
HERE: Final = "/incompatibilites"
PAIR: Final = HERE + "/{one}/{other}"
WITH_TEACHER: Final = HERE + "/{pupil}/intervenant/{teacher}"


class Apart(NamedTuple):
    """One note as the page shows it: the pupil, the other pupil or whoever gives workshops, until when."""

    path: str
    anchor: str
    pupil: Known
    other: Known | None
    teacher: str | None
    note: Any
    version: int
    over: bool


class Leaf(NamedTuple):
    """A part of the list, of one pupil or of everybody; `current` and `over` count the whole list."""

    notes: Sequence[Apart]
    current: int
    over: int
    page: int
    pages: int
    pupil: Known | None


def place_of(pupil: str, other: str) -> str:
    """Give where it is noted that a pupil must not meet another or somebody, whatever leaf of the list that is on."""
    return f"{HERE}?eleve={pupil}#{_anchor(pupil, other)}"


def leaf(work: Consulting, page: int = 1, pupil: str | None = None) -> Leaf:
    """Give a part of the list; only what is shown is read, and goes to the audit trail."""
    this_week = week_of(paris_date(work.now))

    def is_over(row: Version) -> bool:
        until = (row.content or {}).get("until")
        return until is not None and until < this_week

    rows = [
        row
        for row in (*CONFLICTS.rows(work), *TEACHER_CONFLICTS.rows(work))
        if pupil is None or pupil in row.key.split()
    ]
    rows.sort(key=in_order_noted, reverse=True)
    rows.sort(key=is_over)
    over = sum(map(is_over, rows))
    start = (page - 1) * A_PAGE
    notes = _notes(work, [(row, is_over(row)) for row in rows[start : start + A_PAGE]])
    return Leaf(
        notes=notes,
        current=len(rows) - over,
        over=over,
        page=page,
        pages=max(1, -(-len(rows) // A_PAGE)),
        pupil=named(work, [pupil])[pupil] if pupil else None,
    )


def _anchor(pupil: str, other: str) -> str:
    return "-".join(sorted((pupil, other)))


def _notes(work: Consulting, rows: Sequence[tuple[Version, bool]]) -> list[Apart]:
    """Read some notes, in the order given; each kind is asked for once."""
    pair_rows = [row for row, _ in rows if row.kind == CONFLICTS.kind]
    teacher_rows = [row for row, _ in rows if row.kind == TEACHER_CONFLICTS.kind]
    pairs = conflicts.shown(work, pair_rows)
    with_teachers = teacher_conflicts.shown(work, teacher_rows)
    codes = {code for entry, _ in pairs for code in entry.pupils}
    known = named(work, codes | {entry.pupil for entry, _ in with_teachers})
    teachers = {each.id: each.name for each in reading.teachers(work)}
    over = {row.sequence: ended for row, ended in rows}
    made: dict[int, Apart] = {}
    for row, (pair, version) in zip(pair_rows, pairs, strict=True):
        one, other = sorted((known[code] for code in pair.pupils), key=lambda k: k.first_name or "")
        path = PAIR.format(one=pair.pupils[0], other=pair.pupils[1])
        anchor = _anchor(*pair.pupils)
        made[row.sequence] = Apart(
            path, anchor, one, other, None, pair, version, over[row.sequence]
        )
    for row, (note, version) in zip(teacher_rows, with_teachers, strict=True):
        path = WITH_TEACHER.format(pupil=note.pupil, teacher=note.teacher)
        name = teachers.get(note.teacher, note.teacher)
        made[row.sequence] = Apart(
            path,
            _anchor(note.pupil, note.teacher),
            known[note.pupil],
            None,
            name,
            note,
            version,
            over[row.sequence],
        )
    return [made[row.sequence] for row, _ in rows]
