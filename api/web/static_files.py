"""The style and the scripts: read once, and named by what they contain so that browsers may keep them for good."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from fastapi import Path as InPath
from fastapi.responses import Response

from api.access.roles import PUBLIC
from api.errors import NotFound
from api.http.router import Router

router = Router("static")

_FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOR_GOOD: Final = {"Cache-Control": "public, max-age=31536000, immutable"}


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in _TYPES}


@cache
def address_of(name: str) -> str:
    """Give the address of a file; raises KeyError for one that does not exist."""
    digest = hashlib.sha256(_files()[name]).hexdigest()[:12]
    return f"/static/{digest}/{name}"


@router.get(
    "/static/{digest}/{name}", PUBLIC, described=False, refusals=[NotFound], answers=Response
)
async def static_file(digest: Annotated[str, InPath()], name: Annotated[str, InPath()]) -> Response:
    """Give a file of the pages, as it is now."""
    if name not in _files() or address_of(name) != f"/static/{digest}/{name}":
        raise NotFound
    return Response(_files()[name], headers=_FOR_GOOD, media_type=_TYPES[Path(name).suffix])
