"""Wires of the economy, of asset prices and of Taiwan."""

from __future__ import annotations

from qeqt.core import floats
from qeqt.core.economy import asset_prices, output_and_prices
from qeqt.core.economy.asset_prices import Group, Households, MarketInputs
from qeqt.core.economy.output_and_prices import MacroInputs
from qeqt.core.taiwan import fx_and_flows, housing_and_insurers, small_open_economy
from qeqt.core.taiwan.fx_and_flows import FlowInputs
from qeqt.core.taiwan.housing_and_insurers import AssetInputs
from qeqt.core.taiwan.small_open_economy import TaiwanInputs
from tests.core.wiring import Block, Run, as_named, known, same_names


def macro_inputs(run: Run, t: int) -> MacroInputs:
    """The plan's effect on long yields, less that of the reference, is news to the economy."""
    effect = run.column("term_premium_effect_bp", t) - run.given("reference_effect_bp", t)
    plan_effect = effect / 100.0 if "reference_effect_bp" in run.paths else 0.0
    return MacroInputs(
        demand=run.given("demand_shock", t),
        supply=run.given("supply_shock", t),
        policy=run.given("policy_shock", t),
        surprise=run.given("policy_surprise", t),
        term_premium=plan_effect + run.given("term_premium_shock", t),
        risk_premium=run.given("risk_premium_shock", t),
        follows_rule=run.given("follows_rule", t),
        baseline_rate=run.given("policy_rate", t),
        baseline_gap=run.given("baseline_gap", t),
    )


MACRO = known(
    Block(
        "macro",
        MacroInputs,
        lambda run: output_and_prices.opening_record(run.parameters, floats),
        macro_inputs,
        output_and_prices.step,
        {
            **as_named(policy_rate_deviation="policy_rate", long_rate_deviation="long_rate"),
            **same_names(
                "output_gap", "unemployment_gap", "core_inflation", "expected_inflation", "price_level"
            ),
        },
    )
)


def households(run: Run) -> Households:
    """The wealth groups at the opening, each item by its name."""

    def group(name: str) -> Group:
        return Group(
            net_worth=run.given(f"household_net_worth_{name}", -1),
            equities=run.given(f"household_equities_{name}", -1),
            business=run.given(f"household_business_{name}", -1),
            real_estate=run.given(f"household_real_estate_{name}", -1),
            bonds=run.given(f"household_bonds_{name}", -1),
            savings_plans=run.given(f"household_savings_plans_{name}", -1),
        )

    return Households(
        net_worth=run.given("household_net_worth", -1),
        top10=group("top10"),
        next40=group("next40"),
        bottom50=group("bottom50"),
    )


def market_inputs(run: Run, t: int) -> MarketInputs:
    return MarketInputs(
        long_rate=run.column("long_rate_deviation", t),
        expected_inflation=run.column("expected_inflation", t),
        risk_premium=run.given("risk_premium_shock", t),
        output_gap=run.column("output_gap", t),
    )


MARKETS = known(
    Block(
        "markets",
        MarketInputs,
        lambda run: asset_prices.opening_record(households(run), run.parameters, floats),
        market_inputs,
        asset_prices.step,
        {
            **same_names("equities", "growth_equities", "value_equities", "house_prices"),
            **as_named(
                mortgage_rate_deviation="mortgage_rate", corporate_yield_deviation="corporate_yield",
                wealth_share_top10="share_top10", wealth_share_bottom50="share_bottom50",
                wealth_cash_top10="wealth_top10", wealth_cash_bottom50="wealth_bottom50",
            ),
        },
    )
)  # fmt: skip


def flow_inputs(run: Run, t: int) -> FlowInputs:
    """Taiwan's own rate and the insurers' hedging are last month's."""
    return FlowInputs(
        us_rate=run.column("policy_rate_deviation", t) + run.given("tw_us_rate", t),
        us_long=run.column("long_rate_deviation", t) + run.given("tw_us_long", t),
        us_equities=run.column("equities", t) + run.given("tw_us_equities", t),
        tw_rate=run.column("cbc_rate", t - 1),
        hedging=hedging_flow(run, t - 1),
        hot_money=run.given("tw_hot_money", t),
        push=run.given("tw_push", t),
        matured=run.given("tw_matured", t),
        bonds_bought=run.given("tw_bonds_bought", t),
        gdp=run.given("tw_gdp", t),
        market=run.given("tw_market", t),
        reserves=run.given("tw_reserves", t),
        corridor=run.given("tw_corridor", t),
    )


def hedging_flow(run: Run, t: int) -> float:
    """Dollars sold forward in a month: the exposure times the change of the hedge ratio."""
    change = run.column("tw_hedge_ratio", t) - run.column("tw_hedge_ratio", t - 1)
    return run.given("tw_exposure", t) * change / 100.0


def house_growth(run: Run, t: int) -> float:
    """Growth of Taiwan's home prices over a year, as the block remembers it: a twelfth fades a month."""
    found = 0.0
    for s in range(t + 1):
        found = found * (1.0 - 1.0 / 12.0)
        found += run.column("tw_house_prices", s) - run.column("tw_house_prices", s - 1)
    return found


FLOWS = known(
    Block(
        "taiwan_flows",
        FlowInputs,
        lambda run: fx_and_flows.opening_record(),
        flow_inputs,
        fx_and_flows.step,
        {
            **same_names("twd"),
            **as_named(
                foreign_net_buying="net_buying", foreign_net_inflow="net_inflow",
                cbc_fx_purchases="fx_purchases", cbc_fx_assets="fx_assets", cbc_bonds="bonds",
                cbc_certificates="certificates", tw_bank_reserves="bank_reserves",
                tw_overnight_rate="overnight",
            ),
        },
    )
)  # fmt: skip


def duration_effect(run: Run, t: int) -> float:
    """What bonds bought and certificates left to mature so far do to ten-year yields."""
    bonds = run.column("cbc_bonds", t)
    matured = sum(run.given("tw_matured", s) for s in range(t + 1))
    return fx_and_flows.duration_taken(bonds, matured, run.given("tw_gdp", t), run.parameters)


def taiwan_inputs(run: Run, t: int) -> TaiwanInputs:
    """The growth of home prices is last month's."""
    return TaiwanInputs(
        us_long=run.column("long_rate_deviation", t) + run.given("tw_us_long", t),
        us_gap=run.column("output_gap", t) + run.given("tw_us_gap", t),
        risk_premium=run.given("risk_premium_shock", t),
        twd=run.column("twd", t),
        duration_effect=duration_effect(run, t),
        house_growth=house_growth(run, t - 1),
        world_prices=run.given("tw_world_prices", t),
        tech=run.given("tw_tech", t),
        demand=run.given("tw_demand", t),
        supply=run.given("tw_supply", t),
        policy=run.given("tw_policy", t),
    )


TAIWAN = known(
    Block(
        "taiwan",
        TaiwanInputs,
        lambda run: small_open_economy.opening_record(),
        taiwan_inputs,
        small_open_economy.step,
        {
            **same_names("cbc_rate", "taiex", "taiex_discount", "taiex_earnings"),
            **as_named(
                tw_import_prices="import_prices", tw_cpi="cpi", tw_inflation="inflation",
                tw_exports="exports", tw_output_gap="output_gap", tw_long_yield="long_yield",
            ),
        },
    )
)  # fmt: skip


def asset_inputs(run: Run, t: int) -> AssetInputs:
    return AssetInputs(
        cbc_rate=run.column("cbc_rate", t),
        overnight=run.column("tw_overnight_rate", t),
        us_rate=run.column("policy_rate_deviation", t) + run.given("tw_us_rate", t),
        twd=run.column("twd", t),
        output_gap=run.column("tw_output_gap", t),
        fx_assets=run.column("cbc_fx_assets", t),
        credit_limit=run.given("tw_credit_limit", t),
        hedging=run.given("tw_hedging", t),
        exposure=run.given("tw_exposure", t),
        hedge_ratio=run.given("tw_hedge_ratio", t),
        gdp=run.given("tw_gdp", t),
    )


ASSETS = known(
    Block(
        "taiwan_assets",
        AssetInputs,
        lambda run: housing_and_insurers.opening_record(),
        asset_inputs,
        housing_and_insurers.step,
        as_named(
            tw_mortgage_rate="mortgage_rate", tw_house_prices="house_prices", tw_hedge_cost="hedge_cost",
            tw_hedge_ratio="hedge_ratio", tw_insurer_result="insurer_total",
        ),
    )
)  # fmt: skip
