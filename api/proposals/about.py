"""What the solver says of a plan it gives, as its answer was kept: sentences, how solid it is, what is missing."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from api.jobs.states import JobKind


class _Kept(BaseModel):
    """An answer was checked before it was kept; what a page does not show is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Fragile(_Kept):
    """Somebody whose absence the week does not survive."""

    kind: Literal["pupil", "teacher"]
    message: str


class Solidity(_Kept):
    """How many single absences the week survives."""

    absences: int
    survived: int
    fragile: tuple[Fragile, ...]
    message: str

    @property
    def is_solid(self) -> bool:
        """Tell whether every single absence is survived."""
        return self.survived == self.absences


class Fix(_Kept):
    """What would let a missing workshop take place."""

    group: int
    workshop: str
    message: str


class Completion(_Kept):
    """What an adjustment changes besides the move itself, or why there is none."""

    possible: bool
    message: str


class About(_Kept):
    """What goes with a plan. A plan that repairs has no strengths and costs, one proposed no completion.

    `from_best`: the completion is compared with the best plan as things are.
    """

    order: str | None = None
    strengths: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    solidity: Solidity | None = None
    missing: tuple[Fix, ...] = ()
    completion: Completion | None = None
    from_best: bool = False
    message: str | None = None
    happened: tuple[str, ...] = ()
    to_note: tuple[str, ...] = ()


ADJUSTABLE: frozenset[JobKind] = frozenset({"propose", "try"})
"""A repair knows what happened on Monday; a move made to it would forget that."""
