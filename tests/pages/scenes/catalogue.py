"""What is set up now and then: who must not meet, who gives workshops, the calendar, the rules."""

from typing import Final

from api.demo.logins import LOGINS
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene
from tests.pages.rules import change_rules, previewed

REFERENT: Final = LOGINS["referent"]
TEACHER: Final = LOGINS["teacher"]


def _same_pupil_twice(reader: Reader) -> None:
    for label in ("Élève", "Ne doit pas rencontrer"):
        reader.page.get_by_label(label, exact=True).select_option(index=1)
    reader.page.get_by_role("button", name="Noter").click()


def _open_first(reader: Reader) -> None:
    reader.page.get_by_text("Modifier").first.click()


def _number_of_sessions_wrong(reader: Reader) -> None:
    reader.page.get_by_label("Séances par année scolaire").fill("beaucoup")
    reader.page.get_by_role("button", name="Enregistrer").click()


def _changed_meanwhile(reader: Reader) -> None:
    other = reader.context.new_page()
    other.goto(reader.page.url)
    other.get_by_label("semaine du 7 déc.").check()
    other.get_by_role("button", name="Enregistrer").click()
    other.close()
    reader.page.get_by_label("semaine du 14 déc.").check()
    reader.page.get_by_role("button", name="Enregistrer").click()


def _make_address(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Faire").click()


def _close_a_day(reader: Reader) -> None:
    reader.page.get_by_label("Jeudi 3 décembre").check()
    reader.page.get_by_label("Fermer", exact=True).check()
    reader.page.get_by_label("Raison").fill("Journée banalisée")
    reader.page.get_by_role("button", name="Noter").click()


def _close_nothing(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Noter").click()


def _rules_refused(reader: Reader) -> None:
    reader.page.get_by_label("Places dans un groupe").fill("200")
    reader.page.get_by_role("button", name="Enregistrer sans regarder").click()


def _rules_changed_meanwhile(reader: Reader) -> None:
    change_rules(reader.site, capacity=4)
    reader.page.get_by_label("Groupes par semaine").fill("2")
    reader.page.get_by_role("button", name="Enregistrer sans regarder").click()


def _preview(reader: Reader) -> None:
    reader.open(previewed(reader.site, capacity=4, lone_gender=9))


def _verify(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Vérifier le journal").click()


def _remove_workshop(reader: Reader) -> None:
    reader.page.get_by_text("Retirer cet atelier").click()
    reader.page.get_by_role("button", name="Oui, retirer").click()


SCENES: Final = (
    Scene("incompatibilites", REFERENT, "/incompatibilites", _open_first),
    Scene("incompatibilites-refusee", REFERENT, "/incompatibilites", _same_pupil_twice),
    Scene("intervenants", REFERENT, "/intervenants"),
    Scene("intervenant-nouveau", REFERENT, "/intervenants/nouveau"),
    Scene("intervenant", REFERENT, "/intervenants/t-ecriture"),
    Scene("intervenant-refuse", REFERENT, "/intervenants/t-sport", _number_of_sessions_wrong),
    Scene("disponibilites", TEACHER, "/mes-disponibilites"),
    Scene("disponibilites-entre-temps", TEACHER, "/mes-disponibilites", _changed_meanwhile),
    Scene("mon-calendrier", TEACHER, "/mon-calendrier"),
    Scene("mon-calendrier-adresse", TEACHER, "/mon-calendrier", _make_address),
    Scene("calendrier", REFERENT, "/calendrier"),
    Scene("calendrier-semaine", REFERENT, "/calendrier/2026-W49", _close_a_day),
    Scene("calendrier-semaine-refusee", REFERENT, "/calendrier/2026-W53", _close_nothing),
    Scene("regles", REFERENT, "/regles"),
    Scene("regles-refusees", REFERENT, "/regles", _rules_refused),
    Scene("regles-entre-temps", REFERENT, "/regles", _rules_changed_meanwhile),
    Scene("regles-apercu", REFERENT, "/regles", _preview),
    Scene("ateliers", REFERENT, "/ateliers"),
    Scene("atelier", REFERENT, "/ateliers/cuisine", _remove_workshop),
    Scene("emploi-du-temps", REFERENT, "/emploi-du-temps"),
    Scene("colleges", REFERENT, "/colleges", _open_first),
    Scene("journal", REFERENT, "/journal"),
    Scene("journal-verifie", REFERENT, "/journal", _verify),
    Scene("journal-vide", REFERENT, "/journal?personne=personne"),
)
