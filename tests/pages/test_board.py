"""The board in a real browser: a card says whether a move holds before it is let go; the same by keyboard."""

from playwright.sync_api import Locator, expect

from api.demo.logins import LOGINS
from tests.pages.browsing import NARROW, Reader
from tests.pages.conftest import Opening
from tests.pages.site import NEXT_WEEK, THIS_WEEK

REFERENT = LOGINS["referent"]


def column(reader: Reader, week: str) -> Locator:
    return reader.page.locator(f'[data-week="{week}"]')


def hold_over(reader: Reader, card: Locator, week: Locator) -> None:
    """Take a card and hold it over a week, as a hand with a mouse does."""
    mouse = reader.page.mouse
    card.hover()
    mouse.down()
    place = week.bounding_box()
    assert place
    mouse.move(place["x"] + 60, place["y"] + 40, steps=8)


def test_a_card_says_whether_it_holds_before_it_is_let_go(reading: Opening) -> None:
    with reading(REFERENT) as reader:
        reader.open("/semaines")
        card = reader.page.locator(".card[data-card]").first
        name = card.get_attribute("data-name") or ""
        hold_over(reader, card, column(reader, NEXT_WEEK))
        holds = column(reader, NEXT_WEEK).locator("[data-verdict]")
        expect(holds).to_contain_text(f"Le déplacement tient : {name} est accueilli")
        expect(column(reader, THIS_WEEK).locator("[data-verdict]")).to_contain_text("ne tient pas")
        expect(reader.page.locator("[data-announce]")).to_contain_text(name)
        reader.page.mouse.move(5, 5)
        reader.page.mouse.up()
        expect(holds).to_be_hidden()
        expect(reader.page).to_have_url(reader.site.address + "/semaines")


def test_a_card_that_is_let_go_over_a_week_has_its_plan_searched(reading: Opening) -> None:
    with reading(REFERENT) as reader:
        reader.open("/semaines")
        card = reader.page.locator(".card[data-card]").first
        hold_over(reader, card, column(reader, NEXT_WEEK))
        expect(column(reader, NEXT_WEEK).locator("[data-verdict]")).to_be_visible()
        reader.page.mouse.move(*_inside(column(reader, NEXT_WEEK)))
        reader.page.mouse.up()
        reader.page.wait_for_url("**/recherches/**")


def test_the_keyboard_alone_does_the_same(reading: Opening) -> None:
    """On a phone's width, without scripts."""
    with reading(REFERENT, size=NARROW, scripts=False) as reader:
        reader.open("/semaines")
        link = reader.page.get_by_role("link", name="Déplacer vers…").first
        for _ in range(200):
            reader.page.keyboard.press("Tab")
            if link.evaluate("link => link === document.activeElement"):
                break
        reader.page.keyboard.press("Enter")
        expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Déplacer")
        reader.page.get_by_role("button", name="Chercher ce plan").focus()
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_url("**/recherches/**")


def _inside(week: Locator) -> tuple[float, float]:
    place = week.bounding_box()
    assert place
    return place["x"] + 70, place["y"] + 50
