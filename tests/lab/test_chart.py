"""The chart of the lab looks as figures do: the one theme and locale, nothing of its own beside them."""

from macros.figures import style
from macros.figures.theme import NARROW
from macros.lab import chart


def test_the_chart_of_the_lab_wears_the_book_s_theme() -> None:
    assert chart.template()["config"] == style.book(NARROW.small, NARROW.label)["config"]


def test_its_axes_say_what_they_show_and_not_how_they_look() -> None:
    layers = chart.template()["layer"]
    said = {key for layer in layers for of in layer["encoding"].values() for key in (of.get("axis") or {})}
    assert said == {"format", "tickCount", "tickMinStep", "title", "labelOverlap"}


def test_what_is_compiled_brings_the_locale_with_it() -> None:
    assert chart.compiled()["config"]["locale"] == {"number": style.NUMBERS, "time": style.TIMES}
