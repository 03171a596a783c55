"""Logs: one line per request, and nothing personal in any."""

import logging

from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from tests.api.logged import Lines
from tests.api.people import COLLEGE, PASSWORD, Client, anonymous_client
from tests.api.test_errors import CANARY, failing


def test_a_request(lines: Lines, college: Client) -> None:
    answer = college.get("/api/me/tokens", params={"limit": 3})
    line = lines.all[-1]
    assert {key: line[key] for key in ("event", "method", "route", "status", "account")} == {
        "event": "request",
        "method": "GET",
        "route": "/api/me/tokens",
        "status": 200,
        "account": college.account,
    }
    assert line["request"] == answer.headers["x-request-id"]
    assert line["ms"] >= 0


def test_a_refusal_names_its_request(lines: Lines, anonymous: Client) -> None:
    details = anonymous.get("/api/me").json()
    assert details["instance"].rsplit(":", 1)[1] == lines.all[-1]["request"]
    assert lines.all[-1]["status"] == 401


def test_nothing_personal_is_in_them(lines: Lines, app: FastAPI, college: Client) -> None:
    college.get(
        f"/{CANARY}?{CANARY}={CANARY}", headers={"User-Agent": CANARY, "X-Request-ID": CANARY}
    )
    college.post("/api/me/tokens", json={"name": CANARY, CANARY: CANARY})
    college.post("/api/me/tokens", json={"name": CANARY})
    college.delete(f"/api/me/tokens/{CANARY}")
    for password in (CANARY, PASSWORD):
        college.post("/api/login", json={"login": COLLEGE.login, "password": password})
    assert len(lines.all) == 6
    assert CANARY not in lines.text
    assert COLLEGE.login not in lines.text
    assert PASSWORD not in lines.text


def test_a_fault_is_told_by_its_place_and_not_by_its_words(
    lines: Lines, settings: Settings
) -> None:
    with anonymous_client(create_app(settings, [failing()])) as client:
        client.get("/api/fault")
    fault, request = lines.all
    assert (fault["event"], fault["level"], fault["fault"]) == ("fault", "error", "RuntimeError")
    assert fault["where"][-1].startswith("tests.api.test_errors:fault:")
    assert fault["request"] == request["request"]
    assert CANARY not in lines.text


def test_libraries_are_heard_without_their_arguments(lines: Lines) -> None:
    logger = logging.getLogger("a.library")
    logger.warning("about %s", CANARY)
    logger.info("nothing of interest")
    logger.error(CANARY, exc_info=ValueError(CANARY))
    first, second = lines.all
    assert (first["logger"], first["message"]) == ("a.library", "about %s")
    assert second["fault"] == "ValueError"
    assert CANARY not in lines.text
