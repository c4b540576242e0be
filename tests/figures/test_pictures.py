"""Every figure's picture, read back from its SVG alone and compared with the rows that it offers."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from macros.figures import figure
from macros.figures.theme import LAYOUTS
from tests.figures import drawn, picture_axes, picture_marks, picture_own
from tests.figures.picture_axes import PictureError, number
from tests.figures.picture_expected import EXPECTED, OWN_WAY, TABLE_ONLY
from tests.figures.picture_look import Search, match_labels, match_moments, match_numbers
from tests.figures.picture_match import match_level, match_panel
from tests.figures.picture_series import Shown

BANKS = ("fed", "ecb", "boe", "boj", "cbc")
Rows = Sequence[Mapping[str, Any]]

BY_ITSELF: dict[str, Callable[[picture_marks.Drawing, Rows, Mapping[str, str]], None]] = {
    "qe_four_banks": lambda drawing, rows, _: picture_own.four_banks(drawing, rows),
    "qe_purchase_walk": lambda drawing, rows, _: picture_own.purchase_walk(drawing, rows),
    "qe_stock_not_flow": lambda drawing, rows, _: picture_own.stock_not_flow(drawing, rows),
    "taiwan_two_walks": lambda drawing, rows, _: picture_own.two_walks(drawing, rows),
    "timeline_over_holdings": lambda drawing, rows, _: picture_own.events_over_holdings(drawing, rows),
}


def first_day(rows: Rows) -> date | None:
    said = [str(row["date"]) for row in rows if len(str(row.get("date", ""))) == 10]
    return date.fromisoformat(said[0]) if said else None


def level(shown: Shown) -> bool:
    """Whether values lie along the foot, a row a name."""
    return bool(shown.category) and any(s.kind in ("dots", "span", "tick") for s in shown.series)


def expected(name: str, headings: Mapping[str, str]) -> list[Shown]:
    """What a figure has to show, its labels filled in from the headings of its columns."""
    said = {key: heading.split()[-1] for key, heading in headings.items()}
    return [
        replace(panel, series=tuple(replace(s, label=s.label.format(**said)) for s in panel.series))
        for panel in EXPECTED[name]
    ]


def check(name: str, svg: str, rows: Rows, columns: Mapping[str, str], shown: Sequence[Shown]) -> None:
    """Hold a picture to its rows; raises PictureError with the place and both values."""
    drawing = picture_marks.read(svg)
    if not level(shown[0]):
        panels, match = picture_axes.panels(drawing, first_day(rows)), match_panel
    elif shown[0].ends:
        panels, match = picture_axes.ended_panel(drawing, shown[0].ends), match_level
    else:
        panels, match = picture_axes.level_panels(drawing), match_level
    if len(panels) != len(shown):
        raise PictureError(f"{name}: {len(panels)} panels, not {len(shown)}")
    for n, (panel, each) in enumerate(zip(panels, shown, strict=True), 1):
        where = f"{name}, panel {n}"
        found = match(panel, each, rows, columns, where)
        match_labels(Search(panel, where), found, panel.words)
        match_numbers(Search(panel, where), found, panel.words)
        match_moments(Search(panel, where), panel.words)


def seen(name: str, svg: str) -> None:
    """Hold a drawn figure to its rows, each kind in its own way."""
    found = figure.figure(name)
    columns = {column.key: column.unit for column in found.columns}
    if name in BY_ITSELF:
        BY_ITSELF[name](picture_marks.read(svg), found.rows, columns)
    else:
        headings = {column.key: column.label for column in found.columns}
        check(name, svg, found.rows, columns, expected(name, headings))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", drawn.EACH)
def test_a_picture_shows_its_rows_and_nothing_else(name, layout):
    assert name in EXPECTED or name in OWN_WAY, f"say in a picture_of_*.py what {name} has to show"
    seen(name, drawn.picture(name, layout))


@pytest.mark.parametrize("name", drawn.by_figure(sorted(EXPECTED)))
def test_every_column_of_numbers_is_drawn_or_is_said_to_stand_in_the_table_alone(name):
    used = set()
    for shown in EXPECTED[name]:
        for series in shown.series:
            used |= set(re.findall(r"\w+", f"{series.high} {series.low} {series.x}"))
        used |= set(re.findall(r"\w+", f"{shown.x} {shown.category}"))
    rows = figure.figure(name).rows
    left = {
        column.key
        for column in figure.figure(name).columns
        if column.numeric and column.key not in used and any(row.get(column.key) is not None for row in rows)
    }
    assert left == set(TABLE_ONLY.get(name, ()))


@pytest.mark.parametrize("name", drawn.by_figure(sorted(EXPECTED)))
def test_a_bank_has_its_colour_and_the_model_its_dash(name):
    found = figure.figure(name)
    labels = {column.key: column.label for column in found.columns}
    for shown in EXPECTED[name]:
        for series in shown.series:
            if series.high in BANKS:
                assert series.colour == series.high
            if series.kind in ("line", "step", "span"):
                if found.kind == "official":
                    assert not series.dashed
                if "模型" in labels.get(series.high, ""):
                    assert series.dashed


def test_no_figure_is_expected_that_is_not_drawn():
    assert {*EXPECTED, *OWN_WAY} == set(drawn.NAMES)
    assert set(OWN_WAY) == set(BY_ITSELF)
    assert not set(EXPECTED) & set(OWN_WAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,000", 1000), ("−0.5", -0.5), ("50%", 50), ("3 碼", 75), ("2005", 2005), ("4 年", 4), ("第 5 天", 5),
     ("2025 年中", 2025.5), ("2024 年底", 2025), ("聯準會", None), ("8 月", None)],
)  # fmt: skip
def test_an_axis_is_read_as_it_is_printed(text, value):
    assert number(text) == value
