"""What the tests in a browser share: Chromium, and a service with its invented year for each file."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from api.access import passwords
from tests.pages import browsing
from tests.pages.browsing import Reader
from tests.pages.site import Site, copied, serving, template

Opening = Callable[..., AbstractContextManager[Reader]]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium; `make test` installs it where it may."""
    if browsing.chromium() is None:
        # Where the suite has to be whole, a missing browser is a fault, not a reason to look away.
        assert "CI" not in os.environ, "no Chromium"
        pytest.skip("no Chromium on this machine")
    with browsing.browser() as started:
        yield started


@pytest.fixture(scope="session")
def year(testrun_uid: str) -> Path:
    """Give the data of an invented year, as the demonstration has it."""
    passwords_cost_nothing()
    return template(Path(tempfile.gettempdir()) / f"daeet-pages-{testrun_uid}")


@pytest.fixture(scope="module")
def site(year: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the invented year for the tests of a file."""
    with serving(copied(year, tmp_path_factory.mktemp("site") / "data")) as site:
        yield site


@pytest.fixture
def reading(chromium: Browser, site: Site) -> Opening:
    """Give what opens a browser for somebody: `with reading("referente") as reader:`."""
    return partial(browsing.reading, chromium, site)


def passwords_cost_nothing() -> None:
    """Make password checks take no time in this process; `access/test_passwords.py` keeps the real ones."""
    passwords._KIB, passwords._PASSES, passwords._LANES = 8, 1, 1  # type: ignore[misc]
