"""The Federal Reserve's programmes of buying and run-off, from decided policy, and their tint in a chart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import fsum

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import iso, moment
from macros.figures.panels import Chart
from macros.figures.theme import colour
from qeqt import data
from qeqt.core import months

BUYING = ("treasury_purchases", "mbs_purchases", "agency_purchases")
NAMES = {"qe": ["QE1", "QE2", "QE3", "疫情買債"], "qt": ["QT1", "QT2"]}


def _runs(wanted: list[str]) -> list[tuple[str, str]]:
    """Return the first and last months of the unbroken stretches in a list of months."""
    starts = [m for before, m in pairwise(["", *wanted]) if not before or months.after(before, 1) != m]
    ends = [m for m, after in pairwise([*wanted, ""]) if not after or months.after(m, 1) != after]
    return list(zip(starts, ends, strict=True))


def programmes() -> list[tuple[str, str, str, str]]:
    """Return (name, qe or qt, first month, last month) of every programme, from decided policy.

    Months in which more was bought than sold outright, bills aside; and months with a cap on run-off.
    """
    policy = data.policy("fed")
    all_months = [months.after("2008-12", n) for n in range(months.between("2008-12", "2026-06"))]

    def bought(month: str) -> float:
        return fsum(policy[key].at(month) or 0 for key in BUYING) - (policy["treasury_sales"].at(month) or 0)

    found = {
        "qe": _runs([m for m in all_months if bought(m) > 0.5]),
        "qt": _runs([m for m in all_months if policy["treasury_runoff_cap"].at(m) is not None]),
    }
    return [
        (name, kind, *stretch)
        for kind, names in NAMES.items()
        for name, stretch in zip(names, found[kind], strict=True)
    ]


def tinted(since: str = "2000", kinds: Sequence[str] = ("qe", "qt"), opacity: float = 0.13) -> alt.Chart:
    """Tint the months of buying (warm) and of run-off (cool) over a whole panel, from a month on."""
    days = [
        {"date": max(iso(first, "start"), iso(since, "start")), "until": _after(last), "kind": kind}
        for _, kind, first, last in programmes()
        if kind in kinds and last > since
    ]
    scale = alt.Scale(domain=[*NAMES], range=[colour(kind) for kind in NAMES])
    tint = alt.Chart(alt.InlineData(values=days)).mark_rect(opacity=opacity)
    found: alt.Chart = tint.encode(
        x=axes.when(), x2="until", color=alt.Color("kind", type="nominal", scale=scale, legend=None)
    )
    return found


def named(
    since: str = "2000",
    kinds: Sequence[str] = ("qe", "qt"),
    *,
    lower: Sequence[str] = (),
    without: Sequence[str] = (),
) -> list[Chart]:
    """Name the programmes at the panel's head; where there is no room, some a line ``lower``, or not."""
    found: list[Chart] = []
    for name, kind, first, last in programmes():
        if kind in kinds and last > since and name not in without:
            start = max(iso(first, "start"), iso(since, "start"))
            days = moment(_after(last)) - moment(start)
            middle = (moment(start) + days / 2).strftime("%Y-%m-%dT%H:%MZ")
            down = labels.PIXEL(15 + (19 if name in lower else 0))
            found.append(labels.write(name, kind, x=axes.when(), y=down, at={"date": middle}, align="center"))
    return found


def _after(month: str) -> str:
    return iso(f"{months.after(month, 1)}-01")
