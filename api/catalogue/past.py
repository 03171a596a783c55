"""How an entry came to be as it is: its versions in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from api.access.roles import Role
from api.catalogue.schemas.changes import Change
from solver.instance import Record

ADDED: Final = "Noté."
REMOVED: Final = "Retiré."


class Line(NamedTuple):
    """One version: who wrote it, when, and what it changed; no role where it was no account."""

    number: int
    at: datetime
    role: Role | None
    said: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """What the fields of an entry are called, and how the values of some are said; the others only change."""

    labels: Mapping[str, str]
    values: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    def lines(self, changes: Sequence[Change[Any]]) -> tuple[Line, ...]:
        """Say what each version changed, the newest first as they are given."""
        before = [*(each.content for each in changes[1:]), None]
        return tuple(
            Line(each.number, each.at, each.role, tuple(self._said(old, each.content)))
            for each, old in zip(changes, before, strict=False)
        )

    def since(self, changes: Sequence[Change[Any]], version: str) -> tuple[Line, ...]:
        """Say what was changed after the version that somebody had before them."""
        known = int(version) if version.isdecimal() else 0
        return tuple(line for line in self.lines(changes) if line.number > known)

    def _said(self, before: Record | None, after: Record | None) -> Iterator[str]:
        if after is None:
            yield REMOVED
        elif before is None:
            yield ADDED
        else:
            for name in self.labels:
                old, new = getattr(before, name), getattr(after, name)
                if old != new:
                    yield self._change(name, old, new)

    def _change(self, name: str, old: Any, new: Any) -> str:
        if name not in self.values:
            return f"{self.labels[name]} : modifié."
        say = self.values[name]
        said = f"{self.labels[name]} : {say(old)} → {say(new)}"
        return said if said.endswith(".") else f"{said}."


def yes_or_no(value: bool) -> str:
    """Write `oui` or `non`."""
    return "oui" if value else "non"


def or_none(value: str | int | None) -> str:
    """Write a value, or that there is none."""
    return "aucun" if value is None else str(value)
