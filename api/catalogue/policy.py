"""The policy: what counts, in which order, and how many can be hosted."""

from api.catalogue import reading
from api.catalogue.checks import hold
from api.catalogue.kept import Numbered
from api.catalogue.reading import POLICY
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.policy import PolicyEntry
from api.storage.work import Reading, Writing
from solver.instance import Policy

_KEY = "policy"


def one(work: Reading) -> Numbered[PolicyEntry]:
    """Show the policy."""
    return Numbered(reading.policy(work), number(work))


def number(work: Reading) -> int:
    """Give the number of its version."""
    return POLICY.number(work, _KEY)


def put(work: Writing, entry: PolicyEntry) -> Numbered[PolicyEntry]:
    """Replace the policy; raises Invalid."""
    hold("policy.", policy=for_solver(entry))
    row = POLICY.put(work, _KEY, entry)
    work.record("policy.changed", _KEY)
    return Numbered(entry, row.number)


def history(work: Reading) -> tuple[Change[PolicyEntry], ...]:
    """List the versions of the policy; none while it is the default."""
    return POLICY.history(work, _KEY) if number(work) else ()


def for_solver(entry: PolicyEntry) -> Policy:
    """Give what the solver calls policy: the order and the weights."""
    return Policy(**{name: getattr(entry, name) for name in Policy.model_fields})
