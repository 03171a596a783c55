"""A notice in a real browser: by keyboard, on a phone, without scripts, in spite of a session that ends or a tab that closes."""

from datetime import timedelta
from typing import Final

from playwright.sync_api import Page, expect
from sqlalchemy import select

from api.demo.logins import LOGINS
from api.storage.tables import Pupil
from tests.pages.browsing import NARROW, Reader
from tests.pages.conftest import Opening
from tests.pages.scenes.notices import notice_in
from tests.pages.site import NOW, PASSWORD, Site

COLLEGE: Final = LOGINS["college"]
NEW: Final = "/avis/nouveau"


def announced(site: Site, first_name: str) -> int:
    """Count the notices about a pupil of that name."""
    with site.storage.read() as work:
        return len(work.session.scalars(select(Pupil).where(Pupil.first_name == first_name)).all())


def fill(page: Page, first_name: str) -> None:
    page.get_by_label("Prénom").fill(first_name)
    page.get_by_label("Initiale du nom").fill("B")
    page.get_by_label("Classe").select_option("5e")
    page.get_by_label("Année de naissance").fill("2014")
    page.get_by_label("Fille", exact=True).check()
    page.get_by_label("Quartier").fill("Fives")
    page.get_by_label("De la").select_option(label="semaine du 30 novembre")
    page.get_by_label("À la").select_option(label="semaine du 14 décembre")
    page.get_by_label("Insultes").check()
    page.get_by_label("Personne à joindre au collège").fill("Vie scolaire")


def sent(reader: Reader, first_name: str) -> None:
    """Make sure that the page says so, and that there is one notice, no more."""
    expect(reader.page.get_by_role("status").filter(has_text="L'avis est envoyé.")).to_be_visible()
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text(first_name)
    assert announced(reader.site, first_name) == 1


def test_a_notice_is_sent_with_the_keys_alone(reading: Opening) -> None:
    with reading(COLLEGE) as reader:
        reader.open(NEW)
        keys = reader.page.keyboard
        for _ in range(30):
            keys.press("Tab")
            if reader.page.evaluate("document.activeElement.name") == "pupil.first_name":
                break
        for typed in ("Claviere", "b", "5", "2014"):
            keys.type(typed)
            keys.press("Tab")
        keys.press("Space")
        keys.press("Tab")
        for typed in ("Fives", "4"):
            keys.type(typed)
            keys.press("Tab")
        for downs in (1, 3):
            for _ in range(downs):
                keys.press("ArrowDown")
            keys.press("Tab")
        keys.press("Space")
        for _ in range(9):
            keys.press("Tab")
        keys.type("Rien.")
        keys.press("Tab")
        keys.press("Control+a")
        keys.type("Vie scolaire")
        keys.press("Tab")
        keys.press("Enter")
        sent(reader, "Claviere")


def test_a_session_that_ends_meanwhile_loses_nothing(reading: Opening, site: Site) -> None:
    with reading(COLLEGE) as reader:
        reader.open(NEW)
        fill(reader.page, "Reprise")
        site.now = NOW + timedelta(hours=13)
        try:
            reader.page.get_by_role("button", name="Envoyer l'avis").click()
            expect(reader.page.get_by_text("Votre connexion est terminée")).to_be_visible()
            assert announced(site, "Reprise") == 0
            reader.page.get_by_label("Identifiant").fill(COLLEGE)
            reader.page.get_by_label("Mot de passe").fill(PASSWORD)
            reader.page.get_by_role("button", name="Se connecter").click()
            reader.page.get_by_role("button", name="Envoyer ce que j'avais saisi").click()
            sent(reader, "Reprise")
        finally:
            site.now = NOW


def test_what_was_typed_is_there_after_the_tab_was_closed(reading: Opening) -> None:
    with reading(COLLEGE) as reader:
        reader.open(NEW)
        fill(reader.page, "Fermée")
        expect(reader.page.get_by_text("Brouillon enregistré à 10\u00a0h.")).to_be_visible()
        storage = reader.page.evaluate("[localStorage.length, sessionStorage.length]")
        assert storage == [0, 0]
    with reading(COLLEGE) as another:
        another.open(NEW)
        expect(another.page.get_by_label("Prénom")).to_have_value("Fermée")
        expect(another.page.get_by_label("Insultes")).to_be_checked()
        another.page.get_by_role("button", name="Envoyer l'avis").click()
        sent(another, "Fermée")
        another.open(NEW)
        expect(another.page.get_by_label("Prénom")).to_have_value("")


def test_without_scripts_and_on_a_phone_the_draft_has_its_button(reading: Opening) -> None:
    with reading(COLLEGE, size=NARROW, scripts=False) as reader:
        reader.open(NEW)
        fill(reader.page, "Sobre")
        reader.page.get_by_label("Durée de l'exclusion").fill("9")
        reader.page.get_by_role("button", name="Enregistrer le brouillon").click()
    with reading(COLLEGE, size=NARROW, scripts=False) as another:
        another.open(NEW)
        another.page.get_by_role("button", name="Envoyer l'avis").click()
        days = another.page.get_by_label("Durée de l'exclusion")
        expect(days).to_have_attribute("aria-invalid", "true")
        expect(another.page.locator("#e-days")).to_contain_text("R511-13")
        days.fill("5")
        another.page.get_by_role("button", name="Envoyer l'avis").click()
        sent(another, "Sobre")


def test_a_letter_is_copied_at_one_press(reading: Opening) -> None:
    with reading(LOGINS["referent"]) as reader:
        reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.open(f"/demandes/{notice_in(reader, 'waiting')}/lettre")
        reader.page.get_by_role("button", name="Copier").first.click()
        expect(reader.page.get_by_text("Copié.")).to_be_visible()
        copied = reader.page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith("Lille, le 26 novembre 2026")
