"""Is a difference between groups more than chance? Asked by dealing the groups out anew, many times.

A permutation test in its plain form: if belonging to a group changed nothing, then dealing the
groups out at random would give differences as large as the one observed rather often.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

_DRAWS: Final = 2000


@dataclass(frozen=True)
class PermutationTest:
    """How far groups lie apart, how far they do by chance, and how often chance goes as far.

    `observed` and `drawn` are the spread of the groups' means around the overall mean: the square
    root of the mean square, each member counting once, in the unit of the values.
    """

    observed: float
    drawn: tuple[float, ...]

    @property
    def probability(self) -> float:
        """How often chance alone gives at least as much: (b + 1) / (m + 1), Phipson and Smyth 2010."""
        as_far = sum(spread >= self.observed * (1 - 1e-12) for spread in self.drawn)
        return (as_far + 1) / (len(self.drawn) + 1)


def permutation_test(
    values: Sequence[float],
    groups: Sequence[Hashable],
    within: Sequence[Hashable],
    draws: int = _DRAWS,
    seed: int = 0,
) -> PermutationTest:
    """Test whether the means of `groups` differ by more than chance, dealing out inside each `within`.

    The three sequences have one entry per member, and at least one. Members of one `within`, for
    example a year, keep their values and exchange their groups. Raises ValueError where the lengths
    differ or there is nobody.
    """
    if not len(values) == len(groups) == len(within) or not len(values):
        raise ValueError("values, groups and within need one entry for each member")
    rng = np.random.default_rng(seed)
    measured = np.asarray(values, dtype=float)
    codes = _codes(groups)
    blocks = _codes(within)
    members = [np.flatnonzero(blocks == block) for block in range(blocks.max() + 1)]
    drawn = []
    for _ in range(draws):
        dealt = codes.copy()
        for block in members:
            dealt[block] = rng.permutation(codes[block])
        drawn.append(_spread(measured, dealt))
    return PermutationTest(_spread(measured, codes), tuple(drawn))


def _codes(labels: Sequence[Hashable]) -> npt.NDArray[np.int64]:
    number = {label: index for index, label in enumerate(dict.fromkeys(labels))}
    return np.array([number[label] for label in labels], dtype=np.int64)


def _spread(values: npt.NDArray[np.float64], codes: npt.NDArray[np.int64]) -> float:
    counts = np.bincount(codes)
    means = np.bincount(codes, weights=values) / counts
    return float(np.sqrt((counts * (means - values.mean()) ** 2).sum() / len(values)))
