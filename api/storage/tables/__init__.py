"""Every table, one file per subject; importing this module completes `Base.metadata`."""

from api.storage.tables.accounts import Account, Credential, CredentialKind
from api.storage.tables.audit import AuditCheckpoint, AuditEntry
from api.storage.tables.base import Base, new_id

__all__ = [
    "Account",
    "AuditCheckpoint",
    "AuditEntry",
    "Base",
    "Credential",
    "CredentialKind",
    "new_id",
]
