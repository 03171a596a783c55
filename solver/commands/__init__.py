"""The commands of the console script, one file each.

What is costly to import (the solver, the calendar, tables) is imported by the command that runs.
"""
