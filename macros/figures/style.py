"""The book's theme and locale, registered with Altair once: how a mark, an axis and a label look unasked.

A chart enables it for a layout; styles carry the fixed meanings: `model` is dashed, `name` names a series.
"""

from __future__ import annotations

from typing import Any, cast

import altair as alt

from macros.figures.theme import CONFIG, DASH, FINE, WIDE, colour

NAME = "qeqt"

NUMBERS = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " 元"]}
_MONTHS = [f"{n} 月" for n in range(1, 13)]
_DAYS = [f"星期{day}" for day in "日一二三四五六"]
TIMES = {
    "dateTime": "%Y 年 %-m 月 %-d 日 %H:%M",
    "date": "%Y 年 %-m 月 %-d 日",
    "time": "%H:%M",
    "periods": ["上午", "下午"],
    "days": _DAYS,
    "shortDays": [day[-1] for day in _DAYS],
    "months": _MONTHS,
    "shortMonths": _MONTHS,
}


def _axis(small: float) -> dict[str, Any]:
    quiet = colour("ink-soft")
    return {
        "domainColor": quiet,
        "tickColor": quiet,
        "gridColor": colour("rule"),
        "labelColor": quiet,
        "labelFontSize": small,
        "labelFontWeight": 400,
        "labelOverlap": False,
        "labelBound": False,
        "labelFlush": False,
        "labelLimit": 0,
        "tickRound": False,
        "translate": 0,
        "titleColor": quiet,
        "titleFontSize": small,
        "titleFontWeight": 400,
        "titleLimit": 0,
    }


def _upright(small: float) -> dict[str, Any]:
    return {
        "domain": False,
        "ticks": False,
        "labelPadding": 7,
        "labelBaseline": "alphabetic",
        "labelOffset": 0.36 * small,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleBaseline": "alphabetic",
        "titleAnchor": "start",
        "titleY": -14,
    }


def _level(small: float) -> dict[str, Any]:
    return {
        "grid": False,
        "zindex": 1,
        "tickSize": 5,
        "labelAngle": 0,
        "labelAlign": "center",
        "labelBaseline": "alphabetic",
        "labelPadding": 3 + small,
        "title": None,
    }


@alt.theme.register(NAME, enable=False)
def book(small: float = WIDE.small, label: float = WIDE.label) -> alt.theme.ThemeConfig:
    """Return the book's look for type sizes in CSS px; no size waits for type to be measured."""
    quiet, ink = colour("ink-soft"), colour("ink")
    config: dict[str, Any] = {
        **CONFIG,
        "locale": {"number": NUMBERS, "time": TIMES},
        "axis": _axis(small),
        "axisX": _level(small),
        "axisY": _upright(small),
        "axisBand": {"tickOffset": 0},
        "line": {"strokeWidth": 2, "strokeJoin": "round"},
        "circle": {"opacity": 1, "size": 64},
        "rule": {"color": quiet},
        "text": {"align": "left", "baseline": "alphabetic", "limit": 0},
        "style": {
            "model": {"strokeDash": DASH},
            "moment": {"color": quiet, "strokeDash": FINE},
            "note": {"fontSize": small, "fontWeight": 400},
            "name": {"fontSize": label, "fontWeight": 600},
            "heading": {"fontSize": label, "fontWeight": 600, "color": ink},
            "strong": {"fontSize": small, "fontWeight": 600},
        },
    }
    return {"config": cast(Any, config)}
