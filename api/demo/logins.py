"""One account to try each role with; every other collège and practitioner has one too."""

from collections.abc import Mapping
from typing import Final

from api.access.roles import Role

LOGINS: Final[Mapping[Role, str]] = {
    "referent": "referente",
    "college": "college-tilleuls",
    "teacher": "intervenant-ecriture",
    "analyst": "analyste",
}
