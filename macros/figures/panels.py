"""How a chart stands on the page: panels of a fixed size within fixed margins, no type ever measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Any, TypeAlias, cast

import altair as alt

from macros.figures.theme import Layout

Chart: TypeAlias = "alt.Chart | alt.LayerChart"
Picture: TypeAlias = "alt.Chart | alt.LayerChart | alt.ConcatChart"


def layered(*layers: Chart) -> alt.LayerChart:
    """Lay charts over each other; none of the book's is a facet."""
    return cast(alt.LayerChart, alt.layer(*layers))


@dataclass(frozen=True)
class Frame:
    """A panel's size: its height, and the margins for labels around it, in CSS px; panels may share a row."""

    layout: Layout
    height: float
    left: float = 40
    right: float = 10
    top: float = 26
    bottom: float = 26
    columns: int = 1

    @property
    def width(self) -> float:
        """The width of a panel between its margins."""
        return self.layout.width / self.columns - self.left - self.right

    def panel(self, *layers: Chart, height: float = 0) -> alt.LayerChart:
        """Lay charts over each other in a panel of the frame's size."""
        return layered(*layers).properties(width=self.width, height=height or self.height)

    def page(self, *panels: alt.LayerChart) -> Picture:
        """Lay panels out row by row; margins alone say how large the whole is."""
        if len(panels) == 1:
            return panels[0].properties(padding=self._margins(self.right, self.bottom), autosize="none")
        heights = [float(panel["height"]) for panel in panels]
        rows = [max(heights[at : at + self.columns]) for at in range(0, len(panels), self.columns)]
        across, down = self.left + self.right, self.top + self.bottom
        sheet: alt.ConcatChart = alt.concat(
            *panels, columns=self.columns, spacing={"row": down, "column": across}, bounds="flush"
        )
        # Vega counts the width of one column as the picture's own; no other size of a sheet is known to it.
        right = self.right if self.columns == 1 else self.layout.width - self.left
        below = fsum(rows) + down * (len(rows) - 1) + self.bottom
        return sheet.properties(padding=self._margins(right, below), autosize="none")

    def _margins(self, right: float, bottom: float) -> Any:
        return {"left": self.left, "top": self.top, "right": right, "bottom": bottom}
