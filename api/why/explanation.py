"""An explanation of the solver as its answer was kept, and what can be tried of what it finds."""

from typing import Any, Final, Literal, cast, get_args

from pydantic import BaseModel, ConfigDict, Field

from api.planning.what_if import Lifted, LiftedKind, WhatIf
from solver.concessions import ConcessionKind
from solver.decide.records import LevelChange

Verdict = Literal["admitted", "tie", "worse", "impossible"]
_LIFTED: Final = frozenset(get_args(LiftedKind))


class _Kept(BaseModel):
    """An answer was checked before it was kept; what a page does not show is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Because(_Kept):
    """One of the things that together forbid the week."""

    message: str


class Move(_Kept):
    """A pupil whose week would change; None stands for no week."""

    pupil: str
    before: str | None = Field(alias="from")
    after: str | None = Field(alias="to")


class Action(_Kept):
    """One rule given up once, by whom."""

    kind: ConcessionKind
    subjects: tuple[str, ...]


class _Change(_Kept):
    actions: tuple[Action, ...]


class Repair(_Kept):
    """What would let the pupil in: one action, or two that only work together."""

    change: _Change
    message: str

    @property
    def actions(self) -> tuple[Action, ...]:
        """List what is to be done."""
        return self.change.actions

    @property
    def can_be_tried(self) -> bool:
        """Tell whether all of it can be supposed; two pupils of a collège in a group never can."""
        return all(a.kind in _LIFTED or a.kind == "add-seat" for a in self.actions)

    def what_if(self, capacity: int) -> WhatIf:
        """Suppose it, given how many places a group has now; a place more is one in every week."""
        more = any(action.kind == "add-seat" for action in self.actions)
        return WhatIf(
            capacity=capacity + 1 if more else None,
            lifted=tuple(
                Lifted(kind=cast("LiftedKind", action.kind), subjects=action.subjects)
                for action in self.actions
                if action.kind in _LIFTED
            ),
        )


class Explanation(_Kept):
    """Why a pupil is not in a week; `texts` is what the collège and the family may be told."""

    pupil: str
    week: str
    verdict: Verdict
    proven: bool
    because: tuple[Because, ...] = ()
    cost: tuple[LevelChange, ...] = ()
    moves: tuple[Move, ...] = ()
    repairs: tuple[Repair, ...] = ()
    repairs_complete: bool = True
    message: str
    texts: dict[str, str] = Field(default_factory=dict)

    @property
    def can_be_forced(self) -> bool:
        """Tell whether there is a plan with the pupil in the week as things stand."""
        return self.verdict in {"tie", "worse"}


def explanation_of(result: dict[str, Any]) -> Explanation | None:
    """Read the answer to the question; None where there is no plan at all, or no answer yet."""
    return Explanation.model_validate(result) if "verdict" in result else None
