"""Taiwan: the economy abroad and shocks at home move flows, output, prices, yields, homes and insurers.

Parts that feed each other in the same month close the loop with last month's value.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.frame import Frame, Paths, has, moves_nothing
from qeqt.core.results import Columns
from qeqt.core.taiwan import columns, fx_and_flows, housing_and_insurers, small_open_economy
from qeqt.core.taiwan.fx_and_flows import FlowInputs, Flows
from qeqt.core.taiwan.housing_and_insurers import AssetInputs, Assets
from qeqt.core.taiwan.small_open_economy import Taiwan, TaiwanInputs
from qeqt.core.wires import EconomyState

NEEDED = [
    "policy_rate", "gdp", "yield_10y", "tw_gdp", "tw_market", "tw_reserves", "tw_corridor", "tw_exposure",
    "tw_hedge_ratio",
]  # fmt: skip
"""Given paths without which the sector has no columns."""

SHOCKS = [
    "tw_us_rate", "tw_us_long", "tw_us_gap", "tw_us_equities", "tw_hot_money", "tw_push", "tw_matured",
    "tw_bonds_bought", "tw_world_prices", "tw_tech", "tw_demand", "tw_supply", "tw_policy",
    "tw_credit_limit", "tw_hedging",
]  # fmt: skip
"""Given paths that are nothing where a scenario does not give them; the first four are added to what the
economy abroad does."""


@dataclass
class Island:
    """The sector in a run: a record a month, the opening's first."""

    is_present: bool
    is_quiet: bool
    """Nothing can move it."""
    flows: list[Flows]
    economy: list[Taiwan]
    assets: list[Assets]


def opening(frame: Frame, quiet_abroad: bool) -> Island:
    """Return the sector at the opening: nothing deviates from the baseline."""
    return Island(
        is_present=has(frame, NEEDED),
        is_quiet=quiet_abroad and moves_nothing(frame, SHOCKS),
        flows=[fx_and_flows.opening_record()],
        economy=[small_open_economy.opening_record()],
        assets=[housing_and_insurers.opening_record()],
    )


def month(island: Island, abroad: EconomyState, frame: Frame, place: int) -> None:
    """Add a month's records; a month in which nothing can deviate is the one before."""
    if not island.is_present:
        return
    flows = island.flows[place - 1]
    economy = island.economy[place - 1]
    assets = island.assets[place - 1]
    if not island.is_quiet:
        given = frame.given
        asked = flow_inputs(abroad, economy, assets, given, place)
        flows = fx_and_flows.step(flows, asked, frame.parameters, frame.numbers)
        at_home = taiwan_inputs(abroad, flows, assets, given, place)
        economy = small_open_economy.step(economy, at_home, frame.parameters, frame.numbers)
        held = asset_inputs(abroad, flows, economy, given, place)
        assets = housing_and_insurers.step(assets, held, frame.parameters, frame.numbers)
    island.flows.append(flows)
    island.economy.append(economy)
    island.assets.append(assets)


def columns_of(island: Island) -> list[Columns]:
    """Return the sector's columns."""
    if not island.is_present:
        return []
    return [columns.taiwan(island.flows[1:], island.economy[1:], island.assets[1:])]


def flow_inputs(abroad: EconomyState, before: Taiwan, assets: Assets, given: Paths, place: int) -> FlowInputs:
    """Return what flows and currency are handed; ``before`` and ``assets`` are last month's."""
    return FlowInputs(
        us_rate=abroad.policy_rate + given["tw_us_rate"][place],
        us_long=abroad.long_rate + given["tw_us_long"][place],
        us_equities=abroad.equities + given["tw_us_equities"][place],
        tw_rate=before.cbc_rate,
        hedging=assets.hedging_flow,
        hot_money=given["tw_hot_money"][place],
        push=given["tw_push"][place],
        matured=given["tw_matured"][place],
        bonds_bought=given["tw_bonds_bought"][place],
        gdp=given["tw_gdp"][place],
        market=given["tw_market"][place],
        reserves=given["tw_reserves"][place],
        corridor=given["tw_corridor"][place],
    )


def taiwan_inputs(
    abroad: EconomyState, flows: Flows, assets: Assets, given: Paths, place: int
) -> TaiwanInputs:
    """Return what prices, output and yields are handed; ``assets`` are last month's."""
    return TaiwanInputs(
        us_long=flows.us_long,
        us_gap=abroad.output_gap + given["tw_us_gap"][place],
        risk_premium=given["risk_premium_shock"][place],
        twd=flows.twd,
        duration_effect=flows.duration_effect,
        house_growth=assets.house_growth,
        world_prices=given["tw_world_prices"][place],
        tech=given["tw_tech"][place],
        demand=given["tw_demand"][place],
        supply=given["tw_supply"][place],
        policy=given["tw_policy"][place],
    )


def asset_inputs(
    abroad: EconomyState, flows: Flows, economy: Taiwan, given: Paths, place: int
) -> AssetInputs:
    """Return what mortgages, homes and insurers are handed."""
    return AssetInputs(
        cbc_rate=economy.cbc_rate,
        overnight=flows.overnight,
        us_rate=abroad.policy_rate + given["tw_us_rate"][place],
        twd=flows.twd,
        output_gap=economy.output_gap,
        fx_assets=flows.fx_assets,
        credit_limit=given["tw_credit_limit"][place],
        hedging=given["tw_hedging"][place],
        exposure=given["tw_exposure"][place],
        hedge_ratio=given["tw_hedge_ratio"][place],
        gdp=given["tw_gdp"][place],
    )
