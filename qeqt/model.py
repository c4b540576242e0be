"""One month after another: the list of blocks, and what each is handed."""

from __future__ import annotations

from qeqt import floats, months
from qeqt.blocks import balance, income, mortgages, reserves, treasuries, yields
from qeqt.blocks.balance import Balance, BalanceInputs
from qeqt.blocks.mortgages import MortgageInputs, Mortgages
from qeqt.blocks.treasuries import Treasuries, TreasuryInputs
from qeqt.inputs import (
    announced_plan,
    curve_of,
    holdings,
    income_inputs,
    mortgage_equivalents,
    reserve_inputs,
    yield_inputs,
)
from qeqt.kinds import Number, Numbers
from qeqt.notes import note_income, note_market, note_yields
from qeqt.results import COLUMNS, Results, append
from qeqt.scenario import Decision, Environment, Opening, Scenario


def simulate(
    opening: Opening,
    environment: Environment,
    scenario: Scenario,
    parameters: dict[str, Number],
    numbers: Numbers = floats,
) -> Results:
    """Return the run of a scenario from an opening, given the environment and the parameters.

    Raises ValueError when the plan cannot be carried out, naming the month and why.
    """
    check_fits(opening, environment, scenario)
    given = environment.paths
    length = len(scenario.decisions)
    decay = parameters["duration_decay"]
    bonds = treasuries.opening_record(opening, length, given["price_index"][0], decay, numbers)
    loans = mortgages.opening_record(opening, length, given["mortgage_rate"][0])
    results = empty_results(opening, scenario)
    stopped: Number = 0.0
    deferred: Number = given["deferred_asset"][0] if "deferred_asset" in given else 0.0
    sheet = balance.step(
        0.0, balance_inputs(bonds, loans, scenario, deferred, given, -1), parameters, numbers
    )
    check_floor(scenario, opening.month, sheet, numbers)
    at_opening = holdings(bonds, loans, sheet.reserves, sheet.on_rrp, given, 0)
    statement = income.opening_record(at_opening, deferred, parameters)
    long_yields = yields.opening_record()
    for t in range(length):
        month = months.after(scenario.start, t)
        decision = scenario.decisions[t]
        going = 1.0 - stopped
        if "gdp" in given:
            plan = announced_plan(scenario, t, given, bonds.fade, parameters)
            handed = yield_inputs(plan, decision, bonds, loans, given, t, parameters, numbers)
            long_yields = yields.step(long_yields, handed, parameters, numbers)
            note_yields(results, long_yields)
        deviation = long_yields.deviation
        to_loans = mortgage_inputs(month, decision, going, deviation, given, t, parameters)
        loans = mortgages.step(loans, to_loans, parameters, numbers)
        to_bonds = treasury_inputs(month, decision, going, loans, deviation, given, t, parameters)
        bonds = treasuries.step(bonds, to_bonds, parameters, numbers)
        sheet = balance.step(
            stopped,
            balance_inputs(bonds, loans, scenario, statement.deferred_asset, given, t),
            parameters,
            numbers,
        )
        stopped = sheet.stopped
        note(results, month, bonds, loans, sheet, parameters, numbers)
        if "bank_assets" in given:
            note_market(results, reserves.step(reserve_inputs(sheet, given, t), parameters, numbers))
        if "reserve_rate" in given:
            earned = income_inputs(bonds, loans, sheet, deviation, given, t, parameters)
            statement = income.step(statement, earned, parameters, numbers)
            note_income(results, statement, bonds, loans, deviation, given, t, parameters, numbers)
    return results


def check_fits(opening: Opening, environment: Environment, scenario: Scenario) -> None:
    """Raise ValueError when opening, environment and scenario do not meet at one month."""
    first = months.after(opening.month, 1)
    if scenario.start != first:
        raise ValueError(
            f"scenario {scenario.name} starts in {scenario.start}, but opening {opening.name} "
            f"is the end of {opening.month}: it must start in {first}"
        )
    if environment.month != opening.month:
        raise ValueError(
            f"the environment starts in {environment.month}, the opening {opening.name} in {opening.month}"
        )
    for name in environment.paths:
        if len(environment.paths[name]) < len(scenario.decisions) + 1:
            raise ValueError(
                f"environment {name} has {len(environment.paths[name])} months, the run of {scenario.name} "
                f"needs {len(scenario.decisions) + 1} (the opening's month and each month of the plan)"
            )


def check_floor(scenario: Scenario, month: str, sheet: Balance, numbers: Numbers) -> None:
    """Raise ValueError when run-off would be over before it began."""
    if numbers.exceeds(scenario.reserve_floor, sheet.reserves):
        raise ValueError(
            f"{month}: the reserve floor of {numbers.largest(scenario.reserve_floor):.1f} bn is above the "
            f"{numbers.largest(sheet.reserves):.1f} bn held; set it lower"
        )


def mortgage_inputs(
    month: str,
    decision: Decision,
    going: Number,
    deviation: Number,
    given: dict[str, list[Number]],
    t: int,
    parameters: dict[str, Number],
) -> MortgageInputs:
    """Return what the mortgage block is handed in month t; the mortgage rate follows the long yield."""
    return MortgageInputs(
        month=month,
        cap=decision.mbs_cap * going,
        reinvested=decision.mbs_reinvested,
        to_treasuries=decision.principal_to_treasuries,
        purchases=decision.mbs_purchases,
        settlement=decision.mbs_settlement,
        sales=decision.mbs_sales * going,
        agency_purchases=decision.agency_purchases,
        agency_term=decision.agency_term,
        agency_to_mbs=decision.agency_to_mbs,
        agency_reinvested=decision.agency_reinvested,
        mortgage_rate=given["mortgage_rate"][t + 1] + parameters["mortgage_passthrough"] * deviation,
    )


def treasury_inputs(
    month: str,
    decision: Decision,
    going: Number,
    loans: Mortgages,
    deviation: Number,
    given: dict[str, list[Number]],
    t: int,
    parameters: dict[str, Number],
) -> TreasuryInputs:
    """Return what the Treasury block is handed in month t; the curve turns with the long yield."""
    return TreasuryInputs(
        month=month,
        cap=decision.treasury_cap * going,
        bills_fill_cap=decision.bills_fill_cap,
        rollover_mix=decision.rollover_mix,
        purchases=decision.purchases,
        bill_purchases=decision.bill_purchases,
        sales=decision.treasury_sales * going,
        sales_from=decision.sales_from,
        sales_to=decision.sales_to,
        maturing_counts_as_sold=decision.maturing_counts_as_sold,
        principal=loans.to_treasuries,
        principal_mix=decision.principal_mix,
        curve=curve_of(given, t, deviation, parameters),
        real_yield=given["real_yield_10y"][t + 1],
        price_index=given["price_index"][t + 1],
    )


def balance_inputs(
    bonds: Treasuries,
    loans: Mortgages,
    scenario: Scenario,
    deferred: Number,
    given: dict[str, list[Number]],
    t: int,
) -> BalanceInputs:
    """Return what the balance-sheet block is handed in month t (-1: at the opening)."""
    return BalanceInputs(
        treasuries=treasuries.treasuries_held(bonds),
        mbs=loans.mbs,
        agency=loans.agency,
        other_assets=given["other_assets"][t + 1],
        currency=given["currency"][t + 1],
        government_account=given["government_account"][t + 1],
        on_rrp=given["on_rrp"][t + 1],
        foreign_rrp=given["foreign_rrp"][t + 1],
        other_liabilities=given["other_liabilities"][t + 1],
        deferred_asset=deferred,
        capital=given["capital"][t + 1],
        reserve_floor=scenario.reserve_floor,
    )


def empty_results(opening: Opening, scenario: Scenario) -> Results:
    """Return results without any month yet."""
    return Results(
        scenario=scenario.name, bank=opening.bank, months=[], columns={}, records=COLUMNS,
        identity_error=0.0, parameter_set="", ladders=[],
    )  # fmt: skip


def note(
    results: Results, month: str, bonds: Treasuries, loans: Mortgages, sheet: Balance,
    parameters: dict[str, Number], numbers: Numbers,
) -> None:  # fmt: skip
    """Write the month into the results and keep the largest gap in the identity."""
    equivalents = treasuries.ten_year_equivalents(bonds, parameters["duration_decay"], numbers)
    row = {
        "total_assets": sheet.total_assets,
        "treasuries": treasuries.treasuries_held(bonds),
        "bills": bonds.bills,
        "indexed": bonds.indexed_units * bonds.price_index,
        "mbs": loans.mbs,
        "agency": loans.agency,
        "other_assets": sheet.other_assets,
        "temporary_lending": sheet.temporary_lending,
        "maturing": bonds.maturing,
        "runoff_treasuries": bonds.runoff + bonds.bills_redeemed,
        "runoff_bills": bonds.bills_redeemed,
        "runoff_mbs": loans.runoff,
        "mbs_principal": loans.principal,
        "reinvested": bonds.reinvested + loans.reinvested + loans.to_treasuries,
        "purchases": bonds.bought - loans.to_treasuries + loans.settled - loans.reinvested,
        "sales": bonds.sold + loans.sold,
        "realised_gain": bonds.realised_gain,
        "inflation_compensation": bonds.compensation,
        "ten_year_equivalents": equivalents + mortgage_equivalents(loans, parameters),
        "currency": sheet.currency,
        "government_account": sheet.government_account,
        "on_rrp": sheet.on_rrp,
        "foreign_rrp": sheet.foreign_rrp,
        "other_liabilities": sheet.other_liabilities,
        "capital": sheet.capital,
        "remittances_due": -sheet.deferred_asset,
        "reserves": sheet.reserves,
    }
    append(results, row)
    results.months.append(month)
    results.ladders.append(bonds)
    gap = balance.identity_gap(sheet)
    results.identity_error = max(results.identity_error, numbers.largest(numbers.maximum(gap, -gap)))
