"""Many acceptances at once, again and again: one winner each time, and the others are told."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from fastapi import FastAPI
from httpx2 import Response

from api.running import running
from api.storage import audit, versions
from tests.api.people import Client
from tests.api.planning.test_acceptance import accept, hosted, reason, states
from tests.api.planning.world import WEEK, offer, waiting

ROUNDS: Final = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 2


def test_of_simultaneous_acceptances_one_wins(app: FastAPI, referent: Client) -> None:
    """Each round publishes the week anew, so that what one round left behind would show in the next."""
    codes = waiting(app, referent.account, "tilleuls", "remparts", "moulins", "citadelle")
    holder: str | None = None
    with ThreadPoolExecutor(len(codes)) as pool:
        for _ in range(ROUNDS):
            proposals = [offer(app, referent.account, {code: WEEK}) for code in codes]
            reasons = [reason(holder) if holder and holder != code else {} for code in codes]

            def attempt(proposal: str, why: dict[str, str]) -> Response:
                return accept(referent, proposal, **why)

            answers = list(pool.map(attempt, proposals, reasons))
            assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
            (holder,) = (
                code for code, answer in zip(codes, answers, strict=True) if answer.is_success
            )
            assert hosted(app) == {holder}
    expected = {code: ("planned", WEEK) if code == holder else ("waiting", None) for code in codes}
    assert states(referent) == expected
    storage = running(app).storage
    with storage.read() as work:
        numbers = [row.number for row in versions.history(work, "week", WEEK)]
        assert audit.verify(work.session, storage.key).intact
    assert numbers == list(range(ROUNDS, 0, -1))
