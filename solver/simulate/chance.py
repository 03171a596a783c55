"""Chance that no policy can bend: each event is drawn from the seed and what it happens to."""

import random
from collections.abc import Mapping, Sequence
from typing import Final

# Open weeks between a notice and its first possible week. An urgent notice comes for this very
# Monday, or the week before. Invented, plausible.
_LEADS: Final[Mapping[int, int]] = {1: 3, 2: 4, 3: 3}
_URGENT_LEADS: Final[Mapping[int, int]] = {0: 1, 1: 1}
# Open weeks after the notice until the family has been met.
_MEETING: Final[Mapping[int, int]] = {0: 6, 1: 4}


class Chance:
    """Draws for one seed: the same question always has the same answer, in whatever order asked."""

    def __init__(self, seed: int) -> None:
        self._seed: Final = seed

    def source(self, *about: str) -> random.Random:
        """Give the random source of one thing that may happen, shared with nothing else."""
        return random.Random("|".join((str(self._seed), *about)))  # noqa: S311 - nothing secret

    def happens(self, probability: float, *about: str) -> bool:
        """Tell whether something happens."""
        return self.source(*about).random() < probability

    def lead(self, stay: str, *, urgent: bool) -> int:
        """Draw how many open weeks before its first possible week a notice comes."""
        shares = _URGENT_LEADS if urgent else _LEADS
        return self._weighted(shares, "lead", stay)

    def meeting(self, stay: str) -> int:
        """Draw how many open weeks pass from the notice until the family has been met."""
        return self._weighted(_MEETING, "meeting", stay)

    def one_of(self, weeks: Sequence[str], *about: str) -> str:
        """Draw one of some weeks, all as likely."""
        return self.source(*about).choice(weeks)

    def some_of(self, weeks: Sequence[str], probability: float, *about: str) -> frozenset[str]:
        """Draw each of some weeks with a probability; those added at the end change no other."""
        source = self.source(*about)
        return frozenset(week for week in weeks if source.random() < probability)

    def _weighted(self, shares: Mapping[int, int], *about: str) -> int:
        return self.source(*about).choices(list(shares), weights=list(shares.values()))[0]
