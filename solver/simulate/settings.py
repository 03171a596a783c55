"""How large a simulated year is, and how often chance strikes in it."""

from typing import Annotated

from pydantic import Field

from solver.instance import MAX_CAPACITY, MAX_GROUPS, IsoWeek, Record

Share = Annotated[float, Field(ge=0, le=1)]


class Chances(Record):
    """How likely each event is: invented, plausible, since the public report does not count them.

    `declines` and `withdraws` are shares of the notices; `absent` is the share of Mondays on which
    an expected pupil does not come, `reachable` the share on which one who waits could come when
    called that morning, `ill` the share of a practitioner's weeks. `repeats` is the chance that a
    stay is followed by another exclusion, where the year leaves room for it: about a third of the
    pupils are then excluded more than once, as the field says.
    """

    declines: Share = 0.05
    withdraws: Share = 0.03
    absent: Share = 0.04
    reachable: Share = 0.5
    ill: Share = 0.03
    repeats: Share = 0.45


class YearSettings(Record):
    """An invented school year, by default like the report's: 97 pupils hosted, of eleven collèges.

    `pupils` is how many are excluded in a year on average; fewer are hosted, since some families
    decline and some windows end without a place: set so that by hand 97 are. Seeds vary around it.
    """

    pupils: Annotated[int, Field(ge=1, le=2000)] = 107
    first_week: IsoWeek = "2026-W36"
    last_week: IsoWeek = "2027-W27"
    groups_per_week: Annotated[int, Field(ge=1, le=MAX_GROUPS)] = 1
    capacity: Annotated[int, Field(ge=1, le=MAX_CAPACITY)] = 5
    conflict_rate: Share = 0.03
    workshops: bool = True
    chances: Chances = Chances()
