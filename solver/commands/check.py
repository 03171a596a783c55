"""`daeet check`: the rules and the score of a plan, checked without the solver."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from solver.commands.arguments import AsJson, InstanceFile, PlanFile
from solver.exit_codes import DONE, VIOLATIONS
from solver.french import plural
from solver.output import answer
from solver.rules import LEVEL_LABELS

if TYPE_CHECKING:
    from solver.check import Report


def check(instance_file: InstanceFile, plan_file: PlanFile, as_json: AsJson = False) -> int:
    """Vérifier un plan : les règles et le score, sans le solveur."""
    from solver.check import check as check_plan
    from solver.files import read_instance, read_plan, to_json

    report = check_plan(read_instance(instance_file), read_plan(plan_file))
    if as_json:
        answer(to_json(report))
    else:
        answer("".join(f"{line}\n" for line in lines(report)))
    return DONE if report.valid else VIOLATIONS


def lines(report: "Report") -> Iterator[str]:
    """Say in French what the checker found, the verdict last."""
    for violation in report.violations:
        yield f"{violation.rule} : {violation.message}"
    if report.violations:
        yield ""
    yield "Score recalculé, dans l'ordre où les niveaux comptent :"
    width = max((len(LEVEL_LABELS[score.level]) for score in report.score), default=0)
    for score in report.score:
        yield f"  {LEVEL_LABELS[score.level]:<{width}}  {score.value}"
    yield ""
    if report.valid:
        yield "Ce plan respecte toutes les règles."
    else:
        count = plural(len(report.violations), "manquement")
        yield f"Ce plan n'est pas valable : {count} aux règles."
