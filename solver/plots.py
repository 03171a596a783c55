"""Charts for people, in one style: a sentence as title, one accent, values written where they are.

It lives here and not beside the notebooks, because these import the project's packages only, and so
that pages and reports can draw the same. It needs matplotlib, which the service does not install.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from io import StringIO
from textwrap import wrap
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from solver.french import short_day_and_month
from solver.generate.colleges import are_invented
from solver.html.elements import ACCENT, INVENTED
from solver.instance import Instance

# One accent, from a palette made for colour-blind readers, against greys that differ in lightness.
INK: Final = "#222222"
GREY: Final = "#8a8a8a"
PALE: Final = "#d5d5d5"

WIDTH: Final = 8.6
"""In inches, at 72 points each: as wide as a page's text."""

_TITLE: Final = 13
_SMALL: Final = 9
_LONGEST_TITLE: Final = 84
_ROW: Final = 0.32
_AROUND: Final = 1.35
"""In inches: what a row takes, and what title, note and axis take together."""


def _style() -> AbstractContextManager[None]:
    return mpl.rc_context(
        {
            "axes.axisbelow": True,
            "axes.edgecolor": PALE,
            "axes.labelcolor": INK,
            "axes.spines.left": False,
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlelocation": "left",
            "axes.titlesize": 10,
            "font.size": 10,
            "svg.fonttype": "path",
            "svg.hashsalt": "daeet",
            "text.color": INK,
        }
    )


class Chart:
    """A figure with a sentence as its title, which a notebook displays as a drawing."""

    def __init__(self, figure: Figure, title: str, note: str) -> None:
        self.figure: Final = figure
        self._said: Final = f"{title} {note}".strip()

    @property
    def svg(self) -> str:
        """The drawing as SVG, without the header that stands in the way inside a page."""
        drawn = StringIO()
        with _style():
            self.figure.savefig(drawn, format="svg", metadata={"Date": None})
        return drawn.getvalue().partition("<svg")[2]

    def _repr_html_(self) -> str:
        # White also on a dark page: a drawing keeps the colours it was made with.
        label = self._said.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        style = "background: #fff; max-width: 100%; height: auto; border-radius: 4px"
        return f'<svg role="img" aria-label="{label}" style="{style}"{self.svg}'


def note_about(instance: Instance) -> str:
    """Give the note under a chart: that the data are invented, where they are."""
    return INVENTED if are_invented(instance.colleges) else ""


def panels(
    title: str, *subtitles: str, note: str = "", height: float = 3.2
) -> tuple[Chart, list[Axes]]:
    """Make a chart of a panel for each subtitle, or one without, under a title and above a note."""
    with _style():
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        wrapped = "\n".join(wrap(title, _LONGEST_TITLE))
        figure.suptitle(wrapped, x=0.012, ha="left", fontsize=_TITLE, fontweight="bold")
        if note:
            figure.supxlabel(
                note, x=0.988, ha="right", fontsize=_SMALL, fontstyle="italic", color=GREY
            )
        axes = list(figure.subplots(1, max(1, len(subtitles)), squeeze=False)[0])
        for each, subtitle in zip(axes, subtitles, strict=False):
            each.set_title(subtitle)
    for each in axes:
        each.tick_params(length=0, labelcolor=INK)
    return Chart(figure, title, note), axes


def bars(
    axes: Axes, values: Mapping[str, float], *, said: str = "{:.0f}", accent: Collection[str] = ()
) -> None:
    """Draw a row per name, its value written at its end; those of `accent` stand out."""
    names = list(values)
    colours = [ACCENT if name in accent else PALE for name in names]
    drawn = axes.barh(names, [values[name] for name in names], color=colours, height=0.6)
    axes.bar_label(drawn, [french(said, values[name]) for name in names], padding=4)
    _rows(axes, len(names))
    axes.set_xlim(0, (max(values.values(), default=0) or 1) * 1.25)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def intervals(
    axes: Axes,
    values: Mapping[str, tuple[float, float, float]],
    *,
    said: str = "{:.1f}",
    accent: Collection[str] = (),
) -> None:
    """Draw a row per name: its mean as a point, and how far it may lie as a line (low, mean, high)."""
    for row, (name, (low, mean, high)) in enumerate(values.items()):
        colour = ACCENT if name in accent else GREY
        axes.plot([low, high], [row, row], color=colour, linewidth=2.5, alpha=0.45)
        axes.plot([mean], [row], "o", color=colour, markersize=7)
        axes.annotate(
            french(said, mean), (mean, row), (0, 7), textcoords="offset points", ha="center",
            fontsize=_SMALL,
        )  # fmt: skip
    axes.set_yticks(range(len(values)), list(values))
    _rows(axes, len(values))
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.margins(x=0.12)
    _in_french(axes.xaxis)


def pairs(
    axes: Axes, before: Sequence[float], after: Sequence[float], names: tuple[str, str]
) -> None:
    """Draw a line per case from its value before to its value after, and the two means, named."""
    for one, other in zip(before, after, strict=True):
        axes.plot([0, 1], [one, other], color=PALE, linewidth=1.4, marker="o", markersize=4)
    means = [sum(values) / len(values) for values in (before, after)]
    axes.plot([0, 1], means, color=ACCENT, linewidth=3, marker="o", markersize=8)
    for place, mean in enumerate(means):
        side = "right" if place == 0 else "left"
        axes.annotate(
            french("{:.1f}", mean), (place, mean), (-10 if place == 0 else 10, 0),
            textcoords="offset points", ha=side, va="center", fontweight="bold", color=ACCENT,
        )  # fmt: skip
    axes.set_xticks([0, 1], list(names))
    axes.set_xlim(-0.45, 1.45)
    axes.set_ylim(bottom=min(0, *before, *after))
    _in_french(axes.yaxis)
    axes.grid(axis="y", color=PALE, linewidth=0.6)


def stays(
    axes: Axes,
    windows: Mapping[str, tuple[date, date]],
    planned: Mapping[str, date],
    *,
    accent: Collection[str] = (),
) -> None:
    """Draw a row per pupil: a line over the weeks he could come, a dot on the week he comes."""
    for row, (name, (first, last)) in enumerate(windows.items()):
        chosen = name in accent or not accent
        axes.plot(
            [_day(first), _day(last)], [row, row], color=PALE, linewidth=6, solid_capstyle="round"
        )
        if name in planned:
            colour = ACCENT if chosen else GREY
            axes.plot([_day(planned[name])], [row], "o", color=colour, markersize=9)
    axes.set_yticks(range(len(windows)), list(windows))
    for label in axes.get_yticklabels():
        if label.get_text() in accent:
            label.set_fontweight("bold")
    _rows(axes, len(windows))
    weeks = sorted({day for window in windows.values() for day in window} | set(planned.values()))
    _mondays(axes, weeks)


def marked_week(axes: Axes, day: date, said: str) -> None:
    """Mark a week across all rows, and say what it is."""
    axes.axvline(_day(day), color=ACCENT, linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate(
        said, (_day(day), 1), (0, 4), xycoords=("data", "axes fraction"), ha="center",
        textcoords="offset points", color=ACCENT, fontsize=_SMALL,
    )  # fmt: skip


def weekly(axes: Axes, values: Mapping[date, float], most: float, said: str) -> None:
    """Draw a column per week up to what is possible, which is marked and named."""
    days = [_day(day) for day in values]
    axes.bar(days, list(values.values()), width=5.2, color=ACCENT)
    axes.axhline(most, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate(said, (1, most), (0, 4), xycoords=("axes fraction", "data"), ha="right",
                  textcoords="offset points", color=GREY, fontsize=_SMALL)  # fmt: skip
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0, most * 1.15)
    _mondays(axes, sorted(values))


def points(axes: Axes, across: Sequence[float], up: Sequence[float]) -> None:
    """Draw a point per case."""
    axes.plot(list(across), list(up), "o", color=ACCENT, markersize=8, alpha=0.85)
    axes.grid(color=PALE, linewidth=0.6)
    axes.margins(0.08)
    axes.set_ylim(0, max(up, default=0) * 1.15 or 1)
    axes.set_xlim(0, max(across, default=0) * 1.08 or 1)
    _in_french(axes.xaxis, axes.yaxis)


def chances(axes: Axes, drawn: Sequence[float], observed: float, said: str) -> None:
    """Draw what chance alone gives, many times, and where what was observed stands in it."""
    axes.hist(drawn, bins=40, color=PALE)
    axes.set_ylim(top=axes.get_ylim()[1] * 1.3)
    axes.axvline(observed, color=ACCENT, linewidth=2.5)
    right = observed < sum(axes.get_xlim()) / 2
    axes.annotate(
        said, (observed, 0.97), (6 if right else -6, 0), xycoords=("data", "axes fraction"),
        textcoords="offset points", ha="left" if right else "right", va="top", color=ACCENT,
        fontweight="bold",
    )  # fmt: skip
    axes.set_yticks([])
    _in_french(axes.xaxis)


def _in_french(*sides: Axis) -> None:
    """Write the numbers of an axis as French does, and not too many of them."""
    for side in sides:
        side.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
        side.set_major_formatter(FuncFormatter(lambda value, _: french("{:g}", value)))


def rows_height(count: int) -> float:
    """Give the height in inches of a chart with so many rows."""
    return _AROUND + _ROW * count


def french(said: str, value: float) -> str:
    """Write a number as French does, with a comma and a minus sign."""
    return said.format(value).replace(".", ",").replace("-", "\u2212")


def _rows(axes: Axes, count: int) -> None:
    """Put the first row at the top."""
    axes.set_ylim(count - 0.4, -0.7)


def _mondays(axes: Axes, days: Sequence[date]) -> None:
    """Name about eight Mondays under the axis."""
    if not days:
        return
    first, last = days[0].toordinal() // 7, days[-1].toordinal() // 7
    step = max(1, round((last - first) / 8))
    shown = [date.fromordinal(number * 7 + 1) for number in range(first, last + 1, step)]
    axes.set_xticks([_day(day) for day in shown], [short_day_and_month(day) for day in shown])
    axes.tick_params(axis="x", labelsize=_SMALL)


def _day(day: date) -> int:
    return day.toordinal()
