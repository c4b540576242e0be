"""Experiments on the portfolio: caps, principal, maturities, the size that a plan leaves."""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from typing import Any

from qeqt.core import months
from qeqt.core.scenario import UNLIMITED, Decision, Opening
from qeqt.study import backtest
from qeqt.study.evidence import laboratory as lab

Inputs = dict[str, Any]

CAPS_ON_TREASURIES = ("cap_treasury_bn", "cap_treasury_bn_by_month", "cap_treasury_bn_per_month")


def cap_path(caps: Any, start: str, count: int) -> list[float]:
    """Return a cap for each month out of a number, one number a month, or {"2022-06..2022-08": 30, …}."""
    if isinstance(caps, list):
        return [float(value) for value in caps[:count]]
    if not isinstance(caps, dict):
        return [float(caps)] * count
    path = [0.0] * count
    for span, value in caps.items():
        first, _, last = span.partition("..")
        for n in range(count):
            if first <= months.after(start, n) <= (last or "9999-12"):
                path[n] = float(value)
    return path


def first_month(caps: Any, inputs: Inputs) -> str:
    """Return the month in which the caps begin."""
    if isinstance(caps, dict):
        return str(min(caps))[:7]
    return str(inputs.get("start", months.after(lab.opening_at(lab.runs_start()).month, 1)))


def treasury_caps(inputs: Inputs) -> Any:
    """Return whatever the row calls its caps on Treasuries; no cap at all for none."""
    for name in CAPS_ON_TREASURIES:
        if name in inputs:
            return inputs[name]
    return 0.0


def last_month(inputs: Inputs, start: str) -> str:
    """Return the last month that the caps or the row's end name."""
    if "end" in inputs:
        return str(inputs["end"])
    caps = treasury_caps(inputs)
    if isinstance(caps, list):
        return months.after(start, len(caps) - 1)
    if isinstance(caps, dict):
        if any(str(span).endswith("..") for span in caps):
            raise ValueError("end is needed: the caps say no last month")
        return max(str(span).partition("..")[2] or str(span)[:7] for span in caps)
    return start


def shrinking(inputs: Inputs, start: str, count: int) -> list[Decision]:
    """Return decisions that keep the portfolio but for the caps of the row."""
    treasuries = cap_path(treasury_caps(inputs), start, count)
    mortgages = cap_path(inputs.get("cap_mbs_bn", 0.0), start, count)
    fill = bool(inputs.get("bills_may_fill_cap", True))
    return [
        lab.deciding(
            lab.standing_decision(months.after(start, n)),
            treasury_runoff_cap=treasuries[n],
            mbs_runoff_cap=mortgages[n],
            bills_fill_cap=float(fill and treasuries[n] > 0.0),
        )
        for n in range(count)
    ]


def with_maturities_above(opening: Opening, cap: float) -> Opening:
    """Return the opening with at least the cap falling due in every month."""
    due = [max(amount, cap) if m else 0.0 for m, amount in enumerate(opening.nominal)]
    return replace(opening, nominal=due)


def treasury_redemptions_total(inputs: Inputs) -> float:
    """Return Treasuries redeemed from the first to the last month of the caps, bn USD."""
    start = first_month(treasury_caps(inputs), inputs)
    count = months.between(start, last_month(inputs, start)) + 1
    opening = lab.opening_at(months.after(start, -1))
    if inputs.get("maturities_exceed_cap") or inputs.get("maturities") == "at least cap every month":
        opening = with_maturities_above(opening, max(cap_path(treasury_caps(inputs), start, count)))
    results = lab.run(
        opening, lab.environment_at(opening.month, count, flat=False), shrinking(inputs, start, count)
    )
    return fsum(results.columns["runoff_treasuries"])


def bill_redemptions(inputs: Inputs) -> float:
    """Return bills redeemed in the one month in which so many coupons fall due, bn USD."""
    base = lab.opening_at(str(inputs.get("date", lab.runs_start())))
    due = list(base.nominal)
    due[1] = float(inputs["coupon_maturities_bn"])
    indexed = [0.0 if m == 1 else amount for m, amount in enumerate(base.indexed)]
    opening = replace(base, nominal=due, indexed=indexed, bills=float(inputs["bill_holdings_bn"]))
    start = months.after(opening.month, 1)
    results = lab.run(opening, lab.environment_at(opening.month, 1), shrinking(inputs, start, 1))
    return results.columns["runoff_bills"][0]


def securities_decline_total(inputs: Inputs) -> float:
    """Return the fall of Treasuries and MBS over the caps, tn USD."""
    start = first_month(treasury_caps(inputs), inputs)
    count = months.between(start, last_month(inputs, start)) + 1
    opening = lab.scaled(
        lab.opening_at(months.after(start, -1)),
        1000.0 * float(inputs["start_treasury_tn"]),
        1000.0 * float(inputs["start_mbs_tn"]),
    )
    results = lab.run(
        opening, lab.environment_at(opening.month, count, flat=False), shrinking(inputs, start, count)
    )
    left = results.columns["treasuries"][count - 1] + results.columns["mbs"][count - 1]
    return float(inputs["start_treasury_tn"]) + float(inputs["start_mbs_tn"]) - left / 1000.0


def total_assets_end(inputs: Inputs) -> float:
    """Return total assets at the row's end, tn USD; what is not securities stays as at the start."""
    opening = lab.opening_at(str(inputs["start"]))
    count = months.between(opening.month, str(inputs["end"]))
    first = months.after(opening.month, 1)
    held = lab.treasuries_of(opening) + fsum(opening.mbs) + fsum(opening.agency)
    other = 1000.0 * float(inputs["assets_start_tn"]) - held
    plan = inputs if inputs.get("runoff") != "none" else {}
    environment = lab.environment_at(opening.month, count, {"other_assets": other}, flat=False)
    results = lab.run(opening, environment, shrinking(plan, first, count))
    return results.columns["total_assets"][count - 1] / 1000.0


def mbs_principal_per_month(inputs: Inputs) -> float:
    """Return the principal that MBS of that average note rate pay in a month, bn USD.

    Loans are as old as those of the run-off opening, later on older; the records know no ages before it.
    """
    opening = lab.scaled(lab.opening_at(lab.runs_start()), mbs=1000.0 * float(inputs["mbs_stock_tn"]))
    average = fsum(r * x for r, x in zip(opening.note_rates, opening.mbs, strict=True)) / fsum(opening.mbs)
    shift = float(inputs["wac_pct"]) - average
    older = max(months.between(opening.month, str(inputs.get("date", opening.month))[:7]), 0)
    moved = replace(
        opening,
        note_rates=[rate + shift for rate in opening.note_rates],
        mbs_age=[age + older for age in opening.mbs_age],
    )
    environment = lab.environment_at(opening.month, 1, {"mortgage_rate": float(inputs["mortgage_rate_pct"])})
    uncapped = lab.deciding(lab.standing_decision(months.after(opening.month, 1)), mbs_runoff_cap=UNLIMITED)
    return lab.run(moved, environment, [uncapped]).columns["mbs_principal"][0]


def coupons_maturing(inputs: Inputs) -> float:
    """Return coupon principal falling due in a year of the history run, bn USD."""
    return lab.year_total("maturing", int(inputs["year"]))


def bucket_error(inputs: Inputs) -> float:
    """Return the sum of absolute bucket errors over the stock on an official date, percent."""
    wanted = str(inputs["date"])
    for score in backtest.bucket_scores(lab.history(), []):
        if wanted in (score.first, score.last):
            return score.mape
    raise ValueError(f"no official maturity table is compiled for {wanted}")
