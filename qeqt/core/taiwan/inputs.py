"""What Taiwan's blocks are handed: what the United States' run finds, and what a scenario says of Taiwan.

Shocks are given paths that are nothing unless a scenario says so. Blocks that feed each other in the same
month close the loop with last month's value.
"""

from __future__ import annotations

from qeqt.core.bank.inputs import Paths
from qeqt.core.economy.asset_prices import Markets
from qeqt.core.economy.output_and_prices import Macro
from qeqt.core.number import Number, Numbers
from qeqt.core.taiwan.fx_and_flows import FlowInputs, Flows
from qeqt.core.taiwan.housing_and_insurers import AssetInputs, Assets
from qeqt.core.taiwan.small_open_economy import Taiwan, TaiwanInputs

TAIWAN_SHOCKS = [
    "tw_us_rate", "tw_us_long", "tw_us_gap", "tw_us_equities", "tw_hot_money", "tw_push", "tw_matured",
    "tw_bonds_bought", "tw_world_prices", "tw_tech", "tw_demand", "tw_supply", "tw_policy",
    "tw_credit_limit", "tw_hedging",
]  # fmt: skip
"""Given paths that are nothing where a scenario does not give them; the first four are added to what the run
of the United States finds."""

TAIWAN_GIVEN = ["tw_gdp", "tw_reserves", "tw_corridor", "tw_exposure", "tw_hedge_ratio"]
"""Stocks and rates of Taiwan that its blocks need; a run without them has no Taiwan."""


def with_taiwan(given: Paths) -> Paths:
    """Return the paths with Taiwan's shocks filled in."""
    paths: Paths = {}
    for name in given:
        paths[name] = given[name]
    nothing: list[Number] = [0.0 for _ in given["tw_gdp"]]
    for name in TAIWAN_SHOCKS:
        if name not in given:
            paths[name] = nothing
    return paths


def taiwan_is_quiet(given: Paths, numbers: Numbers) -> bool:
    """Say whether a scenario moves nothing of Taiwan's by itself."""
    for name in TAIWAN_SHOCKS:
        if name in given:
            for value in given[name]:
                if numbers.exceeds(abs(value), 0.0):
                    return False
    return True


def flow_inputs(
    economy: Macro, prices: Markets, before: Taiwan, assets: Assets, given: Paths, place: int
) -> FlowInputs:
    """Return what the block of flows is handed; ``before`` and ``assets`` are last month's."""
    return FlowInputs(
        economy.policy_rate + given["tw_us_rate"][place],
        economy.long_rate + given["tw_us_long"][place],
        prices.equities + given["tw_us_equities"][place],
        before.cbc_rate,
        assets.hedging_flow,
        given["tw_hot_money"][place],
        given["tw_push"][place],
        given["tw_matured"][place],
        given["tw_bonds_bought"][place],
        given["tw_gdp"][place],
        given["tw_reserves"][place],
        given["tw_corridor"][place],
    )


def taiwan_inputs(economy: Macro, flows: Flows, assets: Assets, given: Paths, place: int) -> TaiwanInputs:
    """Return what the block of prices, output and yields is handed; ``assets`` are last month's."""
    return TaiwanInputs(
        flows.us_long,
        economy.output_gap + given["tw_us_gap"][place],
        given["risk_premium_shock"][place],
        flows.twd,
        flows.duration_effect,
        assets.house_growth,
        given["tw_world_prices"][place],
        given["tw_tech"][place],
        given["tw_demand"][place],
        given["tw_supply"][place],
        given["tw_policy"][place],
    )


def asset_inputs(economy: Macro, flows: Flows, island: Taiwan, given: Paths, place: int) -> AssetInputs:
    """Return what the block of mortgages, homes and insurers is handed."""
    return AssetInputs(
        island.cbc_rate,
        flows.overnight,
        economy.policy_rate + given["tw_us_rate"][place],
        flows.twd,
        island.output_gap,
        flows.fx_assets,
        given["tw_credit_limit"][place],
        given["tw_hedging"][place],
        given["tw_exposure"][place],
        given["tw_hedge_ratio"][place],
        given["tw_gdp"][place],
    )
