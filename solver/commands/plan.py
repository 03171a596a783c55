"""`daeet plan`: the best plan of an instance, proven where the time allows."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from solver.commands.arguments import AsJson, InstanceFile, Out, Seed, TimeLimit
from solver.exit_codes import DONE, INFEASIBLE, INTERNAL_ERROR, OUT_OF_TIME
from solver.output import answer, answer_in_colour, tell
from solver.rules import NAMED_ORDERS, OrderName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.check import Violation
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
    from solver.check import check
    from solver.files import check_writable, read_instance, to_json, write_atomically
    from solver.solve import SolveOptions

    instance = read_instance(instance_file)
    if order is not None:
        instance = instance.with_order(NAMED_ORDERS[order])
    if out is not None:
        check_writable(out)
    options = SolveOptions(time_limit=time_limit, seed=seed, workers=workers)
    found = _solve(instance, options)
    exit_code = EXIT_CODES[found.status]
    if exit_code == DONE:
        violations = check(instance, found).violations
        if violations:
            _tell_internal_fault(violations)
            return INTERNAL_ERROR
    if out is not None:
        if exit_code == DONE:
            write_atomically(out, to_json(found))
        else:
            tell(f"Il n'y a pas de plan : « {out} » n'a pas été écrit.")
    if as_json:
        answer(to_json(found))
    else:
        _show(instance, found)
    return exit_code


def _solve(instance: "Instance", options: "SolveOptions") -> "Plan":
    from solver.progress import progress_line
    from solver.solve import solve

    with progress_line() as on_progress:
        return solve(instance, options, on_progress)


def _tell_internal_fault(violations: "Iterable[Violation]") -> None:
    """Say that the checker, which shares nothing with the solver, refused the plan: our fault."""
    tell("Erreur interne : le plan trouvé enfreint une règle. Il n'est ni montré ni écrit.")
    for violation in violations:
        tell(f"{violation.rule} : {violation.message}")


def _show(instance: "Instance", found: "Plan") -> None:
    from solver.show.plan import print_plan

    answer_in_colour(lambda console: print_plan(console, instance, found))
