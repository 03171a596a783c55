"""What several decisions answer with: a level that changes, a pupil whose week changes."""

from collections.abc import Iterator, Mapping

from pydantic import model_serializer

from solver.draft import Draft
from solver.instance import IsoWeek, Name, Record
from solver.rules import Level


class LevelChange(Record):
    """A level of the score before and after a change."""

    level: Level
    before: int
    after: int


class Move(Record):
    """A pupil whose week changes; None stands for no week in the plan."""

    pupil: Name
    before: IsoWeek | None
    after: IsoWeek | None

    @model_serializer
    def _as_in_the_contract(self) -> dict[str, str | None]:
        return {"pupil": self.pupil, "from": self.before, "to": self.after}


def level_changes(before: Mapping[Level, int], after: Mapping[Level, int]) -> Iterator[LevelChange]:
    """Give the levels that differ, in the order in which they count."""
    for level, value in before.items():
        if after[level] != value:
            yield LevelChange(level=level, before=value, after=after[level])


def moves_between(before: Draft, after: Draft) -> tuple[Move, ...]:
    """List the pupils whose week differs, in the order of the instance."""
    return tuple(
        Move(pupil=pupil.id, before=before.week_of.get(pupil.id), after=after.week_of.get(pupil.id))
        for pupil in after.instance.pupils
        if before.week_of.get(pupil.id) != after.week_of.get(pupil.id)
    )
