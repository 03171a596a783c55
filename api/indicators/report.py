"""The figures of a period as tables to read, to draw and to take away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from api.exports.csv_text import Cell, csv_text
from api.indicators.schemas import Figure, Indicators, Row

_HEADER: Final = ("Tableau", "Ligne", "Nombre", "Remarque")


@dataclass(frozen=True)
class Line:
    """A line of a table; no count where it is hidden, which the note says."""

    label: str
    count: int | None
    note: str | None

    @property
    def is_hidden(self) -> bool:
        """Whether the count may not be seen."""
        return self.count is None


class Table(NamedTuple):
    """A table of counts. `more` says what its lines are not, where they could be mistaken."""

    id: str
    title: str
    of: str
    lines: tuple[Line, ...]
    more: str = ""

    @property
    def highest(self) -> int:
        """The longest bar of its chart."""
        return max((line.count or 0 for line in self.lines), default=0)

    @property
    def hides(self) -> bool:
        """Whether a count is hidden."""
        return any(line.is_hidden for line in self.lines)

    @property
    def said(self) -> str:
        """Say its content in one sentence, for who does not see its chart."""
        parts = [
            f"{line.label} : {'masqué' if line.is_hidden else line.count}" for line in self.lines
        ]
        return f"{' ; '.join(parts)}." if parts else "Rien à montrer pour cette période."


def tables(found: Indicators) -> tuple[Table, ...]:
    """Lay the counts out, in the order of the yearly report."""
    several = "Un avis peut avoir plusieurs motifs : le total dépasse celui des accueils."
    return (
        _table("genders", "Filles et garçons", "Genre", found.genders),
        _table("levels", "Par classe", "Classe", found.levels),
        _table("ages", "Par âge", "Âge", found.ages),
        _table("colleges", "Par collège", "Collège", found.colleges),
        _table("quartiers", "Par quartier", "Quartier", found.quartiers),
        _table("motives", "Par motif d'exclusion", "Motif", found.motives, several),
        _table("outcomes", "Demandes sans accueil à ce jour", "État", found.outcomes),
    )


def report_csv(found: Indicators) -> bytes:
    """Write every figure of a period as one table for a spreadsheet."""
    return csv_text(_HEADER, _lines(found))


def _table(name: str, title: str, of: str, rows: Sequence[Row], more: str = "") -> Table:
    return Table(name, title, of, tuple(Line(r.label, r.count, r.note) for r in rows), more)


def _lines(found: Indicators) -> Iterator[Sequence[Cell]]:
    period = f"{found.first} à {found.last}"
    yield ("Période", period, None, None)
    yield ("Accueils", "élèves accueillis", *_seen(found.hosted))
    yield ("Accueils", "places des semaines ouvertes", found.places, None)
    for label, wait in (("moyenne", found.waits.mean), ("la plus longue", found.waits.worst)):
        yield ("Attente en semaines", label, None if wait is None else _decimal(wait), None)
    for table in tables(found):
        for line in table.lines:
            yield (table.title, line.label, line.count, line.note)
    for row in found.colleges:
        if row.places is not None:
            yield ("Places données par collège", row.label, row.places, None)
    for workshop in found.workshops:
        yield ("Séances par atelier", workshop.name, workshop.sessions, None)
    for teacher in found.teachers:
        name = teacher.name or teacher.teacher
        yield ("Séances par intervenant·e", name, teacher.sessions, None)
        yield ("Heures par intervenant·e", name, _decimal(teacher.hours), None)
        yield ("Séances possibles dans l'année", name, teacher.budget, None)


def _seen(figure: Figure) -> tuple[int | None, str | None]:
    return figure.count, figure.note


def _decimal(value: float) -> str:
    return f"{value:g}".replace(".", ",")
