"""Every page in every state: nothing that keeps anybody out, nothing from elsewhere, nothing beside the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.browsing import NARROW
from tests.pages.conftest import Opening
from tests.pages.gallery import Scene, scenes

SCENES = list(scenes())
CONTRAST = {"runOnly": ["color-contrast"]}
OVERFLOWS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_everybody_can_use_it(reading: Opening, scene: Scene) -> None:
    """In both themes by axe, and on a phone without moving sideways."""
    with reading(scene.login) as reader:
        scene.show(reader)
        found = Axe().run(reader.page).response["violations"]
        reader.page.emulate_media(color_scheme="dark")
        found += Axe().run(reader.page, options=CONTRAST).response["violations"]
        grave = [each for each in found if each["impact"] in {"serious", "critical"}]
        assert [(each["id"], each["nodes"][0]["html"]) for each in grave] == []
        width, height = NARROW
        reader.page.set_viewport_size({"width": width, "height": height})
        assert reader.page.evaluate(OVERFLOWS) == 0


def test_no_two_scenes_have_the_same_name() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES)
