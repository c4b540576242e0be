"""The graph paper: places, ticks and names are reckoned, never measured."""

import json
from itertools import pairwise

import pytest

from macros.plot import Plot, sheet, ticks, year
from macros.theme import NARROW, WIDE


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
    places = sorted(text.y for text in plot.texts)
    assert all(below - above >= WIDE.label for above, below in pairwise(places))


def test_the_model_is_dashed_and_history_is_solid():
    plot = Plot(WIDE, (0, 1), (0, 1), 100)
    plot.line([(0, 0), (1, 1)], "fed")
    plot.line([(0, 1), (1, 0)], "fed", model=True)
    solid, dashed = (layer["mark"] for layer in plot.chart()["layer"])
    assert "strokeDash" not in solid
    assert dashed["strokeDash"]


def test_panels_side_by_side_share_one_sheet():
    plots = [Plot(WIDE, (0, 1), (0, 1), 100, outer=WIDE.width / 2) for _ in range(2)]
    for plot in plots:
        plot.dots([(0, 0)], "fed")
    found = sheet(WIDE, plots, columns=2)
    left, right = (layer["data"]["values"][0]["x"] for layer in found["layer"])
    assert right - left == WIDE.width / 2
    assert found["height"] == plots[0].tall


def test_the_same_drawing_gives_the_same_specification():
    def drawn():
        plot = Plot(NARROW, (2020, 2026), (0, 10), 100)
        plot.grid([0, 5, 10], ["0", "5", "10"], "兆美元")
        plot.years()
        return json.dumps(plot.chart(), ensure_ascii=False)

    assert drawn() == drawn()
