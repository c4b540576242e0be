"""A run as a table of years, for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qeqt.results.main_columns import years

if TYPE_CHECKING:
    from qeqt.results.seen import Run


def html(run: Run) -> str:
    """Return a table: the first month, each year's end and the last month of the main columns, with units."""
    names = run.main_columns()
    head = "".join(
        f"<th scope='col'>{escape(name)}<br><small>{escape(run.units[name])}</small></th>" for name in names
    )
    rows = "".join(
        f"<tr><th scope='row'>{escape(run.months[n])}</th>"
        + "".join(f"<td style='text-align:right'>{run.columns[name][n]:,.2f}</td>" for name in names)
        + "</tr>"
        for n in years(run.months)
    )
    more = len(run.columns) - len(names)
    said = "".join(f"<p>caution: {escape(each)}</p>" for each in run.cautions)
    return (
        f"<table><caption>{escape(repr(run)[1:-1])}</caption><thead><tr><th scope='col'>month</th>{head}</tr>"
        f"</thead><tbody>{rows}</tbody></table><p>and {more} columns more</p>{said}"
    )
