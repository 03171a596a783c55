"""What a form had sent when its session was over: kept for the account whose session it was, and given to no other.

People share screens: whoever signs in next may be somebody else. So nothing of it stands in the page, nor goes
anywhere but to the account that typed it.
"""

from collections.abc import Sequence

from api.access import credentials
from api.drafts import service as drafts
from api.drafts.refusals import DraftTooLong
from api.drafts.service import RESUMED
from api.storage.tables import new_id
from api.storage.work import Storage, Writing

Fields = Sequence[tuple[str, str]]


def keep(storage: Storage, secret: str | None, fields: Fields) -> str | None:
    """Keep fields for whoever the session was, and say by what they are found again.

    None where that is not known, or where they are too long to be kept.
    """
    with storage.read() as reading:
        account = credentials.whose(reading, secret) if secret else None
    if account is None:
        return None
    found_by = new_id()
    try:
        with storage.write(account) as work:
            drafts.keep(work, {"found_by": found_by, "fields": [list(f) for f in fields]}, RESUMED)
    except DraftTooLong:
        return None
    return found_by


def take(work: Writing, found_by: str) -> Fields | None:
    """Give the account that writes what was kept for it, once; None where it was kept for another."""
    kept = drafts.draft(work, work.by, RESUMED)
    if kept is None or kept.content["found_by"] != found_by:
        return None
    drafts.forget(work, RESUMED)
    return [(name, value) for name, value in kept.content["fields"]]
