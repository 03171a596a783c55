"""A campaign: many notices sent at once, while the service is killed again and again."""

import random
import time
from dataclasses import dataclass
from typing import Final

from api.settings import Settings
from tests.api.crash.findings import Findings, look
from tests.api.crash.posting import notice
from tests.api.crash.sending import Sent, sending, token_of
from tests.api.crash.served import Served

_THREADS: Final = 16
_JITTER: Final = 0.02
"""Seconds, at most, between the receipt that a kill waits for and the kill: a few transactions."""


@dataclass(frozen=True)
class Campaign:
    """How many notices are sent, and at how many moments, drawn by a seed, the service is killed."""

    submissions: int
    kills: int
    seed: int = 0

    def run(self, settings: Settings, program: str = "api.cli") -> tuple[Sent, Findings]:
        """Send everything, kill the service once more, and look at what it left."""
        draw = random.Random(self.seed)  # noqa: S311 - moments, not secrets
        token = token_of(settings)
        sent = Sent({f"envoi-{number:06}": notice(number) for number in range(self.submissions)})
        with Served(settings, program) as served, sending(served, token, sent, _THREADS):
            for count in self._moments(draw):
                sent.wait_for(count)
                time.sleep(draw.uniform(0, _JITTER))
                served.kill()
                served.start()
        return sent, look(settings, sent)

    def _moments(self, draw: random.Random) -> list[int]:
        """Draw the numbers of receipts after which to kill, early enough that some are under way."""
        return sorted(draw.sample(range(1, self.submissions - _THREADS), self.kills))
