"""Output, prices and the policy rate: how far they stand from the baseline scenario.

Output is in percent, everything else in percentage points, inflation at an annual rate. Demand follows real
rates and share prices with a lag (Rudebusch and Svensson 1999); inflation follows expectations, the gap and
supply; the policy rate follows an inertial rule down to its lower bound (FRB/US). Expectations look back,
or are consistent with the model: then its decision rule, solved once a parameter set, says what lies ahead.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.linear_rule import DecisionRule, decision_rule, zeros
from qeqt.core.number import Number, Numbers

MONTHS_PER_QUARTER = 3.0
MONTHS_PER_YEAR = 12.0

GAP, RESTRAINT, CORE, RATE, AHEAD, EXPECTED = 0, 1, 2, 3, 4, 5
"""Places of the variables in the decision rule."""
DEMAND, SUPPLY, POLICY, TERM_PREMIUM, RISK_PREMIUM = 0, 1, 2, 3, 4
"""Places of the shocks in the decision rule."""


@dataclass
class MacroInputs:
    """What the block is handed: the month's shocks, the baseline rate, whether the rule is followed."""

    demand: Number
    """Percent of output, if it lasted."""
    supply: Number
    """Points of inflation, if it lasted."""
    policy: Number
    """Points by which the policy rate stands above the rule's path (or above the baseline, where held)."""
    term_premium: Number
    """Points by which the ten-year term premium differs."""
    risk_premium: Number
    """Points by which the premium on shares differs."""
    follows_rule: Number
    """1: the policy rate follows the rule; 0: it stays at the baseline."""
    baseline_rate: Number
    """Percent."""
    surprise: Number = 0.0
    """Points by which it is raised in the month alone: the rule's inertia carries it on and lets it fade."""
    baseline_gap: Number = 0.0
    """Percent of potential output: where the baseline stands."""


@dataclass
class Coefficients:
    """The block's numbers a month, worked out once a parameter set."""

    output_keeps: Number
    restraint_keeps: Number
    of_short: Number
    of_long: Number
    of_risk: Number
    supply_cost: Number
    inflation_keeps: Number
    slope: Number
    steepening: Number
    trust: Number
    expectation_keeps: Number
    learned: Number
    inertia: Number
    of_inflation: Number
    of_gap: Number
    seen_ahead: Number
    okun: Number
    unemployment_speed: Number
    currency: Number
    currency_speed: Number
    import_share: Number
    rule: DecisionRule | None
    """None where expectations look back."""


@dataclass
class Macro:
    """The block's record; every entry differs from the baseline by so much."""

    coefficients: Coefficients
    output_gap: Number
    """percent"""
    restraint: Number
    """percent of output that tight conditions take out, if they lasted"""
    core_inflation: Number
    """points, the month at an annual rate"""
    inflation: Number
    """points, with import prices"""
    policy_rate: Number
    """points"""
    above_rule: Number
    """points of it by which the rate stands above the rule's path, as far as the bound lets it"""
    rates_ahead: Number
    """points: expected policy rates, average of ten years"""
    expected_inflation: Number
    """points"""
    long_rate: Number
    """points: rates ahead and term premium"""
    unemployment_gap: Number
    """points"""
    currency: Number
    """percent, as far as import prices have felt it; above 0 is stronger"""
    price_level: Number
    """percent"""


def monthly(quarterly: Number, numbers: Numbers) -> Number:
    """Return the persistence a month of a persistence a quarter."""
    return numbers.exp(numbers.log(quarterly) / MONTHS_PER_QUARTER)


def kept_of_half_life(months: Number, numbers: Numbers) -> Number:
    """Return what is left after a month of what halves in so many months."""
    return numbers.exp(numbers.log(0.5) / months)


def coefficients_of(parameters: dict[str, Number], numbers: Numbers) -> Coefficients:
    """Return the block's numbers a month; with model-consistent expectations also the decision rule."""
    size = parameters["macro_size"]
    shares = parameters["demand_share_prices"] * parameters["equity_duration"]
    found = Coefficients(
        output_keeps=monthly(parameters["output_persistence"], numbers),
        restraint_keeps=monthly(parameters["transmission_persistence"], numbers),
        of_short=size * parameters["demand_short_rate"],
        of_long=size * (parameters["demand_long_rate"] + shares),
        of_risk=size * shares,
        supply_cost=parameters["supply_output"],
        inflation_keeps=monthly(parameters["inflation_persistence"], numbers),
        slope=parameters["phillips_slope"],
        steepening=parameters["phillips_steepening"],
        trust=1.0,
        expectation_keeps=kept_of_half_life(MONTHS_PER_YEAR * parameters["expectation_half_life"], numbers),
        learned=1.0 - parameters["anchoring"],
        inertia=monthly(parameters["rule_inertia"], numbers),
        of_inflation=1.0 + parameters["rule_inflation"],
        of_gap=parameters["rule_gap"],
        seen_ahead=parameters["conversion_same_yield"],
        okun=parameters["okun"],
        unemployment_speed=1.0 - monthly(parameters["unemployment_persistence"], numbers),
        currency=parameters["currency_response"],
        currency_speed=1.0 - monthly(parameters["import_price_persistence"], numbers),
        import_share=parameters["import_passthrough"],
        rule=None,
    )
    if numbers.exceeds(parameters["model_consistent"], 0.5):
        found.trust = parameters["expectation_weight"]
        found.rule = rule_of(found, parameters, numbers)
    return found


def rule_of(c: Coefficients, parameters: dict[str, Number], numbers: Numbers) -> DecisionRule:
    """Return the decision rule of the linear block: without the lower bound, and without steepening.

    Rates ahead and inflation ahead are sums of what is expected, nearer months weighing more.
    """
    lag, now, lead, load = zeros(6, 6), zeros(6, 6), zeros(6, 6), zeros(6, 5)
    for place in range(6):
        now[place][place] = 1.0
    out, slow = 1.0 - c.output_keeps, 1.0 - c.restraint_keeps
    lag[GAP][GAP], lag[GAP][RESTRAINT] = -c.output_keeps, out
    load[GAP][DEMAND], load[GAP][SUPPLY] = -out, out * c.supply_cost
    lag[RESTRAINT][RESTRAINT] = -c.restraint_keeps
    now[RESTRAINT][RATE], now[RESTRAINT][AHEAD] = -slow * c.of_short, -slow * c.of_long
    now[RESTRAINT][EXPECTED] = slow * (c.of_short + c.of_long)
    load[RESTRAINT][TERM_PREMIUM], load[RESTRAINT][RISK_PREMIUM] = -slow * c.of_long, -slow * c.of_risk
    new = 1.0 - c.inflation_keeps
    lag[CORE][CORE], now[CORE][EXPECTED], now[CORE][GAP] = -c.inflation_keeps, -new * c.trust, -new * c.slope
    load[CORE][SUPPLY] = -new
    moved = 1.0 - c.inertia
    lag[RATE][RATE] = -c.inertia
    now[RATE][CORE], now[RATE][GAP] = -moved * c.of_inflation, -moved * c.of_gap
    load[RATE][POLICY] = -1.0
    near = 1.0 / (MONTHS_PER_YEAR * parameters["ten_year_duration"])
    now[AHEAD][RATE], lead[AHEAD][AHEAD] = -near, near - 1.0
    soon = 1.0 / (MONTHS_PER_YEAR * parameters["expectation_horizon"])
    lead[EXPECTED][CORE], lead[EXPECTED][EXPECTED] = -soon, soon - 1.0
    premium = kept_of_half_life(MONTHS_PER_YEAR * parameters["premium_half_life"], numbers)
    return decision_rule(lag, now, lead, load, [0.0, 0.0, 0.0, premium, premium])


def opening_record(parameters: dict[str, Number], numbers: Numbers) -> Macro:
    """Return the block's record on the baseline: nothing deviates."""
    return Macro(
        coefficients_of(parameters, numbers), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    )


def output(c: Coefficients, gap: Number, restraint: Number, inputs: MacroInputs) -> Number:
    """Return the output gap, percent: it follows demand, less what conditions and dear supply take out."""
    pull = inputs.demand - c.supply_cost * inputs.supply - restraint
    return c.output_keeps * gap + (1.0 - c.output_keeps) * pull


def overheated(gap: Number, baseline_gap: Number, numbers: Numbers) -> Number:
    """Return how much further above potential output stands than on the baseline, percent."""
    return numbers.maximum(baseline_gap + gap, 0.0) - numbers.maximum(baseline_gap, 0.0)


def core(
    c: Coefficients, before: Number, expected: Number, gap: Number, hot: Number, supply: Number
) -> Number:
    """Return core inflation, points at an annual rate: expectations, the gap, supply; it moves slowly."""
    pull = c.trust * expected + c.slope * gap + c.steepening * hot + supply
    return c.inflation_keeps * before + (1.0 - c.inflation_keeps) * pull


def learned_inflation(c: Coefficients, before: Number, inflation: Number) -> Number:
    """Return expected inflation that looks back: the part not anchored follows past inflation slowly."""
    return c.expectation_keeps * before + (1.0 - c.expectation_keeps) * c.learned * inflation


def rule_rate(c: Coefficients, before: Number, inflation: Number, gap: Number) -> Number:
    """Return the inertial rule's policy rate, points (FRB/US)."""
    return c.inertia * before + (1.0 - c.inertia) * (c.of_inflation * inflation + c.of_gap * gap)


def raised(c: Coefficients, last: Macro, inputs: MacroInputs) -> Number:
    """Return the points by which this month's rate is raised over what the rule makes of last month's.

    A distance from the rule's path that stays the same adds no more than the inertial rule lets fade.
    """
    carried = inputs.follows_rule * c.inertia * last.above_rule
    return inputs.policy - carried + inputs.surprise


def bounded(
    rule: Number, shock: Number, inputs: MacroInputs, lower_bound: Number, numbers: Numbers
) -> Number:
    """Return the policy rate that is set: by the rule or held, with its shock, never below the bound."""
    lowest = numbers.minimum(lower_bound - inputs.baseline_rate, 0.0)
    return numbers.maximum(inputs.follows_rule * rule + shock, lowest)


def held_back(c: Coefficients, before: Number, rate: Number, ahead: Number, expected: Number,
              inputs: MacroInputs) -> Number:  # fmt: skip
    """Return the restraint on demand, percent of output: rates and share prices, felt little by little."""
    short = c.of_short * (rate - expected)
    long = c.of_long * (ahead + inputs.term_premium - expected) + c.of_risk * inputs.risk_premium
    return c.restraint_keeps * before + (1.0 - c.restraint_keeps) * (short + long)


def rule_value(rule: DecisionRule, place: int, last: Macro, shock: Number, inputs: MacroInputs) -> Number:
    """Return what the decision rule says of one variable."""
    a, b = rule.feedback[place], rule.impact[place]
    known = a[GAP] * last.output_gap + a[RESTRAINT] * last.restraint
    known = known + a[CORE] * last.core_inflation + a[RATE] * last.policy_rate
    news = b[DEMAND] * inputs.demand + b[SUPPLY] * inputs.supply + b[POLICY] * shock
    return known + news + b[TERM_PREMIUM] * inputs.term_premium + b[RISK_PREMIUM] * inputs.risk_premium


def step(previous: Macro, inputs: MacroInputs, parameters: dict[str, Number], numbers: Numbers) -> Macro:
    """Return the month's record: demand, prices, the policy rate, and what is expected of them."""
    c = previous.coefficients
    lower_bound = parameters["lower_bound"]
    shock = raised(c, previous, inputs)
    gap = output(c, previous.output_gap, previous.restraint, inputs)
    hot = overheated(gap, inputs.baseline_gap, numbers)
    if c.rule is None:
        expected = learned_inflation(c, previous.expected_inflation, previous.core_inflation)
        inflation = core(c, previous.core_inflation, expected, gap, hot, inputs.supply)
        rule = rule_rate(c, previous.policy_rate, inflation, gap)
        rate = bounded(rule, shock, inputs, lower_bound, numbers)
        ahead = c.seen_ahead * rate
    else:
        expected = rule_value(c.rule, EXPECTED, previous, shock, inputs)
        rate = rule_value(c.rule, RATE, previous, shock, inputs)
        rule = rate - c.rule.impact[RATE][POLICY] * shock
        set_rate = bounded(rule, shock, inputs, lower_bound, numbers)
        surprise = (set_rate - rate) / c.rule.impact[RATE][POLICY]
        rate = set_rate
        expected = expected + c.rule.impact[EXPECTED][POLICY] * surprise
        ahead = rule_value(c.rule, AHEAD, previous, shock, inputs) + c.rule.impact[AHEAD][POLICY] * surprise
        inflation = core(c, previous.core_inflation, expected, gap, hot, inputs.supply)
    above = rate - bounded(rule, shock - inputs.policy, inputs, lower_bound, numbers)
    restraint = held_back(c, previous.restraint, rate, ahead, expected, inputs)
    long_rate = ahead + inputs.term_premium
    stronger = c.currency_speed * (c.currency * long_rate - previous.currency)
    headline = inflation - MONTHS_PER_YEAR * c.import_share * stronger
    jobless = -c.okun * gap - previous.unemployment_gap
    return Macro(
        c, gap, restraint, inflation, headline, rate, above, ahead, expected, long_rate,
        previous.unemployment_gap + c.unemployment_speed * jobless,
        previous.currency + stronger,
        previous.price_level + headline / MONTHS_PER_YEAR,
    )  # fmt: skip
