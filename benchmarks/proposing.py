"""How long the référente waits: from asking for the fixture week by HTTP to three proposals stored.

`python -m benchmarks.proposing` measures this alone. The fixture is entered as notices and a catalogue, the service
runs on the Thursday before, each job in a process of its own as always.
"""

import json
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from api.access import credentials
from api.access.caller import Caller
from api.accounts import upkeep
from api.demo.catalogue import add_catalogue, add_conflicts
from api.demo.invented import notice
from api.notices import moving
from api.notices import service as notices
from api.notices.schemas import NewNotice
from api.settings import Settings
from api.storage import tables
from api.storage.work import Writing, open_storage
from benchmarks.clock import ROOT, seconds_of, spread
from solver.files import read_instance
from solver.instance import Instance
from solver.weeks import monday
from tests.api.people import password_hash
from tests.pages.site import serving

_FIXTURE: Final = ROOT / "fixtures" / "lille-2026-W48.json"
_NOW: Final = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
_ROUNDS: Final = 5


def proposing() -> Iterator[str]:
    """Measure, once the first job has read all that later ones find read."""
    week = read_instance(str(_FIXTURE))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        token = _enter(data, week)
        with serving(data) as site:
            site.now = _NOW
            connection = HTTPConnection(urlsplit(site.address).netloc)

            def ask() -> None:
                _three_proposals(connection, token, week.first_week)

            ask()
            took = [seconds_of(ask) for _ in range(_ROUNDS)]
    what = "semaine d'exemple par HTTP, de la demande à trois propositions enregistrées"
    yield f"| {what} | {spread(took)} | 2,50 s |"


def _enter(data: Path, week: Instance) -> str:
    """Enter the fixture's catalogue and its pupils, who wait; give a token of the référente."""
    storage = open_storage(Settings(data_dir=data), lambda: _NOW)
    try:
        with storage.write("benchmarks") as work:
            add_catalogue(work, week)
            referent = upkeep.add(
                work, "referente", "referent", hashed=password_hash(), college=None, teacher=None
            )
            _enter_pupils(work, week, Caller(referent, "referent", None, None, "", "token"))
            return credentials.issue(work, referent, "token", timedelta(days=1), "Mesures").secret
    finally:
        storage.close()


def _enter_pupils(work: Writing, week: Instance, referent: Caller) -> None:
    rng = random.Random(0)  # noqa: S311 - first names, invented
    codes = {}
    for pupil in week.pupils:
        sheet = notice(rng, pupil, monday(week.first_week).year)
        body = NewNotice.model_validate(sheet, strict=False)
        college = Caller(referent.account, "college", pupil.college, None, "", "token")
        receipt = notices.submit(work, college, pupil.id, body)
        row = work.session.get_one(tables.Notice, receipt.id)
        moving.move(work, referent, row, "waiting")
        codes[pupil.id] = receipt.pupil_code
    add_conflicts(work, week, codes)


def _three_proposals(connection: HTTPConnection, token: str, week: str) -> None:
    """Ask, look until the job is over, read what was stored."""
    job = _call(connection, token, "POST", "/api/proposals", {"week": week})["id"]
    while (state := _call(connection, token, "GET", f"/api/jobs/{job}")["state"]) != "done":
        if state not in {"queued", "running"}:
            raise ValueError(state)
        time.sleep(0.02)
    stored = _call(connection, token, "GET", f"/api/proposals?week={week}&limit=100")["items"]
    if sum(each["job"] == job for each in stored) != 3:
        raise ValueError(stored)


def _call(
    connection: HTTPConnection,
    token: str,
    method: str,
    path: str,
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request(method, path, json.dumps(body) if body else None, headers)
    answer = connection.getresponse()
    content: dict[str, Any] = json.loads(answer.read())
    if answer.status not in {200, 202}:
        raise ValueError(content)
    return content


if __name__ == "__main__":
    for line in proposing():
        print(line, flush=True)
