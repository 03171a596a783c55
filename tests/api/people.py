"""Invented accounts, one or two per role, and browsers and programs that use the service as them."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from api.access import credentials
from api.access.guard import COOKIE
from api.access.passwords import Passwords
from api.access.roles import Role
from api.accounts import upkeep
from api.colleges import service as catalogue
from api.colleges.schemas import NewCollege
from api.running import running
from api.storage.tables import College
from api.storage.work import Writing

PASSWORD: Final = "quatre mots inventés ici"
SITE: Final = "https://testserver"


class Person(NamedTuple):
    """An account to be made."""

    login: str
    role: Role
    college: str | None = None
    teacher: str | None = None


REFERENT: Final = Person("referente", "referent")
COLLEGE: Final = Person("college-tilleuls", "college", college="tilleuls")
OTHER_COLLEGE: Final = Person("college-remparts", "college", college="remparts")
TEACHER: Final = Person("intervenant-ecriture", "teacher", teacher="t-ecriture")
OTHER_TEACHER: Final = Person("intervenant-theatre", "teacher", teacher="t-theatre")
ANALYST: Final = Person("analyste", "analyst")
PEOPLE: Final = (REFERENT, COLLEGE, OTHER_COLLEGE, TEACHER, OTHER_TEACHER, ANALYST)


class Client(TestClient):
    """A client of the service, and the account behind it, if any."""

    def __init__(self, app: FastAPI, headers: Mapping[str, str] = {}, account: str = "") -> None:
        super().__init__(app, base_url=SITE, headers=dict(headers), follow_redirects=False)
        self.account = account


def anonymous_client(app: FastAPI) -> Client:
    """Make the client of somebody who is not signed in."""
    return Client(app)


def browser(app: FastAPI, person: Person) -> Client:
    """Make the browser of a new account, signed in."""
    storage = running(app).storage
    with storage.write("tests") as work:
        if person.college is not None:
            add_college(work, person.college)
        account = upkeep.add(
            work,
            person.login,
            person.role,
            hashed=password_hash(),
            college=person.college,
            teacher=person.teacher,
        )
    return another_browser(app, account)


def add_college(work: Writing, college: str) -> None:
    """Make an invented collège, unless it is there already."""
    if work.session.get(College, college) is None:
        catalogue.add(work, NewCollege(id=college, name=f"Collège {college} (inventé)"))


def another_browser(app: FastAPI, account: str) -> Client:
    """Make one more browser in which an account is signed in."""
    with running(app).storage.write(account) as work:
        session = credentials.issue(work, account, "session", timedelta(hours=12))
    client = Client(app, {"Sec-Fetch-Site": "same-origin"}, account)
    client.cookies.set(COOKIE, session.secret)
    return client


def program(app: FastAPI, account: str, life: timedelta = timedelta(days=1)) -> Client:
    """Make a program that uses a token of an account."""
    with running(app).storage.write(account) as work:
        token = credentials.issue(work, account, "token", life, "Programme")
    return Client(app, {"Authorization": f"Bearer {token.secret}"}, account)


@cache
def password_hash() -> str:
    """Hash the tests' password once: it takes a tenth of a second."""
    return Passwords().hash(PASSWORD)


def refused(response: Response, status: int, code: str) -> dict[str, Any]:
    """Make sure that an answer is the refusal expected, in French, and give its details."""
    details: dict[str, Any] = response.json()
    assert (response.status_code, details["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"
    assert details["status"] == status
    assert details["detail"].endswith(".")
    return details
