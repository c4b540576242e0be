"""One month after another: the list of blocks, and what each is handed."""

from __future__ import annotations

from qeqt.core import floats, months
from qeqt.core.bank import (
    apf_indemnity,
    balance_sheet,
    ecb_losses,
    income,
    mortgages,
    reserve_market,
    treasuries,
)
from qeqt.core.bank.balance_sheet import Balance
from qeqt.core.bank.income import Income
from qeqt.core.bank.inputs import (
    Paths,
    announced_plans,
    balance_inputs,
    completed,
    holdings,
    income_inputs,
    indemnity_inputs,
    mbs_yield,
    mortgage_inputs,
    published_curves,
    reserve_inputs,
    treasury_inputs,
    yield_inputs,
)
from qeqt.core.bank.treasuries import Ladder, Treasuries
from qeqt.core.baskets import duration_weights, orders_of
from qeqt.core.cautions import unobserved_liquidity
from qeqt.core.columns import History, columns_of
from qeqt.core.economy import asset_prices, term_premium
from qeqt.core.economy import output_and_prices as macro
from qeqt.core.economy.inputs import (
    households_of,
    is_quiet,
    macro_inputs,
    market_inputs,
    move,
    moved_paths,
    two_years_of,
    with_economy,
)
from qeqt.core.number import Number, Numbers
from qeqt.core.results import Results, records_of, written
from qeqt.core.scenario import Environment, Opening, Scenario
from qeqt.core.stability import ldi_and_banks
from qeqt.core.stability.inputs import bank_inputs, ldi_inputs, with_stability
from qeqt.core.taiwan import fx_and_flows, housing_and_insurers, small_open_economy
from qeqt.core.taiwan.inputs import asset_inputs, flow_inputs, taiwan_inputs, taiwan_is_quiet, with_taiwan
from qeqt.core.valuation import indexed_gain, ladder_gain, mortgage_gain
from qeqt.core.yield_curve import Curve, shifted, through


def simulate(
    opening: Opening,
    environment: Environment,
    scenario: Scenario,
    parameters: dict[str, Number],
    numbers: Numbers = floats,
    keep_ladders: bool = False,
) -> Results:
    """Return the run of a scenario from an opening, given the environment and the parameters.

    ``keep_ladders``: keep what is due when at each month's end; it costs time and memory.
    Raises ValueError when the plan cannot be carried out, naming the month and why.
    """
    check_fits(opening, environment, scenario)
    length = len(scenario.decisions)
    given = completed(environment.paths, length, parameters)
    economic = "policy_rate" in given and "gdp" in given
    if economic:
        given = with_economy(given)
        economy = macro.opening_record(parameters, numbers)
        prices = asset_prices.opening_record(households_of(given), parameters, numbers)
        moved = moved_paths(given)
        with_policy = through(1.0, two_years_of(parameters), 0.0)
        with_long_yield = through(0.0, parameters["two_year_share"], 1.0)
        quiet = is_quiet(environment.paths, numbers)
        if "tw_gdp" in given:
            given = with_taiwan(given)
            still = quiet and taiwan_is_quiet(environment.paths, numbers)
            flows = fx_and_flows.opening_record()
            island = small_open_economy.opening_record()
            assets = housing_and_insurers.opening_record()
    if "bank_book_yield" in given:
        given = with_stability(given)
        lenders = ldi_and_banks.banks_opening(given["bank_book_yield"][0])
    leveraged = "gilt_shock" in given and "ldi_assets" in given
    if leveraged:
        given = with_stability(given)
        funds = ldi_and_banks.opening_record()
    names = months.names(scenario.start, length)
    fade = duration_weights(parameters["duration_decay"], numbers)
    orders = orders_of(scenario.decisions, parameters["seasoned_premium"], fade)
    plans = announced_plans(scenario, orders, given, parameters)
    curves = published_curves(given)
    bonds = treasuries.opening_record(opening, given["price_index"][0], fade)
    loans = mortgages.opening_record(opening, given["mortgage_rate"][0], parameters, numbers)
    deferred = given["deferred_asset"][0]
    sheet = balance_sheet.step(
        0.0, balance_inputs(bonds, loans, scenario, deferred, given, 0, opening.equities), parameters, numbers
    )
    check_floor(scenario, opening.month, sheet, numbers)
    statement = income.opening_record(holdings(bonds, loans, sheet, given, 0), deferred, parameters)
    long_yields = term_premium.opening_record()
    transfers = apf_indemnity.opening_record()
    losses = ecb_losses.opening_record(given["loss_provision"][0])
    equity_holdings = opening.equities
    stopped: Number = 0.0
    history = History()
    ladders: list[Ladder] = []
    has_plans = "gdp" in given
    has_taiwan = "tw_gdp" in given
    has_reserve_market = "bank_assets" in given
    has_banks = "bank_book_yield" in given
    has_income = "reserve_rate" in given
    has_yields = "yield_10y" in environment.paths
    has_indemnity = "bank_rate" in given
    has_waterfall = "result_before_provision" in given
    has_mortgages = len(opening.note_rates) > 0
    amortises = "premium_amortisation" in parameters
    for t in range(length):
        month = names[t]
        place = t + 1
        decision = scenario.decisions[t]
        going = 1.0 - stopped
        curve = curves[place]
        deviation: Number = 0.0
        if has_plans:
            asked = yield_inputs(plans[t], decision, bonds, loans, given, place, parameters)
            long_yields = term_premium.step(long_yields, asked, parameters, numbers)
            history.yields.append(long_yields)
            deviation = long_yields.deviation
        if economic:
            if not quiet:
                economy = macro.step(economy, macro_inputs(deviation, given, place), parameters, numbers)
                prices = asset_prices.step(prices, market_inputs(economy, given, place), parameters, numbers)
                move(moved, place, economy)
                deviation = economy.long_rate
                curve = shifted(curve, with_policy, economy.policy_rate, with_long_yield, deviation)
            history.economy.append(economy)
            history.prices.append(prices)
            if has_taiwan:
                if not still:
                    abroad = flow_inputs(economy, prices, island, assets, given, place)
                    flows = fx_and_flows.step(flows, abroad, parameters, numbers)
                    at_home = taiwan_inputs(economy, flows, assets, given, place)
                    island = small_open_economy.step(island, at_home, parameters, numbers)
                    held = asset_inputs(economy, flows, island, given, place)
                    assets = housing_and_insurers.step(assets, held, parameters, numbers)
                history.flows.append(flows)
                history.island.append(island)
                history.assets.append(assets)
        if has_mortgages:
            to_loans = mortgage_inputs(month, decision, going, deviation, given, place, parameters)
            loans = mortgages.step(loans, to_loans, parameters, numbers)
        to_bonds = treasury_inputs(month, decision, orders[t], going, loans, curve, given, place)
        bonds = treasuries.step(bonds, to_bonds, parameters, numbers)
        if amortises:
            history.amortisation.append(
                treasuries.amortise(bonds, parameters["premium_amortisation"] / 1200.0)
            )
        history.loans.append(loans)
        history.bonds.append(bonds)
        equity_holdings = equity_holdings + decision.equity_purchases
        history.equity_holdings.append(equity_holdings)
        behind = balance_inputs(
            bonds, loans, scenario, statement.deferred_asset, given, place, equity_holdings
        )
        sheet = balance_sheet.step(stopped, behind, parameters, numbers)
        stopped = sheet.stopped
        history.sheets.append(sheet)
        if has_reserve_market:
            market = reserve_market.step(reserve_inputs(sheet, given, place), parameters, numbers)
            history.markets.append(market)
        if has_banks:
            owned = bank_inputs(given["yield_10y"][place] + deviation, given, place)
            lenders = ldi_and_banks.banks_step(lenders, owned, parameters, numbers)
            history.banks.append(lenders)
        if leveraged:
            funds = ldi_and_banks.step(funds, ldi_inputs(given, place), parameters, numbers)
            history.funds.append(funds)
        if has_income:
            earned = income_inputs(bonds, loans, sheet, deviation, given, place)
            statement = income.step(statement, earned, parameters, numbers)
            history.statements.append(statement)
            market_yield = mbs_yield(given, place, deviation)
            gain = unrealised_gain(statement, bonds, market_yield, curve, given, place, parameters, numbers)
            history.unrealised_gain.append(gain)
        elif has_yields:
            history.unrealised_gain.append(ladder_gain(bonds.par_in, bonds.interest_in, curve, numbers))
        if has_indemnity:
            transfers = apf_indemnity.step(
                transfers, indemnity_inputs(bonds, given, place), parameters, numbers
            )
            history.transfers.append(transfers)
        if has_waterfall:
            year = ecb_losses.WaterfallInputs(given["result_before_provision"][place])
            losses = ecb_losses.step(losses, year, parameters, numbers)
            history.losses.append(losses)
        if keep_ladders:
            ladders.append(treasuries.ladder_of(bonds))
    columns = written(columns_of(history, given, parameters), opening.bank)
    return Results(
        scenario=scenario.name, bank=opening.bank, months=names, columns=columns,
        records=records_of(opening.bank), identity_error=largest_gap(history.sheets, numbers),
        parameter_set="", ladders=ladders,
        cautions=unobserved_liquidity(names, columns, parameters, numbers),
    )  # fmt: skip


def largest_gap(sheets: list[Balance], numbers: Numbers) -> float:
    """Return the largest gap in the identity of any month, as a share of assets."""
    largest = 0.0
    for sheet in sheets:
        largest = max(largest, numbers.largest(abs(balance_sheet.identity_gap(sheet))))
    return largest


def unrealised_gain(
    statement: Income, bonds: Treasuries, market_yield: Number, curve: Curve, given: Paths, place: int,
    parameters: dict[str, Number], numbers: Numbers,
) -> Number:  # fmt: skip
    """Return market value less book value of the portfolio, bn."""
    held = statement.holdings
    real_yield = given["real_yield_10y"][place]
    indexed = bonds.indexed_units * bonds.price_index
    years = parameters["indexed_maturity"]
    coupons = held.mbs_note_interest - statement.fees
    return (
        ladder_gain(bonds.par_in, bonds.interest_in, curve, numbers)
        + indexed_gain(indexed, held.indexed_interest, real_yield, years, numbers)
        + mortgage_gain(held.mbs, coupons, market_yield, statement.premiums, parameters, numbers)
    )


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
