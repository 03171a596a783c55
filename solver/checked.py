"""The last step before a plan is shown: the independent checker, which shares nothing with the search."""

from solver.check import Violation, check
from solver.instance import Instance
from solver.plan import Plan


class PlanRefused(Exception):  # noqa: N818 - named for what happened
    """A plan that we found breaks a rule: a fault of the program. Carries what is broken."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        super().__init__(" ; ".join(violation.message for violation in violations))


def checked(instance: Instance, plan: Plan) -> Plan:
    """Give the plan back, once the checker has found nothing; a plan without content passes.

    Raises PlanRefused where it breaks a rule of the instance.
    """
    if plan.status in ("optimal", "feasible"):
        violations = check(instance, plan).violations
        if violations:
            raise PlanRefused(violations)
    return plan
