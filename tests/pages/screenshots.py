"""`python -m tests.pages.screenshots FOLDER [PART OF A NAME …]`: every page and state, at two widths, in both themes."""

import sys
import tempfile
from pathlib import Path

from tests.pages.browsing import NARROW, THEMES, WIDE, browser, reading
from tests.pages.conftest import passwords_cost_nothing
from tests.pages.gallery import scenes
from tests.pages.site import copied, serving, template


def main(folder: Path, wanted: list[str]) -> None:
    """Take the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    passwords_cost_nothing()
    with tempfile.TemporaryDirectory() as made, browser() as chromium:
        year = template(Path(made) / "year")
        for scene in scenes():
            if wanted and not any(part in scene.name for part in wanted):
                continue
            data = copied(year, Path(made) / scene.name)
            with serving(data) as site:
                for width, size in (("large", WIDE), ("etroit", NARROW)):
                    with reading(chromium, site, scene.login, size=size) as reader:
                        scene.show(reader)
                        for theme in THEMES:
                            reader.page.emulate_media(color_scheme=theme)
                            name = f"{scene.name}-{width}-{'clair' if theme == 'light' else 'sombre'}.png"
                            reader.page.screenshot(path=folder / name, full_page=True)
                            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
