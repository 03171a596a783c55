"""What readers get in the middle of a life: a collège its own and nothing else, a past moment what it was."""

from datetime import datetime
from typing import Any, Final

from api.planning.instance import instance_of
from tests.api.campaign.picture import Picture
from tests.api.campaign.service import Service
from tests.api.conftest import Held
from tests.api.people import refused

_MOST: Final = 200


class Views:
    """What collèges read."""

    def __init__(self, service: Service) -> None:
        self._service: Final = service

    def check(self, picture: Picture, college: str) -> None:
        """Find all of a collège's own in its list, and nothing that stands for another one's pupil."""
        client = self._service.colleges[college]
        answer = client.get("/api/notices", params={"limit": _MOST})
        own = {n.id for n in picture.notices.values() if n.college == college}
        assert {item["id"] for item in answer.json()["items"]} == own
        texts = [answer.text]
        texts.extend(client.get(f"/api/notices/{notice}").text for notice in sorted(own)[-1:])
        for pupil in picture.pupils.values():
            if pupil.college != college:
                for secret in (pupil.id, pupil.code, pupil.first_name):
                    assert not any(secret in text for text in texts), secret
        others = sorted(picture.notices.keys() - own)
        for other in others[-1:]:
            refused(client.get(f"/api/notices/{other}"), 404, "not-found")


class Moments:
    """The instances of some moments, as they were then."""

    def __init__(self, service: Service, clock: Held) -> None:
        self._service: Final = service
        self._clock: Final = clock
        self._kept: Final[list[tuple[datetime, str, Any]]] = []

    def keep(self, week: str) -> None:
        """Keep the instance of a week as it is now."""
        with self._service.storage.read() as work:
            self._kept.append((self._clock.now, week, instance_of(work, week)))

    def check(self) -> None:
        """Read some kept moments again; what was written since does not change them."""
        with self._service.storage.read() as work:
            for moment, week, instance in self._kept[:: max(1, len(self._kept) // 3)]:
                assert instance_of(work, week, moment) == instance, (moment, week)

    def forget(self) -> None:
        """Forget what was kept: a file was erased from all of it, or the clock was set back over it."""
        self._kept.clear()
