"""How a reader sees counts: the référente all of them, outsiders none that is small."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.exports.pseudonyms import Kind, Pseudonyms
from api.indicators.schemas import Figure, Row
from api.indicators.small_counts import protected, shown

_OTHERS: Final = "autres"


@dataclass(frozen=True)
class Outside:
    """What outsiders get instead: nothing under a count, pseudonyms instead of ids."""

    least: int
    names: Pseudonyms


@dataclass(frozen=True)
class View:
    """The figures as one reader sees them; `outside` is None for the référente."""

    outside: Outside | None

    def figure(self, count: int) -> Figure:
        """Show a count that stands alone."""
        seen = shown(count, self.outside.least) if self.outside else count
        return Figure(count=seen, note=self.note(seen))

    def rows(self, labels: Mapping[str, str], counts: Mapping[str, int]) -> tuple[Row, ...]:
        """Show a table with a fixed list of keys."""
        seen = self.seen({key: counts.get(key, 0) for key in labels})
        return tuple(
            Row(key=key, label=label, count=seen[key], note=self.note(seen[key]))
            for key, label in labels.items()
        )

    def free_rows(self, counts: Mapping[str, int]) -> tuple[Row, ...]:
        """Show a table whose keys people wrote: the hidden ones are one row without their words."""
        seen = self.seen(dict(sorted(counts.items())))
        rows = [Row(key=key, label=key, count=count) for key, count in seen.items() if count]
        if len(rows) < len(seen):
            rows.append(Row(key=_OTHERS, label=_OTHERS, count=None, note=self.note(None)))
        return tuple(rows)

    def seen(self, counts: Mapping[str, int]) -> Mapping[str, int | None]:
        """Give the counts of a table as they are seen."""
        return protected(counts, self.outside.least) if self.outside else counts

    def name(self, kind: Kind, known_as: str) -> str:
        """Give the id of a collège or of somebody who gives workshops as it is seen."""
        return self.outside.names.of(kind, known_as) if self.outside else known_as

    def note(self, seen: int | None) -> str | None:
        """Say why a count is not there."""
        if seen is not None or self.outside is None:
            return None
        return f"masqué : moins de {self.outside.least}, ou permettrait d'en trouver un"
