"""The report of a period, what may be taken away, and the sessions of whoever gives workshops."""

from typing import Final

from api.demo.logins import LOGINS
from tests.pages.gallery import Scene

SCENES: Final = (
    Scene("bilan", LOGINS["referent"], "/bilan"),
    Scene("bilan-dehors", LOGINS["referent"], "/bilan?dehors=1"),
    Scene("bilan-analyste", LOGINS["analyst"], "/bilan"),
    Scene("bilan-a-l-envers", LOGINS["referent"], "/bilan?du=2026-W48&au=2026-W40"),
    Scene("bilan-vide", LOGINS["referent"], "/bilan?du=2026-W36&au=2026-W36"),
    Scene("exports", LOGINS["referent"], "/exports"),
    Scene("exports-analyste", LOGINS["analyst"], "/exports"),
    Scene("mes-seances", LOGINS["teacher"], "/mes-seances"),
    Scene("mes-seances-aucune", "intervenant-theatre", "/mes-seances"),
)
