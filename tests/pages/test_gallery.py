"""Every page in every state: nothing that keeps anybody out, nothing from elsewhere, nothing beside the window."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.pages.browsing import NARROW, THEMES, Theme
from tests.pages.conftest import Opening
from tests.pages.gallery import Scene, scenes

SCENES = list(scenes())
OVERFLOWS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def shown() -> Iterator[tuple[Scene, Theme]]:
    """Pair the scenes with the themes: each with one of the two in `make test`, with both in `make soak`."""
    for number, scene in enumerate(SCENES):
        for theme in THEMES:
            if os.environ.get("HYPOTHESIS_PROFILE") == "soak" or theme == THEMES[number % 2]:
                yield scene, theme


@pytest.mark.parametrize(
    ("scene", "theme"), [pytest.param(s, t, id=f"{s.name} {t}") for s, t in shown()]
)
def test_everybody_can_use_it(reading: Opening, scene: Scene, theme: Theme) -> None:
    """By axe, and on a phone without moving sideways."""
    with reading(scene.login, theme=theme) as reader:
        scene.show(reader)
        found = Axe().run(reader.page).response["violations"]
        grave = [each for each in found if each["impact"] in {"serious", "critical"}]
        assert [(each["id"], each["nodes"][0]["html"]) for each in grave] == []
        width, height = NARROW
        reader.page.set_viewport_size({"width": width, "height": height})
        assert reader.page.evaluate(OVERFLOWS) == 0


def test_no_two_scenes_have_the_same_name() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES)
