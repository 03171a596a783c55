"""What every rule's tests ask of the solver on the tiny fixtures of that rule."""

from solver.solve import solve
from tests.build import broken, known_answers, tiny, values


def assert_solved_as_known(name: str) -> None:
    """Solve a tiny fixture and find the status and the score worked out by hand."""
    made = tiny(name)
    plan = solve(made)
    known = known_answers()[name]
    assert plan.status == known.status
    assert values(plan) == known.values
    if known.status == "optimal":
        assert broken(made, plan) == []
