"""Long yields: what an announced plan is worth, the jump when it is revised, the passing effect of buying.

Stock effect (Chung, Laforte, Reifschneider and Williams 2011, appendix A1; here in ten-year equivalents):

    effect_t = -phi * [V_t + (g_t - 1) * (V_t - V_t of the plan before the stress)]
    V_t = sum_i beta^i * max(0, E_t[ten-year equivalents / GDP]_{t+i} - normal share)

One forward run per announced plan gives the expected shares, one backward pass V = x + beta V their present
values in every month from then on. Nothing is projected inside the month loop.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers

MONTHS_PER_QUARTER = 3.0

MEMORY_OF_BILLS = 600
"""Months after which the duration that bill refinancing kept out of the market has grown out of GDP."""


@dataclass
class Plan:
    """What markets expect from an announcement on: announced flows, then hold, then run down to an end.

    Flows in bn of ten-year equivalents per month, one entry a month from the announcement's month.
    """

    treasury_flows: list[Number]
    mbs_flows: list[Number]
    treasury_hold: int
    """Months that the Treasury holdings are kept after the last announced flow."""
    treasury_runoff: int
    """Months over which they then fall in a straight line to their end."""
    mbs_hold: int
    mbs_runoff: int
    terminal_excess: Number
    """Share of GDP by which holdings stay above normal for good."""
    bill_refinancing: Number
    """Share of what runs off that the Treasury refinances with bills instead of pro rata (0 to 1)."""


@dataclass
class Yields:
    """Effects on the ten-year yield, basis points (negative: lower), and the yield itself, percent."""

    values: list[Number]
    """Present value of the plan in force, quarters of GDP share, by month since it was announced."""
    age: int
    """Months since then."""
    calm_values: list[Number]
    """The same of the last plan that was announced in calm markets."""
    calm_age: int
    term_premium_effect_bp: Number
    announcement_effect_bp: Number
    flow_effect_bp: Number
    """In the sector bought, gone the next month; not part of the ten-year yield."""
    deviation: Number
    """Percentage points by which the ten-year yield differs from the reference run's."""
    long_yield: Number


@dataclass
class YieldInputs:
    """What a month gives to the block."""

    plan: Plan | None
    """A plan announced this month."""
    treasury_equivalents: Number
    """Held when the plan is announced, bn."""
    mbs_equivalents: Number
    gdp: Number
    """Nominal, bn a year."""
    stress: Number
    """0 in calm markets, 1 when they are broken."""
    purchases: Number
    """Treasury coupons bought this month, bn."""
    baseline_yield: Number
    """Ten-year yield, percent, as it is in the reference run."""
    reference_effect_bp: Number | None
    """What the plan of the reference run does to that yield; None: this run is the reference."""


def leg(
    start: Number,
    flows: list[Number],
    hold: int,
    runoff: int,
    end: Number,
    bill_refinancing: Number,
    gdp: Number,
    parameters: dict[str, Number],
    numbers: Numbers,
    length: int,
) -> list[Number]:
    """Return an expected excess over normal, share of GDP by month: build, hold, run down to ``end``.

    ``start``: share of GDP; ``flows``: bn. While it is held the amount (bn) stays and GDP grows; then the
    amount above the end falls in a straight line. What is refinanced with bills puts less duration back into
    the market: that part of the fall is not felt.
    """
    shrink = 1.0 / numbers.exp(numbers.log(1.0 + parameters["expected_gdp_growth"] / 100.0) / 12.0)
    felt = 1.0 - bill_refinancing * (1.0 - parameters["bill_refinancing_effect"])
    shares: list[Number] = []
    excess = start
    held = start
    scale: Number = 1.0 / gdp
    for flow in flows:
        held = excess + flow * scale
        shares.append(held)
        excess = held * shrink
        scale = scale * shrink
    for _ in range(hold):
        held = excess
        shares.append(held)
        excess = held * shrink
    target = numbers.minimum(held, end)
    maximum = numbers.maximum
    months_left = length - len(flows) - hold
    for i in range(min(runoff, months_left)):
        shares.append(target + maximum(excess - target, 0.0) * (1.0 - felt * ((i + 1.0) / runoff)))
        excess = excess * shrink
    kept = 1.0 - felt
    for _ in range(months_left - runoff):
        shares.append(target + maximum(excess - target, 0.0) * kept)
        excess = excess * shrink
    return shares


def expected_excess(
    plan: Plan, inputs: YieldInputs, parameters: dict[str, Number], numbers: Numbers
) -> list[Number]:
    """Return the expected excess of holdings over normal, share of GDP, floored at zero; constant after."""
    treasury_months = len(plan.treasury_flows) + plan.treasury_hold + plan.treasury_runoff
    mbs_months = len(plan.mbs_flows) + plan.mbs_hold + plan.mbs_runoff
    length = max(treasury_months, mbs_months) + 1
    if numbers.exceeds(plan.bill_refinancing, 0.0):
        length = length + MEMORY_OF_BILLS
    treasuries = leg(
        inputs.treasury_equivalents / inputs.gdp - parameters["normal_equivalents"],
        plan.treasury_flows, plan.treasury_hold, plan.treasury_runoff,
        plan.terminal_excess, plan.bill_refinancing, inputs.gdp, parameters, numbers, length,
    )  # fmt: skip
    mortgages = leg(
        inputs.mbs_equivalents / inputs.gdp, plan.mbs_flows, plan.mbs_hold, plan.mbs_runoff,
        0.0, 0.0, inputs.gdp, parameters, numbers, length,
    )  # fmt: skip
    maximum = numbers.maximum
    return [maximum(treasuries[i] + mortgages[i], 0.0) for i in range(length)]


def floored(share: Number, normal: Number, numbers: Numbers) -> Number:
    """Return the deviation of a share from normal, floored at zero: less than normal adds no effect."""
    return numbers.maximum(share - normal, 0.0)


def present_values(excess: list[Number], discount: Number) -> list[Number]:
    """Return V = x + discount V for every entry, the last one lasting for ever."""
    last = len(excess) - 1
    value = excess[last] / (1.0 - discount)
    values = [value]
    for share in reversed(excess[0:last]):
        value = share + discount * value
        values.append(value)
    values.reverse()
    return values


def plan_values(
    plan: Plan, inputs: YieldInputs, parameters: dict[str, Number], numbers: Numbers
) -> list[Number]:
    """Return the plan's present value, in quarters of GDP share, in each month from its announcement on."""
    discount = numbers.exp(numbers.log(parameters["discount_quarterly"]) / MONTHS_PER_QUARTER)
    monthly = present_values(expected_excess(plan, inputs, parameters, numbers), discount)
    return [value / MONTHS_PER_QUARTER for value in monthly]


def market_amplifier(stress: Number, parameters: dict[str, Number]) -> Number:
    """Return g: 1 in calm markets, the stress multiplier when they are broken (risk aversion doubled)."""
    return 1.0 + (parameters["stress_multiplier"] - 1.0) * stress


def stock_effect(
    value: Number, before_stress: Number, amplifier: Number, parameters: dict[str, Number]
) -> Number:
    """Return the effect of a present value (quarters of GDP share) on the ten-year yield, bp.

    Broken markets amplify what is announced in them, not what calm markets had already taken in.
    """
    amplified = value + (amplifier - 1.0) * (value - before_stress)
    return -parameters["stock_coefficient"] * amplified


def flow_effect(purchases: Number, gdp: Number, parameters: dict[str, Number]) -> Number:
    """Return the passing effect of a month's purchases in the sector bought, bp (D'Amico and King 2013)."""
    return -parameters["flow_coefficient"] * 100.0 * purchases / gdp


def opening_record() -> Yields:
    """Return the block's record before any plan is known."""
    return Yields(
        values=[0.0], age=0, calm_values=[0.0], calm_age=0,
        term_premium_effect_bp=0.0, announcement_effect_bp=0.0, flow_effect_bp=0.0,
        deviation=0.0, long_yield=0.0,
    )  # fmt: skip


def step(previous: Yields, inputs: YieldInputs, parameters: dict[str, Number], numbers: Numbers) -> Yields:
    """Return this month's effects: the plan in force grows older, or a new one takes its place."""
    age = min(previous.age + 1, len(previous.values) - 1)
    values = previous.values
    calm_values = previous.calm_values
    calm_age = min(previous.calm_age + 1, len(previous.calm_values) - 1)
    amplifier = market_amplifier(inputs.stress, parameters)
    expected_before = stock_effect(values[age], calm_values[calm_age], amplifier, parameters)
    if inputs.plan is not None:
        values = plan_values(inputs.plan, inputs, parameters, numbers)
        age = 0
    if not numbers.exceeds(inputs.stress, 0.0):
        calm_values = values
        calm_age = age
    effect = stock_effect(values[age], calm_values[calm_age], amplifier, parameters)
    deviation = effect * 0.0
    if inputs.reference_effect_bp is not None:
        deviation = (effect - inputs.reference_effect_bp) / 100.0
    return Yields(
        values,
        age,
        calm_values,
        calm_age,
        effect,
        effect - expected_before,
        flow_effect(inputs.purchases, inputs.gdp, parameters),
        deviation,
        inputs.baseline_yield + deviation,
    )


def hike_with_same_yield(effect_bp: Number, conversion: Number) -> Number:
    """Return the rise of the current funds rate (bp) that lifts the ten-year yield as much (Wei 2022).

    ``conversion``: rise of the ten-year yield per unit of the funds rate.
    """
    return effect_bp / conversion


def hike_with_same_outcome(effect_bp: Number, macro_conversion: Number) -> Number:
    """Return the sustained rise of the funds rate (bp) with the same effect on output (Crawley et al. 2022).

    ``macro_conversion``: term-premium points that do as much as one point of a sustained hike.
    """
    return effect_bp / macro_conversion


def hike_by_rule_of_thumb(reduction: Number, reduction_per_hike: Number) -> Number:
    """Return 25 bp for every ``reduction_per_hike`` (bn) of smaller holdings (Davig and Smith 2017)."""
    return 25.0 * reduction / reduction_per_hike
