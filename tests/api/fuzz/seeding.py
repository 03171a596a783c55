"""The small world (données inventées) that the database of every test holds, and an application opened on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from fastapi import FastAPI

from api.access.guard import COOKIE
from api.clock import Clock
from api.notices.states import NoticeState
from api.planning.keeping import WHEN_DONE
from api.running import start, stop
from api.settings import Settings
from api.storage import versions
from tests.api.fuzz.world import Owner, Seeded, World
from tests.api.jobs.asking import fake
from tests.api.people import PEOPLE, Person, browser
from tests.api.planning.world import NEXT, waiting
from tests.api.weeks import scene

EVERYBODY: Final = (*PEOPLE, Person("referente-2", "referent"), Person("analyste-2", "analyst"))
"""Two people of each role: what is one's own, and what is another's."""

STATES: Final[tuple[NoticeState, ...]] = (
    "received", "family-met", "confirmed", "hosted", "no-show", "withdrawn", "declined", "expired",
)  # fmt: skip


@contextmanager
def opened(app: FastAPI, settings: Settings, clock: Clock) -> Iterator[None]:
    """Have an application use a database for a while, with a solver that never answers.

    What `create_app` does at a start, without building the application anew for each database.
    """
    limits = {"requests_per_minute": 1_000_000, "login_attempts": 1000}
    app.state.running = start(settings.model_copy(update=limits), clock, fake("hang"), WHEN_DONE)
    try:
        yield
    finally:
        stop(app.state.running)


def seed(app: FastAPI) -> Seeded:
    """Fill a database without content."""
    clients = {person.login: browser(app, person) for person in EVERYBODY}
    owners = {
        person.login: Owner(person.role, clients[person.login].account, *person[2:])
        for person in EVERYBODY
    }
    referent, college = clients["referente"], clients["college-tilleuls"]
    scene.catalogue(app)
    codes = waiting(app, referent.account, "tilleuls", "remparts", "moulins")
    hosted = [scene.planned(college, referent, "Canarine")["pupil_code"]]
    scene.publish(app, scene.week(hosted), by=referent.account)
    sessions = {login: client.cookies[COOKIE] for login, client in clients.items()}
    seeded = Seeded(owners, sessions, tuple(codes), tuple(hosted))
    _add_more(World(app, seeded))
    return seeded


def _add_more(world: World) -> None:
    """Leave no list empty."""
    owners = world.seeded.owners
    for state in STATES:
        world.notice(owners["college-tilleuls"], state)
    world.exception()
    world.conflict()
    world.teacher_conflict()
    world.calendar("t-ecriture")
    world.proposal(owners["referente"])
    with world.write() as work:
        wish = {"priority": 2, "pin": None, "bans": [NEXT]}
        versions.put(work, "wish", world.seeded.waiting[0], wish)
