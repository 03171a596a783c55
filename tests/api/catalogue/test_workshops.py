"""Workshops: added, replaced, and not removed while somebody gives them."""

from typing import Any

from tests.api.catalogue.entries import TIMETABLE, WRITING, paths_of, put, with_teacher
from tests.api.people import Client, refused

WHOLE: dict[str, Any] = {**WRITING, "per_week": 1, "place": None, "travel_minutes": 0}


def test_what_is_put_is_read_again(
    referent: Client, teacher: Client, analyst: Client, college: Client, actions: Any
) -> None:
    assert put(referent, "workshops/ecriture", WRITING) == {"id": "ecriture", **WHOLE}
    assert actions()[-1] == (referent.account, "workshop.changed", "ecriture")
    for reader in (referent, teacher, analyst):
        answer = reader.get("/api/workshops/ecriture")
        assert (answer.json(), answer.headers["etag"]) == ({"id": "ecriture", **WHOLE}, '"1"')
        assert reader.get("/api/workshops").json()["items"] == [answer.json()]
    refused(college.get("/api/workshops"), 403, "role-not-allowed")
    refused(teacher.put("/api/workshops/ecriture", json=WRITING), 403, "role-not-allowed")


def test_one_that_somebody_gives_stays(referent: Client, actions: Any) -> None:
    with_teacher(referent)
    refused(referent.delete("/api/workshops/ecriture"), 409, "workshop-in-use")
    referent.delete("/api/teachers/t-ecriture")
    stale = referent.delete("/api/workshops/ecriture", headers={"If-Match": '"9"'})
    refused(stale, 412, "changed-meanwhile")
    answer = referent.delete("/api/workshops/ecriture", headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.content) == (204, b"")
    assert actions()[-1] == (referent.account, "workshop.removed", "ecriture")
    refused(referent.delete("/api/workshops/ecriture"), 404, "not-found")
    history = referent.get("/api/workshops/ecriture/history").json()
    assert [each["content"] for each in history] == [None, WHOLE]


def test_the_same_again_is_no_further_version(referent: Client) -> None:
    put(referent, "workshops/ecriture", WRITING)
    put(referent, "workshops/ecriture", WRITING, **{"If-Match": '"1"'})
    assert len(referent.get("/api/workshops/ecriture/history").json()) == 1


def test_the_travel_leaves_time_for_the_workshop(referent: Client) -> None:
    """By default two slots without a break between them last 150 minutes."""
    cooking = {"name": "Cuisine", "length": 2, "travel_minutes": 75}
    answer = referent.put("/api/workshops/cuisine", json=cooking)
    details = refused(answer, 422, "invalid")
    assert paths_of(details) == ["travel_minutes"]
    assert "150 minutes" in details["problems"][0]["message"]
    put(referent, "workshops/cuisine", {**cooking, "travel_minutes": 74})
    put(referent, "timetable", TIMETABLE)
    refused(referent.put("/api/workshops/cuisine", json=cooking), 422, "invalid")
    put(referent, "workshops/cuisine", {**cooking, "travel_minutes": 57})
    put(referent, "workshops/cuisine", {**cooking, "length": 9})
