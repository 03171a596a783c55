"""How storage says that it cannot do its work."""


class StorageError(Exception):
    """The database cannot be used; the message says why in French."""


class NotStoredError(Exception):
    """The work could not be stored, or its turn did not come in time; nothing of it remains."""
