"""The roles, and the audience that every route declares."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Role = Literal["referent", "college", "teacher", "analyst"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

ROLE_LABELS: Final[dict[Role, str]] = {
    "referent": "référente",
    "college": "collège",
    "teacher": "intervenant·e",
    "analyst": "analyste",
}


@dataclass(frozen=True)
class Audience:
    """Who may call a route: accounts of some roles, or everybody without signing in."""

    roles: frozenset[Role]
    public: bool = False


def only(*roles: Role) -> Audience:
    """Make the audience of one or several roles."""
    return Audience(frozenset(roles))


SIGNED_IN: Final = only(*ROLES)
PUBLIC: Final = Audience(frozenset(), public=True)
