"""`daeet generate`: invented data with a seed, of any size or as the examples of `fixtures/`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer
from typer._click.core import ParameterSource

from solver.commands.arguments import Seed, existing_week, file_name
from solver.french_cli import FrenchUsageError
from solver.output import answer, tell
from solver.problems import InputError, Problem

if TYPE_CHECKING:
    from solver.instance import Instance

Preset = Literal["semaine", "annee"]

_BESIDE: Final = frozenset({"seed", "out"})
"""What may be typed with `--preset` or `--like`, which fix all the rest."""


def generate(
    context: typer.Context,
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
    workshops: Annotated[
        bool, typer.Option("--workshops/--no-workshops", help="Avec ou sans ateliers.")
    ] = True,
    preset: Annotated[
        Preset | None,
        typer.Option(
            "--preset",
            metavar="NOM",
            help="Refaire un exemple fourni : semaine (14 élèves) ou annee (97 élèves)."
            " Ne va qu'avec --out et --seed ; sans --seed, l'exemple garde sa propre graine.",
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like",
            metavar="EXPORT",
            help="Inventer un jumeau de cette situation, ou - pour l'entrée standard : les mêmes"
            " statistiques, aucun de ses élèves. Ne va qu'avec --out et --seed.",
        ),
    ] = None,
    seed: Seed = 0,
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
    """Inventer une situation (données inventées), de la taille voulue ou comme un exemple."""
    from solver.files import write_atomically
    from solver.generate import generate as invent

    _check_alone(context)
    if preset is not None:
        instance = _example(context, preset, seed)
    elif like is not None:
        instance = _twin(like, seed, out)
    else:
        with _naming_options():
            instance = invent(
                pupils=pupils,
                weeks=weeks,
                first_week=first_week,
                groups=groups,
                conflict_rate=conflict_rate,
                workshops=workshops,
                seed=seed,
            )
    document = _document(instance)
    if out is None:
        answer(document)
    else:
        write_atomically(out, document)
        tell(f"Situation écrite dans « {out} » (données inventées).")
    return 0


def _check_alone(context: typer.Context) -> None:
    """Refuse what `--preset` or `--like` would have to ignore."""
    typed = _typed(context)
    for name, why in (
        ("preset", "l'exemple fixe tout le reste"),
        ("like", "l'export fixe tout le reste"),
    ):
        if name in typed and not typed <= {name, *_BESIDE}:
            message = f"--{name} ne va qu'avec --out et --seed : {why}."
            raise FrenchUsageError(message, context)


def _typed(context: typer.Context) -> set[str]:
    return {
        name
        for name in context.params
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    }


def _example(context: typer.Context, preset: Preset, seed: int) -> "Instance":
    """Make one of the examples, with its own seed where none was typed."""
    from solver.generate import generate_next_week, generate_year

    make = {"semaine": generate_next_week, "annee": generate_year}[preset]
    return make(seed) if "seed" in _typed(context) else make()


def _twin(like: str, seed: int, out: str | None) -> "Instance":
    from solver.files import check_writable, read_instance
    from solver.generate.twin import twin

    export = read_instance(like)
    if out is not None:
        check_writable(out, [like])
    return twin(export, seed)


def _document(instance: "Instance") -> str:
    """Write the situation as JSON. Raises InputError where no command would read so large a file."""
    from solver.files import MAX_BYTES, to_json

    document = to_json(instance)
    size = len(document.encode())
    if size > MAX_BYTES:
        message = (
            f"ce fichier ferait {size / 1_000_000:.0f} Mo, et un fichier de plus de"
            f" {MAX_BYTES // 1_000_000} Mo n'est pas relu : demandez moins d'élèves, ou moins de"
            " paires avec --conflict-rate."
        )
        raise InputError([Problem("", message)])
    return document


@contextmanager
def _naming_options() -> Iterator[None]:
    """Name the options that were typed instead of the arguments they became."""
    try:
        yield
    except InputError as error:
        raise InputError(map(_about_option, error.problems)) from None


def _about_option(problem: Problem) -> Problem:
    return Problem(f"--{problem.path.replace('_', '-')}", problem.message)
