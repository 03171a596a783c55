"""Who has to act for a change to happen, in the order in which it is easiest."""

from typing import Final, Literal, get_args

Actor = Literal["referent", "teacher", "college"]
ACTOR_ORDER: Final[tuple[Actor, ...]] = get_args(Actor)
