"""`daeet generate`: a synthetic instance with a seed, invented data of any size."""

from typing import Annotated

import typer

from solver.commands.arguments import Seed, existing_week, file_name
from solver.output import answer, tell
from solver.problems import InputError, Problem


def generate(
    pupils: Annotated[
        int,
        typer.Option("--pupils", metavar="N", help="Nombre d'élèves."),
    ] = 12,
    weeks: Annotated[
        int,
        typer.Option(
            "--weeks",
            metavar="N",
            help="Nombre de semaines ouvertes ; les vacances scolaires s'y ajoutent.",
        ),
    ] = 6,
    groups: Annotated[
        int,
        typer.Option("--groups", metavar="N", help="Nombre de groupes par semaine."),
    ] = 1,
    conflict_rate: Annotated[
        float,
        typer.Option(
            "--conflict-rate",
            metavar="PART",
            help="Part, de 0 à 1, des paires d'élèves qui ne doivent pas se rencontrer.",
        ),
    ] = 0.03,
    first_week: Annotated[
        str,
        typer.Option(
            "--first-week", metavar="SEMAINE", help="Première semaine.", callback=existing_week
        ),
    ] = "2026-W48",
    seed: Seed = 0,
    workshops: Annotated[
        bool, typer.Option("--workshops/--no-workshops", help="Avec ou sans ateliers.")
    ] = True,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            metavar="FICHIER",
            help="Écrire dans ce fichier plutôt qu'à l'écran.",
            callback=file_name,
        ),
    ] = None,
) -> int:
    """Inventer une situation (données inventées), de la taille voulue."""
    from solver.files import check_writable, to_json, write_atomically
    from solver.generate import generate as invent

    if out is not None:
        check_writable(out)
    try:
        instance = invent(
            pupils=pupils,
            weeks=weeks,
            first_week=first_week,
            groups=groups,
            conflict_rate=conflict_rate,
            workshops=workshops,
            seed=seed,
        )
    except InputError as error:
        raise InputError(map(_about_option, error.problems)) from None
    if out is None:
        answer(to_json(instance))
    else:
        write_atomically(out, to_json(instance))
        tell(f"Situation écrite dans « {out} » (données inventées).")
    return 0


def _about_option(problem: Problem) -> Problem:
    """Name the option that was typed instead of the argument it became."""
    option = f"--{problem.path.replace('_', '-')}" if problem.path else ""
    return Problem(option, problem.message)
