"""What a crash left: compared, from outside the service, with the receipts that it gave."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text

from api.settings import Settings
from api.storage import audit
from api.storage.tables import AuditEntry, Notice, NoticeMove, Pupil
from api.storage.work import Reading, open_storage
from tests.api.crash.sending import Sent


@dataclass(frozen=True)
class Findings:
    """What is wrong, by the keys of the notices; nothing is, where every field is as here."""

    lost: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    never_sent: int = 0
    without_history: int = 0
    not_in_the_trail_once: int = 0
    trail_broken_at: int | None = None
    damage: tuple[str, ...] = ()


def look(settings: Settings, sent: Sent) -> Findings:
    """Compare what is stored with what was acknowledged, after every sending has its receipt."""
    storage = open_storage(settings)
    try:
        with storage.read() as work:
            return _findings(work, storage.key, sent)
    finally:
        storage.close()


def _findings(work: Reading, key: bytes, sent: Sent) -> Findings:
    stored = {
        notice.id: (notice, pupil)
        for notice, pupil in work.session.execute(
            select(Notice, Pupil).join(Pupil, Pupil.id == Notice.pupil_id)
        )
    }
    by_key = Counter(notice.request_key for notice, _ in stored.values())
    kept = {each: receipt for each, receipt in sent.receipts.items() if receipt["id"] in stored}
    return Findings(
        lost=tuple(sorted(sent.receipts.keys() - kept.keys())),
        altered=tuple(
            each
            for each, receipt in kept.items()
            if _told(*stored[receipt["id"]])
            != {**sent.bodies[each], "receipt": receipt, "key": each}
        ),
        doubled=tuple(sorted(each for each, count in by_key.items() if count > 1)),
        never_sent=len(by_key.keys() - sent.bodies.keys()),
        without_history=len(
            stored.keys() - set(work.session.scalars(select(NoticeMove.notice_id)))
        ),
        not_in_the_trail_once=_not_once(work, [pupil.id for _, pupil in stored.values()]),
        trail_broken_at=audit.verify(work.session, key).broken_at,
        damage=_damage(work),
    )


def _told(notice: Notice, pupil: Pupil) -> dict[str, Any]:
    """Give a stored notice in the words in which it was sent and acknowledged."""
    sheet = ("first_name", "initial", "level", "gender", "quartier", "birth_year")
    stay = ("days", "earliest", "latest", "motives", "note", "contact")
    at = notice.submitted_at.isoformat().replace("+00:00", "Z")
    return {
        **{name: getattr(notice, name) for name in stay},
        "pupil": {name: getattr(pupil, name) for name in sheet},
        "key": notice.request_key,
        "receipt": {
            "id": notice.id,
            "pupil_id": pupil.id,
            "pupil_code": pupil.code,
            "submitted_at": at,
        },
    }


def _not_once(work: Reading, pupils: list[str]) -> int:
    """Count the pupils whose notice is not in the audit trail exactly once, and the entries about none."""
    entries = select(AuditEntry.subject).where(AuditEntry.action == "notice.submitted")
    told = Counter(work.session.scalars(entries))
    return sum(told[pupil] != 1 for pupil in pupils) + len(told.keys() - set(pupils))


def _damage(work: Reading) -> tuple[str, ...]:
    """Ask SQLite to check itself. PostgreSQL, which was not killed, watches over its own keys."""
    if work.session.get_bind().dialect.name != "sqlite":
        return ()
    checks = [
        *work.session.execute(text("PRAGMA integrity_check")),
        *work.session.execute(text("PRAGMA foreign_key_check")),
    ]
    return tuple(str(tuple(row)) for row in checks if tuple(row) != ("ok",))
