"""The arguments and options that several commands share, and what their values must be."""

import math
from typing import Annotated, Final, Literal

import typer

from solver.french_cli import FrenchUsageError
from solver.french_errors import printable
from solver.weeks import week_number

MAX_SEED: Final = 2**31 - 1

Reader = Literal["referent", "college", "family"]
"""Who will read an answer: the référente, who may read all of it, or who has one pupil there."""


def _positive_and_finite(context: typer.Context, value: float) -> float:
    if not (value > 0 and math.isfinite(value)):
        raise FrenchUsageError("--time-limit : il faut un nombre de secondes positif.", context)
    return value


def existing_week(
    context: typer.Context, parameter: typer.CallbackParam, value: str | None
) -> str | None:
    """Make sure that an option's value is an ISO week that exists."""
    if value is None:
        return None
    try:
        week_number(value)
    except ValueError:
        name = parameter.opts[-1]
        message = f"{name} : « {printable(value)} » n'est pas une semaine ; exemple : 2026-W48."
        raise FrenchUsageError(message, context) from None
    return value


def file_name(
    context: typer.Context, parameter: typer.CallbackParam, value: str | None
) -> str | None:
    """Make sure that an option's value names a file: `-` stands for standard input alone."""
    if value in {"", "-"}:
        name = parameter.opts[-1]
        raise FrenchUsageError(f"{name} : il faut le nom d'un fichier.", context)
    return value


def _not_standard_input_again(context: typer.Context, value: str) -> str:
    if value == context.params["instance_file"] == "-":
        raise FrenchUsageError("l'entrée standard ne peut servir qu'une fois.", context)
    return value


InstanceFile = Annotated[
    str,
    typer.Argument(
        metavar="INSTANCE", help="Le fichier JSON de la situation, ou - pour l'entrée standard."
    ),
]
PlanFile = Annotated[
    str,
    typer.Argument(
        metavar="PLAN",
        help="Le fichier JSON du plan, ou - pour l'entrée standard.",
        callback=_not_standard_input_again,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Répondre en JSON, pour un autre programme.")]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FICHIER", help="Écrire aussi le JSON ici.", callback=file_name),
]
TimeLimit = Annotated[
    float,
    typer.Option(
        "--time-limit",
        metavar="SECONDES",
        help="Durée maximale de la recherche.",
        callback=_positive_and_finite,
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        min=0,
        max=MAX_SEED,
        help="Graine du hasard : même graine, même réponse.",
    ),
]
