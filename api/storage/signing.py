"""The installation's signing key: a file of its own, never in the database that it protects."""

import os
import secrets
from pathlib import Path
from typing import Final

FILE_NAME: Final = "signing.key"
KEY_BYTES: Final = 32


def key_file(data_dir: Path) -> Path:
    """Say where the key stands."""
    return data_dir / FILE_NAME


def read_key(path: Path) -> bytes:
    """Read a key; raises ValueError where the file holds anything else, OSError."""
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path} holds no signing key")
    return key


def signing_key(data_dir: Path) -> bytes:
    """Read the key, or make one at the first start; only its owner may read the file.

    Raises ValueError where the file holds anything but a key.
    """
    path = key_file(data_dir)
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _create(path, secrets.token_hex(KEY_BYTES))
    return read_key(path)


def _create(path: Path, text: str) -> None:
    """Write the file whole or not at all; of two processes that start at once, one wins."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
