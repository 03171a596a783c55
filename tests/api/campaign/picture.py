"""What is stored, read from outside the services: what the invariants of a campaign are about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import func, select

from api.notices.states import STILL_COMING
from api.storage import audit
from api.storage.tables import AuditEntry, Notice, NoticeMove, Pupil, Version
from api.storage.work import Storage


class Act(NamedTuple):
    """One entry of the audit trail: who, what, on which id."""

    actor: str
    action: str
    subject: str | None


@dataclass(frozen=True)
class Picture:
    """The whole of it, at one moment."""

    pupils: Mapping[str, Pupil]
    """By code."""
    notices: Mapping[str, Notice]
    versions: Sequence[Version]
    acts: Sequence[Act]
    intact: bool
    moves: int

    @cached_property
    def weeks(self) -> dict[str, list[Version]]:
        """The publications of each week, in the order of their numbers."""
        weeks = defaultdict(list)
        for row in sorted(self.versions, key=lambda row: row.number):
            if row.kind == "week":
                weeks[row.key].append(row)
        return dict(weeks)

    @cached_property
    def conflicts(self) -> list[Version]:
        """The pairs that hold now, whatever their last week."""
        last = {row.key: row for row in self.versions if row.kind == "conflict"}
        return [row for row in last.values() if row.content is not None]

    def told(self, this_week: str) -> dict[str, str]:
        """Give the week of each pupil who is expected or there, by code; stays that are over are left out."""
        return {
            self.code_of[notice.pupil_id]: notice.week
            for notice in self.notices.values()
            if notice.week is not None
            and notice.state in STILL_COMING
            and (notice.week >= this_week or notice.state != "hosted")
        }

    @cached_property
    def code_of(self) -> dict[str, str]:
        """Codes by pupils' ids."""
        return {pupil.id: code for code, pupil in self.pupils.items()}

    @property
    def written(self) -> tuple[Any, ...]:
        """What differs once anything but the audit trail was written."""
        changed = sorted((n.id, n.version, n.state, n.changed_at) for n in self.notices.values())
        return (len(self.pupils), len(self.versions), self.moves, changed)


def places(row: Version) -> dict[str, int]:
    """Give the group of each pupil of a publication."""
    assert row.content is not None
    return {each["pupil"]: each["group"] for each in row.content["admissions"]}


def take(storage: Storage) -> Picture:
    """Read everything."""
    with storage.read() as work:
        session = work.session
        order = (AuditEntry.actor, AuditEntry.action, AuditEntry.subject)
        return Picture(
            pupils={row.code: row for row in session.scalars(select(Pupil))},
            notices={row.id: row for row in session.scalars(select(Notice))},
            versions=session.scalars(select(Version).order_by(Version.sequence)).all(),
            acts=[
                Act(*row) for row in session.execute(select(*order).order_by(AuditEntry.sequence))
            ],
            intact=audit.verify(session, storage.key).intact,
            moves=session.execute(select(func.count()).select_from(NoticeMove)).scalar_one(),
        )
