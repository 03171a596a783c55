"""Clients of the service, in a process of their own so that they do not wait for one another.

`python -m benchmarks.clients submit PORT SECONDS TOKEN…` sends notices from ten threads, each on a connection that
stays open, and prints how many were acknowledged. `… read PORT SECONDS TOKEN` asks for fifty pages a second and
prints how long each answer took, counted from the moment at which it was due.
"""

import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import count
from typing import Final
from uuid import uuid4

from tests.api.crash.posting import notice, post

THREADS: Final = 10
PER_SECOND: Final = 50
_READ: Final = (
    "/api/notices?limit=20",
    "/api/notices/{}",
    "/api/colleges",
    "/api/weeks",
    "/api/sessions",
    "/api/me",
)


def submit(port: int, seconds: float, tokens: Sequence[str]) -> int:
    """Send notices for some seconds, one after the other in each thread; count the receipts."""
    with ThreadPoolExecutor(THREADS) as pool:
        mine = [tokens[number % len(tokens)] for number in range(THREADS)]
        return sum(pool.map(lambda token: _submit(port, seconds, token), mine))


def _submit(port: int, seconds: float, token: str) -> int:
    connection = HTTPConnection("127.0.0.1", port)
    end = time.perf_counter() + seconds
    for sent in count():
        if time.perf_counter() > end:
            connection.close()
            return sent
        status, answer = post(connection, token, uuid4().hex, notice(sent))
        if status != 201:
            raise ValueError(answer)
    raise AssertionError


def read(port: int, seconds: float, token: str) -> list[float]:
    """Ask at an even pace, whether or not the answers before have come; give each one's seconds."""
    due = [number / PER_SECOND for number in range(int(seconds * PER_SECOND))]
    paths = _paths(port, token)
    start = time.perf_counter() + 0.2
    with ThreadPoolExecutor(THREADS) as pool:
        readers = [
            pool.submit(_read, port, token, start, due[first::THREADS], paths)
            for first in range(THREADS)
        ]
        return [each for reader in readers for each in reader.result()]


def _paths(port: int, token: str) -> list[str]:
    connection = HTTPConnection("127.0.0.1", port)
    found = json.loads(_get(connection, _READ[0], token))
    connection.close()
    return [path.format(item["id"]) for item in found["items"] for path in _READ]


def _read(
    port: int, token: str, start: float, due: Sequence[float], paths: Sequence[str]
) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port)
    taken = []
    for moment in due:
        time.sleep(max(0.0, start + moment - time.perf_counter()))
        _get(connection, paths[round(moment * PER_SECOND) % len(paths)], token)
        taken.append(time.perf_counter() - start - moment)
    connection.close()
    return taken


def _get(connection: HTTPConnection, path: str, token: str) -> bytes:
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    response = connection.getresponse()
    content = response.read()
    if response.status != 200:
        raise ValueError(content)
    return content


if __name__ == "__main__":
    action, port, seconds, *tokens = sys.argv[1:]
    made = (
        submit(int(port), float(seconds), tokens)
        if action == "submit"
        else read(int(port), float(seconds), tokens[0])
    )
    print(json.dumps(made))
