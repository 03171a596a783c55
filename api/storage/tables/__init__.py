"""Every table, one file per subject; importing this module completes `Base.metadata`."""

from api.storage.tables.accounts import Account, Credential, CredentialKind
from api.storage.tables.audit import AuditCheckpoint, AuditEntry
from api.storage.tables.base import Base, new_id
from api.storage.tables.calendars import CalendarAddress
from api.storage.tables.colleges import College
from api.storage.tables.drafts import Draft
from api.storage.tables.forgetting import Erasure, KeyFigure
from api.storage.tables.jobs import Job
from api.storage.tables.notices import Notice, NoticeMove, NoticeState, Pupil
from api.storage.tables.planning import Asked, Proposal
from api.storage.tables.versions import Version

__all__ = [
    "Account",
    "Asked",
    "AuditCheckpoint",
    "AuditEntry",
    "Base",
    "CalendarAddress",
    "College",
    "Credential",
    "CredentialKind",
    "Draft",
    "Erasure",
    "Job",
    "KeyFigure",
    "Notice",
    "NoticeMove",
    "NoticeState",
    "Proposal",
    "Pupil",
    "Version",
    "new_id",
]
