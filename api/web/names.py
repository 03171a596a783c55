"""Pupils' names beside what the solver says of their codes, for the référente's pages alone."""

from collections.abc import Iterable

from api.storage.work import Consulting
from api.web.french import who
from api.weeks.guests import pupils_by_code, record_reading


def names_of(work: Consulting, codes: Iterable[str]) -> dict[str, str]:
    """Give `Camille B.` for each code whose file is there; each name read goes to the audit trail."""
    pupils = pupils_by_code(work, codes)
    record_reading(work, pupils.values(), "name.read")
    return {code: who(pupil) for code, pupil in pupils.items()}
