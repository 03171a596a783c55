"""Proposals of a week: none yet, three side by side, one in full, adjusted, out of date, what-ifs, no plan."""

from typing import Any, Final

from api.demo.logins import LOGINS
from api.proposals import service
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene
from tests.pages.site import NEXT_WEEK
from tests.pages.solving import adjusted, answered, proposed, waiting

_REFERENT: Final = LOGINS["referent"]
_COMPARE: Final = f"/semaines/{NEXT_WEEK}/propositions"
_OTHER: Final = "/semaines/2026-W51/propositions"


def _three(reader: Reader) -> None:
    proposed(reader.site)
    reader.open(_COMPARE)
    for folded in reader.page.locator(".proposal summary").all():
        folded.click()


def _again(reader: Reader, **then: Any) -> str:
    """Store the newest answer once more, as if some things had been otherwise then, and give the job."""
    with reader.site.storage.read() as work:
        found = [service.one(work, each).proposal for each in proposed(reader.site)]
    offers = [
        {"name": each.name, "plan": each.plan.model_dump(mode="json"), **each.about}
        for each in found
    ]
    return answered(reader.site, "propose", {"proposals": offers, "exhausted": False}, **then)


def _out_of_date(reader: Reader) -> None:
    reader.open(f"{_COMPARE}?recherche={_again(reader, capacity=4)}")


def _published_meanwhile(reader: Reader) -> None:
    job = _again(reader, capacity=4, since=1)
    with reader.site.storage.read() as work:
        made = service.search(work, job).proposals[0].id
    reader.open(f"/propositions/{made}")


def _no_plan(reader: Reader) -> None:
    one, other = waiting(reader.site)[:2]
    reasons = [
        {"rule": "pin", "subjects": [one, NEXT_WEEK], "message": f"La semaine du 30 novembre 2026 est à garder pour {one}."},
        {"rule": "pin", "subjects": [other, NEXT_WEEK], "message": f"La semaine du 30 novembre 2026 est à garder pour {other}."},
        {"rule": "conflict", "subjects": [one, other], "message": f"{one} et {other} ne doivent pas se rencontrer."},
    ]  # fmt: skip
    result = {"proposals": [], "exhausted": True, "reasons": reasons}
    job = answered(reader.site, "propose", result)
    reader.open(f"{_COMPARE}?recherche={job}")


def _what_if(reader: Reader) -> None:
    """Asked of the form, with what it says of itself."""
    ids = proposed(reader.site, what_if={"capacity": 6, "order": "group-first"}, count=2)
    with reader.site.storage.read() as work:
        job = service.one(work, ids[0]).search.job.id
    reader.open(f"{_COMPARE}?recherche={job}")


def _otherwise(reader: Reader) -> None:
    reader.page.get_by_text("Demander autrement, pour voir").click()
    reader.page.get_by_label("Places par groupe").fill("50")
    reader.page.locator("form").evaluate_all(
        "forms => forms.forEach(f => { f.noValidate = true; })"
    )
    reader.page.get_by_role("button", name="Chercher, pour voir").click()


def _one(reader: Reader) -> None:
    reader.open(f"/propositions/{proposed(reader.site)[0]}")


def _adjust(reader: Reader) -> None:
    _one(reader)
    reader.page.get_by_role("link", name="Déplacer vers").last.click()


def _adjusted(reader: Reader) -> None:
    reader.open(f"/propositions/{adjusted(reader.site)}?fait=adjusted")


SCENES: Final = (
    Scene("propositions-aucune", _REFERENT, _OTHER),
    Scene("propositions-autrement-refuse", _REFERENT, _OTHER, _otherwise),
    Scene("propositions-trois", _REFERENT, _COMPARE, _three),
    Scene("propositions-depassees", _REFERENT, _COMPARE, _out_of_date),
    Scene("propositions-impossible", _REFERENT, _COMPARE, _no_plan),
    Scene("propositions-pour-voir", _REFERENT, _COMPARE, _what_if),
    Scene("proposition", _REFERENT, _COMPARE, _one),
    Scene("proposition-publiee-entre-temps", _REFERENT, _COMPARE, _published_meanwhile),
    Scene("proposition-deplacer", _REFERENT, _COMPARE, _adjust),
    Scene("proposition-ajustee", _REFERENT, _COMPARE, _adjusted),
)
