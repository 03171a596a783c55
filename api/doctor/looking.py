"""Everything that is looked at, for `daeet doctor`, and what is cheap of it, for `daeet serve`."""

from datetime import datetime

from api.doctor.database import database
from api.doctor.findings import Finding
from api.doctor.surroundings import corruptible, network, surroundings
from api.settings import Settings


def look(settings: Settings, now: datetime, host: str, *, thorough: bool) -> list[Finding]:
    """List what is unsafe, dangers first; `thorough` takes longer the longer the audit trail is."""
    found = [
        *surroundings(settings),
        *corruptible(settings),
        *network(settings, host),
        *database(settings, now, thorough=thorough),
    ]
    return sorted(found, key=lambda finding: finding.level)
