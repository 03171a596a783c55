"""A headless Chromium, the machine's own, and what every page is held to while it is read."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.pages.site import Site

Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = get_args(Theme)

_NAMES: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome",
)
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE: Final = (1280, 900)
NARROW: Final = (360, 740)


def chromium() -> str | None:
    """Give the path of the machine's Chromium, None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium until the `with` ends."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        yield started
        started.close()


@dataclass
class Reader:
    """Somebody at a browser, signed in or not; every fault a page shows or sends is written down."""

    site: Site
    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page of the service."""
        self.page.goto(self.site.address + path)

    def watch(self, page: Page) -> None:
        """Write down errors of the console, broken policies, requests to elsewhere."""
        page.on("console", lambda said: self._note(said.type == "error", said.text))
        page.on("pageerror", lambda error: self._note(True, str(error)))
        page.on("request", self._request)

    def _request(self, request: Request) -> None:
        elsewhere = urlsplit(request.url).netloc != urlsplit(self.site.address).netloc
        self._note(elsewhere and not request.url.startswith("data:"), request.url)

    def _note(self, fault: bool, words: str) -> None:
        # A refusal is an answer like another; the console speaks of it as of a failure.
        if fault and "the server responded with a status of 4" not in words:
            self.faults.append(words)


@contextmanager
def reading(
    browser: Browser,
    site: Site,
    login: str | None = None,
    *,
    size: tuple[int, int] = WIDE,
    theme: Theme = "light",
    scripts: bool = True,
) -> Iterator[Reader]:
    """Open a browser of its own for somebody, and hold its pages to being without fault."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        java_script_enabled=scripts,
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )
    context.set_default_timeout(15_000)
    if login:
        context.add_cookies([site.session_of(login)])
    page = context.new_page()
    reader = Reader(site, context, page)
    reader.watch(page)
    context.on("page", reader.watch)
    try:
        yield reader
    finally:
        context.close()
    assert reader.faults == []
