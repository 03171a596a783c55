"""`daeet plan`: the best plan of an instance, proven where the time allows."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from solver.commands.arguments import AsJson, InstanceFile, Out, Seed, TimeLimit
from solver.exit_codes import DONE, INFEASIBLE, OUT_OF_TIME
from solver.output import answer_and_write, tell
from solver.rules import NAMED_ORDERS, OrderName

if TYPE_CHECKING:
    from rich.console import Console

    from solver.instance import Instance
    from solver.plan import Plan, Status
    from solver.solve import SolveOptions

MAX_WORKERS: Final = 64

EXIT_CODES: Final[dict["Status", int]] = {
    "optimal": DONE,
    "feasible": DONE,
    "infeasible": INFEASIBLE,
    "unknown": OUT_OF_TIME,
}


def plan(
    instance_file: InstanceFile,
    order: Annotated[
        OrderName | None,
        typer.Option(
            "--order",
            metavar="NOM",
            help=f"Ce qui compte d'abord : {', '.join(NAMED_ORDERS)}.",
        ),
    ] = None,
    time_limit: TimeLimit = 60.0,
    seed: Seed = 0,
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            max=MAX_WORKERS,
            help="Nombre de recherches en parallèle.",
        ),
    ] = 1,
    out: Out = None,
    as_json: AsJson = False,
) -> int:
    """Composer les groupes et placer les ateliers : le meilleur plan, avec sa preuve."""
    from solver.checked import checked
    from solver.files import check_writable, read_instance, to_json
    from solver.solve import SolveOptions

    instance = read_instance(instance_file)
    if order is not None:
        instance = instance.with_order(NAMED_ORDERS[order])
    if out is not None:
        check_writable(out, [instance_file])
    options = SolveOptions(time_limit=time_limit, seed=seed, workers=workers)
    found = checked(instance, _solve(instance, options))
    exit_code = EXIT_CODES[found.status]
    if exit_code != DONE and out is not None:
        tell(f"Il n'y a pas de plan : « {out} » n'a pas été écrit.")
        out = None
    answer_and_write(
        to_json(found), out, as_json=as_json, show=lambda page: _show(page, instance, found)
    )
    return exit_code


def _solve(instance: "Instance", options: "SolveOptions") -> "Plan":
    from solver.progress import progress_line
    from solver.solve import solve

    with progress_line() as on_progress:
        return solve(instance, options, on_progress)


def _show(console: "Console", instance: "Instance", found: "Plan") -> None:
    from solver.show.plan import print_plan

    print_plan(console, instance, found)
