"""Following a search to its answer, as the page that shows its progress does."""

import time
from typing import Final
from urllib.parse import parse_qs, urlsplit

from api.jobs import service as jobs
from api.jobs.states import ENDED
from tests.pages.browsing import Reader

_SECONDS: Final = 60


def follow(reader: Reader) -> None:
    """Wait until the search that was just asked for has ended, and open the page that shows its answer."""
    reader.page.wait_for_url(lambda url: "recherche" in url)
    asked = urlsplit(reader.page.url)
    if not asked.path.startswith("/recherches/"):
        return
    job = asked.path.removeprefix("/recherches/")
    (following,) = parse_qs(asked.query)["suite"]
    for _ in range(_SECONDS * 10):
        with reader.site.storage.read() as work:
            if jobs.glance(work, job).state in ENDED:
                break
        time.sleep(0.1)
    reader.open(f"{following}?recherche={job}")
