"""A figure is refused when it says what its data do not."""

from dataclasses import replace

import pytest

from macros.figures import figure
from macros.figures.figure import Column, Figure, FigureError, Rule

GOOD = Figure(
    title="縮了",
    measure="兆美元",
    rows=[{"date": "2022-06", "assets": 8.9}, {"date": "2025-11", "assets": None}],
    columns=[Column("date", "月份", "month"), Column("assets", "總資產", "tn USD")],
    rules=[Rule("資產低於九兆", lambda rows: all((row["assets"] or 0) < 9 for row in rows))],
    summary="從 8.9 兆美元起。",
    draw=lambda layout: {},
    other=["某處"],
    name="try",
)


def refused(**changes):
    figure.refuse(replace(GOOD, **changes))


def test_a_figure_that_says_what_its_data_say_stands():
    refused()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rows": [{"date": "2022-06", "assets": 9.5}]}, "資產低於九兆.*9.5"),
        ({"title": " "}, "title is empty"),
        ({"summary": ""}, "summary is empty"),
        ({"other": []}, "no source"),
        ({"rules": []}, "rule"),
        ({"rows": [{"date": "2022-06", "asset": 1.0}]}, "no column for asset"),
        ({"rows": [{"date": "2022-06", "assets": float("nan")}]}, "nan"),
    ],
)
def test_a_figure_that_does_not_is_refused_with_the_reason(changes, said):
    with pytest.raises(FigureError, match=f"'try'.*{said}"):
        refused(**changes)


def test_an_unknown_chart_is_answered_with_the_nearest():
    with pytest.raises(FigureError, match="nearest: qt_ladder"):
        figure.figure("qt_lader")


@pytest.mark.parametrize("name", ["QT", "qt-caps", "1st", "縮表"])
def test_a_name_is_fit_for_an_address(name):
    with pytest.raises(FigureError, match="lower-case"):
        figure.chart(name)


def test_the_last_observation_is_the_last_row_with_a_value():
    assert GOOD.last_observation == "2022-06"
    assert replace(GOOD, as_of="2022-05-31").last_observation == "2022-05-31"


@pytest.mark.parametrize(
    ("column", "cell", "shown"),
    [
        (Column("a", "a", "bn USD", 1, "兆"), 6600.0, "6.6"),
        (Column("a", "a", "bn USD", 0), 95.0, "950"),
        (Column("a", "a", "month"), "2025-11-30", "2025\u00a0年\u00a011\u00a0月"),
        (Column("a", "a", "percent"), None, "–"),
        (Column("a", "a", "text"), "上限", "上限"),
    ],
)
def test_a_cell_reads_in_the_unit_of_its_column(column, cell, shown):
    assert column.show(cell) == shown


def test_a_heading_names_the_unit():
    assert Column("a", "總資產", "bn USD", 1, "兆").heading == "總資產（兆美元）"
    assert Column("a", "月份", "month").heading == "月份"
