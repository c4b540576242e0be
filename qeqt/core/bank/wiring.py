"""What each part of the bank is handed: by other parts, by the economy, by the given paths."""

from __future__ import annotations

from qeqt.core.bank import treasuries
from qeqt.core.bank.ample_reserves import ManagementInputs, ReserveManagement
from qeqt.core.bank.apf_indemnity import IndemnityInputs
from qeqt.core.bank.balance_sheet import Balance, BalanceInputs
from qeqt.core.bank.income import Holdings, Income, IncomeInputs
from qeqt.core.bank.mortgages import MortgageInputs, Mortgages
from qeqt.core.bank.reserve_market import ReserveInputs
from qeqt.core.bank.reverse_repo import AnnouncedPlan, MoneyFunds
from qeqt.core.bank.treasuries import Treasuries, TreasuryInputs
from qeqt.core.baskets import Orders
from qeqt.core.frame import Frame, Paths
from qeqt.core.number import Number
from qeqt.core.scenario import Decision
from qeqt.core.valuation import indexed_gain, ladder_gain, mortgage_gain
from qeqt.core.wires import EconomyState


def mortgage_inputs(
    decision: Decision, going: Number, economy: EconomyState, frame: Frame, place: int
) -> MortgageInputs:
    """Return what MBS and agency debt are handed; the mortgage rate follows the long yield."""
    passed_on = frame.parameters["mortgage_passthrough"] * economy.long_rate
    return MortgageInputs(
        month=frame.months[place - 1],
        decision=decision,
        going=going,
        mortgage_rate=frame.given["mortgage_rate"][place] + passed_on,
    )


def management_inputs(balance: Balance, decision: Decision, given: Paths, place: int) -> ManagementInputs:
    """Return what the rule for ample reserves is handed; the balance sheet is that of the month before."""
    return ManagementInputs(
        liquidity=balance.reserves + balance.on_rrp - balance.temporary_lending,
        bank_assets=given["bank_assets"][place],
        floor=decision.measures["reserve_floor"],
        announced=decision.measures["bill_purchases"],
    )


def treasury_inputs(
    decision: Decision, managed: ReserveManagement, loans: Mortgages, orders: Orders, economy: EconomyState,
    frame: Frame, place: int,
) -> TreasuryInputs:  # fmt: skip
    """Return what Treasuries are handed; the price index follows the economy's prices."""
    return TreasuryInputs(
        month=frame.months[place - 1],
        decision=decision,
        going=managed.going,
        orders=orders,
        to_buy=managed.to_buy,
        principal=loans.to_treasuries,
        bought_for_target=bought_for_target(decision, orders, economy),
        curve=economy.curve,
        real_yield=frame.given["real_yield_10y"][place],
        price_index=frame.given["price_index"][place] * (1.0 + economy.price_level / 100.0),
    )


def bought_for_target(decision: Decision, orders: Orders, economy: EconomyState) -> Number:
    """Return what a target for the ten-year yield makes the bank buy, bn, at the month's purchase maturities.

    A month without a target, or whose purchases are bills, buys nothing for it.
    """
    if orders.purchases.is_bills or not decision.measures["yields_targeted"] > 0.0:
        return 0.0
    return economy.bought_for_target / orders.purchases.equivalents


def balance_inputs(
    bonds: Treasuries, loans: Mortgages, equities: Number, deferred: Number, refinanced: Number, frame: Frame,
    place: int,
) -> BalanceInputs:  # fmt: skip
    """Return what the balance sheet is handed; the deferred asset is that of the month before.

    Securities besides: shares and funds, and the holdings of a programme that has a run of its own.
    """
    given = frame.given
    plan: AnnouncedPlan | None = None
    funds: MoneyFunds | None = None
    if place > 0 and "reference_liquidity" in given:
        plan = AnnouncedPlan(given["reference_liquidity"][place], given["reference_bills"][place])
        funds = MoneyFunds(
            bank_assets=given["bank_assets"][place],
            rate_advantage=given["reserve_rate"][place] - given["reverse_repo_rate"][place],
            bills_withdrawn=bonds.bills - refinanced,
            capacity=given["reverse_repo_capacity"][place],
        )
    return BalanceInputs(
        treasuries=treasuries.treasuries_held(bonds) + equities + given["other_programme_holdings"][place],
        mbs=loans.mbs,
        agency=loans.agency,
        other_assets=given["other_assets"][place],
        currency=given["currency"][place],
        government_account=given["government_account"][place],
        on_rrp=given["on_rrp"][place],
        foreign_rrp=given["foreign_rrp"][place],
        other_liabilities=given["other_liabilities"][place],
        deferred_asset=deferred,
        capital=given["capital"][place],
        announced_plan=plan,
        money_funds=funds,
    )


def reserve_inputs(balance: Balance, given: Paths, place: int) -> ReserveInputs:
    """Return what the market for reserves is handed."""
    return ReserveInputs(
        reserves=balance.reserves,
        on_rrp=balance.on_rrp,
        bank_assets=given["bank_assets"][place],
        drain=given["two_day_drain"][place],
        settlement=given["treasury_settlement"][place],
        standing_facility=given["standing_facility"][place],
    )


def indemnity_inputs(bonds: Treasuries, given: Paths, place: int) -> IndemnityInputs:
    """Return what the indemnity is handed."""
    return IndemnityInputs(
        held=bonds.nominal,
        interest=bonds.nominal_interest,
        matured=bonds.maturing,
        sold=bonds.sold,
        realised_gain=bonds.realised_gain,
        bank_rate=given["bank_rate"][place],
    )


def holdings(bonds: Treasuries, loans: Mortgages, balance: Balance, given: Paths, place: int) -> Holdings:
    """Return what earns and what costs interest; what stands at a month's end alone costs no month's."""
    return Holdings(
        nominal_interest=bonds.nominal_interest,
        indexed_interest=bonds.indexed_interest * bonds.price_index,
        bills=bonds.bills,
        agency=loans.agency,
        mbs=loans.mbs,
        mbs_note_interest=loans.note_interest,
        reserves=balance.reserves - given["month_end_reserves"][place],
        other_deposits=given["other_deposits"][place],
        temporary_lending=balance.temporary_lending,
        reverse_repo=balance.on_rrp - given["month_end_reverse_repo"][place] + given["foreign_rrp"][place],
    )


def mbs_yield(given: Paths, place: int, deviation: Number) -> Number:
    """Return the market yield of new MBS at a place of the paths, percent: ten years and a spread."""
    return given["yield_10y"][place] + deviation + given["mbs_spread"][place]


def income_inputs(
    bonds: Treasuries, loans: Mortgages, balance: Balance, economy: EconomyState, given: Paths, place: int
) -> IncomeInputs:
    """Return what the income statement is handed; short rates follow the policy rate."""
    rate = economy.policy_rate
    return IncomeInputs(
        holdings=holdings(bonds, loans, balance, given, place),
        compensation=bonds.compensation,
        realised_gain=bonds.realised_gain,
        mbs_settled=loans.settled,
        mbs_principal=loans.principal + loans.sold,
        mortgage_fees=given["mortgage_fees"][place],
        mortgage_rate=loans.loan_rate,
        mbs_yield=mbs_yield(given, place - 1, economy.long_rate),
        bill_yield=given["yield_3m"][place] + rate,
        reserve_rate=given["reserve_rate"][place] + rate,
        reverse_repo_rate=given["reverse_repo_rate"][place] + rate,
        loan_income=given["loan_income"][place],
        other_income=given["other_income"][place],
        costs=given["costs"][place],
        dividends=given["dividends"][place],
        profitable_banks=given["profitable_banks"][place],
    )


def unrealised_gain(
    statement: Income, bonds: Treasuries, economy: EconomyState, frame: Frame, place: int
) -> Number:
    """Return market value less book value of the portfolio, bn."""
    held = statement.holdings
    numbers = frame.numbers
    real_yield = frame.given["real_yield_10y"][place]
    indexed = bonds.indexed_units * bonds.price_index
    years = frame.parameters["indexed_maturity"]
    coupons = held.mbs_note_interest - statement.fees
    market_yield = mbs_yield(frame.given, place, economy.long_rate)
    return (
        ladder_gain(bonds.par_in, bonds.interest_in, economy.curve, numbers)
        + indexed_gain(indexed, held.indexed_interest, real_yield, years, numbers)
        + mortgage_gain(held.mbs, coupons, market_yield, statement.premiums, frame.parameters, numbers)
    )
