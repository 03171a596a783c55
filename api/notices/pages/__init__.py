"""The pages about notices: the référente's inbox and decisions, a collège's own pupils and what it sends."""

from typing import Final

from api.http.router import Router
from api.notices.pages import deciding, inbox, own, sending

PAGES: Final[tuple[Router, ...]] = (sending.pages, own.pages, inbox.pages, deciding.pages)
