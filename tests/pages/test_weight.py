"""What everybody opens first is light and stands still: under 100 kB with style and scripts, nothing that jumps."""

import pytest
from playwright.sync_api import Response

from api.access.roles import ROLES, Role
from api.web.navigation import HOME
from tests.pages.conftest import Opening

MOST_BYTES = 100_000
SLOWER = 20
"""Times: on a fast machine a page comes whole, and what would jump while it comes does not show."""
SHIFTED = """
new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})
"""


@pytest.mark.parametrize("role", ROLES)
def test_the_first_view_is_light_and_stands_still(reading: Opening, role: Role) -> None:
    with reading(None) as probe:
        login = probe.site.login_of(role)
    with reading(login) as reader:
        received: list[Response] = []
        reader.page.on("response", lambda response: received.append(response))
        slow = reader.context.new_cdp_session(reader.page)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        reader.open(HOME[role])
        assert received
        assert all(each.status == 200 for each in received)
        assert sum(len(each.body()) for each in received) < MOST_BYTES
        assert reader.page.evaluate(SHIFTED) == 0
