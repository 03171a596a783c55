"""Rules changed beside a page, and a preview of rules computed by the real solver."""

import time
from typing import Any, Final

from sqlalchemy import select

from api.access.caller import Caller
from api.catalogue import policy, reading
from api.planning import preview
from api.running import running
from api.storage.tables import Account
from tests.pages.site import Site

_SECONDS: Final = 60


def change_rules(site: Site, **changed: Any) -> None:
    """Store other rules, as the référente at another machine would."""
    account = referent_of(site).account
    with site.storage.write(account) as work:
        policy.put(work, reading.policy(work).model_copy(update=changed))


def previewed(site: Site, **changed: Any) -> str:
    """Have a preview of other rules computed, and give the address of its page."""
    caller = referent_of(site)
    with site.storage.write(caller.account) as work:
        rules = reading.policy(work).model_copy(update=changed)
        asked = preview.ask(work, caller, rules)
        version = policy.number(work)
    running(site.app).jobs.wake()
    wait_for(site, asked.now.id)
    wait_for(site, asked.then.id)
    query = f"maintenant={asked.now.id}&nouvelles={asked.then.id}&version={version}"
    return f"/regles/apercu?{query}"


def wait_for(site: Site, job: str) -> None:
    """Wait until a search is over."""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        with site.storage.read() as work:
            if preview.has_ended(work, job):
                return
        time.sleep(0.05)
    raise TimeoutError(job)


def referent_of(site: Site) -> Caller:
    """Give the référente as a service sees her."""
    login = site.login_of("referent")
    with site.storage.read() as work:
        account = work.session.scalars(select(Account.id).where(Account.login == login)).one()
    return Caller(account, "referent", None, None, "", "session")
