"""Experiments on long yields: what announced purchases and run-offs do, and over which time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum
from typing import Any

from qeqt.core import months
from qeqt.core.economy import term_premium
from qeqt.core.moves import reference_paths, with_paths
from qeqt.core.scenario import Announcement, Mix
from qeqt.study.evidence import laboratory as lab

Inputs = dict[str, Any]

THREE_YEARS = 36
"""Months: what the maturity extension sold was due within three years."""

RUNOFFS = {
    "rolloff_usd_tn": 1000.0, "assets_reduction_usd_tn": 1000.0, "rolloff_gbp_bn": 1.0, "rolloff_eur_bn": 1.0,
}  # fmt: skip
"""Inputs that say how much runs off, and what brings them to billions."""

CURRENCIES = {"gbp": "boe", "eur": "ecb"}
"""Whose output purchases in a currency are measured by, as the names of inputs say it."""

PAIRED = ("market_stress", "risk_aversion", "refinancing", "treasury_reissues")
"""Switches that a row may give as a pair, to ask for the ratio of two effects."""


YEARS_OF_RUNOFF = 3.0
"""Where a row does not say: the run-offs that the published hikes were reckoned for."""


@dataclass(frozen=True)
class Closure:
    """What is expected after the last month that was said: quarters, and the reserves that it ends with."""

    hold: float
    runoff: float
    reserve_demand: float
    """Share of GDP; 0: those of a corridor."""

    def parameters(self) -> dict[str, float]:
        """Return the closure as the model's parameters."""
        return {"expected_hold": self.hold, "expected_runoff": self.runoff}


def closure_of(inputs: Inputs, month: str = "", said: float | None = None) -> Closure:
    """Return the closure, the same for every row; numbers that a row states take its place.

    ``month``: when the framework is read off what was announced, else that of a corridor; ``said``: quarters
    for which the bank itself said that it would keep its holdings. Raises ValueError when the closure lies
    outside the range that the row allows.
    """
    stated = inputs.get("expected_path", {})
    values = lab.parameters()
    hold = stated_or(stated, "hold_quarters", values["expected_hold"] if said is None else said)
    runoff = stated_or(stated, "runoff_quarters", values["expected_runoff"])
    demand = lab.reserve_demand(month)
    terminal = term_premium.closing_excess(demand, values)
    asked = stated_or(stated, "terminal_excess_share_of_gdp", terminal)
    if asked != terminal:
        share = asked / values["liability_equivalents"] - values["projected_government_account"]
        demand = max(share, 0.0)
    return Closure(hold, runoff, demand)


def stated_or(stated: dict[str, Any], name: str, chosen: float) -> float:
    """Return what the row states as one number, or the chosen value where it states a range or nothing."""
    value = stated.get(name)
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, list) and not value[0] <= chosen <= value[1]:
        raise ValueError(f"{name} = {chosen:g} is outside the row's range {value[0]:g} to {value[1]:g}")
    return chosen


def said_hold(inputs: Inputs) -> float | None:
    """Return for how many quarters the bank said it would keep what it holds; None: until further notice."""
    if any(name in inputs for name in RUNOFFS):
        return months_of_runoff(inputs) / 3.0
    if inputs.get("programme") == "APP":
        return reinvestment_months(inputs) / 3.0
    if "soma_treasury_tn" in inputs:
        month = str(inputs["date"])
        return max(months.between(month, end_of_reinvestment(inputs, month)), 1) / 3.0
    return None


def announced_plan(first: str, count: int, closure: Closure, kept_until: str = "") -> Announcement:
    """Return the announcement of so many months, after which purchases and sales end.

    The framework is the closure's.
    """
    return Announcement(first, months.after(first, count - 1), True, kept_until, closure.reserve_demand)


def amounts(inputs: Inputs) -> dict[str, float]:
    """Return what the row buys, bn: treasury, mbs, agency; less than nothing is an error."""
    bought = stated_amounts(inputs)
    if any(amount < 0.0 for amount in bought.values()):
        raise ValueError(f"purchases are above 0; what runs off is asked for with {', '.join(RUNOFFS)}")
    return bought


def stated_amounts(inputs: Inputs) -> dict[str, float]:
    """Return the row's purchases, bn, whatever the currency."""
    if "purchases_usd_tn" in inputs:
        if not isinstance(inputs["purchases_usd_tn"], dict):
            raise ValueError('purchases_usd_tn must say what is bought: {"treasury": 0.3, "mbs": 1.25}')
        return {name: 1000.0 * float(value) for name, value in inputs["purchases_usd_tn"].items()}
    for name in ("purchases_usd_bn", "purchases_gbp_bn", "purchases_eur_bn"):
        if name in inputs:
            return {"treasury": float(inputs[name])}
    raise ValueError("purchases_usd_tn, purchases_usd_bn, purchases_gbp_bn or purchases_eur_bn is needed")


def purchase_effect(
    bought: dict[str, float], month: str, gdp: float, stress: bool,
    closure: Closure, sold: float = 0.0, mix: Mix | None = None,
) -> float:  # fmt: skip
    """Return the announcement's effect on the ten-year yield, bp, in its first month."""
    return purchase_path(bought, month, gdp, stress, closure, sold, mix)[0]


def purchase_path(
    bought: dict[str, float], month: str, gdp: float, stress: bool,
    closure: Closure, sold: float = 0.0, mix: Mix | None = None, count: int = 0,
) -> list[float]:  # fmt: skip
    """Return the announcement's effect on the ten-year yield, bp, by month: holdings at normal before it.

    ``sold``: short securities (up to three years) sold against the purchases, bn; ``count``: months followed
    (at least the purchases').
    """
    length, count = count, round(lab.parameters()["announced_months"])
    opening = replace(lab.holding(lab.opening_at(lab.runs_start()), lab.normal(gdp)), month=month)
    first = months.after(month, 1)
    decisions = lab.buying(
        first, count, bought.get("treasury", 0.0), bought.get("mbs", 0.0), bought.get("agency", 0.0), mix
    )
    if sold:
        opening = lab.with_short_bonds(opening, sold, THREE_YEARS)
        decisions = [
            lab.deciding(d, treasury_sales=sold / count, sales_to=THREE_YEARS, maturing_counts_as_sold=1.0)
            for d in decisions[:count]
        ]
    decisions = [*decisions, *[lab.standing_decision(first)] * (length - len(decisions))]
    environment = lab.environment_at(
        month, len(decisions), {**lab.output(gdp), "market_stress": 1.0 if stress else 0.0}
    )
    plan = announced_plan(first, count, closure)
    column = "term_premium_effect_bp"
    effect = lab.run(opening, environment, decisions, [plan], closure.parameters()).columns[column]
    nothing = [lab.standing_decision(first)] * len(decisions)
    without = lab.run(opening, environment, nothing, [plan], closure.parameters()).columns[column]
    return [a - b for a, b in zip(effect, without, strict=True)]


def announcement_effect(inputs: Inputs) -> float:
    """Return what the row's purchases do to the ten-year yield when they are announced, bp."""
    bought = amounts(inputs)
    stress = bool(inputs.get("market_stress", False))
    month = str(inputs.get("date", lab.programme_month("lsap1" if stress else "lsap2")))
    gdp = output_of(inputs, bought, month)
    if is_abroad(inputs):
        month = lab.programme_month("lsap1")
    return purchase_effect(bought, month, gdp, stress, closure_of(inputs))


def is_abroad(inputs: Inputs) -> bool:
    """Say whether a row is about another currency: maturities are then those of the first US programme.

    What the Federal Reserve bought in the row's month says nothing of another bank's purchases.
    """
    return any(f"_{currency}_" in name for currency in CURRENCIES for name in inputs)


def output_of(inputs: Inputs, bought: dict[str, float], month: str) -> float:
    """Return the output that purchases are measured by, bn a year: the row's, else their currency's."""
    if "share_of_gdp" in inputs:
        return fsum(bought.values()) / float(inputs["share_of_gdp"])
    if "nominal_gdp_usd_tn" in inputs:
        return 1000.0 * float(inputs["nominal_gdp_usd_tn"])
    banks = [bank for currency, bank in CURRENCIES.items() if any(f"_{currency}_" in name for name in inputs)]
    return lab.gdp_of(banks[0] if banks else lab.BANK, month)


def programmes_effect(inputs: Inputs) -> float:
    """Return the sum of the programmes' announcement effects, each in the markets of its time, bp."""
    total = 0.0
    treasuries = 1000.0 * float(inputs.get("treasury_purchases_usd_tn", 0.0))
    first = lab.policy_total("treasury_purchases", "lsap1")
    closure = closure_of(inputs)
    for name in inputs["programmes"]:
        if name == "LSAP1":
            bought = {"treasury": min(first, treasuries), "mbs": 1000.0 * float(inputs["mbs_agency_usd_tn"])}
            total += programme(bought, "lsap1", True, closure)
        elif name == "LSAP2":
            rest = treasuries - first if "LSAP1" in inputs["programmes"] else treasuries
            total += programme({"treasury": rest}, "lsap2", False, closure)
        elif name == "MEP":
            swapped = 1000.0 * float(inputs["mep_usd_tn"])
            total += programme({"treasury": swapped}, "mep", False, closure, swapped)
        elif name == "LSAP3":
            bought = {"treasury": 1000.0 * float(inputs["lsap3_treasury_usd_tn"])}
            bought["mbs"] = 1000.0 * float(inputs["lsap3_mbs_usd_tn"])
            total += programme(bought, "lsap3", False, closure)
        else:
            raise ValueError(f"programme {name!r} is not known; LSAP1, LSAP2, MEP, LSAP3 are")
    return total


def programme(
    bought: dict[str, float], name: str, stress: bool, closure: Closure, sold: float = 0.0
) -> float:
    """Return one programme's announcement effect, bp, at the output and with the maturities of its time."""
    month = lab.programme_month(name)
    gdp = lab.gdp_of(lab.BANK, month)
    return purchase_effect(bought, month, gdp, stress, closure, sold, lab.programme_mix(name))


def portfolio_effect(inputs: Inputs, after: int = 0) -> float:
    """Return the effect of the whole portfolio held at a date, bp, given when reinvestment should end."""
    month = str(inputs["date"])
    opening = lab.scaled(
        lab.opening_at(month),
        1000.0 * float(inputs["soma_treasury_tn"]),
        1000.0 * float(inputs["soma_mbs_tn"]),
    )
    first = months.after(month, 1)
    ends = end_of_reinvestment(inputs, month)
    closure = closure_of(inputs, month)
    plan = announced_plan(first, 1, closure, max(ends, first))
    decisions = [lab.standing_decision(first)] * (after + 1)
    environment = lab.environment_at(month, after + 1)
    found = lab.run(opening, environment, decisions, [plan], closure.parameters())
    return found.columns["term_premium_effect_bp"][after]


def end_of_reinvestment(inputs: Inputs, month: str) -> str:
    """Return the month to which reinvestment was expected to go on: the row's, else that of the run-off."""
    if "expected_end_of_reinvestment" in inputs:
        return lab.month_named(str(inputs["expected_end_of_reinvestment"]))
    return lab.runoff_begins(month)


def app_effect_path(inputs: Inputs, kept: int, redeemed: int = 0) -> list[float]:
    """Return the effect of the ECB's asset purchase programme, bp, from its last net purchase on.

    ``kept``: months for which reinvestment was said to go on; ``redeemed``: months over which the holdings
    were then said to leave, in equal parts; 0: nothing was said.
    """
    month = str(inputs.get("date", lab.programme_month("app")))
    gdp = lab.gdp_of("ecb", month)
    held = 1000.0 * float(inputs.get("holdings_eur_tn", lab.app_holdings(month) / 1000.0))
    felt = held * float(inputs.get("free_float_share", 1.0))
    normal = lab.normal(gdp)
    equivalents = felt * lab.mix_equivalents(lab.purchase_mix(lab.programme_month("lsap1")))
    opening = replace(lab.holding(lab.opening_at(lab.runs_start()), normal + equivalents), month=month)
    first = months.after(month, 1)
    standing = lab.standing_decision(first)
    decisions = [standing] * max(kept, 1)
    if redeemed:
        leaving = fsum(opening.nominal) * equivalents / (normal + equivalents) / redeemed
        decisions += [lab.deciding(standing, treasury_sales=leaving, sales_from=1, sales_to=360)] * redeemed
    closure = closure_of(inputs, said=kept / 3.0)
    plan = announced_plan(first, len(decisions), closure, months.after(first, len(decisions) - 1))
    environment = lab.environment_at(month, len(decisions), {**lab.output(gdp), "market_stress": 0.0})
    results = lab.run(opening, environment, decisions, [plan], closure.parameters())
    return results.columns["term_premium_effect_bp"]


def reinvestment_months(inputs: Inputs) -> int:
    """Return for how long reinvestment was said to go on: what the row states, else the closure's."""
    stated = inputs.get("expected_path", {}).get("hold_quarters")
    if isinstance(stated, (int, float)):
        return round(3 * float(stated))
    if "reinvestment_years" in inputs:
        return round(12 * float(inputs["reinvestment_years"]))
    return round(3 * lab.parameters()["expected_hold"])


def app_effect(inputs: Inputs) -> float:
    """Return the effect of the asset purchase programme when net purchases end, bp."""
    return app_effect_path(inputs, reinvestment_months(inputs))[0]


def half_life(inputs: Inputs) -> float:
    """Return the years until half of the effect is left."""
    years = float(inputs.get("redemption_profile_years", lab.parameters()["expected_runoff"] / 4.0))
    effects = app_effect_path(inputs, reinvestment_months(inputs), round(12 * years))
    place = lab.crossing(effects, lambda effect: abs(effect) <= abs(effects[0]) / 2.0)
    if place is None:
        raise ValueError("the effect never falls to half")
    return place / 12.0


def rolloff_effect(inputs: Inputs) -> float:
    """Return what a passive roll-off does to the ten-year yield against keeping the holdings, bp.

    Both are said for the row's years; then both close alike. Treasuries fall due in equal parts, and what is
    not rolled over the Treasury sells to the public; mortgages leave in equal parts, and as many are kept.
    """
    named = [name for name in RUNOFFS if name in inputs]
    if not named:
        raise ValueError(f"one of {', '.join(RUNOFFS)} is needed")
    reduction = RUNOFFS[named[0]] * float(inputs[named[0]])
    if reduction < 0.0:
        raise ValueError(f"{named[0]} is above 0 where holdings fall")
    count = months_of_runoff(inputs)
    month = str(inputs.get("date", lab.runs_start()))
    gdp = output_of(inputs, {"reduction": reduction}, month)
    bonds = reduction * (lab.treasury_share() if named[0] == "assets_reduction_usd_tn" else 1.0)
    loans = reduction - bonds
    normal = lab.normal(gdp)
    opening = replace(lab.holding(lab.opening_at(lab.runs_start()), normal, 2.0 * loans), month=month)
    opening = lab.with_short_bonds(opening, bonds, count)
    first = months.after(month, 1)
    standing = lab.standing_decision(first)
    leaving = lab.deciding(standing, treasury_runoff_cap=bonds / count, mbs_sales=loans / count)
    stress = 1.0 if inputs.get("market_stress") or inputs.get("risk_aversion") == "crisis" else 0.0
    bills = inputs.get("refinancing", inputs.get("treasury_reissues", "pro rata")) == "bills"
    closure = closure_of(inputs, said=count / 3.0)
    kept_until = months.after(month, max(round(3 * closure.hold), count))
    plan = replace(announced_plan(first, count, closure, kept_until), month=month)
    environment = lab.environment_at(month, count, {**lab.output(gdp), "market_stress": 0.0})
    keep = lab.run(opening, environment, [standing] * count, [plan], closure.parameters())
    world = {**lab.output(gdp), "market_stress": stress, "bill_refinancing": 1.0 if bills else 0.0}
    leaning = with_paths(lab.environment_at(month, count, world), reference_paths(keep))
    roll = lab.run(opening, leaning, [leaving] * count, [plan], closure.parameters())
    column = "term_premium_effect_bp"
    return roll.columns[column][0] - keep.columns[column][0]


def months_of_runoff(inputs: Inputs) -> int:
    """Return over how many months the row's run-off goes."""
    return max(round(12 * lab.first_of(inputs, ("years", "horizon_years"), YEARS_OF_RUNOFF)), 1)


def ratio_of_effects(inputs: Inputs) -> float:
    """Return the first over the second variant of the one input that the row gives as a pair."""
    pairs = [name for name in PAIRED if isinstance(inputs.get(name), list)]
    if len(pairs) != 1 or len(inputs[pairs[0]]) != 2:
        raise ValueError(f"one of {', '.join(PAIRED)} must be a pair")
    first, second = (rolloff_effect({**inputs, pairs[0]: value}) for value in inputs[pairs[0]])
    return first / second


def qt_to_qe(inputs: Inputs) -> float:
    """Return the effect of a calm, announced run-off over that of crisis purchases of the same size.

    The run-off gives the public what auctions sell: the same amount and horizon, at the roll-over maturities.
    """
    month = lab.programme_month("lsap1")
    gdp = lab.gdp_of(lab.BANK, month)
    share = {"treasury": float(inputs.get("share_of_gdp", 0.01)) * gdp}
    closure = closure_of({})
    auctions = lab.standing_decision(months.after(month, 1)).rollover_mix
    calm = purchase_effect(share, month, gdp, False, closure, mix=auctions)
    return abs(calm / purchase_effect(share, month, gdp, True, closure))


def flow_effect(inputs: Inputs, after: int = 0) -> float:
    """Return the flow effect in the sector bought, bp, so many months after the month of buying."""
    month = lab.programme_month("lsap1")
    pace = {"treasury": lab.policy_total("treasury_purchases", "lsap1")}
    pace["treasury"] /= lab.policy_months("treasury_purchases", "lsap1")
    decisions = lab.buying(months.after(month, 1), 1, treasuries=pace["treasury"])
    results = lab.run(
        replace(lab.opening_at(lab.runs_start()), month=month), lab.environment_at(month, 2), decisions
    )
    return results.columns["flow_effect_bp"][after]


def term_premium_change(inputs: Inputs) -> float:
    """Return an effect on the ten-year term premium, bp: of programmes, a portfolio, run-off, purchases."""
    if any(name in inputs for name in RUNOFFS):
        return rolloff_effect(inputs)
    if "programmes" in inputs:
        return programmes_effect(inputs)
    if "soma_treasury_tn" in inputs:
        return portfolio_effect(inputs)
    if "programme" in inputs:
        if inputs["programme"] != "APP":
            raise ValueError(f"programme {inputs['programme']!r} is not known; APP is")
        return app_effect(inputs)
    return announcement_effect(inputs)


def portfolio_change(inputs: Inputs) -> float:
    """Return a change between two rows; the table puts it together from their answers."""
    raise ValueError("change_in_effect is the difference of two rows, named by from and to")
