"""Accepting and the clock: at midnight in Lille whatever the season, in week 53, and with a clock set back."""

from datetime import datetime, timedelta

import pytest
from fastapi import FastAPI

from api.catalogue.reading import CLOSURES
from api.catalogue.schemas.closures import ClosureSheet
from api.running import running
from api.storage import audit, versions
from tests.api.conftest import Held
from tests.api.notices.test_clock import ONE_MINUTE
from tests.api.people import REFERENT, Client, browser, refused
from tests.api.planning.test_acceptance import accept, accepted, hosted, reason, states
from tests.api.planning.world import WEEK, offer, waiting


@pytest.fixture
def database() -> str:
    """One database is enough: what the two do differently is tested elsewhere."""
    return "sqlite"


@pytest.mark.parametrize(
    ("week", "midnight"),
    [
        ("2026-W42", "2026-10-18T22:00Z"),  # the last Sunday of summer time
        ("2026-W43", "2026-10-25T23:00Z"),  # clocks went back that night
        ("2026-W53", "2027-01-03T23:00Z"),
        ("2027-W11", "2027-03-21T23:00Z"),  # the last Sunday of winter time
        ("2027-W12", "2027-03-28T22:00Z"),  # clocks went forward that night
    ],
)
def test_a_week_is_published_until_midnight_in_lille(
    app: FastAPI, clock: Held, week: str, midnight: str
) -> None:
    clock.now = datetime.fromisoformat(midnight) - ONE_MINUTE
    referent = browser(app, REFERENT)
    with running(app).storage.write("tests") as work:
        CLOSURES.put(work, week, ClosureSheet(closed=False))
    (code,) = waiting(app, referent.account, "tilleuls", earliest=week, latest=week)
    assert accepted(referent, offer(app, referent.account, {code: week}, week=week)) == 1
    assert hosted(app, week) == {code}
    late = offer(app, referent.account, {code: week}, week=week)
    clock.now += ONE_MINUTE
    refused(accept(referent, late), 409, "week-over")


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(hours=1), timedelta(days=3)])
def test_a_clock_that_is_set_back_loses_no_publication(
    app: FastAPI, referent: Client, clock: Held, back: timedelta
) -> None:
    one, other = waiting(app, referent.account, "tilleuls", "remparts")
    first, second = (offer(app, referent.account, {code: WEEK}) for code in (one, other))
    accepted(referent, first)
    clock.now -= back
    refused(accept(referent, second, **reason(one)), 409, "published-meanwhile")
    again = offer(app, referent.account, {other: WEEK})
    assert accepted(referent, again, **reason(one)) == 2
    assert hosted(app) == {other}
    assert states(referent) == {one: ("waiting", None), other: ("planned", WEEK)}
    storage = running(app).storage
    with storage.read() as work:
        newest, before = versions.history(work, "week", WEEK)
        assert newest.at < before.at
        assert audit.verify(work.session, storage.key).intact
