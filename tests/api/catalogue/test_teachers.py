"""Those who give workshops: kept by the référente, who each say themselves when they can."""

from typing import Any

import pytest

from tests.api.catalogue.entries import AVAILABILITY, TEACHER, WRITING, paths_of, put, with_teacher
from tests.api.conftest import Held
from tests.api.people import Client, refused


def test_what_is_put_is_read_again_by_those_whom_it_concerns(
    referent: Client, teacher: Client, other_teacher: Client, analyst: Client, college: Client
) -> None:
    with_teacher(referent)
    expected = {"id": "t-ecriture", **TEACHER}
    for reader in (referent, teacher):
        assert reader.get("/api/teachers/t-ecriture").json() == expected
        assert reader.get("/api/teachers").json() == {"items": [expected], "next": None}
    assert other_teacher.get("/api/teachers").json()["items"] == []
    refused(college.get("/api/teachers"), 403, "role-not-allowed")
    refused(teacher.put("/api/teachers/t-ecriture", json=TEACHER), 403, "role-not-allowed")
    refused(analyst.put("/api/teachers/t-ecriture", json=TEACHER), 403, "role-not-allowed")
    # With names and slots, an analyst could tell who is behind a pseudonym.
    refused(analyst.get("/api/teachers/t-ecriture"), 403, "role-not-allowed")


def test_anothers_entry_looks_like_an_absent_one(
    referent: Client, teacher: Client, other_teacher: Client
) -> None:
    with_teacher(referent)
    for path, method in (("", "GET"), ("/availability", "PUT")):
        answers = [
            refused(
                other_teacher.request(
                    method,
                    f"/api/teachers/{whose}{path}",
                    json=AVAILABILITY,
                    headers={"If-Match": '"7"'} if method == "PUT" else {},
                ),
                404,
                "not-found",
            )
            for whose in ("t-ecriture", "personne", "t-theatre")
        ]
        assert len({str({**each, "instance": ""}) for each in answers}) == 1
    assert referent.get("/api/teachers/t-ecriture").json() == {"id": "t-ecriture", **TEACHER}


def test_somebody_changes_their_own_availability_and_nothing_else(
    referent: Client, teacher: Client, actions: Any
) -> None:
    with_teacher(referent)
    expected = {"id": "t-ecriture", **TEACHER, **AVAILABILITY}
    assert put(teacher, "teachers/t-ecriture/availability", AVAILABILITY) == expected
    assert referent.get("/api/teachers/t-ecriture").json() == expected
    assert actions()[-1] == (teacher.account, "teacher.changed", "t-ecriture")
    more = {**AVAILABILITY, "max_sessions": 1000}
    answer = teacher.put("/api/teachers/t-ecriture/availability", json=more)
    assert paths_of(refused(answer, 422, "invalid")) == ["max_sessions"]
    outside = {**AVAILABILITY, "reluctant_slots": ["fri-5"]}
    answer = teacher.put("/api/teachers/t-ecriture/availability", json=outside)
    assert paths_of(refused(answer, 422, "invalid")) == ["reluctant_slots[0]"]


def test_every_version_says_who_and_when(referent: Client, teacher: Client, clock: Held) -> None:
    with_teacher(referent)
    clock.advance(hours=1)
    put(teacher, "teachers/t-ecriture/availability", AVAILABILITY)
    clock.advance(hours=1)
    assert referent.delete("/api/teachers/t-ecriture").status_code == 204
    refused(referent.get("/api/teachers/t-ecriture"), 404, "not-found")
    history = referent.get("/api/teachers/t-ecriture/history").json()
    assert [
        (each["number"], each["at"][11:16], each["by"], each["role"], each["content"])
        for each in history
    ] == [
        (3, "11:00", referent.account, "referent", None),
        (2, "10:00", teacher.account, "teacher", {**TEACHER, **AVAILABILITY}),
        (1, "09:00", referent.account, "referent", TEACHER),
    ]
    refused(teacher.get("/api/teachers/t-ecriture/history"), 403, "role-not-allowed")
    refused(referent.get("/api/teachers/personne/history"), 404, "not-found")
    put(referent, "teachers/t-ecriture", TEACHER)
    assert referent.get("/api/teachers/t-ecriture").headers["etag"] == '"4"'


def test_nobody_overwrites_what_they_have_not_read(referent: Client, teacher: Client) -> None:
    with_teacher(referent)
    read = referent.get("/api/teachers/t-ecriture").headers["etag"]
    put(teacher, "teachers/t-ecriture/availability", AVAILABILITY, **{"If-Match": read})
    for method, path in (("PUT", ""), ("DELETE", "")):
        answer = referent.request(
            method, f"/api/teachers/t-ecriture{path}", json=TEACHER, headers={"If-Match": read}
        )
        refused(answer, 412, "changed-meanwhile")
    answer = teacher.put(
        "/api/teachers/t-ecriture/availability", json=AVAILABILITY, headers={"If-Match": read}
    )
    refused(answer, 412, "changed-meanwhile")
    assert referent.get("/api/teachers/t-ecriture").json()["slots"] is None
    put(referent, "teachers/nouveau", TEACHER, **{"If-Match": '"0"'})
    again = referent.put("/api/teachers/nouveau", json=TEACHER, headers={"If-Match": '"0"'})
    refused(again, 412, "changed-meanwhile")


def test_what_does_not_exist_is_refused_where_it_stands(referent: Client) -> None:
    put(referent, "workshops/ecriture", WRITING)
    body = {
        **TEACHER,
        "college": "nulle-part",
        "workshops": ["ecriture", "poterie"],
        "slots": ["tue-1", "tue-5"],
    }
    details = refused(referent.put("/api/teachers/t-ecriture", json=body), 422, "invalid")
    assert paths_of(details) == ["college", "workshops[1]", "slots[1]"]
    refused(referent.get("/api/teachers/t-ecriture"), 404, "not-found")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", " "),
        ("workshops", None),
        ("workshops", ["ecriture"] * 51),
        ("slots", ["sat-1"]),
        ("slots", ["tue-1"] * 61),
        ("away_weeks", ["2025-W53"]),
        ("away_weeks", ["9999-W01"]),
        ("away_weeks", ["2026-W01"] * 121),
        ("max_sessions", -1),
        ("max_sessions", "3"),
        ("id", "autre"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"])
def test_what_has_not_the_form_is_refused(referent: Client, field: str, wrong: Any) -> None:
    answer = referent.put("/api/teachers/t-ecriture", json={**TEACHER, field: wrong})
    (path,) = paths_of(refused(answer, 422, "invalid"))
    assert path.startswith(field)


def test_lists_come_page_by_page_in_the_same_order_everywhere(referent: Client) -> None:
    put(referent, "workshops/ecriture", WRITING)
    for id in ("a", "a-b", "a1", "b"):  # noqa: A001
        put(referent, f"teachers/{id}", TEACHER)
    first = referent.get("/api/teachers", params={"limit": 3}).json()
    assert [each["id"] for each in first["items"]] == ["a", "a-b", "a1"]
    second = referent.get("/api/teachers", params={"after": first["next"]}).json()
    assert [each["id"] for each in second["items"]] == ["b"]
    assert second["next"] is None
