"""The central bank: what it holds, what it owes, the market for its reserves, its income."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.bank import (
    ample_reserves,
    apf_indemnity,
    balance_sheet,
    columns,
    ecb_losses,
    expected_holdings,
    income,
    mortgages,
    reserve_market,
    treasuries,
    wiring,
)
from qeqt.core.bank.ample_reserves import ReserveManagement
from qeqt.core.bank.apf_indemnity import Indemnity
from qeqt.core.bank.balance_sheet import Balance
from qeqt.core.bank.ecb_losses import Waterfall, WaterfallInputs
from qeqt.core.bank.expected_holdings import Decided, decided
from qeqt.core.bank.income import Income
from qeqt.core.bank.mortgages import Mortgages
from qeqt.core.bank.reserve_market import ReserveMarket
from qeqt.core.bank.treasuries import Ladder, Treasuries, ten_year_equivalents
from qeqt.core.baskets import Orders, duration_weights, orders_of
from qeqt.core.frame import Frame, has
from qeqt.core.number import Number
from qeqt.core.results import Columns
from qeqt.core.valuation import ladder_gain
from qeqt.core.wires import BankNews, EconomyState, Horizon

NEEDED = {
    "reserve_market": ["bank_assets"],
    "income": ["reserve_rate"],
    "apf_indemnity": ["bank_rate"],
    "ecb_losses": ["result_before_provision"],
}
"""Given paths without which a part of the sector has no columns."""

NEEDED_FOR_VALUE = ["yield_10y"]
"""Given paths without which market value cannot be told from book value."""

OPTIONAL = [
    "deferred_asset", "two_day_drain", "treasury_settlement", "standing_facility", "other_deposits",
    "month_end_reverse_repo", "month_end_reserves", "loan_income", "other_income", "costs", "dividends",
    "profitable_banks", "mortgage_rate", "yield_3m", "yield_2y", "yield_10y", "real_yield_10y",
    "other_assets", "currency", "government_account", "on_rrp", "foreign_rrp", "other_liabilities",
    "capital", "other_programme_holdings", "loss_provision", "reserve_rate", "reverse_repo_rate",
    "reverse_repo_capacity",
]  # fmt: skip
"""Given paths that are nothing where an environment does not give them."""


@dataclass
class Bank:
    """The sector in a run: a record a month, the opening's first; a part that is absent has none."""

    has_mortgages: bool
    has_reserve_market: bool
    has_income: bool
    has_value: bool
    """Market value can be told from book value."""
    has_indemnity: bool
    has_waterfall: bool
    amortises: bool
    orders: list[Orders]
    plan: Decided
    plan_before: Decided
    """As it was before somebody moved it."""
    bonds: list[Treasuries]
    loans: list[Mortgages]
    equities: list[Number]
    managed: list[ReserveManagement]
    """What the floor under reserves asks for."""
    refinanced: list[Number]
    """Bills that the Treasury has issued in the place of what ran off, bn."""
    balances: list[Balance]
    income: list[Income]
    transfers: list[Indemnity]
    losses: list[Waterfall]
    equivalents: list[Number]
    """Ten-year equivalents held, bn."""
    mbs_paces: list[Number]
    """Share of MBS that is repaid in a month, at the speed of the month before."""
    mbs_shares: list[Number]
    """Ten-year equivalents of a unit of MBS."""
    markets: list[ReserveMarket]
    """From the first simulated month on, as gains and amortisation."""
    unrealised_gain: list[Number]
    amortisation: list[Number]
    ladders: list[Ladder]


def opening(frame: Frame) -> Bank:
    """Return the sector at the opening."""
    parameters = frame.parameters
    given = frame.given
    fade = duration_weights(parameters["duration_decay"], frame.numbers)
    start = frame.opening
    bonds = treasuries.opening_record(start, given["price_index"][0], fade)
    loans = mortgages.opening_record(start, given["mortgage_rate"][0], parameters, frame.numbers)
    deferred = given["deferred_asset"][0]
    balance = balance_sheet.step(
        wiring.balance_inputs(bonds, loans, start.equities, deferred, 0.0, frame, 0),
        parameters,
        frame.numbers,
    )
    held = wiring.holdings(bonds, loans, balance, given, 0)
    pace = mortgages.pace_of(loans, parameters, frame.numbers)
    share = mortgages.ten_year_share(loans, pace, parameters, frame.numbers)
    orders = orders_of(frame.scenario.decisions, parameters["seasoned_premium"], fade)
    plan = decided(frame.scenario.decisions, orders, fade)
    return Bank(
        has_mortgages=len(start.note_rates) > 0,
        has_reserve_market=has(frame, NEEDED["reserve_market"]),
        has_income=has(frame, NEEDED["income"]),
        has_value=has(frame, NEEDED_FOR_VALUE),
        has_indemnity=has(frame, NEEDED["apf_indemnity"]),
        has_waterfall=has(frame, NEEDED["ecb_losses"]),
        amortises="premium_amortisation" in parameters,
        orders=orders,
        plan=plan,
        plan_before=plan_before(frame, plan, fade),
        bonds=[bonds],
        loans=[loans],
        equities=[start.equities],
        managed=[ReserveManagement(1.0, 0.0, 0.0)],
        refinanced=[0.0],
        balances=[balance],
        income=[income.opening_record(held, deferred, parameters)],
        transfers=[apf_indemnity.opening_record()],
        losses=[ecb_losses.opening_record(given["loss_provision"][0])],
        equivalents=[equivalents_of(bonds, loans, share, parameters)],
        mbs_paces=[pace],
        mbs_shares=[share],
        markets=[],
        unrealised_gain=[],
        amortisation=[],
        ladders=[],
    )


def plan_before(frame: Frame, plan: Decided, fade: list[Number]) -> Decided:
    """Return the plan as it was before somebody moved it; the plan itself where nobody did."""
    before = frame.scenario.before
    if len(before) == 0:
        return plan
    return decided(before, orders_of(before, frame.parameters["seasoned_premium"], fade), fade)


def news(bank: Bank, horizons: list[Horizon], frame: Frame, place: int) -> BankNews:
    """Return what is expected of the bank in a month, by horizon, and what ran off in the month before."""
    if len(horizons) == 0:
        return BankNews([], 0.0, 1.0)
    bonds = bank.bonds[place - 1]
    loans = bank.loans[place - 1]
    going = managed(bank, frame, place).going
    found = [
        expected_holdings.expected(
            bank.plan_before if horizon.as_before else bank.plan,
            horizon, place - 1, bonds, loans, bank.mbs_paces[place - 1], bank.mbs_shares[place - 1], going,
            frame.parameters, frame.numbers,
        )
        for horizon in horizons
    ]  # fmt: skip
    rollover = bank.orders[max(place - 2, 0)]
    return BankNews(
        found,
        bonds.runoff * rollover.rollover.equivalents,
        expected_holdings.refinanced_keeps(rollover, bonds.fade),
    )


def managed(bank: Bank, frame: Frame, place: int) -> ReserveManagement:
    """Return what the floor under reserves asks for in a month; where no market is modelled, nothing."""
    before = bank.managed[place - 1]
    decision = frame.scenario.decisions[place - 1]
    none = not frame.numbers.exceeds(decision.measures["reserve_floor"], 0.0)
    if none or not bank.has_reserve_market:
        return ReserveManagement(1.0, before.stopped, 0.0)
    asked = wiring.management_inputs(bank.balances[place - 1], decision, frame.given, place)
    return ample_reserves.step(before.stopped, asked, frame.parameters, frame.numbers)


def month(bank: Bank, economy: EconomyState, frame: Frame, place: int, keep_ladders: bool) -> None:
    """Add a month's records: securities, balance sheet, the market for reserves, income."""
    given = frame.given
    parameters = frame.parameters
    numbers = frame.numbers
    decision = frame.scenario.decisions[place - 1]
    floor = managed(bank, frame, place)
    loans = bank.loans[place - 1]
    if bank.has_mortgages:
        asked = wiring.mortgage_inputs(decision, floor.going, economy, frame, place)
        loans = mortgages.step(loans, asked, parameters, numbers)
    to_bonds = wiring.treasury_inputs(decision, floor, loans, bank.orders[place - 1], economy, frame, place)
    bonds = treasuries.step(bank.bonds[place - 1], to_bonds, parameters, numbers)
    if bank.amortises:
        bank.amortisation.append(treasuries.amortise(bonds, parameters["premium_amortisation"] / 1200.0))
    equities = bank.equities[place - 1] + decision.measures["equity_purchases"]
    before = bank.income[place - 1]
    refinanced = bank.refinanced[place - 1] + bonds.runoff * given["bill_refinancing"][place]
    behind = wiring.balance_inputs(bonds, loans, equities, before.deferred_asset, refinanced, frame, place)
    balance = balance_sheet.step(behind, parameters, numbers)
    bank.managed.append(floor)
    bank.refinanced.append(refinanced)
    bank.loans.append(loans)
    bank.bonds.append(bonds)
    bank.equities.append(equities)
    bank.balances.append(balance)
    pace = mortgages.pace_of(loans, parameters, numbers)
    share = mortgages.ten_year_share(loans, pace, parameters, numbers)
    bank.mbs_paces.append(pace)
    bank.mbs_shares.append(share)
    bank.equivalents.append(equivalents_of(bonds, loans, share, parameters))
    if bank.has_reserve_market:
        bank.markets.append(
            reserve_market.step(wiring.reserve_inputs(balance, given, place), parameters, numbers)
        )
    bank.income.append(before)
    if bank.has_income:
        bank.income[place] = income.step(
            before, wiring.income_inputs(bonds, loans, balance, economy, given, place), parameters, numbers
        )
        bank.unrealised_gain.append(wiring.unrealised_gain(bank.income[place], bonds, economy, frame, place))
    elif bank.has_value:
        bank.unrealised_gain.append(ladder_gain(bonds.par_in, bonds.interest_in, economy.curve, numbers))
    if bank.has_indemnity:
        paid = wiring.indemnity_inputs(bonds, given, place)
        bank.transfers.append(apf_indemnity.step(bank.transfers[place - 1], paid, parameters, numbers))
    if bank.has_waterfall:
        year = WaterfallInputs(given["result_before_provision"][place])
        bank.losses.append(ecb_losses.step(bank.losses[place - 1], year, parameters, numbers))
    if keep_ladders:
        bank.ladders.append(treasuries.ladder_of(bonds))


def columns_of(bank: Bank, frame: Frame) -> list[Columns]:
    """Return the sector's columns; of a part that is absent, none."""
    found = [
        columns.portfolio(bank.bonds[1:], bank.loans[1:], bank.equivalents[1:]),
        columns.balance_sheet(bank.balances[1:]),
        {
            "other_programme_holdings": frame.given["other_programme_holdings"][1:],
            "equity_holdings": bank.equities[1:],
            "equities_acquired": [each.measures["equity_purchases"] for each in frame.scenario.decisions],
            "unrealised_gain": bank.unrealised_gain,
            "amortisation": bank.amortisation,
            "runoff_share": [each.going for each in bank.managed[1:]],
            "bills_withdrawn": [bank.bonds[t].bills - bank.refinanced[t] for t in range(1, len(bank.bonds))],
        },
        columns.reserve_market(bank.markets),
        columns.indemnity(bank.transfers[1:]),
        columns.waterfall(bank.losses[1:]),
    ]
    if bank.has_income:
        found.append(columns.income(bank.income[1:]))
        found.append({"dividends": frame.given["dividends"][1:]})
    elif bank.has_value:
        found.append({"treasury_interest": [bonds.nominal_interest / 12.0 for bonds in bank.bonds[1:]]})
    return found


def largest_gap(bank: Bank, frame: Frame) -> float:
    """Return the largest gap in the identity of any month, as a share of assets."""
    largest = 0.0
    for balance in bank.balances[1:]:
        largest = max(largest, frame.numbers.largest(abs(balance_sheet.identity_gap(balance))))
    return largest


def equivalents_of(
    bonds: Treasuries, loans: Mortgages, mbs_share: Number, parameters: dict[str, Number]
) -> Number:
    """Return ten-year equivalents of Treasuries, of MBS and of agency debt, bn."""
    held = ten_year_equivalents(bonds) + loans.agency * parameters["agency_ten_year_share"]
    return held + loans.mbs * mbs_share
