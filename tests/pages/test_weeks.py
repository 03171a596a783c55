"""Monday in a real browser: an absence repaired from the page of the week to the calls; and sheets of paper."""

import re

import pytest

from api.demo.logins import LOGINS
from api.weeks import published
from tests.pages.browsing import Reader
from tests.pages.conftest import Opening
from tests.pages.searching import follow
from tests.pages.site import THIS_WEEK, Site

WEEK = f"/semaines/{THIS_WEEK}"
REFERENT = LOGINS["referent"]


def pages_of(paper: bytes) -> int:
    """Count the pages of a PDF as Chromium writes them."""
    return len(re.findall(rb"/Type\s*/Page[^s]", paper))


def printed(reader: Reader, path: str) -> bytes:
    reader.open(path)
    return reader.page.pdf(prefer_css_page_size=True, print_background=False)


def fullest(site: Site) -> str:
    """Give the published week with the most pupils."""
    with site.storage.read() as work:
        weeks = published.all_weeks(work)
        return max(weeks, key=lambda each: (len(each[1].admissions), len(each[1].sessions)))[0]


@pytest.mark.parametrize("sheet", ["feuille", "eleves"])
def test_a_sheet_is_one_a4(reading: Opening, site: Site, sheet: str) -> None:
    with reading(REFERENT) as reader:
        paper = printed(reader, f"/semaines/{fullest(site)}/{sheet}")
        assert pages_of(paper) == 1
        width, height = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)[0]
        assert (round(float(width)), round(float(height))) == (
            842,
            595,
        )  # A4 on its side, in points


class TestRepair:
    def test_a_pupil_is_absent(self, reading: Opening) -> None:
        """With the keyboard's and the mouse's usual means, and nothing published before the last button."""
        with reading(REFERENT) as reader:
            page = reader.page
            reader.open(WEEK)
            absent = page.get_by_role("link", name="Absent").first
            name = (absent.text_content() or "").partition(":")[2].replace("\u00a0", " ").strip()
            absent.click()
            assert page.get_by_role("checkbox", name=name).is_checked()
            page.get_by_role("button", name="Chercher la réparation").click()
            follow(reader)
            assert "ne vient plus" in page.locator("main").inner_text()
            page.get_by_role("button", name="Publier la réparation").click()
            page.wait_for_url(lambda url: "week-repaired" in url)
            calls = page.locator("#appels")
            assert name in calls.inner_text().replace("\u00a0", " ")
            assert "Contact" in calls.inner_text()
            assert page.get_by_role("row", name=name).count() == 0

    def test_a_practitioner_is_absent_without_scripts(self, reading: Opening) -> None:
        with reading(REFERENT, scripts=False) as reader:
            page = reader.page
            reader.open(WEEK)
            page.get_by_role("link", name="Signaler une absence").click()
            page.get_by_label("Intervenant·e sport").check()
            page.get_by_role("button", name="Chercher la réparation").click()
            follow(reader)
            page.get_by_role("button", name="Publier la réparation").click()
            page.wait_for_url(lambda url: "week-repaired" in url)
            grid = page.get_by_role("table", name="Emploi du temps de la semaine")
            assert "Intervenant·e sport" not in grid.inner_text()
            assert "Intervenant·e sport est absent·e" in page.locator("#manque").inner_text()
            page.get_by_role("button", name="Qu'est-ce qui permettrait").click()
            follow(reader)
            fixes = page.locator("#manque")
            assert "Ce qui permettrait ces ateliers" in fixes.inner_text()
            assert "Intervenant·e sport" in fixes.inner_text()
