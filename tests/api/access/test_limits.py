"""How often one may ask."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.access.limits import Limits
from api.app import create_app
from api.errors import TooManyRequests
from api.settings import Settings
from tests.api.people import refused


def guess(limits: Limits, address: str, login: str, times: int) -> None:
    for _ in range(times):
        limits.guess(address, login)


def test_one_login_from_one_address() -> None:
    limits = Limits(requests_per_minute=10, login_attempts=3)
    guess(limits, "a", "x", 3)
    with pytest.raises(TooManyRequests) as refusal:
        limits.guess("a", "x")
    assert 0 < int(refusal.value.headers["Retry-After"]) <= 900
    limits.guess("b", "x")
    limits.guess("a", "y")


def test_many_logins_from_one_address() -> None:
    limits = Limits(requests_per_minute=10, login_attempts=3)
    for number in range(15):
        limits.guess("a", str(number))
    with pytest.raises(TooManyRequests):
        limits.guess("a", "another")


def test_one_login_from_many_addresses() -> None:
    limits = Limits(requests_per_minute=10, login_attempts=3)
    for number in range(200):
        limits.guess(str(number), "x")
    with pytest.raises(TooManyRequests):
        limits.guess("another", "x")


def test_when_the_time_is_over_one_may_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("api.access.limits.time.monotonic", lambda: now)
    limits = Limits(requests_per_minute=1, login_attempts=3)
    limits.request("a")
    now += 59.5
    with pytest.raises(TooManyRequests) as refusal:
        limits.request("a")
    assert refusal.value.headers["Retry-After"] == "1"
    limits.request("b")
    now += 0.5
    limits.request("a")


def test_a_right_guess_forgets_the_wrong_ones() -> None:
    limits = Limits(requests_per_minute=10, login_attempts=3)
    guess(limits, "a", "x", 3)
    limits.right_guess("a", "x")
    guess(limits, "a", "x", 3)


@pytest.mark.parametrize("path", ["/health/live", "/api/me"])
def test_requests_without_an_account_are_counted_by_address(path: str, settings: Settings) -> None:
    app: FastAPI = create_app(settings.model_copy(update={"requests_per_minute": 3}))
    with TestClient(app) as client:
        for _ in range(3):
            assert client.get(path).status_code != 429
        refused(client.get(path), 429, "too-many-requests")
