"""Limits on how often one may ask, counted in memory: a restart forgets them."""

import math
import time
from collections import Counter
from threading import Lock
from typing import Final

from api.errors import RETRY_AFTER, TooManyRequests

_MINUTE: Final = 60
_QUARTER: Final = 15 * _MINUTE
_DAY: Final = 24 * 60 * _MINUTE
_LOGINS_PER_ADDRESS: Final = 5
_GUESSES_PER_DAY: Final = 200


class Limits:
    """Counts requests and password guesses.

    A login guessed at from one address is held back after `login_attempts` in a quarter of an hour, an address
    that tries many logins after five times as many, a login guessed at from many addresses after 200 a day.
    """

    def __init__(self, requests_per_minute: int, login_attempts: int) -> None:
        self._requests: Final = _Limit(requests_per_minute, _MINUTE)
        self._guesses: Final = _Limit(login_attempts, _QUARTER)
        self._addresses: Final = _Limit(login_attempts * _LOGINS_PER_ADDRESS, _QUARTER)
        self._logins: Final = _Limit(_GUESSES_PER_DAY, _DAY)

    def request(self, who: str) -> None:
        """Count a request of an account or of an address; raises TooManyRequests."""
        self._requests.count(who)

    def guess(self, address: str, login: str) -> None:
        """Count an attempt to sign in, before its password is checked; raises TooManyRequests."""
        self._guesses.count(address, login)
        self._addresses.count(address)
        self._logins.count(login)

    def right_guess(self, address: str, login: str) -> None:
        """Forget the attempts of somebody who then knew the password."""
        self._guesses.forget(address, login)


class _Limit:
    """So many times in each stretch of so many seconds, by a clock that nobody sets."""

    def __init__(self, most: int, seconds: int) -> None:
        self._most: Final = most
        self._seconds: Final = seconds
        self._lock: Final = Lock()
        self._counts: Final[Counter[tuple[str, ...]]] = Counter()
        self._ends = 0.0

    def count(self, *who: str) -> None:
        """Count once more; raises TooManyRequests, which says when the stretch ends."""
        with self._lock:
            now = time.monotonic()
            if now >= self._ends:
                self._counts.clear()
                self._ends = now + self._seconds
            self._counts[who] += 1
            if self._counts[who] > self._most:
                wait = max(1, math.ceil(self._ends - now))
                raise TooManyRequests(headers={RETRY_AFTER: str(wait)})

    def forget(self, *who: str) -> None:
        """Start again from nothing."""
        with self._lock:
            self._counts.pop(who, None)
