"""Experiments on output, prices and assets: a shock, what the policy rate does, and the path that follows."""

from __future__ import annotations

import json
from functools import cache
from math import fsum
from typing import Any

from qeqt import data, runs
from qeqt.core import floats, months
from qeqt.core.model import simulate
from qeqt.core.results import Results
from qeqt.core.scenario import Scenario
from qeqt.runs import economy_paths
from qeqt.study.evidence import laboratory as lab
from qeqt.study.evidence import plans

Inputs = dict[str, Any]

YEARS = 10
"""How far a path is followed where the row does not say."""
HELD = ("held", "constant", "funds rate held", "at lower bound")
"""Words for a policy rate that does not react."""
FORWARD = ("model-consistent", "MCAP", "MCAP+WP", "rational")
"""Words of sources for expectations that are consistent with the model."""
BACKWARD = ("backward", "VAR", "adaptive", "backward-looking")
"""Words of sources for expectations that look back."""
RULE = {"rule_rho_quarterly": "rule_inertia", "rule_pi": "rule_inflation", "rule_gap": "rule_gap"}
SHOCKS = (
    "shock_bp", "surprise_bp", "policy_shock_bp", "term_premium_shock_bp", "lsap_shock_usd_bn",
    "purchases_usd_bn", "purchases_usd_tn", "purchases_gbp_bn", "purchases_eur_bn",
    "policy_rate_cut_removed_bp", "qe_removed_gbp_bn",
)  # fmt: skip
"""Inputs that set something in motion: a row has at least one."""


def switches(inputs: Inputs) -> dict[str, float]:
    """Return the parameters that the row's named switches and its own policy rule set."""
    stated = str(inputs.get("expectations", "backward"))
    forward = stated in FORWARD
    if not forward and stated not in BACKWARD:
        raise ValueError(f"expectations {stated!r} are not known; {', '.join((*BACKWARD, *FORWARD))} are")
    found = economy_paths.switches(
        str(inputs.get("size", "default")), "model-consistent" if forward else "backward", lab.BANK
    )
    for name, parameter in RULE.items():
        if name in inputs:
            found[parameter] = float(inputs[name])
    if sterling(inputs):
        found["import_passthrough"] = runs.parameter_values("boe")["import_passthrough"]
    return found


def sterling(inputs: Inputs) -> bool:
    """Say whether a row is about the United Kingdom."""
    return any("gbp" in name for name in inputs) or "policy_rate_cut_removed_bp" in inputs


def rule_is_followed(inputs: Inputs) -> bool:
    """Say whether the policy rate reacts: not at the lower bound, not where it is held or stated."""
    stated = "policy_shock_bp" in inputs or "policy_rate_cut_removed_bp" in inputs
    return not (stated or inputs.get("at_lower_bound") or inputs.get("policy") in HELD)


def shock_paths(inputs: Inputs, count: int) -> dict[str, list[float]]:
    """Return the row's shocks by month, in points, each path beginning at the opening."""
    policy, surprise, premium = ([0.0] * (count + 1) for _ in range(3))
    if "shock_bp" in inputs:
        surprise = quarter_of(float(inputs["shock_bp"]), inputs, count)
    if "surprise_bp" in inputs:
        surprise[1] += float(inputs["surprise_bp"]) / 100.0
    if "policy_shock_bp" in inputs:
        policy = [0.0] + [float(inputs["policy_shock_bp"]) / 100.0] * count
    if "policy_rate_cut_removed_bp" in inputs:
        policy = cuts_removed(float(inputs["policy_rate_cut_removed_bp"]) / 100.0, count)
    if "term_premium_shock_bp" in inputs:
        premium = fading(float(inputs["term_premium_shock_bp"]) / 100.0, inputs, count)
    bought = bought_amounts(inputs)
    if bought:
        effect = purchase_path(bought, inputs, count)
        sign = -1.0 if "qe_removed_gbp_bn" in inputs else 1.0
        premium = [a + sign * b / 100.0 for a, b in zip(premium, effect, strict=True)]
    return {"policy_shock": policy, "policy_surprise": surprise, "term_premium_shock": premium}


def quarter_of(basis_points: float, inputs: Inputs, count: int) -> list[float]:
    """Return surprises that keep the policy rate so much higher through the first quarter, points.

    Each later month of the quarter makes up for what the rule's inertia takes back.
    """
    quarterly = float(inputs.get("rule_rho_quarterly", lab.parameters()["rule_inertia"]))
    lost = 1.0 - quarterly ** (1.0 / 3.0) if rule_is_followed(inputs) else 1.0
    size = basis_points / 100.0
    if not rule_is_followed(inputs):
        return [0.0] + [size] * count
    return [0.0, size, size * lost, size * lost] + [0.0] * (count - 3)


def fading(size: float, inputs: Inputs, count: int) -> list[float]:
    """Return a premium that halves in the row's half-life, or stays."""
    if "half_life_quarters" not in inputs:
        return [0.0] + [size] * count
    half_life = 3.0 * float(inputs["half_life_quarters"])
    return [0.0] + [size * 0.5 ** (n / half_life) for n in range(count)]


def cuts_removed(size: float, count: int) -> list[float]:
    """Return what was cut from Bank Rate by each month since the published rates begin, scaled to a size."""
    known = data.figure("policy_rates").series("boe")
    rates = [known[date] for date in sorted(known)][: count + 1]
    deepest = rates[0] - min(rates)
    return [size * (rates[0] - rate) / deepest for rate in rates]


def bought_amounts(inputs: Inputs) -> dict[str, float]:
    """Return what the row buys, bn; nothing where it buys nothing."""
    for name in ("lsap_shock_usd_bn", "qe_removed_gbp_bn"):
        if name in inputs:
            if float(inputs[name]) < 0.0:
                raise ValueError(f"{name} is above 0")
            return {"treasury": float(inputs[name])}
    if any(name.startswith("purchases_") for name in inputs):
        return plans.amounts(inputs)
    return {}


def stressed(inputs: Inputs) -> bool:
    """Say whether markets are broken: where the row says so, else at the lower bound of 2008-09."""
    return bool(inputs.get("market_stress", inputs.get("at_lower_bound", "qe_removed_gbp_bn" in inputs)))


@cache
def _purchase_path(bought: str, other: str, count: int) -> tuple[float, ...]:
    inputs = json.loads(other)
    amounts = json.loads(bought)
    stress = stressed(inputs)
    month = str(inputs.get("date", lab.programme_month("lsap1" if stress else "lsap2")))
    gdp = plans.output_of(inputs, amounts, month)
    closure = plans.closure_of(inputs)
    if plans.is_abroad(inputs):
        month = lab.programme_month("lsap1")
    return tuple(plans.purchase_path(amounts, month, gdp, stress, closure, count=count))


def purchase_path(bought: dict[str, float], inputs: Inputs, count: int) -> list[float]:
    """Return the purchases' effect on the ten-year yield, bp, from the opening on."""
    named = {**inputs}
    if "qe_removed_gbp_bn" in inputs:
        named["purchases_gbp_bn"] = inputs["qe_removed_gbp_bn"]
    effect = list(_purchase_path(json.dumps(bought), json.dumps(named, sort_keys=True), count))
    lead = 0
    if "policy_rate_cut_removed_bp" in inputs:
        first = min(data.figure("policy_rates").series("boe"))[:7]
        lead = months.between(first, lab.programme_month("lsap1")) + 1
    return ([0.0] * (1 + lead) + effect)[: count + 1]


def horizon(inputs: Inputs) -> int:
    """Return how many months a row's path is followed."""
    if "policy_rate_cut_removed_bp" in inputs:
        known = data.figure("policy_rates").series("boe")
        return months.between(min(known)[:7], str(inputs.get("date", LAST_OF_COUNTERFACTUAL)))
    return round(12 * max(YEARS, float(inputs.get("horizon_years", 0.0))))


LAST_OF_COUNTERFACTUAL = "2014-12"
"""The British counterfactual is read in the year for which it was published."""


@cache
def _response(text: str) -> Results:
    inputs = json.loads(text)
    if not any(name in inputs for name in SHOCKS):
        raise ValueError(f"one of {', '.join(SHOCKS)} is needed")
    count = horizon(inputs)
    month = lab.runs_start()
    rates = data.environment(lab.BANK)["policy_rate"]
    environment = lab.environment_at(
        month, count,
        {
            **shock_paths(inputs, count),
            "policy_rate": rates.observations[rates.last],
            "follows_rule": 1.0 if rule_is_followed(inputs) else 0.0,
        },
    )  # fmt: skip
    start = months.after(month, 1)
    plan = Scenario("experiment", start, [lab.standing_decision(start)] * count, [])
    return simulate(
        lab.opening_at(month), environment, plan, {**lab.parameters(), **switches(inputs)}, floats
    )


def response(inputs: Inputs) -> Results:
    """Return the run of the row's shock on flat surroundings, at the last published policy rate."""
    return _response(json.dumps(inputs, sort_keys=True))


def quarterly(column: str, inputs: Inputs) -> list[float]:
    """Return a column's averages by quarter."""
    path = response(inputs).columns[column]
    return [fsum(path[n : n + 3]) / 3.0 for n in range(0, len(path) - 2, 3)]


def four_quarters(column: str, inputs: Inputs) -> list[float]:
    """Return averages of an inflation rate over twelve months, the months before the shock being nothing."""
    path = [0.0] * 11 + response(inputs).columns[column]
    return [fsum(path[n : n + 12]) / 12.0 for n in range(len(path) - 11)]


def lowest(column: str, inputs: Inputs) -> float:
    """Return the lowest quarter."""
    return min(quarterly(column, inputs))


def highest(column: str, inputs: Inputs) -> float:
    """Return the highest quarter."""
    return max(quarterly(column, inputs))


def quarter_of_extreme(inputs: Inputs, sign: float) -> float:
    """Return in which quarter output is lowest (sign -1) or highest (+1), counted from 1."""
    path = [sign * value for value in quarterly("output_gap", inputs)]
    return float(path.index(max(path)) + 1)


def at_quarter(column: str, inputs: Inputs, quarter: int) -> float:
    """Return a column's average in a quarter after the shock."""
    path = quarterly(column, inputs)
    if not 1 <= quarter <= len(path):
        raise ValueError(
            f"the path has quarters 1 to {len(path)}, none {quarter}; horizon_years makes it longer"
        )
    return path[quarter - 1]


def on_impact(column: str, inputs: Inputs) -> float:
    """Return a column in the first month."""
    return response(inputs).columns[column][0]


def after_horizon(column: str, inputs: Inputs) -> float:
    """Return a column at the row's horizon."""
    place = round(12 * float(inputs["horizon_years"])) - 1
    if place < 0:
        raise ValueError("horizon_years is at least a month")
    return response(inputs).columns[column][place]


def last_year(column: str, inputs: Inputs) -> float:
    """Return a column's average over the last year of the path."""
    path = response(inputs).columns[column]
    return fsum(path[len(path) - 12 :]) / 12.0


def growth_to_value(inputs: Inputs) -> float:
    """Return the loss of growth shares over that of value shares, in the first month."""
    return on_impact("growth_equities", inputs) / on_impact("value_equities", inputs)


def variant(inputs: Inputs, **changed: Any) -> Inputs:
    """Return a row's inputs with a switch set otherwise: for tables beside the rows."""
    return {**inputs, **changed}
