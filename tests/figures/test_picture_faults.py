"""No figure has a fault that a reader sees; each kind of fault is found where it is."""

import pytest

from macros.figures import figure
from macros.figures.theme import LAYOUTS, NARROW, WIDE
from tests.figures import drawn, picture_faults, picture_marks
from tests.figures.picture_expected import EXPECTED
from tests.figures.title_numbers import unborne

GROUND = '<path d="M40,20h300" stroke="var(--qeqt-rule)"/><text x="33" y="204" {}>0</text>'.format(
    'text-anchor="end" font-size="12" fill="var(--qeqt-ink-soft)"'
)
LINE = '<path d="M40,180L180,100L340,30" stroke="var(--qeqt-fed)" stroke-width="2"/>'


def text(words: str, x: float, y: float, colour: str = "ink", **more: str) -> str:
    look = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
    return f'<text x="{x}" y="{y}" font-size="12" fill="var(--qeqt-{colour})"{look}>{words}</text>'


def picture(*parts: str) -> picture_marks.Drawing:
    body = "".join(parts)
    return picture_marks.read(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 358 240">{GROUND}{LINE}{body}</svg>'
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", drawn.EACH)
def test_no_figure_has_a_fault(name, layout):
    drawing = picture_marks.read(drawn.picture(name, layout))
    assert picture_faults.faults(drawing) == []


@pytest.mark.parametrize("name", drawn.EACH)
def test_words_take_less_room_on_a_phone_than_the_picture(name):
    found = figure.figure(name)
    height = picture_marks.read(drawn.picture(name, NARROW)).height
    assert list(picture_faults.overlong(found.title, found.measure, height)) == []


BAD = {
    "cut off": text("這個標籤太長", 300, 100),
    "crossed by a line": text("名字", 170, 108, "ink-soft"),
    "contrast of": text("很淡", 60, 60, "rule"),
    "below a panel": text("標題", 1, 40, font_weight="600") + '<rect x="1" y="120" width="300" height="9" '
    'fill="var(--qeqt-qt)"/><rect x="1" y="10" width="300" height="16" fill="var(--qeqt-qt)"/>',
    "lies on nought": '<path d="M40,200L340,199.6" stroke="var(--qeqt-qt)" stroke-width="2"/>',
}


@pytest.mark.parametrize("fault", BAD)
def test_a_fault_of_each_kind_is_found_alone(fault):
    found = picture_faults.faults(picture(BAD[fault]))
    assert len(found) == (2 if fault == "contrast of" else 1), found  # contrast is held to both schemes
    assert all(fault in each for each in found)


@pytest.mark.parametrize(
    "good",
    [
        "",
        text("名字", 170, 108, "paper", stroke="var(--qeqt-paper)") + text("名字", 170, 108, "ink-soft"),
        text("名字", 170, 108, "fed", font_weight="600"),
        '<path d="M40,190L340,150" stroke="var(--qeqt-qt)" stroke-width="2"/>',
        '<path d="M40,199.6h300" stroke="var(--qeqt-rule)"/>',
    ],
)
def test_what_is_right_is_no_fault(good):
    assert picture_faults.faults(picture(good)) == []


def test_a_label_on_shading_is_held_to_the_shading():
    shade = '<rect x="50" y="40" width="60" height="60" fill="var(--qeqt-event)"/>'
    on, beside = (text("字", x, 60, "ink-soft") for x in (60, 200))
    assert picture_faults.faults(picture(shade, on, beside)) == []
    drawing = picture(shade, on)
    colours = {"event": "#000001", "paper": "#ffffff"}
    word = next(w for w in drawing.words if w.text == "字")
    assert picture_faults._ground(word, drawing, colours) == "#000001"


def test_contrast_is_that_of_the_guidelines():
    assert picture_faults.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert picture_faults.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_two_units_on_one_axis_and_long_captions_are_found():
    assert list(picture_faults.units_of({"a": "percent", "b": "bp"})) == [
        "a, b are drawn on one axis in bp and percent"
    ]
    assert list(picture_faults.units_of({"a": "percent", "b": "percent"})) == []
    assert list(picture_faults.overlong("題" * 200, "量", 300))
    assert not list(picture_faults.overlong("題" * 20, "量" * 20, 300))


@pytest.mark.parametrize("name", drawn.EACH)
def test_every_number_of_a_title_is_drawn_or_tested(name):
    found = figure.figure(name)
    words = [word.text for word in picture_marks.read(drawn.picture(name, WIDE)).words]
    assert list(unborne(found, words, [rule.text for rule in found.rules])) == []


def titled(title):
    """A figure of three quarters, one column."""
    return figure.Figure(
        title=title, measure="量", summary="說", draw=lambda layout: None, name="bad",
        rows=[{"date": f"2025-0{n}", "value": value} for n, value in enumerate((1000.0, 1337.0, 1213.0), 1)],
        columns=[figure.Column("date", "日期", "month"), figure.Column("value", "值", "bn USD")], rules=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "words", "rules", "bare"),
    [
        ("2025 年漲了 45.6%", [], [], ["45.6"]),
        ("1 月到 3 月漲了 21.3%，高點 1.34 兆", [], [], []),
        ("剩下 4,567 億", ["剩 4,567"], [], []),
        ("剩下 4,567 億", ["剩 4,568"], [], ["4,567"]),
        ("每月縮 456 億", [], ["每月 456 億"], []),
        ("QE2 之後，前 10% 的人與第 4 季", [], [], []),
        ("從 −8.86 到 9.9", [], [], ["−8.86", "9.9"]),
    ],
)
def test_a_number_that_nothing_bears_out_is_found(title, words, rules, bare):
    said = "in the title is neither drawn nor tested"
    assert list(unborne(titled(title), words, rules)) == [f"bad: {number} {said}" for number in bare]


TWO_UNITS = {
    "taiwan_transmission": "one point of the United States' premium is answered in per cent and in points"
}
"""Known: rows a name each, the unit beside every name."""


@pytest.mark.parametrize("name", drawn.by_figure(sorted(EXPECTED)))
def test_no_panel_has_two_units_on_its_axis(name):
    units = {column.key: column.unit for column in figure.figure(name).columns}
    for shown in EXPECTED[name]:
        panel = {s.high: units[s.high] for s in shown.series if s.high in units}
        assert list(picture_faults.units_of(panel)) == [] or name in TWO_UNITS
