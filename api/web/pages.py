"""The pages that belong to no subject: the way in, help, what is said about accessibility and one's data."""

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.access.guard import signed_in
from api.access.roles import PUBLIC
from api.web.navigation import HOME
from api.web.refusals import LOGIN
from api.web.router import Pages
from api.web.showing import Page, go

pages = Pages("common")


@pages.page("/", PUBLIC)
async def start(request: Request) -> RedirectResponse:
    """Send everybody to where their work begins."""
    caller = await signed_in(request)
    return go(HOME[caller.role] if caller else LOGIN)


@pages.page("/aide", PUBLIC)
async def help_page(page: Page, request: Request) -> HTMLResponse:
    """Explain how things are done, by role."""
    request.state.caller = await signed_in(request)
    return page.show("help.html")


@pages.page("/accessibilite", PUBLIC)
async def accessibility(page: Page, request: Request) -> HTMLResponse:
    """Say how far everybody can use the pages, and whom to tell where not."""
    request.state.caller = await signed_in(request)
    return page.show("accessibility.html")
