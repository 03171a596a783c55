"""`daeet serve`: the service, until it is stopped."""

import errno
import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Final

import typer

from solver.exit_codes import DONE
from solver.french_cli import FrenchUsageError
from solver.french_errors import printable, system_reason
from solver.output import tell
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.settings import Settings

_THIS_MACHINE: Final = ("127.0.0.1", "::1", "localhost")
_WAITING: Final = 2048
_BEFORE_STOPPING: Final = 10
"""Seconds that requests under way get to end when the service stops."""


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADRESSE", help="Adresse où écouter.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="Port où écouter.")
    ] = 8000,
    demo: Annotated[
        bool,
        typer.Option("--demo", help="Servir une année inventée, sur cette machine seulement."),
    ] = False,
) -> int:
    """Lancer le service : avis, propositions, publication. Ctrl-C pour l'arrêter."""
    from api.commands.demonstration import demonstration
    from api.settings import Settings

    if not demo:
        _serve(Settings.from_environment(), host, port)
    elif host not in _THIS_MACHINE:
        raise FrenchUsageError("--demo ne répond que sur cette machine : il va sans --host.")
    else:
        with demonstration() as settings:
            _serve(settings, host, port, invented=True)
    return DONE


def _serve(settings: "Settings", host: str, port: int, *, invented: bool = False) -> None:
    """Serve until the service is stopped."""
    with _all_kept():
        from api.app import create_app
        from api.commands.doctor import refuse_dangers
        from api.commands.storage import opened_storage
        from api.logs import set_up_logs

        app = create_app(settings, invented=invented)
    set_up_logs(settings.log_level)
    refuse_dangers(settings, host)
    with opened_storage(settings) as storage, storage.read() as work:
        from api.accounts.upkeep import accounts

        nobody = not accounts(work)
    with listen(host, port) as listening:
        address, actual_port = listening.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address
        tell(f"Le service répond sur http://{shown}:{actual_port} (Ctrl-C pour l'arrêter).")
        if nobody:
            tell("Il n'a encore aucun compte : daeet user add referente --role referent")
        _run(app, settings, listening)


@contextmanager
def _all_kept() -> Iterator[None]:
    """Load what lives as long as the service: nothing of it is garbage, so it is never searched for any.

    This takes a quarter off the time to be ready, and shortens every later search for garbage.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else, so that what goes wrong with it is said in French."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        place = f"{printable(host)}:{port}"
        reason = (
            "ce port est déjà pris" if error.errno == errno.EADDRINUSE else system_reason(error)
        )
        raise InputError([Problem("", f"Impossible d'écouter sur {place} : {reason}.")]) from None
    # Accepted connections inherit it. Without, the end of an answer waits for the client to acknowledge its
    # beginning, 40 ms; asyncio sets it on the sockets that it has made itself only.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _run(app: "FastAPI", settings: "Settings", listening: socket.socket) -> None:
    import uvicorn

    from api.running import about_to_stop

    class Server(uvicorn.Server):
        """Ends the answers that go on before it waits for all answers to end."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            about_to_stop(app)
            super().handle_exit(sig, frame)

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=_BEFORE_STOPPING,
    )
    Server(config).run(sockets=[listening])
