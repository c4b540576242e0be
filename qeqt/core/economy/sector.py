"""The economy: a plan moves long yields, these and shocks move output, prices and assets."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.economy import asset_prices, columns, known_plan, output_and_prices, term_premium, yield_target
from qeqt.core.economy.asset_prices import Group, Households, MarketInputs, Markets
from qeqt.core.economy.known_plan import KnownPlan
from qeqt.core.economy.output_and_prices import Macro, MacroInputs
from qeqt.core.economy.term_premium import Outlook, Reference, Terms, YieldInputs, Yields
from qeqt.core.economy.yield_target import TargetInputs
from qeqt.core.frame import Frame, Paths, has, moves_nothing
from qeqt.core.number import Number
from qeqt.core.results import Columns
from qeqt.core.wires import BankNews, EconomyState, Horizon
from qeqt.core.yield_curve import Curve, shifted, through

NEEDED = {
    "known_plan": ["gdp"],
    "term_premium": ["gdp"],
    "yield_target": ["gdp", "yield_10y", "foreign_yield_10y"],
    "output_and_prices": ["gdp", "yield_10y", "policy_rate"],
    "asset_prices": ["gdp", "yield_10y", "policy_rate"],
}
"""Given paths without which a part of the sector has no columns."""

SHOCKS = ["demand_shock", "supply_shock", "policy_shock", "policy_surprise", "term_premium_shock",
          "risk_premium_shock"]  # fmt: skip
OPTIONAL = ["follows_rule", "baseline_gap", "bill_refinancing", "market_stress", "other_programme_duration",
            "other_programme_news"]  # fmt: skip
"""With the shocks: given paths that are nothing where neither environment nor scenario gives them."""

GROUPS = ["top10", "next40", "bottom50"]
HOLDINGS = ["net_worth", "equities", "business", "real_estate", "bonds", "savings_plans"]
"""What is known of a group, in the order of Group's fields."""

TENORS = [
    "yield_3m", "yield_1y", "yield_2y", "yield_3y", "yield_5y", "yield_7y", "yield_10y", "yield_20y",
    "yield_30y",
]  # fmt: skip
"""Given paths of the tenors in yield_curve.KNOTS: all of them, or the 3-month, 2-year and 10-year yield."""


@dataclass
class Economy:
    """The sector in a run: what does not change, then a record a month, the opening's first."""

    has_yields: bool
    """What a plan does to the ten-year yield is known."""
    has_level: bool
    """So is the yield itself."""
    has_output: bool
    is_quiet: bool
    """Nothing can move the economy: the run is its own reference, and no shock is given."""
    plan: KnownPlan | None
    """None where long yields have no columns."""
    terms: Terms | None
    curves: list[Curve]
    """Of published yields, by place."""
    with_policy: Curve
    """What the curve does per point of the policy rate, beyond what the ten-year yield does."""
    with_long_yield: Curve
    anchor: list[Number]
    """The yield without holdings when a target for it began, less what it has from abroad: one, or none."""
    yields: list[Yields]
    output: list[Macro]
    prices: list[Markets]


def opening(frame: Frame) -> Economy:
    """Return the sector at the opening."""
    has_yields = has(frame, NEEDED["term_premium"])
    has_output = has(frame, NEEDED["output_and_prices"])
    parameters = frame.parameters
    economy = Economy(
        has_yields=has_yields,
        has_level=has_yields and has(frame, ["yield_10y"]),
        has_output=has_output,
        is_quiet="reference_effect_bp" not in frame.known and moves_nothing(frame, SHOCKS),
        plan=known_plan.known_plan(frame) if has_yields else None,
        terms=term_premium.terms_of(parameters, frame.numbers) if has_yields else None,
        curves=published_curves(frame.given),
        with_policy=[],
        with_long_yield=[],
        anchor=[],
        yields=[term_premium.opening_record()],
        output=[],
        prices=[],
    )
    if has_yields:
        economy.with_long_yield = through(0.0, parameters["two_year_share"], 1.0)
    if has_output:
        households = households_of(frame.known)
        economy.with_policy = through(1.0, two_years_of(parameters), 0.0)
        economy.output.append(output_and_prices.opening_record(parameters, frame.numbers))
        economy.prices.append(asset_prices.opening_record(households, parameters, frame.numbers))
    return economy


def horizons(economy: Economy, place: int) -> list[Horizon]:
    """Return what the bank is asked about its holdings: as known now, before the news, as a reader says."""
    plan = economy.plan
    if plan is None:
        return []
    t = place - 1
    now = plan.known[t]
    asked = [now]
    asked.extend(plan.before[t])
    if plan.belief is not None and t >= plan.believed_from:
        asked.append(Horizon(now.known_to, now.flows_end, now.flows_stand, plan.belief.hold, now.as_before))
    return asked


def month(economy: Economy, bank: BankNews, frame: Frame, place: int) -> EconomyState:
    """Add a month's records and return what the other sectors are told of it."""
    deviation: Number = 0.0
    bought: Number = 0.0
    if economy.plan is not None and economy.terms is not None:
        asked_of_yields = yield_inputs(economy.plan, bank, frame, place)
        priced = term_premium.step(
            economy.yields[place - 1], asked_of_yields, economy.terms, frame.parameters, frame.numbers
        )
        economy.yields.append(priced)
        deviation = priced.deviation
        if frame.scenario.decisions[place - 1].measures["yields_targeted"] > 0.0:
            bought = bought_for_target(economy, economy.terms, asked_of_yields, priced, frame, place)
    curve = economy.curves[place]
    if not economy.has_output:
        if economy.has_level:
            curve = shifted(curve, economy.with_long_yield, deviation, economy.with_long_yield, 0.0)
        return EconomyState(
            long_rate=deviation, policy_rate=0.0, price_level=0.0, output_gap=0.0, equities=0.0, curve=curve,
            bought_for_target=bought,
        )  # fmt: skip
    output = economy.output[place - 1]
    prices = economy.prices[place - 1]
    if not economy.is_quiet:
        given = frame.given
        asked = macro_inputs(deviation, given, place)
        output = output_and_prices.step(output, asked, frame.parameters, frame.numbers)
        asked_of_prices = market_inputs(output, given, place)
        prices = asset_prices.step(prices, asked_of_prices, frame.parameters, frame.numbers)
        deviation = output.long_rate
        curve = shifted(curve, economy.with_policy, output.policy_rate, economy.with_long_yield, deviation)
    economy.output.append(output)
    economy.prices.append(prices)
    return EconomyState(
        long_rate=deviation,
        policy_rate=output.policy_rate,
        price_level=output.price_level,
        output_gap=output.output_gap,
        equities=prices.equities,
        curve=curve,
        bought_for_target=bought,
    )


def columns_of(economy: Economy, frame: Frame) -> list[Columns]:
    """Return the sector's columns; of a part that is absent, none."""
    found: list[Columns] = []
    if economy.has_yields:
        found.append(columns.long_yields(economy.yields[1:], economy.has_level))
    if economy.has_output:
        rates = frame.given["policy_rate"][1:]
        found.append(columns.output_and_prices(economy.output[1:], rates, frame.given["yield_10y"][1:]))
        found.append(columns.asset_prices(economy.prices[1:]))
    return found


def published_curves(given: Paths) -> list[Curve]:
    """Return the curve of published yields at each place of the paths."""
    every = range(len(given["yield_10y"]))
    if "yield_30y" in given:
        tenors = [given[name] for name in TENORS]
        return [[path[t] for path in tenors] for t in every]
    return [through(given["yield_3m"][t], given["yield_2y"][t], given["yield_10y"][t]) for t in every]


def yield_inputs(plan: KnownPlan, bank: BankNews, frame: Frame, place: int) -> YieldInputs:
    """Return what the pricing of expected holdings is handed, by the horizons that were asked for."""
    given = frame.given
    t = place - 1
    reference: Reference | None = None
    if "reference_effect_bp" in given:
        reference = Reference(
            given["reference_effect_bp"][place], given["reference_duration"][place],
            given["reference_news"][place],
        )  # fmt: skip
    expected = bank.expected
    now = Outlook(expected[0], plan.reserve_demand[t])
    before: Outlook | None = None
    if len(plan.before[t]) > 0:
        before = Outlook(expected[1], plan.reserve_demand[t - 1] if t > 0 else 0.0)
    believed: Outlook | None = None
    believed_runoff: Number = 0.0
    if plan.belief is not None and t >= plan.believed_from:
        believed = Outlook(expected[len(expected) - 1], plan.reserve_demand[t])
        believed_runoff = plan.belief.runoff
    return YieldInputs(
        now=now,
        before=before,
        believed=believed,
        believed_runoff=believed_runoff,
        run_off=bank.run_off,
        refinanced_keeps=bank.refinanced_keeps,
        bill_refinancing=given["bill_refinancing"][place],
        gdp=given["gdp"][place],
        currency=given["currency"][place],
        stress=given["market_stress"][place],
        purchases=frame.scenario.decisions[t].measures["treasury_purchases"],
        baseline_yield=given["yield_10y"][place],
        reference=reference,
        departs=t == 0,
        other_value=given["other_programme_duration"][place],
        other_news=given["other_programme_news"][place],
    )


def bought_for_target(
    economy: Economy, terms: Terms, asked: YieldInputs, priced: Yields, frame: Frame, place: int
) -> Number:
    """Return the ten-year equivalents that a target for the yield makes the bank buy, bn."""
    given = frame.given
    inputs = TargetInputs(
        target=given["yield_10y"][place],
        foreign_yield=given["foreign_yield_10y"][place],
        effect_bp=priced.term_premium_effect_bp,
        value=priced.duration,
    )
    if len(economy.anchor) == 0:
        economy.anchor.append(yield_target.anchor_of(inputs, frame.parameters))
    return yield_target.to_buy(inputs, economy.anchor[0], asked, terms, frame.parameters, frame.numbers)


def macro_inputs(plan_effect: Number, given: Paths, place: int) -> MacroInputs:
    """Return what output and prices are handed; ``plan_effect``: on the long yield, points."""
    return MacroInputs(
        demand=given["demand_shock"][place],
        supply=given["supply_shock"][place],
        policy=given["policy_shock"][place],
        surprise=given["policy_surprise"][place],
        term_premium=plan_effect + given["term_premium_shock"][place],
        risk_premium=given["risk_premium_shock"][place],
        follows_rule=given["follows_rule"][place],
        baseline_rate=given["policy_rate"][place],
        baseline_gap=given["baseline_gap"][place],
    )


def market_inputs(output: Macro, given: Paths, place: int) -> MarketInputs:
    """Return what asset prices are handed."""
    return MarketInputs(
        output.long_rate, output.expected_inflation, given["risk_premium_shock"][place], output.output_gap
    )


def households_of(known: Paths) -> Households:
    """Return the wealth groups at the opening; without any, households that own nothing."""
    groups: list[Group] = []
    for group in GROUPS:
        held: list[Number] = [0.0 for _ in HOLDINGS]
        if "household_net_worth" in known:
            held = [known["household_" + name + "_" + group][0] for name in HOLDINGS]
        groups.append(Group(held[0], held[1], held[2], held[3], held[4], held[5]))
    total: Number = 0.0
    if "household_net_worth" in known:
        total = known["household_net_worth"][0]
    return Households(total, groups[0], groups[1], groups[2])


def two_years_of(parameters: dict[str, Number]) -> Number:
    """Return how much of a policy-rate move the two-year yield expects, beyond what the ten-year yield does.

    The inertial rule leaves so much of it on average over two years.
    """
    quarters = 8.0
    kept = parameters["rule_inertia"]
    average: Number = (1.0 - kept**quarters) / (quarters * (1.0 - kept))
    beyond: Number = average - parameters["two_year_share"] * parameters["conversion_same_yield"]
    return beyond
