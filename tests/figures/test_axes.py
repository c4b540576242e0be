"""Axes, labels and panels: ends, ticks and places come from the data, sizes from margins, never from type."""

import ast
import json
import re
from itertools import pairwise
from pathlib import Path

import altair as alt
import pytest
import vl_convert

from macros.figures import axes, labels, render, style, svg
from macros.figures.dates import dated, having, iso, onward
from macros.figures.figure import Figure
from macros.figures.panels import Frame
from macros.figures.theme import LAYOUTS, NARROW, WIDE, colour

YEARS = [{"date": f"{year}-12-31", "assets": 100.0 * (year - 2001)} for year in range(2002, 2026)]
FRAME = Frame(WIDE, 200, left=40, right=60)
CHARTS = Path(axes.__file__).parents[1] / "charts"


def drawn(chart: alt.TopLevelMixin, layout=WIDE) -> str:
    with alt.theme.enable(style.NAME, small=layout.small, label=layout.label):
        return svg.tidy(vl_convert.vegalite_to_svg(chart.to_dict()), "try", layout.name)


def line(frame: Frame, rows=YEARS, **look) -> alt.LayerChart:
    data = dated(rows)
    y = axes.value("assets", frame, axes.span(rows, "assets"), "兆美元", per=1000, **look)
    return frame.panel(
        alt.Chart(having(data, "assets"))
        .mark_line(color=colour("fed"))
        .encode(x=axes.years(data, frame), y=y)
    )


def words(picture: str) -> list[str]:
    return [label.text for label in svg.labels(picture)]


@pytest.mark.parametrize(
    ("date", "at", "place"),
    [
        ("2022-06-30", "middle", "2022-06-30T00:00Z"),
        ("2022-06", "start", "2022-06-01T00:00Z"),
        ("2022-06", "middle", "2022-06-16T00:00Z"),
        ("2024-02", "end", "2024-02-29T00:00Z"),
        ("2023", "middle", "2023-07-02T12:00Z"),
    ],
)
def test_a_date_has_a_place_in_time(date, at, place):
    assert iso(date, at) == place
    assert iso(place) == place[:10] + "T00:00Z"


def test_rows_know_their_turn_in_the_table():
    found = dated(
        [{"date": "2022-06", "a": 1.0}, {"date": "2022-07", "a": None}, {"date": "2022-08", "a": 2.0}]
    )
    assert [row["row"] for row in having(found, "a").values] == [0, 2]
    assert onward(found, "2022-09-01")[-1] == {"date": "2022-09-01T00:00Z", "a": 2.0, "row": 2}


@pytest.mark.parametrize(
    ("values", "options", "ends"),
    [
        ([1.0, 3.0], {}, (0, 3.18)),
        ([1.0, 3.0], {"zero": False}, (0.88, 3.12)),
        ([-1.0, 3.0], {"head": 0.5}, (-1.24, 5.0)),
        ([-2.0, -1.0], {}, (-2.12, 0)),
    ],
)
def test_an_axis_ends_a_little_beyond_its_data(values, options, ends):
    rows = [{"a": value} for value in values] + [{"a": None}]
    assert axes.span(rows, "a", **options) == pytest.approx(ends)


@pytest.mark.parametrize("times", [1, 4])
def test_renewed_figures_fit_again(times):
    rows = [{**row, "assets": times * float(row["assets"])} for row in YEARS]
    rows += [{"date": "2026-09-30", "assets": times * 3000.0}]
    picture = drawn(FRAME.page(line(FRAME, rows)))
    svg.refuse_bad_labels(picture, "try", "wide")
    corners = [float(y) for y in re.findall(r"[ML][\d.]+,([\d.]+)", picture)]
    assert 0 <= min(corners) < 20 and max(corners) <= 200


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize(("count", "columns"), [(1, 1), (3, 1), (3, 2)])
def test_a_page_is_as_large_as_its_margins_say(layout, columns, count):
    frame = Frame(layout, 90, left=40, right=12, top=30, bottom=26, columns=columns)
    picture = drawn(frame.page(*(line(frame) for _ in range(count))), layout)
    rows = -(-count // columns)
    assert svg.box(picture) == (layout.width, rows * (90 + 30 + 26))


def test_a_short_span_names_each_year_in_its_middle_and_a_long_one_some():
    few = [row for row in YEARS if str(row["date"]) >= "2020"]
    assert [word for word in words(drawn(FRAME.page(line(FRAME, few)))) if len(word) == 4] == [
        "2021", "2022", "2023", "2024", "2025",
    ]  # fmt: skip
    many = [word for word in words(drawn(FRAME.page(line(FRAME)))) if re.fullmatch(r"\d{4}", word)]
    assert many == ["2004", "2008", "2012", "2016", "2020", "2024"]


def test_amounts_are_written_in_the_unit_of_the_axis_by_the_book_s_locale():
    picture = drawn(FRAME.page(line(FRAME)))
    assert {"0", "0.5", "1", "1.5", "2", "兆美元"} <= set(words(picture))
    fall = [{"date": "2020", "assets": -1200.0}, {"date": "2021", "assets": 1200.0}]
    frame = Frame(WIDE, 200, left=60)
    y = axes.value("assets", frame, axes.span(fall, "assets"), per=1)
    mark = (
        alt.Chart(having(dated(fall)))
        .mark_circle(color=colour("fed"))
        .encode(x=axes.years(dated(fall), frame), y=y)
    )
    assert {"−1,000", "1,000"} <= set(words(drawn(frame.page(frame.panel(mark)))))


def test_names_at_the_edge_make_room_for_each_other_and_keep_their_order():
    named = [("甲", 50.0, "fed"), ("乙", 51.0, "ecb"), ("丙", 50.5, "boj")]
    found = frame_labels(labels.ends(named, FRAME, (0, 100)))
    places = [label.bottom for label in found]
    assert [label.text for label in found] == ["乙", "丙", "甲"]
    assert all(below - above >= WIDE.label for above, below in pairwise(places))


def frame_labels(layer: alt.LayerChart) -> list[svg.Label]:
    dots = alt.Chart(having([{"value": 0.0}, {"value": 100.0}])).mark_circle(color=colour("fed"))
    scale = alt.Scale(domain=[0, 100], nice=False)
    panel = FRAME.panel(dots.encode(y=alt.Y("value:Q", scale=scale)), layer)
    return [label for label in svg.labels(drawn(FRAME.page(panel))) if label.text in "甲乙丙"]


def test_a_haloed_name_is_one_label():
    data = dated(YEARS)
    mark = (
        alt.Chart(having(data, "assets"))
        .mark_line(color=colour("fed"))
        .encode(x=axes.years(data, FRAME), y=axes.value("assets", FRAME, axes.span(YEARS, "assets")))
    )
    picture = drawn(FRAME.page(FRAME.panel(mark, labels.haloed("上限", "ink", data[9], "assets"))))
    assert picture.count("上限") == 2 and words(picture).count("上限") == 1


def test_the_theme_s_colours_are_the_page_s_variables():
    found = json.dumps(style.book(), ensure_ascii=False)
    assert not re.search(r"#[0-9a-f]{3,8}\b", found)
    assert '"星期一"' in found and '"12 月"' in found


def test_the_same_chart_gives_the_same_text_on_both_layouts_twice():
    for layout in (WIDE, NARROW):
        frame = Frame(layout, 100)
        assert drawn(frame.page(line(frame)), layout) == drawn(frame.page(line(frame)), layout)


@pytest.mark.parametrize(("place", "fits"), [(20.0, True), (-400.0, False)])
def test_a_figure_with_a_label_that_runs_out_is_not_drawn(place: float, fits: bool) -> None:
    layout = LAYOUTS[0]
    frame = Frame(layout, 90, left=40, right=12)
    word = labels.write("在哪裡", x=labels.PIXEL(place), y=labels.PIXEL(40))
    found = Figure(
        title="一行字", measure="", rows=[], columns=[], rules=[], summary="", name=f"try_{fits}",
        draw=lambda _: frame.page(frame.panel(line(frame), word)),
    )  # fmt: skip
    if fits:
        assert "在哪裡" in render.picture(found, layout)
    else:
        with pytest.raises(svg.PictureError, match="runs out of the picture"):
            render.picture(found, layout)


WHOLE = {"taiwan.py": "[0, 100]"}
"""Ends that are no choice: a stack of shares is 100."""


def typed(source: str) -> list[str]:
    """Find the ends and ticks of axes that are numbers of the source, also by a name."""
    tree = ast.parse(source)

    def numbers(node: ast.expr) -> bool:
        parts = node.elts if isinstance(node, ast.Tuple | ast.List) else []
        plain = [part.operand if isinstance(part, ast.UnaryOp) else part for part in parts]
        return bool(plain) and all(
            isinstance(part, ast.Constant) and isinstance(part.value, int | float) for part in plain
        )

    assigned = (node for node in ast.walk(tree) if isinstance(node, ast.Assign))
    named = {target.id for node in assigned for target in node.targets
             if isinstance(target, ast.Name) and numbers(node.value)}  # fmt: skip
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        ends = call.args[2:3] if isinstance(call.func, ast.Attribute) and call.func.attr == "value" else []
        ends += [each.value for each in call.keywords if each.arg in ("ends", "named", "domain", "values")]
        found += [
            ast.unparse(end)
            for end in ends
            if numbers(end) or named & {node.id for node in ast.walk(end) if isinstance(node, ast.Name)}
        ]
    return found


def test_typed_ends_and_ticks_are_found():
    assert typed("y = axes.value('held', frame, (0, 1.3))") == ["(0, 1.3)"]
    assert typed("SPAN = (-0.2, 1.25)\nx = alt.Scale(domain=[*SPAN], nice=False)") == ["[*SPAN]"]
    assert typed("named = [0, 25]\nx = axes.number('a', named=named, ends=(-160.0, 0.0))") == [
        "named", "(-160.0, 0.0)",
    ]  # fmt: skip
    assert not typed("x = axes.number('a', ends=(0, RISE * rises), named=[row['a'] for row in rows])")


@pytest.mark.parametrize("file", sorted(CHARTS.glob("*.py")), ids=lambda file: file.name)
def test_no_chart_types_the_ends_or_the_ticks_of_an_axis(file):
    assert typed(file.read_text(encoding="utf-8")) == [*filter(None, [WHOLE.get(file.name)])]
