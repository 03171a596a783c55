"""No word of a pupil's file leaves it: a whole life, with a word of its own in each field that takes a text.

The fields come from the schema of a notice, so a new one joins by itself.
"""

import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, ValidationError

from api.access.roles import Role
from api.notices.schemas import NewNotice
from api.planning.keeping import WHEN_DONE
from api.running import running, start
from api.settings import Settings
from api.storage import sqlite
from tests.api.conftest import Held
from tests.api.forgetting.files import traces
from tests.api.logged import Lines
from tests.api.notices.importing.files import as_csv, cells
from tests.api.notices.sending import NOTICE, post
from tests.api.people import (
    ANALYST,
    COLLEGE,
    OTHER_COLLEGE,
    REFERENT,
    Client,
    Person,
    anonymous_client,
    browser,
)
from tests.api.planning.test_by_http import done, proposals
from tests.api.planning.world import WEEK, add_catalogue
from tests.api.test_routes import every_route

WORD: Final = "Zyxquel"
OUTSIDER: Final = Person("college-moulins", "college", college="moulins")
SPORT: Final = Person("intervenant-sport", "teacher", teacher="t-sport")
Path_ = tuple[str, ...]

NAMED: Final[Mapping[Role, frozenset[str]]] = {
    "referent": frozenset(
        {
            "/api/notices",
            "/api/notices/{id}",
            "/api/weeks",
            "/api/weeks/{week}/history",
            "/api/weeks/{week}/sheet",
            "/api/weeks/{week}/sheet.csv",
            "/api/sessions",
            "/api/exports/notices.csv",
            "/api/exports/weeks.csv",
            "/api/indicators",
        }
    ),
    "teacher": frozenset({"/api/sessions"}),
    "college": frozenset(),
    "analyst": frozenset(),
}
"""The only answers, by role, that may say what a file says; the collège is another one than the pupil's."""


def fields(model: type[BaseModel], above: Path_ = ()) -> Iterator[Path_]:
    """List the fields of a schema and of those inside it."""
    for name, field in model.model_fields.items():
        inside = field.annotation
        if isinstance(inside, type) and issubclass(inside, BaseModel):
            yield from fields(inside, (*above, name))
        else:
            yield (*above, name)


def with_texts(texts: Mapping[Path_, str]) -> dict[str, Any]:
    body = deepcopy(NOTICE)
    for (*above, name), text in texts.items():
        place = body
        for each in above:
            place = place[each]
        place[name] = text
    return body


def takes_a_text(field: Path_) -> bool:
    try:
        NewNotice.model_validate(with_texts({field: WORD}), strict=False)
    except ValidationError:
        return False
    return True


PERSONAL: Final = [field for field in fields(NewNotice) if takes_a_text(field)]


def notice(whose: str) -> dict[str, Any]:
    """Write a notice with a word of its own in each field that takes a text."""
    return with_texts({field: f"{WORD} {whose} {field[-1]}" for field in PERSONAL})


@pytest.fixture
def database() -> str:
    """One database is enough: what leaves a file is decided before it."""
    return "sqlite"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The file of all that solvers are told."""
    return tmp_path / "told-to-solvers"


@pytest.fixture
def app(_built: FastAPI, settings: Settings, clock: Held, told: Path) -> Iterator[FastAPI]:
    listening = [sys.executable, "-m", "tests.api.campaign.listening_solver", str(told)]
    _built.state.opening = partial(start, settings, clock, listening, WHEN_DONE)
    with anonymous_client(_built):
        yield _built


def test_the_fields_that_take_a_text_are_found() -> None:
    assert {field[-1] for field in PERSONAL} >= {"first_name", "quartier", "note", "contact"}


def test_no_word_of_a_file_leaves_it(
    app: FastAPI, settings: Settings, lines: Lines, told: Path
) -> None:
    add_catalogue(app)
    people = {p.login: browser(app, p) for p in (REFERENT, COLLEGE, OTHER_COLLEGE, OUTSIDER, SPORT)}
    analyst = browser(app, ANALYST)
    names = live(app, people)
    readers: Mapping[Role, Client] = {
        "referent": people[REFERENT.login],
        "teacher": people[SPORT.login],
        "college": people[OUTSIDER.login],
        "analyst": analyst,
    }
    for role, client in readers.items():
        read_everything(client, role, names)
    assert len(lines.all) > 100
    assert WORD not in lines.text
    assert told.stat().st_size > 1000
    assert WORD not in told.read_text(encoding="utf-8")
    stored_in_their_own_columns(app)
    no_other_file_holds_one(settings)


def live(app: FastAPI, people: Mapping[str, Client]) -> dict[str, str]:
    """Have files sent, refused, imported, amended, planned, published, repaired and hosted."""
    referent, college = people[REFERENT.login], people[COLLEGE.login]
    others = people[OTHER_COLLEGE.login]
    wrong = {**notice("refused"), "earliest": "2026-W51", "latest": "2026-W48"}
    assert post(college, wrong).status_code == 422
    assert post(college, {**notice("refused"), "motives": [WORD], WORD: WORD}).status_code == 422
    first = post(college, notice("one")).json()
    second = post(others, notice("two")).json()
    imported = imports(college)
    amended = {**notice("amended"), "days": 4}
    assert college.put(f"/api/notices/{first['id']}", json=amended).status_code == 200
    withdrawn = {"reason": "sent-by-mistake"}
    path = f"/api/notices/{imported}/withdrawal"
    assert college.post(path, json={"reason": WORD}).status_code == 422
    assert college.post(path, json=withdrawn).status_code == 200
    for sending in (first, second):
        for to in ("family-met", "waiting"):
            moved = referent.post(f"/api/notices/{sending['id']}/moves", json={"to": to})
            assert moved.status_code == 200, moved.text
    one, two = first["pupil_code"], second["pupil_code"]
    assert referent.put(f"/api/wishes/{one}", json={"priority": 2}).status_code == 200
    done(referent, "/api/proposals", {"week": WEEK})
    best = proposals(referent, week=WEEK)[0]
    accepted = referent.post(f"/api/proposals/{best['id']}/acceptance", json={})
    assert accepted.status_code == 200, accepted.text
    assert college.post(
        f"/api/notices/{first['id']}/confirmation",
        json={"first_day": "2026-11-23", "last_day": "2026-11-26"},
    ).is_success
    done(referent, "/api/explanations", {"week": WEEK})
    job = done(referent, "/api/repairs", {"week": WEEK, "absent": [two]})
    repair = next(each for each in proposals(referent, week=WEEK) if each["job"] == job["id"])
    answer = referent.post(f"/api/proposals/{repair['id']}/acceptance", json={"reasons": {}})
    assert answer.status_code == 200, answer.text
    assert referent.post(f"/api/notices/{first['id']}/moves", json={"to": "hosted"}).is_success
    calendar = people[SPORT.login].post("/api/calendar-address").json()["path"]
    conflict = referent.post("/api/conflicts", json={"pupils": [one, two]})
    assert conflict.status_code == 201, conflict.text
    return {
        "/api/notices/{id}": first["id"],
        "/api/pupils/{id}": first["pupil_id"],
        "/api/colleges/{id}": "tilleuls",
        "/api/teachers/{id}": "t-sport",
        "/api/workshops/{id}": "sport",
        "/api/jobs/{id}": job["id"],
        "/api/proposals/{id}": repair["id"],
        "secret": calendar.rsplit("/", 1)[1].removesuffix(".ics"),
        "code": one,
        "week": WEEK,
        "period": WEEK,
    }


def imports(college: Client) -> str:
    """Send a file that is refused, one on trial and one for good; give the id of its notice."""
    sheet = NewNotice.model_validate(notice("imported"), strict=False)
    for lines, more, status in (
        ([cells(sheet, level=WORD)], {}, 422),
        ([cells(sheet)], {}, 200),
        ([cells(sheet)], {"dry_run": "false"}, 200),
    ):
        answer = college.post(
            "/api/notices/import",
            files={"file": (f"{WORD}.csv", as_csv(lines), "text/csv")},
            data=more,
            headers={"Idempotency-Key": uuid4().hex},
        )
        assert answer.status_code == status, answer.text
    (item,) = (
        each
        for each in college.get("/api/notices").json()["items"]
        if "imported" in each["pupil"]["first_name"]
    )
    found: str = item["id"]
    return found


def read_everything(client: Client, role: Role, names: Mapping[str, str]) -> None:
    """Ask for all that a role may read: a file's words come where they have to, and nowhere else."""
    period = {"from": "2026-W40", "to": "2026-W50"}
    telling = set()
    for method, path, audience in every_route():
        if method != "GET" or not path.startswith("/api/"):
            continue
        if audience.public or role in audience.roles:
            named = path[: path.rfind("}") + 1]
            parameters = {"id": names.get(named, "0" * 24), **names}
            params = period if path in {"/api/indicators", "/api/closures"} else {}
            answer = client.get(path.format(**parameters), params=params)
            assert answer.status_code in {200, 404}, (path, answer.text)
            if WORD in answer.text:
                telling.add(path)
    assert telling == NAMED[role]


def stored_in_their_own_columns(app: FastAPI) -> None:
    with running(app).storage.read() as work:
        columns = traces(work, WORD)
    assert {column.partition(".")[0] for column in columns} == {"pupils", "notices"}
    assert {column.partition(".")[2] for column in columns} == {field[-1] for field in PERSONAL}


def no_other_file_holds_one(settings: Settings) -> None:
    database = sqlite.database_file(settings).name
    files = [each for each in settings.data_dir.rglob("*") if each.is_file()]
    assert len(files) > 1
    for each in files:
        if not each.name.startswith(database):
            assert WORD.encode() not in each.read_bytes(), each
