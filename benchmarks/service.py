"""How the service itself holds: submissions stored, time to be ready, memory, reading while others work.

`python -m benchmarks.service` measures these alone. Everything goes through HTTP to `daeet serve` as a process, on a
disk; the clients are processes of their own.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from sqlalchemy import select

from api.access import credentials
from api.settings import Settings
from api.storage.tables import Account
from api.storage.work import open_storage
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
        yield from _reading(Settings(data_dir=Path(folder) / "year"))


def _reading(settings: Settings) -> Iterator[str]:
    """Read an invented year as the référente does, alone and beside a search."""
    token = _token_of_referent(settings)
    with Served(settings) as served:
        alone, work = _read(served, token)
        with _solver_at_work():
            beside, work_beside = _read(served, token)
    yield f"| lecture, 50 demandes par seconde, 95 sur 100 en | {alone} ms | 20 ms |"
    yield f"| la même pendant qu'une recherche occupe un cœur | {beside} ms | 20 ms |"
    what = "travail du processeur pour une lecture, seule et à côté d'une recherche"
    yield f"| {what} | {work} ms, {work_beside} ms | |"
    yield f"| charge de la machine à la fin (pour 2 cœurs) | {french(os.getloadavg()[0])} | |"


def _token_of_referent(settings: Settings) -> str:
    """Invent a year, and give a token that reads all of it."""
    environment = {**os.environ, "DAEET_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-m", "api.demo"]
    subprocess.run(
        command, cwd=ROOT, env=environment, input=b"quatre mots pour mesurer\n", check=True
    )
    storage = open_storage(settings)
    try:
        with storage.write("benchmarks") as work:
            referent = select(Account.id).where(Account.role == "referent")
            account = work.session.execute(referent).scalar_one()
            return credentials.issue(work, account, "token", timedelta(days=1), "Mesures").secret
    finally:
        storage.close()


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


def _read(served: Served, token: str) -> tuple[str, str]:
    """Give the milliseconds within which 95 answers in 100 came, and those of the processor for each."""
    p95, work = [], []
    for _ in range(ROUNDS):
        before = _processor(served.pid)
        taken = json.loads(_client("read", served, [token], _SECONDS).communicate()[0])
        work.append((_processor(served.pid) - before) / len(taken) * 1000)
        p95.append(quantiles(taken, n=20)[-1] * 1000)
    return _spread(p95), french(median(work))


def _processor(process: int) -> float:
    """Read how many seconds of processor a process has had; Linux only."""
    # The name of the process, in parentheses, may hold spaces; two fields of ticks follow it by eleven.
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


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
