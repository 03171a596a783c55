"""Whether the service can work."""

from api.errors import Unavailable
from api.storage.migrate import current_revision, revisions
from api.storage.work import Reading


def check(work: Reading) -> None:
    """Raise Unavailable unless the database has the tables of this version."""
    if current_revision(work.session.connection()) != revisions()[-1]:
        raise Unavailable
