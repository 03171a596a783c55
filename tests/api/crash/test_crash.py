"""kill -9 while notices come in: nothing acknowledged is lost, nothing doubled.

The short form runs every day on the embedded database; `make soak` runs the long one on both. On PostgreSQL
the service is killed, not the server.
"""

import os

import pytest

from api.settings import Settings
from tests.api.crash.campaign import Campaign
from tests.api.crash.findings import Findings

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SHORT, LONG = Campaign(submissions=150, kills=3), Campaign(submissions=1000, kills=12)
BROKEN = Campaign(submissions=80, kills=2)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"] if SOAK else ["sqlite"])
def test_nothing_acknowledged_is_lost_and_nothing_doubled(settings: Settings) -> None:
    campaign = LONG if SOAK else SHORT
    sent, findings = campaign.run(settings)
    assert findings == Findings()
    assert len(sent.receipts) == campaign.submissions
    assert sent.cut_off > 0, "no kill came while a notice was under way: this shows nothing"


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_service_that_answers_first_is_caught(settings: Settings) -> None:
    _, findings = BROKEN.run(settings, "tests.api.crash.answers_first")
    assert findings.lost
