"""The policy."""

from typing import Final

from api.access.caller import SignedIn
from api.access.roles import only
from api.catalogue import policy
from api.catalogue.schemas.changes import Change
from api.catalogue.schemas.policy import PolicyEntry
from api.http.router import Router
from api.preconditions import ChangedMeanwhile, OnVersion, Tagged
from api.running import Here

router = Router("policy")

_READERS: Final = only("referent", "analyst")
_REFERENT: Final = only("referent")


@router.get("/api/policy", _READERS)
def show_policy(tagged: Tagged, here: Here) -> PolicyEntry:
    """Show the policy."""
    with here.storage.read() as work:
        shown = policy.one(work)
    tagged.tag(shown.number)
    return shown.entry


@router.put("/api/policy", _REFERENT, refusals=[ChangedMeanwhile])
def put_policy(body: PolicyEntry, caller: SignedIn, version: OnVersion, here: Here) -> PolicyEntry:
    """Replace the policy."""
    with here.storage.write(caller.account) as work:
        version.check(policy.number(work))
        shown = policy.put(work, body)
    version.tag(shown.number)
    return shown.entry


@router.get("/api/policy/history", _REFERENT)
def show_policy_history(here: Here) -> tuple[Change[PolicyEntry], ...]:
    """List the versions of the policy, the newest first; none while it is the default one."""
    with here.storage.read() as work:
        return policy.history(work)
