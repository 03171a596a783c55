"""A simulated school year: notices come, weeks are planned with what is known then, and lived.

`draw_year` draws the year, `live` lives it under a policy, `compare` does so by the thousand for
several scenarios. Why it is built so: `docs/decisions/0007-a-simulated-year.md`.
"""

from solver.simulate.comparing import compare, paired, summary
from solver.simulate.frames import practitioners_frame, runs_frame, stays_frame, waits_frame
from solver.simulate.living import LivedYear, live
from solver.simulate.policies import POLICIES
from solver.simulate.runs import Outcome, Run, run_one
from solver.simulate.scenarios import (
    BASE,
    Change,
    Demand,
    GroupsPerWeek,
    LevelOrder,
    MotiveLimit,
    NewCollege,
    Scenario,
    Seats,
    TeacherAway,
    TeacherSlots,
    Weights,
)
from solver.simulate.settings import Chances, YearSettings
from solver.simulate.sweep import run_all
from solver.simulate.years import Notice, Year, draw_year, year_of

__all__ = [
    "BASE",
    "POLICIES",
    "Chances",
    "Change",
    "Demand",
    "GroupsPerWeek",
    "LevelOrder",
    "LivedYear",
    "MotiveLimit",
    "NewCollege",
    "Notice",
    "Outcome",
    "Run",
    "Scenario",
    "Seats",
    "TeacherAway",
    "TeacherSlots",
    "Weights",
    "Year",
    "YearSettings",
    "compare",
    "draw_year",
    "live",
    "paired",
    "practitioners_frame",
    "run_all",
    "run_one",
    "runs_frame",
    "stays_frame",
    "summary",
    "waits_frame",
    "year_of",
]
