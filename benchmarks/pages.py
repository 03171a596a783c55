"""How pages hold: the server's time for each, a card held over the board, the largest paint on a slow processor.

`python -m benchmarks.pages` measures these alone, on the invented year of the demonstration, in the machine's Chromium.
"""

import re
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from api.access.roles import Role
from api.demo.logins import LOGINS
from benchmarks.clock import french
from tests.pages.browsing import browser, reading
from tests.pages.conftest import passwords_cost_nothing
from tests.pages.site import THIS_WEEK, Site, serving, template

_ROUNDS: Final = 15
_SLOW: Final = 4
PAGES: Final[tuple[tuple[Role, str, str], ...]] = (
    ("referent", "La semaine", "/semaines"),
    ("referent", "La semaine en détail", f"/semaines/{THIS_WEEK}"),
    ("referent", "Demandes", "/demandes"),
    ("referent", "Incompatibilités", "/incompatibilites"),
    ("referent", "Intervenant·es", "/intervenants"),
    ("referent", "Calendrier", "/calendrier"),
    ("referent", "Règles et priorités", "/regles"),
    ("referent", "Journal", "/journal"),
    ("referent", "Bilan", "/bilan"),
    ("college", "Mes élèves", "/mes-eleves"),
    ("college", "Nouvel avis", "/avis/nouveau"),
    ("teacher", "Mes séances", "/mes-seances"),
    ("teacher", "Mes disponibilités", "/mes-disponibilites"),
)
_LARGEST: Final = """
new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({ type: "largest-contentful-paint", buffered: true }))
"""


def measured() -> Iterator[str]:
    """Measure every page by HTTP, then some in the browser."""
    passwords_cost_nothing()
    with tempfile.TemporaryDirectory() as folder:
        data = template(Path(folder))
        with serving(data) as site, browser() as chromium:
            for role, name, path in PAGES:
                times = _times(site, LOGINS[role], path)
                yield f"| page « {name} », réponse du service | {_said(times, 'ms')} | 50 ms |"
            board = _get(site, LOGINS["referent"], "/semaines")[1]
            (code,) = re.findall(r"/semaines/deplacer/(P-\w{8})", board)[:1]
            times = _times(site, LOGINS["referent"], f"/semaines/essais/{code}")
            yield f"| une carte tenue au-dessus des semaines, réponse | {_said(times, 'ms')} | 150 ms |"
            for role, name, path in PAGES:
                times = [_largest(chromium, site, LOGINS[role], path) for _ in range(3)]
                what = (
                    f"page « {name} », plus grand élément peint, processeur {_SLOW} fois plus lent"
                )
                yield f"| {what} | {_said(times, 'ms')} | 1000 ms |"


def _times(site: Site, login: str, path: str) -> list[float]:
    """Give the milliseconds of each answer, the first left out: it fills the caches of templates."""
    return [_get(site, login, path)[0] for _ in range(_ROUNDS + 1)][1:]


def _get(site: Site, login: str, path: str) -> tuple[float, str]:
    cookie = site.session_of(login)
    connection = HTTPConnection(urlsplit(site.address).netloc)
    start = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"{cookie['name']}={cookie['value']}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    took = (time.perf_counter() - start) * 1000
    connection.close()
    if answer.status != 200:
        raise ValueError(f"{path}: {answer.status}")
    return took, body


def _largest(chromium: Browser, site: Site, login: str, path: str) -> float:
    with reading(chromium, site, login) as reader:
        session = reader.context.new_cdp_session(reader.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOW})
        reader.open(path)
        found: float = reader.page.evaluate(_LARGEST)
        return found


def _said(values: list[float], unit: str) -> str:
    return f"{french(median(values))} (au pire {french(max(values))}) {unit}"


if __name__ == "__main__":
    for line in measured():
        print(line, flush=True)
