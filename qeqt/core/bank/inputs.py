"""What the blocks are handed each month, out of the given paths and of each other's records.

``place`` is the month's place in the given paths, whose first entry stands for the opening's month. Records
are filled in the order of their fields: naming them costs more than the arithmetic of a block.
"""

from __future__ import annotations

from qeqt.core import months
from qeqt.core.bank.apf_indemnity import IndemnityInputs
from qeqt.core.bank.balance_sheet import Balance, BalanceInputs
from qeqt.core.bank.income import Holdings, IncomeInputs
from qeqt.core.bank.mortgages import MortgageInputs, Mortgages
from qeqt.core.bank.reserve_market import ReserveInputs
from qeqt.core.bank.treasuries import Treasuries, TreasuryInputs, ten_year_equivalents, treasuries_held
from qeqt.core.baskets import Orders
from qeqt.core.economy.term_premium import Plan, YieldInputs
from qeqt.core.number import Number
from qeqt.core.scenario import Announcement, Decision, Scenario
from qeqt.core.yield_curve import Curve, through

TENORS = [
    "yield_3m", "yield_1y", "yield_2y", "yield_3y", "yield_5y", "yield_7y", "yield_10y", "yield_20y",
    "yield_30y",
]  # fmt: skip
"""Given paths of the tenors in curve.KNOTS: all of them, or the 3-month, 2-year and 10-year yield."""

NOTHING = [
    "deferred_asset", "market_stress", "bill_refinancing", "two_day_drain", "treasury_settlement",
    "standing_facility", "other_deposits", "quarter_end_reverse_repo", "loan_income", "other_income",
    "costs", "dividends", "profitable_banks", "mortgage_rate", "yield_3m", "yield_2y", "yield_10y",
    "real_yield_10y", "other_assets", "currency", "government_account", "on_rrp", "foreign_rrp",
    "other_liabilities", "capital", "beside", "loss_provision",
]  # fmt: skip
"""Paths that are nothing where an environment does not give them."""

Paths = dict[str, list[Number]]


def completed(given: Paths, length: int, parameters: dict[str, Number]) -> Paths:
    """Return the given paths with those added that an environment may leave out."""
    every = range(length + 1)
    paths: Paths = {"price_index": [1.0 for _ in every]}
    if "mbs_fees" in parameters:
        paths["mortgage_fees"] = [parameters["mbs_fees"] for _ in every]
        paths["mbs_spread"] = [parameters["mbs_spread"] for _ in every]
    nothing: list[Number] = [0.0 for _ in every]
    for name in NOTHING:
        paths[name] = nothing
    for name in given:
        paths[name] = given[name]
    return paths


def announced_plans(
    scenario: Scenario, orders: list[Orders], given: Paths, parameters: dict[str, Number]
) -> list[Plan | None]:
    """Return the plan announced in each month of the scenario, or None.

    Its flows are the scenario's own decisions up to the last month announced; what follows is the path that
    markets expect: hold, then run down.
    """
    plans: list[Plan | None] = [None for _ in scenario.decisions]
    if "gdp" not in given:
        return plans
    for announcement in scenario.announcements:
        t = months.between(scenario.start, announcement.month)
        if t >= 0 and t < len(plans):
            plans[t] = plan_of(announcement, scenario, orders, t, given, parameters)
    return plans


def plan_of(
    announcement: Announcement, scenario: Scenario, orders: list[Orders], t: int, given: Paths,
    parameters: dict[str, Number],
) -> Plan:  # fmt: skip
    """Return an announcement as the plan that the yield block prices."""
    told = range(t, min(t + months.between(announcement.month, announcement.until) + 1, len(orders)))
    return Plan(
        treasury_flows=[orders[s].treasury_flow for s in told],
        mbs_flows=[mbs_flow(scenario.decisions[s], parameters) for s in told],
        treasury_hold=announcement.treasury_hold,
        treasury_runoff=announcement.treasury_runoff,
        mbs_hold=announcement.mbs_hold,
        mbs_runoff=announcement.mbs_runoff,
        terminal_excess=announcement.terminal_excess,
        bill_refinancing=given["bill_refinancing"][t + 1],
    )


def mbs_flow(decision: Decision, parameters: dict[str, Number]) -> Number:
    """Return ten-year equivalents (bn) that a month's announced MBS and agency purchases and sales add."""
    mortgages = (decision.mbs_purchases - decision.mbs_sales) * parameters["mbs_ten_year_share"]
    return mortgages + decision.agency_purchases * parameters["agency_ten_year_share"]


def published_curves(given: Paths) -> list[Curve]:
    """Return the curve of published yields at each place of the paths."""
    every = range(len(given["yield_10y"]))
    if "yield_30y" in given:
        tenors = [given[name] for name in TENORS]
        return [[path[t] for path in tenors] for t in every]
    return [through(given["yield_3m"][t], given["yield_2y"][t], given["yield_10y"][t]) for t in every]


def mortgage_equivalents(loans: Mortgages, parameters: dict[str, Number]) -> Number:
    """Return ten-year equivalents of MBS and agency debt, bn."""
    if len(loans.note_rates) == 0:
        return loans.agency * parameters["agency_ten_year_share"]
    return loans.mbs * parameters["mbs_ten_year_share"] + loans.agency * parameters["agency_ten_year_share"]


def yield_inputs(
    plan: Plan | None, decision: Decision, bonds: Treasuries, loans: Mortgages, given: Paths, place: int,
    parameters: dict[str, Number],
) -> YieldInputs:  # fmt: skip
    """Return what the yield block is handed; holdings are those of the month before, and only plans ask."""
    treasury_equivalents: Number = 0.0
    mbs_equivalents: Number = 0.0
    if plan is not None:
        treasury_equivalents = ten_year_equivalents(bonds)
        mbs_equivalents = mortgage_equivalents(loans, parameters)
    bought: Number = 0.0
    for purchase in decision.purchases:
        bought = bought + purchase.amount
    reference: Number | None = None
    if "reference_effect_bp" in given:
        reference = given["reference_effect_bp"][place]
    return YieldInputs(
        plan,
        treasury_equivalents,
        mbs_equivalents,
        given["gdp"][place],
        given["market_stress"][place],
        bought,
        given["yield_10y"][place],
        reference,
    )


def mortgage_inputs(
    month: str, decision: Decision, going: Number, deviation: Number, given: Paths, place: int,
    parameters: dict[str, Number],
) -> MortgageInputs:  # fmt: skip
    """Return what the mortgage block is handed; the mortgage rate follows the long yield."""
    rate = given["mortgage_rate"][place] + parameters["mortgage_passthrough"] * deviation
    return MortgageInputs(month, decision, going, rate)


def treasury_inputs(
    month: str, decision: Decision, orders: Orders, going: Number, loans: Mortgages, curve: Curve,
    given: Paths, place: int,
) -> TreasuryInputs:  # fmt: skip
    """Return what the Treasury block is handed."""
    real_yield = given["real_yield_10y"][place]
    price_index = given["price_index"][place]
    return TreasuryInputs(month, decision, going, orders, loans.to_treasuries, curve, real_yield, price_index)


def balance_inputs(
    bonds: Treasuries, loans: Mortgages, scenario: Scenario, deferred: Number, given: Paths, place: int,
    equities: Number,
) -> BalanceInputs:  # fmt: skip
    """Return what the balance-sheet block is handed; the deferred asset is that of the month before.

    Securities besides: shares and funds, and the holdings of a programme that has a run of its own.
    """
    reference: Number | None = None
    bank_assets: Number = 0.0
    if place > 0 and "reference_liquidity" in given:
        reference = given["reference_liquidity"][place]
        bank_assets = given["bank_assets"][place]
    return BalanceInputs(
        treasuries_held(bonds) + equities + given["beside"][place],
        loans.mbs,
        loans.agency,
        given["other_assets"][place],
        given["currency"][place],
        given["government_account"][place],
        given["on_rrp"][place],
        given["foreign_rrp"][place],
        given["other_liabilities"][place],
        deferred,
        given["capital"][place],
        scenario.reserve_floor,
        reference,
        bank_assets,
    )


def indemnity_inputs(bonds: Treasuries, given: Paths, place: int) -> IndemnityInputs:
    """Return what the indemnity block is handed."""
    return IndemnityInputs(
        bonds.nominal,
        bonds.nominal_interest,
        bonds.maturing,
        bonds.sold,
        bonds.realised_gain,
        given["bank_rate"][place],
    )


def reserve_inputs(sheet: Balance, given: Paths, place: int) -> ReserveInputs:
    """Return what the market for reserves is handed."""
    return ReserveInputs(
        sheet.reserves,
        sheet.on_rrp,
        given["bank_assets"][place],
        given["two_day_drain"][place],
        given["treasury_settlement"][place],
        given["standing_facility"][place],
    )


def holdings(bonds: Treasuries, loans: Mortgages, sheet: Balance, given: Paths, place: int) -> Holdings:
    """Return what earns and what costs interest at the month's end."""
    passing = given["quarter_end_reverse_repo"][place]
    return Holdings(
        bonds.nominal_interest,
        bonds.indexed_interest * bonds.price_index,
        bonds.bills,
        loans.agency,
        loans.mbs,
        loans.note_interest,
        sheet.reserves + passing,
        given["other_deposits"][place],
        sheet.on_rrp - passing + given["foreign_rrp"][place],
    )


def mbs_yield(given: Paths, place: int, deviation: Number) -> Number:
    """Return the market yield of new MBS at a place of the paths, percent: ten years and a spread."""
    return given["yield_10y"][place] + deviation + given["mbs_spread"][place]


def income_inputs(
    bonds: Treasuries, loans: Mortgages, sheet: Balance, deviation: Number, given: Paths, place: int
) -> IncomeInputs:
    """Return what the income block is handed."""
    return IncomeInputs(
        holdings(bonds, loans, sheet, given, place),
        bonds.compensation,
        bonds.realised_gain,
        loans.settled,
        loans.principal + loans.sold,
        given["mortgage_fees"][place],
        loans.loan_rate,
        mbs_yield(given, place - 1, deviation),
        given["yield_3m"][place],
        given["reserve_rate"][place],
        given["reverse_repo_rate"][place],
        given["loan_income"][place],
        given["other_income"][place],
        given["costs"][place],
        given["dividends"][place],
        given["profitable_banks"][place],
    )
