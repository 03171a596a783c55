"""What paths name: for every path with a parameter, a thing of somebody's, and an absent one.

A new path needs a line in `PLACES`. Where only the end of a path is new, after its last parameter, the line is
there already. Things are made afresh, since an operation may consume what it acts on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from api.access.roles import ROLES, Role
from tests.api.fuzz.world import Owner, World
from tests.api.planning.world import NEXT, WEEK

Named = Mapping[str, str]
"""The parameters of a path."""
ABSENT: Final = {"id": "0" * 24}
ANYBODY: Final = frozenset[Role | None]({*ROLES, None})


@dataclass(frozen=True)
class Place:
    """What a path names.

    `of`: names a thing of somebody's. `absent`: names nothing. `shared_with`: the roles to which nothing of this
    kind is another's; to everybody else, another's must look absent.
    """

    of: Callable[[World, Owner], Named]
    absent: Named
    shared_with: frozenset[Role | None]


def roles(*shared_with: Role) -> frozenset[Role | None]:
    return frozenset(shared_with)


def of_pair(one: str, other: str) -> Named:
    return {"one": one, "other": other}


def published_week(_world: World, _owner: Owner) -> Named:
    return {"week": WEEK}


PLACES: Final[Mapping[str, Place]] = {
    "/api/me/sessions/{id}": Place(
        lambda world, owner: {"id": world.credential(owner, "session")[0]},
        ABSENT,
        roles(),
    ),
    "/api/me/tokens/{id}": Place(
        lambda world, owner: {"id": world.credential(owner, "token")[0]},
        ABSENT,
        roles(),
    ),
    "/api/colleges/{id}": Place(
        lambda world, owner: {"id": owner.college or world.college()},
        {"id": "personne"},
        roles("referent"),
    ),
    "/api/notices/{id}": Place(
        lambda world, owner: {"id": world.notice(owner).id}, ABSENT, roles("referent")
    ),
    "/api/pupils/{id}": Place(
        lambda world, owner: {"id": world.notice(owner, "withdrawn").pupil_id},
        ABSENT,
        roles("referent"),
    ),
    "/api/teachers/{id}": Place(
        lambda world, owner: {"id": owner.teacher or world.teacher()},
        {"id": "personne"},
        roles("referent", "analyst"),
    ),
    "/api/workshops/{id}": Place(
        lambda world, _: {"id": world.workshop()},
        {"id": "personne"},
        roles("referent", "teacher", "analyst"),
    ),
    "/api/closures/{period}": Place(
        lambda world, _: {"period": world.exception()}, {"period": "2027-W11"}, roles(*ROLES)
    ),
    "/api/conflicts/{one}/{other}": Place(
        lambda world, _: of_pair(*world.conflict()),
        of_pair("P-00000000", "P-00000001"),
        roles("referent"),
    ),
    "/api/teacher-conflicts/{pupil}/{teacher}": Place(
        lambda world, _: dict(zip(("pupil", "teacher"), world.teacher_conflict(), strict=True)),
        {"pupil": "P-00000000", "teacher": "personne"},
        roles("referent"),
    ),
    "/api/jobs/{id}": Place(
        lambda world, owner: {"id": world.done_job(owner)}, ABSENT, roles("referent")
    ),
    "/api/proposals/{id}": Place(
        lambda world, owner: {"id": world.proposal(owner)}, ABSENT, roles("referent")
    ),
    "/api/wishes/{code}": Place(
        lambda world, _: {"code": world.seeded.waiting[0]},
        {"code": "P-00000000"},
        roles("referent"),
    ),
    "/api/weeks/{week}": Place(published_week, {"week": NEXT}, roles("referent")),
    "/api/instances/{week}": Place(published_week, {"week": "2099-W53"}, roles("referent")),
    "/api/exports/instance/{week}": Place(published_week, {"week": "2099-W53"}, roles("analyst")),
    # Whoever knows the secret.
    "/api/calendars/{secret}": Place(
        lambda world, _: {"secret": world.calendar("t-ecriture")}, {"secret": "0" * 43}, ANYBODY
    ),
}


def named_by(path: str) -> str:
    """Give a path up to its last parameter: what comes after names nothing more."""
    return path[: path.rfind("}") + 1]
