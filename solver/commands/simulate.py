"""`daeet simulate`: invented school years lived under several policies, compared with honesty."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Final

import typer

from solver.commands.arguments import MAX_SEED, AsJson, file_name
from solver.exit_codes import DONE, INTERNAL_ERROR
from solver.french import plural
from solver.french_cli import FrenchUsageError
from solver.output import StoppedError, answer, answer_in_colour, tell

if TYPE_CHECKING:
    from solver.simulate import Outcome, Run, YearSettings

PolicyName = str
POLICY_NAMES: Final = ("first-come", "weekly", "look-ahead", "kept-seat", "whole-year")
"""As `solver.simulate.policies` has them; named here so that help needs no solver."""

_MAX_SEEDS: Final = 10_000
_MAX_PUPILS: Final = 2000
_MAX_WORKERS: Final = 64


def _known(context: typer.Context, names: list[str]) -> list[str]:
    for name in names:
        if name not in POLICY_NAMES:
            message = f"--policy : il faut {', '.join(POLICY_NAMES[:-1])} ou {POLICY_NAMES[-1]}."
            raise FrenchUsageError(message, context)
    return list(dict.fromkeys(names))


def simulate(
    context: typer.Context,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="N", min=0, max=MAX_SEED, help="L'année de cette graine ; sinon, 0."
        ),
    ] = None,
    seeds: Annotated[
        int | None,
        typer.Option(
            "--seeds", metavar="N", min=1, max=_MAX_SEEDS, help="N années, des graines 0 à N-1."
        ),
    ] = None,
    policies: Annotated[
        list[str] | None,
        typer.Option(
            "--policy",
            metavar="NOM",
            help=f"Une façon de planifier, autant de fois que voulu : {', '.join(POLICY_NAMES)}."
            " Sans elle, toutes.",
            callback=lambda context, names: _known(context, names or []),
        ),
    ] = None,
    pupils: Annotated[
        int | None,
        typer.Option(
            "--pupils",
            metavar="N",
            min=1,
            max=_MAX_PUPILS,
            help="Nombre moyen d'élèves exclus dans une année ; sinon, comme au rapport.",
        ),
    ] = None,
    workers: Annotated[
        int,
        typer.Option(
            "--workers", metavar="N", min=1, max=_MAX_WORKERS, help="Nombre d'années à la fois."
        ),
    ] = 1,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            metavar="FICHIER",
            help="Garder ici chaque année finie ; la même commande reprend où elle s'est arrêtée.",
            callback=file_name,
        ),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Vivre des années scolaires simulées (données inventées) et comparer des façons de planifier."""
    from solver.simulate import YearSettings
    from solver.simulate.comparing import sweep

    if seed is not None and seeds is not None:
        raise FrenchUsageError("--seed et --seeds ne vont pas ensemble.", context)
    drawn = [seed or 0] if seeds is None else list(range(seeds))
    basis = YearSettings() if pupils is None else YearSettings(pupils=pupils)
    outcomes = _lived(sweep(basis, (), drawn, policies or POLICY_NAMES), workers, out)
    if as_json:
        answer(_document(basis, outcomes))
    else:
        _show(outcomes)
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        tell(f"L'année {outcome.seed} sous {outcome.policy} a échoué : {outcome.error}")
    return INTERNAL_ERROR if failed else DONE


def _lived(runs: "Sequence[Run]", workers: int, out: str | None) -> "list[Outcome]":
    from solver.progress import bar
    from solver.simulate import run_all

    done = 0

    try:
        with bar("Années simulées") as shown:

            def count(ended: int, of: int) -> None:
                nonlocal done
                done = ended
                if shown is not None:
                    shown(ended, of)

            return run_all(runs, workers=workers, results=out, on_done=count)
    except KeyboardInterrupt:
        if out is None:
            raise
        kept = f"{plural(done, 'année')} sur {len(runs)}"
        message = (
            f"Interrompu. {kept} : c'est gardé dans « {out} » ; la même commande reprendra là."
        )
        raise StoppedError(message) from None


def _document(basis: "YearSettings", outcomes: "list[Outcome]") -> str:
    from solver.files import layout
    from solver.simulate import paired, runs_frame, summary

    frame = runs_frame(outcomes)
    return (
        layout(
            {
                "format": "daeet-simulation/1",
                "settings": basis.model_dump(mode="json"),
                "runs": [outcome.model_dump(mode="json") for outcome in outcomes],
                "summary": summary(frame).to_dict("records"),
                "against_first_come": paired(frame, policy="first-come").to_dict("records"),
            }
        )
        + "\n"
    )


def _show(outcomes: "list[Outcome]") -> None:
    from solver.show.simulation import print_simulation

    answer_in_colour(lambda page: print_simulation(page, outcomes))
