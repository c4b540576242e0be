"""A picture fit for a page: its own ids, inherited type, no literal colour, labels that fit."""

import pytest

from macros.figures.svg import PictureError, labels, refuse_bad_labels, tidy

RAW = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
    'class="marks" width="100" height="50" viewBox="0 0 100 50">'
    '<rect width="100" height="50" fill="transparent"/>'
    '<defs><clipPath id="clip1"><rect width="9" height="9" fill="none"/></clipPath></defs>'
    '<g fill="none" transform="translate(0,0)"><g class="mark-line" role="graphics-object" '
    'aria-roledescription="line mark container"><path aria-label="x: 1" role="graphics-symbol" '
    'd="M0.123456,1L2,3.98765" stroke="{colour}" stroke-width="1" clip-path="url(#clip1)"/></g>'
    '<g><text text-anchor="{anchor}" transform="translate({x},{y})" font-family="inherit" font-size="10px" '
    'font-weight="400" fill="var(--qeqt-ink)">{text}</text></g></g></svg>'
)


def raw(colour="var(--qeqt-fed)", anchor="start", x=10, y=20, text="聯準會"):
    return RAW.format(colour=colour, anchor=anchor, x=x, y=y, text=text)


def test_ids_carry_the_figure_and_the_layout():
    svg = tidy(raw(), "caps", "wide")
    assert 'id="fig-caps-wide-clip1"' in svg
    assert "url(#fig-caps-wide-clip1)" in svg


@pytest.mark.parametrize(
    "trace", ["aria-label", "aria-roledescription", "role=", "font-family", "px", "xlink"]
)
def test_what_a_page_does_not_want_is_gone(trace):
    assert trace not in tidy(raw(), "caps", "wide")


def test_the_size_follows_the_column():
    root = tidy(raw(), "caps", "narrow").partition(">")[0]
    assert 'viewBox="0 0 100 50"' in root
    assert "width=" not in root
    assert 'aria-hidden="true"' in root
    assert "qeqt-svg--narrow" in root


def test_a_literal_colour_stops_the_build():
    with pytest.raises(PictureError, match="#4c78a8"):
        tidy(raw(colour="#4c78a8"), "caps", "wide")


def test_numbers_are_as_long_as_eyes_need():
    assert 'd="M0.1,1L2,4"' in tidy(raw(), "caps", "wide")


@pytest.mark.parametrize(
    ("anchor", "x", "left"),
    [("start", 10, 10), ("middle", 50, 35), ("end", 90, 60)],
)
def test_a_label_fills_one_em_a_han_character(anchor, x, left):
    (label,) = labels(tidy(raw(anchor=anchor, x=x), "caps", "wide"))
    assert (label.left, label.right - label.left) == (left, 30)


@pytest.mark.parametrize("place", [{"x": 80}, {"x": -5}, {"y": 3}, {"y": 60}, {"x": 20, "anchor": "end"}])
def test_a_label_that_runs_out_of_the_picture_stops_the_build(place):
    with pytest.raises(PictureError, match="聯準會"):
        refuse_bad_labels(tidy(raw(**place), "caps", "wide"), "caps", "wide")


def test_a_label_over_another_stops_the_build():
    svg = tidy(raw(), "caps", "wide")
    start, end = svg.index("<text"), svg.index("</text>") + len("</text>")
    twice = svg[:end] + svg[start:end].replace("聯準會", "歐元").replace("(10,20)", "(25,24)") + svg[end:]
    with pytest.raises(PictureError, match="overlap"):
        refuse_bad_labels(twice, "caps", "wide")
    apart = twice.replace("(25,24)", "(25,40)")
    refuse_bad_labels(apart, "caps", "wide")


def linked(address):
    body = raw()
    at = body.index("<path")
    end = body.index("/>", at) + 2
    return f'{body[:at]}<a xlink:href="{address}">{body[at:end]}</a>{body[end:]}'


def test_a_mark_leads_to_a_place_on_its_page_and_takes_no_turn_of_the_keyboard():
    assert '<a href="#event-x" tabindex="-1"><path' in tidy(linked("https://any/#event-x"), "caps", "wide")


def test_a_mark_that_leads_off_its_page_stops_the_build():
    with pytest.raises(PictureError, match="https://any/thing"):
        tidy(linked("https://any/thing"), "caps", "wide")
