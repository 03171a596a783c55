"""`daeet upkeep`: what the service does by itself once a day, now."""

from typing import TYPE_CHECKING, Annotated

import typer

from solver.commands.arguments import AsJson
from solver.exit_codes import DONE
from solver.output import answer
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from api.forgetting.retention import Leaving
    from api.forgetting.upkeep import Done


def upkeep(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Dire ce qui serait fait, sans rien changer.")
    ] = False,
    confirm_clock: Annotated[
        bool,
        typer.Option(
            "--confirm-clock",
            help="Dire que l'horloge est juste, après plus de cent jours sans aucun usage.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Effacer ce qui est arrivé à son terme : dossiers, journal, sessions échues."""
    from api.commands.storage import opened_storage
    from api.forgetting import clock, retention, upkeep
    from api.settings import Settings
    from api.storage.work import COMMAND_LINE

    settings = Settings.from_environment()
    with opened_storage(settings) as storage:
        if confirm_clock and not dry_run:
            with storage.write(COMMAND_LINE) as writing:
                clock.confirm(writing)
        with storage.read() as work:
            leapt = clock.leapt_from(work)
            if leapt is not None and not dry_run:
                raise InputError([Problem("", _leap(leapt))])
            files = retention.leaving(work, settings.retention_months)
        do = upkeep.dry_run if dry_run else upkeep.run
        done = do(storage, settings, COMMAND_LINE)
    answer(_json(done, files, dry_run=dry_run) if as_json else _page(done, files, dry_run=dry_run))
    return DONE


def _leap(last: "datetime") -> str:
    return (
        f"Le dernier usage connu date du {last:%d/%m/%Y}, plus de cent jours avant la date de cette machine. "
        "Rien n'a été effacé. Si l'horloge est juste : daeet upkeep --confirm-clock"
    )


def _page(done: "Sequence[Done]", files: "Sequence[Leaving]", *, dry_run: bool) -> str:
    title = "Ce qui serait fait (rien n'est changé)" if dry_run else "Ce qui est fait"
    lines = [f"{title} :"]
    for step in done:
        lines.append(f"  {step.label} : {step.number}")
        if step.name == "files":
            lines += [f"    {f.code}, dernier contact le {f.last_contact:%d/%m/%Y}" for f in files]
    return "".join(f"{line}\n" for line in lines)


def _json(done: "Sequence[Done]", files: "Sequence[Leaving]", *, dry_run: bool) -> str:
    from solver.files import layout

    shown = {
        "dry_run": dry_run,
        "steps": {step.name: step.number for step in done},
        "files": [
            {"pupil": f.pupil, "code": f.code, "last_contact": f.last_contact.isoformat()}
            for f in files
        ],
    }
    return layout(shown) + "\n"
