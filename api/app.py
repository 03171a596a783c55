"""The application: subjects, middleware and errors put together; nothing is opened before it starts."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.middleware import Middleware

import api.accounts.pages
import api.accounts.routes
import api.audit.pages
import api.audit.routes
import api.board.pages
import api.calendars.pages
import api.calendars.routes
import api.catalogue.pages
import api.catalogue.routes
import api.colleges.pages
import api.colleges.routes
import api.exports.pages
import api.exports.routes
import api.forgetting.routes
import api.health.routes
import api.indicators.pages
import api.indicators.routes
import api.jobs.pages
import api.jobs.routes
import api.lists.routes
import api.notices.importing.pages
import api.notices.importing.routes
import api.notices.pages
import api.notices.routes
import api.planning.routes
import api.proposals.one_pages
import api.proposals.pages
import api.repairs.pages
import api.sessions.pages
import api.sessions.routes
import api.web.pages
import api.web.static_files
import api.weeks.pages
import api.weeks.routes
import api.why.pages
from api.clock import Clock, utc_now
from api.errors import HANDLED
from api.http.body_limit import BodyLimit
from api.http.request_log import RequestLog
from api.http.router import Router, undeclared
from api.http.same_origin import SameOrigin
from api.http.security_headers import SecurityHeaders
from api.http.uploads import keep_in_memory
from api.jobs.child import SOLVER
from api.planning.keeping import WHEN_DONE
from api.running import start, stop
from api.settings import Settings
from api.web.refusals import answer, refuse
from solver import __version__

SUBJECTS: Final[tuple[Router, ...]] = (
    api.health.routes.router,
    api.accounts.routes.router,
    api.colleges.routes.router,
    api.notices.importing.routes.router,
    api.notices.routes.router,
    *api.catalogue.routes.ROUTERS,
    api.jobs.routes.router,
    api.planning.routes.router,
    api.lists.routes.router,
    api.weeks.routes.router,
    api.sessions.routes.router,
    api.calendars.routes.router,
    api.exports.routes.router,
    api.indicators.routes.router,
    api.forgetting.routes.router,
    api.audit.routes.router,
)
"""What programs talk to."""

PAGES: Final[tuple[Router, ...]] = (
    api.web.static_files.router,
    api.web.pages.pages,
    api.accounts.pages.pages,
    api.weeks.pages.pages,
    api.repairs.pages.pages,
    api.indicators.pages.pages,
    api.exports.pages.pages,
    api.sessions.pages.pages,
    api.board.pages.pages,
    api.jobs.pages.pages,
    api.notices.importing.pages.pages,
    *api.notices.pages.PAGES,
    *api.catalogue.pages.PAGES,
    api.calendars.pages.pages,
    api.colleges.pages.pages,
    api.audit.pages.pages,
    api.proposals.pages.pages,
    api.proposals.one_pages.pages,
    api.why.pages.pages,
)
"""What people read."""


class UndeclaredRouteError(Exception):
    """A route says for nobody that it is for: the application is not built."""


def create_app(
    settings: Settings,
    subjects: Sequence[Router] = (*SUBJECTS, *PAGES),
    clock: Clock = utc_now,
    solver: Sequence[str] = SOLVER,
    *,
    invented: bool = False,
) -> FastAPI:
    """Build the application; it opens its database when it starts and closes it when it stops.

    `solver` is the command line of the process that answers a job. `invented` has every page say so of its data.
    Raises UndeclaredRouteError where a route declares no audience.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.running = await run_in_threadpool(app.state.opening)
        try:
            yield
        finally:
            await run_in_threadpool(stop, app.state.running)

    keep_in_memory(settings.max_body_bytes)
    app = FastAPI(
        # The routes as their subjects declare them: including routers would build each of them a second time.
        routes=[route for subject in subjects for route in subject.routes.routes],
        title="DAEET",
        version=__version__,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(RequestLog, answer=answer),
            Middleware(SameOrigin, answer=answer),
            Middleware(BodyLimit, max_bytes=settings.max_body_bytes, answer=answer),
        ],
        exception_handlers=dict.fromkeys(HANDLED, refuse),
        redirect_slashes=False,
        # The description has a route of its own; the usual pages around it load scripts from elsewhere.
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    # Kept apart from the routes, which take a tenth of a second to build and depend on nothing.
    app.state.invented = invented
    app.state.opening = partial(start, settings, clock, solver, WHEN_DONE)
    if missing := undeclared(app):
        raise UndeclaredRouteError(", ".join(missing))
    return app
