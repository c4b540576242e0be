"""The sheet in Altair: a plot's marks and labels as units, its scales shared, panels laid out as layers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import fsum
from typing import Any, Literal

import altair as alt
from altair.utils.schemapi import debug_mode

from macros.figures.canvas import Anchor, Picture, Plot
from macros.figures.theme import CONFIG, Layout

_ALIGN: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}


def _layers(plot: Plot, data: dict[str, list[dict[str, Any]]]) -> list[alt.UnitSpec]:
    """Return a panel's marks as Altair's units; their rows go into `data`, each under a name."""

    def unit(rows: list[dict[str, Any]], mark: alt.MarkDef, **channels: Any) -> alt.UnitSpec:
        name = f"d{len(data)}"
        data[name] = rows
        return alt.UnitSpec(
            data=alt.NamedData(name=name), mark=mark, encoding=alt.FacetedEncoding(**channels)
        )

    out = []
    for mark in [*plot.under, *plot.over]:
        far = {"x2": alt.X2("x2"), "y2": alt.Y2("y2")}
        ends = {key: channel for key, channel in far.items() if any(key in row for row in mark.values)}
        out.append(unit([dict(row) for row in mark.values], alt.MarkDef(mark.kind, **mark.look), **ends))
    groups: defaultdict[tuple[Anchor, bool, float], list[dict[str, Any]]] = defaultdict(list)
    for text in plot.texts:
        row = {"x": text.x, "y": text.y, "dx": text.dx, "dy": text.dy, "t": text.text, "c": text.colour}
        groups[text.anchor, text.strong, text.size].append(row)
    for (anchor, strong, size), rows in groups.items():
        look = alt.MarkDef(
            "text",
            align=_ALIGN[anchor],
            baseline="alphabetic",
            fontSize=size,
            fontWeight=600 if strong else 400,
            dx=alt.ExprRef("datum.dx"),
            dy=alt.ExprRef("datum.dy"),
        )
        out.append(
            unit(
                rows,
                look,
                text=alt.Text("t", type="nominal"),
                color=alt.Color("c", type="nominal", scale=None),
            )
        )
    return out


def _place(plot: Plot, right: float, down: float, width: float, height: float) -> dict[str, Any]:
    """Return a panel's x and y channels: its scales, reckoned on to the edges of the whole sheet."""

    def scale(start: float, end: float) -> alt.Scale:
        return alt.Scale(domain=[start, end], nice=False, zero=False)

    across = scale(plot.x_at(-right), plot.x_at(width - right))
    up = scale(plot.y_at(height - down), plot.y_at(-down))
    return {
        "x": alt.X("x", type="quantitative", scale=across, axis=None),
        "y": alt.Y("y", type="quantitative", scale=up, axis=None),
    }


def lay_out(layout: Layout, plots: Sequence[Plot], columns: int = 1) -> Picture:
    """Lay panels out in rows of so many columns; the size is fixed by margins, never by measured type.

    A build leaves out Altair's check of every part against its schema (half a second a picture).
    """
    rows = [plots[at : at + columns] for at in range(0, len(plots), columns)]
    height = fsum(max(plot.tall for plot in row) for row in rows)
    data: dict[str, list[dict[str, Any]]] = {}
    panels = []
    down = 0.0
    with debug_mode(False):
        for row in rows:
            right = 0.0
            for plot in row:
                plot.settle()
                shared = alt.SharedEncoding(**_place(plot, right, down, layout.width, height))
                panels.append(alt.LayerSpec(layer=_layers(plot, data), encoding=shared))
                right += plot.outer
            down += max(plot.tall for plot in row)
        return alt.TopLevelLayerSpec(
            layer=panels,
            width=layout.width,
            height=height,
            padding=0,
            autosize="none",
            resolve=alt.Resolve(scale=alt.ScaleResolveMap(x="independent", y="independent")),
            datasets=data,
            config=alt.Config(**CONFIG),
        )
