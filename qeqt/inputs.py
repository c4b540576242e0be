"""What the money-market, yield and income blocks are handed each month, out of the other blocks' records."""

from __future__ import annotations

from qeqt import months
from qeqt.blocks.balance import Balance
from qeqt.blocks.income import Holdings, IncomeInputs
from qeqt.blocks.mortgages import Mortgages
from qeqt.blocks.reserves import ReserveInputs
from qeqt.blocks.treasuries import Treasuries, ten_year_equivalents
from qeqt.blocks.yields import Plan, YieldInputs
from qeqt.curve import Curve, through, with_tenors
from qeqt.kinds import Number, Numbers
from qeqt.scenario import Announcement, Decision, Mix, Scenario

TEN_YEARS = 120

OTHER_TENORS = ["yield_1y", "yield_3y", "yield_5y", "yield_7y", "yield_20y", "yield_30y"]
"""Given paths of the tenors in curve.TENORS: all of them, or none."""

Paths = dict[str, list[Number]]


def given_or(given: Paths, name: str, t: int, default: Number) -> Number:
    """Return a given path's value in month t, or the default where the environment has no such path."""
    if name in given:
        return given[name][t + 1]
    return default


def reserve_inputs(sheet: Balance, given: Paths, t: int) -> ReserveInputs:
    """Return what the market for reserves is handed in month t."""
    return ReserveInputs(
        reserves=sheet.reserves,
        on_rrp=sheet.on_rrp,
        bank_assets=given["bank_assets"][t + 1],
        drain=given_or(given, "two_day_drain", t, 0.0),
        settlement=given_or(given, "treasury_settlement", t, 0.0),
        standing_facility=given_or(given, "standing_facility", t, 0.0),
    )


def equivalents_of(months_to_maturity: int, fade: list[Number]) -> Number:
    """Return ten-year equivalents per unit of par: D(m)/D(120) with D(m) = (1 - exp(-k m))/k.

    ``fade``: exp(-k m) by months to maturity.
    """
    return (1.0 - fade[months_to_maturity]) / (1.0 - fade[TEN_YEARS])


def equivalents_of_mix(mix: Mix, fade: list[Number]) -> Number:
    """Return ten-year equivalents per unit of par of a purchase spread over a mix of maturities."""
    faded: Number = 0.0
    shares = 0.0
    for part in mix.nominal + mix.indexed:
        faded = faded + part.share * fade[part.months]
        shares = shares + part.share
    return (shares - faded) / (1.0 - fade[TEN_YEARS])


def treasury_flow(decision: Decision, fade: list[Number]) -> Number:
    """Return ten-year equivalents (bn) that a month's announced Treasury purchases and sales add."""
    flow: Number = 0.0
    for purchase in decision.purchases:
        flow = flow + purchase.amount * equivalents_of_mix(purchase.mix, fade)
    middle = (decision.sales_from + decision.sales_to) // 2
    return flow - decision.treasury_sales * equivalents_of(middle, fade)


def mbs_flow(decision: Decision, parameters: dict[str, Number]) -> Number:
    """Return ten-year equivalents (bn) that a month's announced MBS and agency purchases and sales add."""
    mortgages = (decision.mbs_purchases - decision.mbs_sales) * parameters["mbs_ten_year_share"]
    return mortgages + decision.agency_purchases * parameters["agency_ten_year_share"]


def announced_plan(
    scenario: Scenario, t: int, given: Paths, fade: list[Number], parameters: dict[str, Number]
) -> Plan | None:
    """Return the plan announced in month t of the scenario, or None.

    Its flows are the scenario's own decisions up to the last month announced; what follows is the path that
    markets expect: hold, then run down.
    """
    month = months.after(scenario.start, t)
    for announcement in scenario.announcements:
        if announcement.month == month:
            return plan_of(announcement, scenario, t, given, fade, parameters)
    return None


def plan_of(
    announcement: Announcement, scenario: Scenario, t: int, given: Paths, fade: list[Number],
    parameters: dict[str, Number],
) -> Plan:  # fmt: skip
    """Return an announcement as the plan that the yield block prices."""
    treasury_flows: list[Number] = []
    mbs_flows: list[Number] = []
    count = months.between(announcement.month, announcement.until) + 1
    for s in range(t, min(t + count, len(scenario.decisions))):
        treasury_flows.append(treasury_flow(scenario.decisions[s], fade))
        mbs_flows.append(mbs_flow(scenario.decisions[s], parameters))
    return Plan(
        treasury_flows=treasury_flows,
        mbs_flows=mbs_flows,
        treasury_hold=announcement.treasury_hold,
        treasury_runoff=announcement.treasury_runoff,
        mbs_hold=announcement.mbs_hold,
        mbs_runoff=announcement.mbs_runoff,
        terminal_excess=announcement.terminal_excess,
        bill_refinancing=given_or(given, "bill_refinancing", t, 0.0),
    )


def curve_of(given: Paths, t: int, deviation: Number, parameters: dict[str, Number]) -> Curve:
    """Return month t's yield curve, turned by the deviation (points) of the ten-year yield."""
    near = given["yield_3m"][t + 1]
    middle = given["yield_2y"][t + 1]
    far = given["yield_10y"][t + 1]
    turned = through(near, middle + parameters["two_year_share"] * deviation, far + deviation)
    if "yield_30y" in given:
        others = [given[name][t + 1] for name in OTHER_TENORS]
        turned.gaps = with_tenors(through(near, middle, far), others).gaps
    return turned


def mortgage_equivalents(loans: Mortgages, parameters: dict[str, Number]) -> Number:
    """Return ten-year equivalents of MBS and agency debt, bn."""
    return loans.mbs * parameters["mbs_ten_year_share"] + loans.agency * parameters["agency_ten_year_share"]


def yield_inputs(
    plan: Plan | None, decision: Decision, bonds: Treasuries, loans: Mortgages, given: Paths, t: int,
    parameters: dict[str, Number], numbers: Numbers,
) -> YieldInputs:  # fmt: skip
    """Return what the yield block is handed in month t; holdings are those of the month before."""
    bought: Number = 0.0
    for purchase in decision.purchases:
        bought = bought + purchase.amount
    reference: Number | None = None
    if "reference_effect_bp" in given:
        reference = given["reference_effect_bp"][t + 1]
    return YieldInputs(
        plan=plan,
        treasury_equivalents=ten_year_equivalents(bonds, parameters["duration_decay"], numbers),
        mbs_equivalents=mortgage_equivalents(loans, parameters),
        gdp=given["gdp"][t + 1],
        stress=given_or(given, "market_stress", t, 0.0),
        purchases=bought,
        baseline_yield=given["yield_10y"][t + 1],
        reference_effect_bp=reference,
    )


def note_interest(loans: Mortgages) -> Number:
    """Return what borrowers behind the MBS pay, bn a year."""
    total: Number = 0.0
    for i in range(len(loans.balances)):
        total = total + loans.balances[i] * loans.note_rates[i] / 100.0
    return total


def holdings(
    bonds: Treasuries, loans: Mortgages, reserves: Number, on_rrp: Number, given: Paths, place: int
) -> Holdings:
    """Return what earns and what costs interest at the month's end that stands at ``place`` of the paths."""
    other = given["other_deposits"][place] if "other_deposits" in given else 0.0
    passing = given["quarter_end_reverse_repo"][place] if "quarter_end_reverse_repo" in given else 0.0
    return Holdings(
        nominal_interest=bonds.nominal_interest,
        indexed_interest=bonds.indexed_interest * bonds.price_index,
        bills=bonds.bills,
        agency=loans.agency,
        mbs=loans.mbs,
        mbs_note_interest=note_interest(loans),
        reserves=reserves + passing,
        other_deposits=other,
        reverse_repo=on_rrp - passing + given["foreign_rrp"][place],
    )


def mbs_yield(given: Paths, t: int, deviation: Number, parameters: dict[str, Number]) -> Number:
    """Return the market yield of new MBS in month t (-1: at the opening), percent: ten years and a spread."""
    spread = given_or(given, "mbs_spread", t, parameters["mbs_spread"])
    return given["yield_10y"][t + 1] + deviation + spread


def income_inputs(
    bonds: Treasuries, loans: Mortgages, sheet: Balance, deviation: Number,
    given: Paths, t: int, parameters: dict[str, Number],
) -> IncomeInputs:  # fmt: skip
    """Return what the income block is handed in month t."""
    return IncomeInputs(
        holdings=holdings(bonds, loans, sheet.reserves, sheet.on_rrp, given, t + 1),
        compensation=bonds.compensation,
        realised_gain=bonds.realised_gain,
        mbs_settled=loans.settled,
        mbs_principal=loans.principal + loans.sold,
        mortgage_fees=given_or(given, "mortgage_fees", t, parameters["mbs_fees"]),
        mortgage_rate=loans.loan_rate,
        mbs_yield=mbs_yield(given, t - 1, deviation, parameters),
        bill_yield=given["yield_3m"][t + 1],
        reserve_rate=given["reserve_rate"][t + 1],
        reverse_repo_rate=given["reverse_repo_rate"][t + 1],
        loan_income=given_or(given, "loan_income", t, 0.0),
        other_income=given_or(given, "other_income", t, 0.0),
        costs=given_or(given, "costs", t, 0.0),
        dividends=given_or(given, "dividends", t, 0.0),
        profitable_banks=given_or(given, "profitable_banks", t, 0.0),
    )
