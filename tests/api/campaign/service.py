"""A service that can be stopped and started again on the same data, and programs that use it (données inventées)."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from typing import Final, NamedTuple

from fastapi import FastAPI

from api.app import create_app
from api.running import running
from api.settings import Settings
from api.storage.work import Storage
from tests.api.conftest import Held
from tests.api.people import REFERENT, Client, Person, anonymous_client, browser, program

COLLEGES: Final = ("tilleuls", "remparts", "moulins", "citadelle", "ecluse", "beffroi")
_REFERENTS: Final = (REFERENT, Person("autre-referente", "referent"))
_PEOPLE: Final = {
    **{person.login: person for person in _REFERENTS},
    **{name: Person(f"college-{name}", "college", college=name) for name in COLLEGES},
}
_LONG: Final = timedelta(days=3000)


class Access(NamedTuple):
    """An account, and what its program shows to come in."""

    account: str
    credential: str


class Service:
    """The application, with two référentes and a collège for each of `COLLEGES`.

    `known` are the accounts of an installation that was used before.
    """

    def __init__(
        self, settings: Settings, clock: Held, known: Mapping[str, Access] | None = None
    ) -> None:
        # A campaign asks a lot in a minute.
        self._settings: Final = settings.model_copy(update={"requests_per_minute": 1_000_000})
        self._clock: Final = clock
        self._opened = ExitStack()
        self._start()
        self.known: Final = known or {name: self._join(each) for name, each in _PEOPLE.items()}
        self._sign_in()

    @property
    def storage(self) -> Storage:
        return running(self.app).storage

    def restart(self) -> None:
        """Stop the service, start another one on the same data, and let everybody use that one."""
        self.stop()
        self._start()
        self._sign_in()

    def stop(self) -> None:
        self._opened.close()

    def _start(self) -> None:
        self.app: FastAPI = create_app(self._settings, clock=self._clock)
        self._opened = ExitStack()
        self._opened.enter_context(anonymous_client(self.app))

    def _join(self, person: Person) -> Access:
        client = program(self.app, browser(self.app, person).account, _LONG)
        return Access(client.account, client.headers["Authorization"])

    def _sign_in(self) -> None:
        clients = {
            name: Client(self.app, {"Authorization": access.credential}, access.account)
            for name, access in self.known.items()
        }
        self.referents: list[Client] = [clients[person.login] for person in _REFERENTS]
        self.colleges: dict[str, Client] = {name: clients[name] for name in COLLEGES}
