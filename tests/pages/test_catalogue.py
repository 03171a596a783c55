"""What is set up now and then, in a real browser: the weekly grid by mouse, keys and touch; the rules and their preview."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, expect

from api.catalogue import reading as catalogue
from api.catalogue.schemas.policy import PolicyEntry
from api.demo.logins import LOGINS
from tests.pages.browsing import NARROW, Reader
from tests.pages.conftest import Opening
from tests.pages.rules import wait_for
from tests.pages.site import Site

REFERENT, TEACHER = LOGINS["referent"], LOGINS["teacher"]


def square(reader: Reader, name: str) -> Locator:
    return reader.page.get_by_role("button", name=name)


def stored(site: Site, key: str) -> tuple[tuple[str, ...] | None, tuple[str, ...], tuple[str, ...]]:
    with site.storage.read() as work:
        entry = next(each for each in catalogue.teachers(work) if each.id == key)
    return entry.slots, entry.reluctant_slots, entry.away_weeks


def rules(site: Site) -> PolicyEntry:
    with site.storage.read() as work:
        return catalogue.policy(work)


def until_reached(reader: Reader, reached: Callable[[], bool], key: str = "Tab") -> None:
    for _ in range(80):
        if reached():
            return
        reader.page.keyboard.press(key)
    raise AssertionError("never reached")


def test_a_practitioner_notes_an_absence_and_paints_the_week_by_keys_alone(
    reading: Opening, site: Site
) -> None:
    with reading(TEACHER) as reader:
        page, press = reader.page, reader.page.keyboard.press
        reader.open("/mes-disponibilites")
        first = square(reader, "Mardi de 9 h à 10 h 15 : pas possible")
        until_reached(
            reader, lambda: bool(page.evaluate("document.activeElement.matches('.slot')"))
        )
        until_reached(
            reader, lambda: first.evaluate("b => b === document.activeElement"), "ArrowUp"
        )
        press("Space")
        expect(square(reader, "Mardi de 9 h à 10 h 15 : possible")).to_be_focused()
        press("Shift+ArrowRight")
        expect(square(reader, "Mercredi de 9 h à 10 h 15 : possible")).to_be_focused()
        press("Space")
        expect(page.locator("[data-told]")).to_have_text(
            "Mercredi de 9 h à 10 h 15 : plutôt éviter"
        )
        absence = page.get_by_label("semaine du 11 janv.")
        until_reached(reader, lambda: absence.evaluate("b => b === document.activeElement"))
        press("Space")
        press("Enter")
        expect(page.get_by_text("Vos disponibilités sont enregistrées.")).to_be_visible()
    slots, reluctant, away = stored(site, "t-ecriture")
    assert slots is not None
    assert {"tue-1", "wed-1"} <= set(slots)
    assert "wed-1" in reluctant
    assert "2027-W02" in away


def test_a_mouse_paints_several_squares_in_one_stroke(reading: Opening) -> None:
    with reading(REFERENT) as reader:
        reader.open("/intervenants/t-theatre")
        mouse = reader.page.mouse
        squares = reader.page.locator("tbody tr").first.locator("button.slot")
        names = [each.get_attribute("aria-label") or "" for each in squares.all()]
        squares.first.hover()
        mouse.down()
        for each in squares.all():
            each.hover()
        mouse.up()
        painted = [each.get_attribute("class") for each in squares.all()]
        assert len(set(painted)) == 1
        assert len(names) == 3
        reader.page.get_by_role("button", name="Enregistrer").click()
        expect(reader.page.get_by_text("La fiche est enregistrée.")).to_be_visible()
        reader.page.reload()
        assert [each.get_attribute("class") for each in squares.all()] == painted


def test_the_grid_works_without_scripts_on_a_phone(reading: Opening, site: Site) -> None:
    with reading(TEACHER, size=NARROW, scripts=False) as reader:
        reader.open("/mes-disponibilites")
        reader.page.get_by_label("Jeudi de 9 h à 10 h 15").select_option("plutôt éviter")
        reader.page.get_by_role("button", name="Enregistrer").click()
        expect(reader.page.get_by_text("Vos disponibilités sont enregistrées.")).to_be_visible()
    assert "thu-1" in stored(site, "t-ecriture")[1]


def test_rules_are_moved_previewed_and_only_then_stored(reading: Opening, site: Site) -> None:
    with reading(REFERENT) as reader:
        page = reader.page
        reader.open("/regles")
        up = page.get_by_role("button", name="Monter : Équilibre du groupe")
        up.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(up).to_be_focused()
        expect(page.locator("[data-told]")).to_have_text("Équilibre du groupe : priorité 4")
        page.get_by_label("Places dans un groupe").fill("4")
        with page.expect_request("**/recherches/**") as asked:
            page.keyboard.press("Enter")
        follow_search(reader, asked.value.url)
        expect(page.get_by_role("heading", name="Ce qui changerait")).to_be_visible()
        expect(page.get_by_role("heading", name="Attendraient")).to_be_visible()
        assert rules(site).capacity == 5
        page.get_by_role("button", name="Enregistrer ces règles").click()
        expect(page.get_by_text("Les règles sont enregistrées.")).to_be_visible()
    assert rules(site).capacity == 4
    assert rules(site).order.index("cohesion") == 3


def follow_search(reader: Reader, url: str) -> None:
    """Wait for a search, and go on to the page that shows what it found."""
    (following,) = parse_qs(urlsplit(url).query)["suite"]
    jobs = parse_qs(urlsplit(following).query)
    wait_for(reader.site, jobs["maintenant"][0])
    wait_for(reader.site, jobs["nouvelles"][0])
    reader.page.wait_for_load_state()
    if "/regles/apercu" not in reader.page.url:
        reader.open(following)


def test_the_order_moves_without_scripts(reading: Opening) -> None:
    with reading(REFERENT, size=NARROW, scripts=False) as reader:
        reader.open("/regles")
        reader.page.get_by_role("button", name="Descendre : Élèves sans place").click()
        first = reader.page.locator("[data-levels] li").first
        expect(first).to_contain_text("Annonces modifiées")
        reader.page.get_by_role("button", name="Le groupe le plus équilibré d'abord").click()
        expect(reader.page.locator("[data-levels] li").nth(3)).to_contain_text(
            "Équilibre du groupe"
        )
