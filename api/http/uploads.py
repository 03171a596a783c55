"""Files that are sent stay in memory: they name children, and the disk keeps traces."""

from starlette.formparsers import MultiPartParser


def keep_in_memory(max_body_bytes: int) -> None:
    """Let no file go to a temporary one on the disk; the limit of the body bounds the memory."""
    MultiPartParser.spool_max_size = max_body_bytes
