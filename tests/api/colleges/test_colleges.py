"""The catalogue of collèges: kept by the référente, read by each collège as far as it goes."""

from typing import Any

import pytest
from sqlalchemy import text

from api.settings import Settings
from api.storage.engine import migrating_engine
from api.storage.migrate import migrate, upgrade
from tests.api.people import Client, refused

NEW = {"id": "citadelle", "name": "Collège de la Citadelle"}


def ids(client: Client) -> list[str]:
    return [item["id"] for item in client.get("/api/colleges").json()["items"]]


class TestReading:
    def test_nobody_without_signing_in(self, anonymous: Client) -> None:
        refused(anonymous.get("/api/colleges"), 401, "not-signed-in")

    def test_another_collège_looks_like_an_absent_one(
        self, college: Client, other_college: Client
    ) -> None:
        other = refused(college.get("/api/colleges/remparts"), 404, "not-found")
        absent = refused(college.get("/api/colleges/nulle-part"), 404, "not-found")
        assert {**other, "instance": ""} == {**absent, "instance": ""}

    def test_a_collège_reads_its_own(self, college: Client, other_college: Client) -> None:
        assert college.get("/api/colleges/tilleuls").json()["active"] is True
        assert ids(college) == ["tilleuls"]

    def test_the_référente_reads_all_in_pages(
        self, referent: Client, college: Client, other_college: Client
    ) -> None:
        assert ids(referent) == ["remparts", "tilleuls"]
        first = referent.get("/api/colleges", params={"limit": 1}).json()
        assert first["next"] == "remparts"
        second = referent.get("/api/colleges", params={"after": first["next"]}).json()
        assert [item["id"] for item in second["items"]] == ["tilleuls"]


class TestKeeping:
    def test_only_the_référente_keeps_it(self, college: Client) -> None:
        refused(college.post("/api/colleges", json=NEW), 403, "role-not-allowed")
        change = {"name": "Autre", "active": False}
        refused(college.put("/api/colleges/tilleuls", json=change), 403, "role-not-allowed")

    def test_adding_renaming_deactivating(self, referent: Client, actions: Any) -> None:
        made = referent.post("/api/colleges", json=NEW)
        assert (made.status_code, made.json()) == (201, {**NEW, "active": True})
        change = {"name": "Collège du Marais", "active": False}
        changed = referent.put("/api/colleges/citadelle", json=change)
        assert changed.json() == {"id": "citadelle", **change}
        assert referent.get("/api/colleges/citadelle").json() == changed.json()
        assert actions()[-2:] == [
            (referent.account, "college.added", "citadelle"),
            (referent.account, "college.changed", "citadelle"),
        ]

    def test_an_id_is_taken_once(self, referent: Client) -> None:
        referent.post("/api/colleges", json=NEW)
        refused(referent.post("/api/colleges", json=NEW), 409, "college-taken")

    def test_an_absent_one_does_not_change(self, referent: Client) -> None:
        answer = referent.put("/api/colleges/citadelle", json={"name": "x"})
        refused(answer, 404, "not-found")

    def test_each_change_is_a_version(
        self, referent: Client, college: Client, analyst: Client
    ) -> None:
        assert referent.post("/api/colleges", json=NEW).headers["etag"] == '"1"'
        first = {"If-Match": '"1"'}
        change = {"name": "Collège du Marais", "active": False}
        changed = referent.put("/api/colleges/citadelle", json=change, headers=first)
        assert changed.headers["etag"] == '"2"'
        stale = referent.put("/api/colleges/citadelle", json=change, headers=first)
        refused(stale, 412, "changed-meanwhile")
        assert referent.get("/api/colleges/citadelle").headers["etag"] == '"2"'
        history = referent.get("/api/colleges/citadelle/history").json()
        assert [(each["number"], each["by"], each["content"]) for each in history] == [
            (2, referent.account, change),
            (1, referent.account, {"name": NEW["name"], "active": True}),
        ]
        refused(referent.get("/api/colleges/absent/history"), 404, "not-found")
        for other in (college, analyst):
            refused(other.get("/api/colleges/tilleuls/history"), 403, "role-not-allowed")

    @pytest.mark.parametrize("wrong", ["", "Tilleuls", "des tilleuls", "-a", "a" * 61, "é", "a_b"])
    def test_an_id_is_short_and_plain(self, referent: Client, wrong: str) -> None:
        answer = referent.post("/api/colleges", json={**NEW, "id": wrong})
        refused(answer, 422, "invalid")


def test_accounts_made_before_the_catalogue_keep_their_collège(empty: Settings) -> None:
    engine = migrating_engine(empty)
    with engine.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(
            text(
                "INSERT INTO accounts (id, login, role, college, password_hash, created_at) "
                "VALUES ('1', 'a', 'college', 'tilleuls', 'x', '2026-01-01 00:00:00+00:00'), "
                "('2', 'b', 'analyst', NULL, 'x', '2026-01-01 00:00:00+00:00')"
            )
        )
    migrate(empty)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT id, name FROM colleges")).all()
        kept = connection.execute(text("SELECT login FROM accounts ORDER BY login")).all()
    engine.dispose()
    assert [tuple(row) for row in found] == [("tilleuls", "tilleuls")]
    assert [row[0] for row in kept] == ["a", "b"]
