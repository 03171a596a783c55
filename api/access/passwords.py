"""Passwords: hashed with argon2id, checked in the same time whether or not the account exists."""

import secrets
import unicodedata
from base64 import b64encode
from threading import BoundedSemaphore
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from api.errors import TooManyRequests

SHORTEST: Final = 12
LONGEST: Final = 200

# The second choice of RFC 9106, for machines that cannot spare 2 GiB: a tenth of a second here.
_PASSES: Final = 3
_KIB: Final = 65536
_LANES: Final = 4

_AT_ONCE: Final = 2
_PATIENCE: Final = 5.0

_LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without the letters and digits that look alike."""


class Passwords:
    """Hashes and checks passwords, two at a time at most."""

    def __init__(self) -> None:
        self._hasher: Final = PasswordHash(
            [Argon2Hasher(time_cost=_PASSES, memory_cost=_KIB, parallelism=_LANES)]
        )
        self._turns: Final = BoundedSemaphore(_AT_ONCE)
        self._nobodys: Final = nobodys_hash()

    def hash(self, password: str) -> str:
        """Hash a password with a salt of its own."""
        return self._hasher.hash(_bytes(password))

    def match(self, password: str, hashed: str | None) -> bool:
        """Tell whether a password is the hashed one; without a hash, take as long and say no.

        Raises TooManyRequests where too many others are being checked.
        """
        if not self._turns.acquire(timeout=_PATIENCE):
            raise TooManyRequests
        try:
            right = self._hasher.verify(_bytes(password), hashed or self._nobodys)
        finally:
            self._turns.release()
        return right and hashed is not None


def nobodys_hash() -> str:
    """Make up a hash that no password has, and that takes as long to check as any."""
    salt, tag = (b64encode(secrets.token_bytes(n)).decode().rstrip("=") for n in (16, 32))
    return f"$argon2id$v=19$m={_KIB},t={_PASSES},p={_LANES}${salt}${tag}"


def random_password() -> str:
    """Make a password of 99 bits that can be read out and typed: `k7mwp-3xqtn-…`."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    return "-".join(groups)


def _bytes(password: str) -> bytes:
    """Encode a password so that the same letters give the same bytes on every keyboard."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
