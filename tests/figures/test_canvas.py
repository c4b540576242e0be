"""The graph paper: places, ticks and names are reckoned, never measured."""

import json
from itertools import pairwise

import pytest

from macros.figures.canvas import Plot, ticks, year
from macros.figures.sheet import sheet
from macros.figures.theme import NARROW, WIDE


@pytest.mark.parametrize(
    ("date", "place"),
    [("2022", 2022), ("2022-01", 2022 + 0.5 / 12), ("2022-12", 2022 + 11.5 / 12)],
)
def test_a_date_has_a_place_on_the_time_axis(date, place):
    assert year(date) == pytest.approx(place)


def test_days_keep_their_order_within_the_year():
    days = ["2022-01-01", "2022-01-31", "2022-02-01", "2022-12-31"]
    assert [year(day) for day in days] == sorted(year(day) for day in days)
    assert 2022 < year(days[0]) < year(days[-1]) == 2023


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (-3, 7, [-2, 0, 2, 4, 6]), (0.2, 0.9, [0.2, 0.4, 0.6, 0.8])],
)
def test_ticks_are_round(low, high, found):
    assert ticks(low, high) == found


def test_names_at_the_edge_make_room_for_each_other():
    plot = Plot(WIDE, (0, 1), (0, 100), 200, right=90)
    for name, value in (("甲", 50), ("乙", 51), ("丙", 50.5)):
        plot.end_name(name, value, "fed")
    plot.settle()
    places = sorted(plot.py(text.y) + text.dy for text in plot.texts)
    assert all(below - above >= WIDE.label for above, below in pairwise(places))


def marks(picture):
    """The marks of a picture, panel after panel."""
    return [unit["mark"] for panel in picture.to_dict()["layer"] for unit in panel["layer"]]


def test_the_model_is_dashed_and_history_is_solid():
    plot = Plot(WIDE, (0, 1), (0, 1), 100)
    plot.line([(0, 0), (1, 1)], "fed")
    plot.line([(0, 1), (1, 0)], "fed", model=True)
    solid, dashed = marks(sheet(plot.layout, [plot]))
    assert "strokeDash" not in solid
    assert dashed["strokeDash"]


def test_a_mark_carries_its_data_in_the_data_s_own_units():
    plot = Plot(WIDE, (2020, 2026), (0, 9000), 100)
    plot.line([(2022, 8900), (2025, 6500)], "fed")
    assert sheet(plot.layout, [plot]).to_dict()["datasets"] == {
        "d0": [{"x": 2022, "y": 8900}, {"x": 2025, "y": 6500}]
    }


@pytest.mark.parametrize("place", [2020, 2023.5, 2026])
def test_a_place_and_its_pixels_turn_into_each_other(place):
    plot = Plot(WIDE, (2020, 2026), (0, 9000), 100)
    assert plot.x_at(plot.px(place)) == pytest.approx(place, abs=1e-3)
    assert plot.y_at(plot.py(place)) == pytest.approx(place, abs=1)


def test_panels_side_by_side_share_one_sheet_and_keep_their_own_scales():
    plots = [Plot(WIDE, (0, 1), (0, 1), 100, left=0, right=0, outer=WIDE.width / 2) for _ in range(2)]
    for plot in plots:
        plot.dots([(0, 0)], "fed")
    found = sheet(WIDE, plots, columns=2).to_dict()
    left, right = (panel["encoding"]["x"]["scale"]["domain"] for panel in found["layer"])
    assert left == pytest.approx([0, 2]) and right == pytest.approx([-1, 1])
    assert found["height"] == plots[0].tall


def test_the_same_drawing_gives_the_same_specification():
    def drawn():
        plot = Plot(NARROW, (2020, 2026), (0, 10), 100)
        plot.grid([0, 5, 10], ["0", "5", "10"], "兆美元")
        plot.years()
        return json.dumps(sheet(plot.layout, [plot]).to_dict(), ensure_ascii=False)

    assert drawn() == drawn()
