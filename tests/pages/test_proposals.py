"""The référente's way from proposals to a published week, in a browser."""

import re

from playwright.sync_api import Locator, expect

from tests.pages.browsing import Reader
from tests.pages.conftest import Opening
from tests.pages.site import NEXT_WEEK, Site
from tests.pages.solving import arrive, movable, proposed

_COMPARE = f"/semaines/{NEXT_WEEK}/propositions"
_PUBLISH = "Publier la semaine du 30 novembre"


def _adjust(reader: Reader) -> None:
    """Move somebody of the proposal shown to the first other week that the collège agrees to."""
    code = movable(reader.site, reader.page.url.rpartition("/")[2])
    reader.page.locator(f'a[href$="ajustement?eleve={code}"]').click()
    buttons = reader.page.get_by_role("button", name=re.compile("Déplacer ici|Chercher comment"))
    buttons.first.click()
    arrive(reader)


def test_from_proposals_to_a_published_week_with_a_move_undone(reading: Opening) -> None:
    with reading("referente") as reader:
        page = reader.page
        reader.open("/semaines/2026-W50/propositions")
        page.get_by_role("button", name="Proposer").click()
        arrive(reader)
        expect(page.get_by_role("article")).to_have_count(3)
        page.get_by_role("link", name="Choisir la proposition 2").click()
        chosen = page.url
        _adjust(reader)
        expect(page.get_by_role("heading", name="Ce que vous avez déplacé")).to_be_visible()
        page.get_by_role("link", name="Annuler cet ajustement").click()
        assert page.url == chosen
        page.get_by_role("button", name="Publier la semaine du 7 décembre").click()
        page.wait_for_url("**/semaines/2026-W50?fait=week-published")
        reader.open("/semaines/2026-W50/propositions")
        expect(page.get_by_text("Cette semaine a été publiée depuis.")).to_be_visible()


def test_of_two_at_once_one_is_told_calmly_what_the_other_did(reading: Opening, site: Site) -> None:
    first, second = proposed(site, "2026-W51")[:2]
    with reading("referente") as one, reading("referente") as other:
        one.open(f"/propositions/{first}")
        other.open(f"/propositions/{second}")
        one.page.get_by_role("button", name="Publier la semaine du 14 décembre").click()
        one.page.wait_for_url("**/semaines/2026-W51?fait=week-published")
        other.page.get_by_role("button", name="Publier la semaine du 14 décembre").click()
        told = other.page.get_by_role("alert")
        expect(told).to_contain_text("Quelqu'un a publié cette semaine entre-temps.")
        expect(told).to_be_focused()
        expect(told.get_by_role("link", name="Voir la semaine publiée")).to_be_visible()
        expect(
            told.get_by_role("button", name="Demander de nouvelles propositions")
        ).to_be_visible()
        expect(other.page.get_by_role("button", name=re.compile("^Publier"))).to_have_count(0)


def test_without_scripts_and_with_the_keys_alone(reading: Opening, site: Site) -> None:
    """Comparing, opening, moving and publishing: every step is a link or a plain form."""
    start = proposed(site)[0]
    with reading("referente", scripts=False) as reader:
        page = reader.page
        reader.open(_COMPARE)
        _press(reader, page.get_by_role("link", name="Choisir la proposition 1").first)
        code = movable(site, start)
        _press(reader, page.locator(f'a[href$="ajustement?eleve={code}"]'))
        _press(
            reader,
            page.get_by_role("button", name=re.compile("Déplacer ici|Chercher comment")).first,
        )
        arrive(reader)
        _press(reader, page.get_by_role("link", name="Annuler cet ajustement").first)
        _press(reader, page.get_by_role("button", name=_PUBLISH).first)
        page.wait_for_url(f"**/semaines/{NEXT_WEEK}?fait=week-published")


def _press(reader: Reader, wanted: Locator) -> None:
    """Go to something with the tabulator, as far as it takes, and press it."""
    page = reader.page
    wanted.wait_for()
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError("it is not reached")
