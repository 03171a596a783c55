"""A year small enough to be lived in a second, for the tests of this folder."""

from typing import Final

from solver.simulate import YearSettings

AUTUMN: Final = YearSettings(pupils=34, first_week="2026-W40", last_week="2026-W51")
