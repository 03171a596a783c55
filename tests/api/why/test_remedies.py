"""What would help leads to the very note that stands in the way, whatever leaf of the list it is on."""

import pytest
from fastapi import FastAPI

from api.catalogue.apart import A_PAGE
from api.running import running
from api.why.explanation import Explanation
from api.why.remedies import remedies
from tests.api.people import Client
from tests.api.planning.world import WEEK, add_catalogue, waiting


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


def explanation(kind: str, *subjects: str) -> Explanation:
    repair = {"change": {"actions": [{"kind": kind, "subjects": subjects}]}, "message": ""}
    about = {"pupil": subjects[0], "week": WEEK, "verdict": "impossible", "proven": True}
    return Explanation.model_validate({**about, "repairs": [repair], "message": ""})


def place_of(app: FastAPI, kind: str, *subjects: str) -> tuple[str, str]:
    """Give the page that a remedy leads to, and the place on it."""
    with running(app).storage.read() as work:
        (remedy,) = remedies(work, explanation(kind, *subjects))
    path, _, anchor = (remedy.steps[0].place or "").partition("#")
    return path, anchor


def test_two_pupils_kept_apart(app: FastAPI, referent: Client) -> None:
    codes = waiting(app, referent.account, *(f"c{number}" for number in range(A_PAGE + 2)))
    for other in codes[1:]:
        assert referent.post("/api/conflicts", json={"pupils": [codes[0], other]}).is_success
    path, anchor = place_of(app, "lift-conflict", codes[1], codes[0])
    assert f'id="{anchor}"' not in referent.get("/incompatibilites").text
    assert f'id="{anchor}"' in referent.get(path).text


def test_a_pupil_kept_away_from_somebody(app: FastAPI, referent: Client) -> None:
    add_catalogue(app)
    (code,) = waiting(app, referent.account, "remparts")
    note = {"pupil": code, "teacher": "t-sport"}
    assert referent.post("/api/teacher-conflicts", json=note).is_success
    path, anchor = place_of(app, "lift-teacher-conflict", code, "t-sport")
    assert f'id="{anchor}"' in referent.get(path).text
