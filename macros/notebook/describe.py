"""What the notebook draws with: a chart described as data, which the book makes into one of its figures.

A notebook's process knows no drawing: it says what is to be drawn, and that is kept with its other output.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from qeqt import __version__
from qeqt.core.results import Results

MIME = "application/vnd.qeqt.figure+json"


@dataclass(frozen=True)
class Line:
    """A series: its name, one value a month (bn), a colour of the book, whether it is the model's."""

    name: str
    values: Sequence[float]
    token: str
    model: bool = False


@dataclass(frozen=True)
class Band:
    """A range: its name, low and high of each month (bn), a colour of the book."""

    name: str
    ends: Sequence[tuple[float, float]]
    token: str


def show(
    name: str,
    *,
    title: str,
    measure: str,
    months: Sequence[str],
    lines: Sequence[Line],
    holds: Mapping[str, bool],
    summary: str,
    bands: Sequence[Band] = (),
    sources: Sequence[str] = (),
    runs: Sequence[Results] = (),
) -> None:
    """Show a figure of the book: its finding as title, what must hold for it, the series in bn USD.

    Raises ValueError when something that must hold does not.
    """
    from IPython.display import display

    for text, true in holds.items():
        if not true:
            raise ValueError(f"figure {name!r}: the data no longer support 「{text}」")
    described = {
        "name": name,
        "title": title,
        "measure": measure,
        "months": list(months),
        "lines": [asdict(line) for line in lines],
        "bands": [asdict(band) for band in bands],
        "holds": list(holds),
        "summary": summary,
        "sources": list(sources),
        "runs": [[run.scenario, run.parameter_set, __version__] for run in runs],
    }
    display({MIME: described, "text/plain": f"〈{title}〉"}, raw=True)  # type: ignore[no-untyped-call]
