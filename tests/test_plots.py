"""Charts: what is drawn is what was given, said in French, as one drawing that stands alone."""

from datetime import date
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from solver import plots
from solver.generate import generate_next_week
from solver.html.elements import ACCENT, INVENTED
from tests.build import instance, pupil

DAY = date(2026, 11, 23)


def test_a_chart_is_a_drawing_with_words_for_who_does_not_see_it() -> None:
    chart, (axes,) = plots.panels('Un titre & "un autre" <b>', note=INVENTED)
    plots.bars(axes, {"un": 1, "deux": 2}, accent=["deux"])
    html = chart._repr_html_()
    drawing = fromstring(html)  # noqa: S314 - our own text
    assert drawing.get("role") == "img"
    assert drawing.get("aria-label") == f'Un titre & "un autre" <b> {INVENTED}'
    assert "<script" not in html
    assert html == chart._repr_html_()


def test_bars_are_as_long_as_their_values_and_the_accent_is_one_colour() -> None:
    _, (axes,) = plots.panels("Titre")
    plots.bars(axes, {"un": 1.5, "deux": 3}, said="{:.1f}", accent=["deux"])
    bars = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert [bar.get_width() for bar in bars] == [1.5, 3]
    assert [to_hex(bar.get_facecolor()) for bar in bars] == [plots.PALE, ACCENT]
    assert [text.get_text() for text in axes.texts] == ["1,5", "3,0"]
    low, high = axes.get_ylim()
    assert low > high, "the first row stands at the top"


def test_a_pupil_has_a_line_over_his_window_and_a_dot_on_his_week() -> None:
    _, (axes,) = plots.panels("Titre")
    plots.stays(axes, {"P01": (DAY, date(2026, 12, 7)), "P02": (DAY, DAY)}, {"P01": DAY})
    assert [np.asarray(line.get_xdata()).tolist() for line in axes.lines] == [
        [DAY.toordinal(), date(2026, 12, 7).toordinal()],
        [DAY.toordinal()],
        [DAY.toordinal()] * 2,
    ]
    assert axes.get_xticklabels()[0].get_text() == "23 nov."


def test_pairs_show_every_case_and_the_two_means() -> None:
    _, (axes,) = plots.panels("Titre", "un panneau")
    plots.pairs(axes, [1, 3], [0, 1], ("avant", "après"))
    assert [np.asarray(line.get_ydata()).tolist() for line in axes.lines] == [
        [1, 0],
        [3, 1],
        [2, 0.5],
    ]
    assert [text.get_text() for text in axes.texts] == ["2,0", "0,5"]
    assert axes.get_title(loc="left") == "un panneau"


@pytest.mark.parametrize(("value", "said"), [(0.5, "0,50"), (-1.25, "\u22121,25")])
def test_numbers_are_written_as_french_does(value: float, said: str) -> None:
    assert plots.french("{:.2f}", value) == said


def test_invented_data_are_named_under_a_chart() -> None:
    assert plots.note_about(generate_next_week()) == INVENTED
    assert plots.note_about(instance(pupil("P01"))) == ""
