"""Limits on how often one may ask, counted in memory: a restart forgets them."""

import time
from typing import Final

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api.errors import RETRY_AFTER, TooManyRequests

_MINUTES: Final = 15
_LOGINS_PER_ADDRESS: Final = 5
_GUESSES_PER_DAY: Final = 200


class Limits:
    """Counts requests and password guesses.

    A login guessed at from one address is held back after `login_attempts` in a quarter of an hour, an address
    that tries many logins after five times as many, a login guessed at from many addresses after 200 a day.
    """

    def __init__(self, requests_per_minute: int, login_attempts: int) -> None:
        self._limiter: Final = FixedWindowRateLimiter(MemoryStorage())
        self._requests: Final = RateLimitItemPerMinute(requests_per_minute)
        self._guesses: Final = RateLimitItemPerMinute(login_attempts, _MINUTES)
        self._addresses: Final = RateLimitItemPerMinute(
            login_attempts * _LOGINS_PER_ADDRESS, _MINUTES
        )
        self._logins: Final = RateLimitItemPerDay(_GUESSES_PER_DAY)

    def request(self, who: str) -> None:
        """Count a request of an account or of an address; raises TooManyRequests."""
        self._count(self._requests, "request", who)

    def guess(self, address: str, login: str) -> None:
        """Count an attempt to sign in, before its password is checked; raises TooManyRequests."""
        self._count(self._guesses, "guess", address, login)
        self._count(self._addresses, "address", address)
        self._count(self._logins, "login", login)

    def right_guess(self, address: str, login: str) -> None:
        """Forget the attempts of somebody who then knew the password."""
        self._limiter.clear(self._guesses, "guess", address, login)

    def _count(self, item: RateLimitItem, *who: str) -> None:
        if not self._limiter.hit(item, *who):
            reset = self._limiter.get_window_stats(item, *who).reset_time
            seconds = max(1, round(reset - time.time()))
            raise TooManyRequests(headers={RETRY_AFTER: str(seconds)})
