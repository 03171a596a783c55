"""What is set up now and then: who must not meet, who gives workshops, the calendar, the rules."""

from typing import Final

from api.demo.logins import LOGINS
from tests.pages.browsing import Reader
from tests.pages.gallery import Scene

REFERENT: Final = LOGINS["referent"]


def _same_pupil_twice(reader: Reader) -> None:
    for label in ("Élève", "Ne doit pas rencontrer"):
        reader.page.get_by_label(label, exact=True).select_option(index=1)
    reader.page.get_by_role("button", name="Noter").click()


def _open_first(reader: Reader) -> None:
    reader.page.get_by_text("Modifier").first.click()


SCENES: Final = (
    Scene("incompatibilites", REFERENT, "/incompatibilites", _open_first),
    Scene("incompatibilites-refusee", REFERENT, "/incompatibilites", _same_pupil_twice),
)
