"""Notices: the référente's inbox and decisions, a collège's pupils, its notice being written, its file."""

from typing import Final

from sqlalchemy import select

from api.demo.logins import LOGINS
from api.notices.importing.template import template
from api.notices.states import NoticeState
from api.storage.tables import Notice
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene
from tests.pages.site import NEXT_WEEK

REFERENT: Final = LOGINS["referent"]
COLLEGE: Final = LOGINS["college"]
OWN: Final = "tilleuls"


def notice_in(reader: Reader, *states: NoticeState, college: str | None = None) -> str:
    """Find a notice of the invented year in one of some states."""
    rows = select(Notice.id).where(Notice.state.in_(states)).order_by(Notice.id.desc())
    if college:
        rows = rows.where(Notice.college == college)
    with reader.site.storage.read() as work:
        found: str = work.session.scalars(rows.limit(1)).one()
        return found


def _demande(state: NoticeState, more: str = "") -> Scene:
    def act(reader: Reader) -> None:
        reader.open(f"/demandes/{notice_in(reader, state)}{more}")

    name = more.strip("/") or "demande"
    return Scene(f"demandes-{name}-{state}", REFERENT, "/demandes", act)


def _put(reader: Reader, state: NoticeState, most: int, college: str | None = None) -> None:
    """Put some of those who wait for next week into another state."""
    rows = select(Notice).where(Notice.state == "waiting", Notice.earliest <= NEXT_WEEK)
    if college:
        rows = rows.where(Notice.college == college)
    with reader.site.storage.write("tests") as work:
        for row in work.session.scalars(rows.order_by(Notice.latest).limit(most)).all():
            row.state, row.week = state, NEXT_WEEK if state == "planned" else None


def _to_see(reader: Reader) -> None:
    _put(reader, "received", 4)
    _put(reader, "family-met", 3)
    reader.open("/demandes")


def _begun(reader: Reader) -> None:
    """A notice that was begun, of whoever reads."""
    reader.open("/avis/nouveau")
    reader.page.get_by_label("Prénom").fill("Camille")
    reader.page.get_by_label("Initiale du nom").fill("B")
    reader.page.get_by_role("button", name="Enregistrer le brouillon").click()
    reader.page.wait_for_url("**draft-kept**")
    reader.open("/mes-eleves")


def _to_confirm(reader: Reader) -> None:
    _put(reader, "planned", 1, OWN)
    reader.open("/mes-eleves")


def _refusal_without_reason(reader: Reader) -> None:
    reader.open(f"/demandes/{notice_in(reader, 'waiting')}")
    reader.page.get_by_text("Refuser l'accueil…").click()
    reader.page.get_by_role("button", name="Refuser l'accueil").click()


def _meanwhile(reader: Reader) -> None:
    notice = notice_in(reader, "received", "family-met", "waiting")
    reader.open(f"/demandes/{notice}/modification")
    with reader.site.storage.write("tests") as work:
        row = work.session.get_one(Notice, notice)
        row.version, row.note = row.version + 1, "La famille préfère le matin."
    reader.page.get_by_label("Durée de l'exclusion").fill("3")
    reader.page.get_by_role("button", name="Enregistrer").click()


def _own(reader: Reader) -> None:
    reader.open(f"/avis/{notice_in(reader, 'hosted', college=OWN)}")


def _refused(reader: Reader) -> None:
    reader.page.get_by_label("Prénom").fill("Camille")
    reader.page.get_by_label("Durée de l'exclusion").fill("12")
    reader.page.get_by_role("button", name="Envoyer l'avis").click()


def _again(reader: Reader) -> None:
    reader.page.get_by_role("link", name="Nouvel avis pour").first.click()


def _file(reader: Reader, content: bytes) -> None:
    reader.page.get_by_label("Le fichier").set_input_files(
        {"name": "avis.csv", "mimeType": "text/csv", "buffer": content}
    )
    reader.page.get_by_role("button", name="Voir ce qu'il contient").click()


def _file_tried(reader: Reader) -> None:
    _file(reader, template().replace("Exemple à effacer (données inventées)".encode(), b""))


SCENES: Final = (
    Scene("demandes", REFERENT, "/demandes"),
    Scene("demandes-a-voir", REFERENT, "/demandes", _to_see),
    Scene("demandes-en-attente", REFERENT, "/demandes?etat=en-attente"),
    Scene("demandes-closes-plusieurs-feuilles", REFERENT, "/demandes?etat=closes&feuille=2"),
    Scene("demandes-filtre-vide", REFERENT, "/demandes?etat=absents&college=tilleuls"),
    _demande("waiting"),
    _demande("confirmed"),
    _demande("hosted"),
    Scene("demandes-refus-sans-motif", REFERENT, "/demandes", _refusal_without_reason),
    Scene("demandes-modifiee-entre-temps", REFERENT, "/demandes", _meanwhile),
    _demande("waiting", "/lettre"),
    _demande("hosted", "/effacement"),
    Scene("mes-eleves", COLLEGE, "/mes-eleves"),
    Scene("mes-eleves-a-confirmer", COLLEGE, "/mes-eleves", _to_confirm),
    Scene("mes-eleves-avis-commence", COLLEGE, "/mes-eleves", _begun),
    Scene("avis-un", COLLEGE, "/mes-eleves", _own),
    Scene("avis-nouveau", COLLEGE, "/avis/nouveau"),
    Scene("avis-nouveau-refuse", COLLEGE, "/avis/nouveau", _refused),
    Scene("avis-nouveau-eleve-connu", COLLEGE, "/mes-eleves", _again),
    Scene("avis-import", COLLEGE, "/avis/import"),
    Scene("avis-import-erreurs", COLLEGE, "/avis/import", lambda reader: _file(reader, template())),
    Scene("avis-import-essai", COLLEGE, "/avis/import", _file_tried),
)
