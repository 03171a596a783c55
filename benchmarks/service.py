"""How the service itself holds: submissions stored, time to be ready, memory, reading while others work.

`python -m benchmarks.service` measures these alone. Everything goes through HTTP to `daeet serve` as a process, on a
disk; the clients are processes of their own.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from api.settings import Settings
from benchmarks.clock import ROOT, french
from tests.api.crash.sending import token_of
from tests.api.crash.served import Served

ROUNDS: Final = 3
_SECONDS: Final = 10
_COLLEGES: Final = 11
_SOLVING: Final = (
    "import os\n"
    "from solver.generate import generate_year\n"
    "from solver.solve import solve\n"
    "os.nice(10)\n"  # as the service's own jobs do
    "year = generate_year(0)\n"
    "while True: solve(year)\n"
)


def serving() -> Iterator[str]:
    """Measure the service on its embedded database."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "data")
        tokens = [token_of(settings, f"college-{number}") for number in range(_COLLEGES)]
        ready, memory = zip(*[_start(settings) for _ in range(ROUNDS)], strict=True)
        yield f"| service prêt, processus compris | {_spread(ready)} s | 2,00 s |"
        yield f"| mémoire du service au repos | {_spread(memory)} Mo | 200 Mo |"
        with Served(settings) as served:
            submitted = [_submitted(served, tokens) for _ in range(ROUNDS)]
            what = "avis enregistrés et accusés par seconde, 20 envois à la fois"
            yield f"| {what} | {french(median(submitted))} (au pire {french(min(submitted))}) | 200 |"
            yield f"| lecture, 50 demandes par seconde, 95 sur 100 en | {_reading(served, tokens)} | 20 ms |"
            with _solver_at_work():
                what = "la même pendant qu'une recherche occupe un cœur"
                yield f"| {what} | {_reading(served, tokens)} | 20 ms |"


def _start(settings: Settings) -> tuple[float, float]:
    """Start the service and ask until it is ready; give the seconds, and its megabytes then."""
    served = Served(settings)
    start = time.perf_counter()
    with served:
        while not _ready(served):
            time.sleep(0.01)
        return time.perf_counter() - start, _megabytes(served.pid)


def _ready(served: Served) -> bool:
    connection = served.connection()
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _megabytes(process: int) -> float:
    """Read how much memory of a process is in use; Linux only."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kilobytes) / 1000


def _submitted(served: Served, tokens: list[str]) -> float:
    half = len(tokens) // 2
    clients = [_client("submit", served, some, _SECONDS) for some in (tokens[:half], tokens[half:])]
    counted: list[int] = [json.loads(client.communicate()[0]) for client in clients]
    return sum(counted) / _SECONDS


def _reading(served: Served, tokens: list[str]) -> str:
    p95 = []
    for _ in range(ROUNDS):
        client = _client("read", served, tokens[:1], _SECONDS)
        p95.append(quantiles(json.loads(client.communicate()[0]), n=20)[-1] * 1000)
    return f"{_spread(p95)} ms"


def _client(
    action: str, served: Served, tokens: list[str], seconds: int
) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "benchmarks.clients", action, str(served.port), str(seconds)]
    return subprocess.Popen([*command, *tokens], cwd=ROOT, stdout=subprocess.PIPE)


@contextmanager
def _solver_at_work() -> Iterator[None]:
    """Keep one core busy as a search does."""
    solver = subprocess.Popen([sys.executable, "-c", _SOLVING], cwd=ROOT)
    try:
        time.sleep(2)
        yield
    finally:
        solver.kill()
        solver.wait()


def _spread(values: tuple[float, ...] | list[float]) -> str:
    return f"{french(median(values))} (au pire {french(max(values))})"


if __name__ == "__main__":
    for line in serving():
        print(line, flush=True)
