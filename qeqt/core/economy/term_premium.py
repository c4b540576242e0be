"""Long yields: what expected holdings are worth, what news does to it, the passing effect of buying.

Stock effect (Chung, Laforte, Reifschneider and Williams 2011, appendix A1; here in ten-year equivalents):

    effect_t = -P * (1 - exp(-phi * [V_t + (g_t - 1) * S_t] / P))
    V_t = sum_i beta^i * max(0, E_t[ten-year equivalents / GDP]_{t+i} - normal share)

Expected holdings are what the bank has said by then, in its own terms; then one closure, the same for every
plan: in a straight line to the size that liabilities need under the framework said by then. Normal is what
currency needs; reserves and the government account come on top where the framework has them. S is the value
of what has become known while markets are broken (Wei 2022); what was known before has its price and keeps
it. Of the difference to a reference no more than the whole is such news, and none of it runs against the
difference: a run that holds less does not gain by catching up. The first basis points are the published
coefficient's; P is the premium that there is to compress.
"""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.number import Number, Numbers
from qeqt.core.wires import ExpectedHoldings

MONTHS_PER_QUARTER = 3.0


@dataclass
class Terms:
    """What turns an expected path into its value, worked out once a parameter set."""

    discount: Number
    """A month."""
    shrink: Number
    """Output of a month over that of the next, as expected."""
    closing: Number
    """Quarters that a share of GDP above its end is worth while it falls to it in a straight line."""
    forever: Number
    """Quarters that a share of GDP is worth that stays for good."""
    kept_by_treasury: Number
    """Share of what runs off that the Treasury's usual issuance refinances without duration: bills."""


@dataclass
class Outlook:
    """An expected path, and where it closes."""

    holdings: ExpectedHoldings
    reserve_demand: float
    """Reserves projected under the framework said by then, share of GDP; 0: that of a corridor."""


@dataclass
class Yields:
    """Effects on the ten-year yield, basis points (negative: lower), and the yield itself, percent."""

    duration: Number
    """Value of expected holdings above normal, quarters of GDP share: V."""
    duration_news: Number
    """What this month's news adds to it."""
    news_under_stress: Number
    """Value of what has become known since markets broke."""
    reference_news_under_stress: Number
    """The same in the reference."""
    kept_out: Number
    """Ten-year equivalents, bn, that run-off has not given back to the market: the Treasury issued bills."""
    bill_refinancing: Number
    """This month's, for what runs off in it."""
    term_premium_effect_bp: Number
    announcement_effect_bp: Number
    belief_effect_bp: Number
    """The part that a reader's statement of what markets believe makes up."""
    flow_effect_bp: Number
    """In the sector bought, gone the next month; not part of the ten-year yield."""
    deviation: Number
    """Percentage points by which the ten-year yield differs from the reference run's."""
    long_yield: Number


@dataclass
class Reference:
    """A month of the run that this one is compared with."""

    effect_bp: Number
    """What its plan does to the ten-year yield."""
    value: Number
    """Of what is expected in it, quarters of GDP share."""
    news: Number
    """What the month's news adds to that."""


@dataclass
class YieldInputs:
    """What a month gives to the block."""

    now: Outlook
    before: Outlook | None
    """What was expected of the same holdings before this month's news; None: there is none."""
    believed: Outlook | None
    """What a reader says that markets expect; None: nothing is said."""
    believed_runoff: Number
    """Months in which holdings then reach their end."""
    run_off: Number
    """Ten-year equivalents of the Treasuries that ran off in the month before, bn."""
    refinanced_keeps: Number
    """Share of such equivalents that a month's ageing leaves."""
    bill_refinancing: Number
    """Share of what runs off that the Treasury refinances with bills alone (0 to 1)."""
    gdp: Number
    """Nominal, bn a year."""
    currency: Number
    """In circulation, bn; projected at its share of GDP."""
    stress: Number
    """0 in calm markets, 1 when they are broken."""
    purchases: Number
    """Treasury coupons bought this month, bn."""
    baseline_yield: Number
    """Ten-year yield, percent, as it is in the reference run."""
    reference: Reference | None
    """None: this run is the reference."""
    departs: bool
    """The first month of a run that leans on a reference: what it does otherwise is news."""
    other_value: Number
    """What is expected of another programme of the bank is worth, quarters of GDP share."""
    other_news: Number
    """What this month's news adds to that."""


def terms_of(parameters: dict[str, Number], numbers: Numbers) -> Terms:
    """Return what turns an expected path into its value."""
    quarterly = parameters["discount_quarterly"]
    growth = numbers.log(1.0 + parameters["expected_gdp_growth"] / 100.0)
    return Terms(
        discount=numbers.exp(numbers.log(quarterly) / MONTHS_PER_QUARTER),
        shrink=numbers.exp(-growth / 12.0),
        closing=closing_value(parameters["expected_runoff"], parameters, numbers),
        forever=1.0 / (1.0 - quarterly),
        kept_by_treasury=parameters["bill_share"],
    )


def closing_value(quarters: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return the value, in quarters, of a share of GDP that falls to nothing in a straight line.

    The amount falls so in so many quarters, while output grows.
    """
    rate = numbers.log(1.0 + parameters["expected_gdp_growth"] / 100.0) / 4.0
    rate = rate - numbers.log(parameters["discount_quarterly"])
    span = rate * quarters
    value: Number = (1.0 - (1.0 - numbers.exp(-span)) / span) / rate
    return value


def value_of(
    outlook: Outlook, kept_out: Number, inputs: YieldInputs, terms: Terms, closing: Number,
    parameters: dict[str, Number], numbers: Numbers,
) -> Number:  # fmt: skip
    """Return the present value of expected holdings above normal, quarters of GDP share.

    What the Treasury refinances with bills stays out of the market until the closure.
    """
    holdings = outlook.holdings
    normal = normal_share(inputs.currency, inputs.gdp, parameters)
    back = given_back(inputs.bill_refinancing, terms.kept_by_treasury, parameters)
    excess = numbers.maximum((holdings.held[0] + kept_out) / inputs.gdp - normal, 0.0)
    last = excess
    value: Number = 0.0
    at = 0
    for i in range(1, len(holdings.months)):
        until = holdings.months[i]
        steps = until - at
        kept = kept_out * inputs.refinanced_keeps**until + holdings.refinanced[i] * (1.0 - back)
        share = (holdings.held[i] + kept) / inputs.gdp * terms.shrink**until
        last = excess
        excess = numbers.maximum(share - normal, 0.0)
        middle = (at + until) / 2.0
        value = value + 0.5 * (last + excess) * (steps / MONTHS_PER_QUARTER) * terms.discount**middle
        at = until
    end = closing_excess(outlook.reserve_demand, parameters)
    stays = numbers.minimum(excess, end)
    return value + terms.discount**at * (stays * terms.forever + (excess - stays) * closing)


def normal_share(currency: Number, gdp: Number, parameters: dict[str, Number]) -> Number:
    """Return the ten-year equivalents, share of GDP, that currency alone needs: those of a corridor."""
    return parameters["liability_equivalents"] * currency / gdp


def closing_excess(reserve_demand: float, parameters: dict[str, Number]) -> Number:
    """Return how far above normal holdings end, share of GDP: what reserves and government account need."""
    if not reserve_demand > 0.0:
        return 0.0
    return parameters["liability_equivalents"] * (reserve_demand + parameters["projected_government_account"])


def given_back(bill_refinancing: Number, usual_bills: Number, parameters: dict[str, Number]) -> Number:
    """Return the share of the duration that runs off which the Treasury's issuance gives the market back.

    Its usual issuance has its share of bills; refinancing with bills alone leaves the published ratio of it.
    """
    left = 1.0 - bill_refinancing * (1.0 - parameters["bill_refinancing_effect"])
    return (1.0 - usual_bills) * left


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


def market_amplifier(stress: Number, parameters: dict[str, Number]) -> Number:
    """Return g: 1 in calm markets, the stress multiplier when they are broken (risk aversion doubled)."""
    return 1.0 + (parameters["stress_multiplier"] - 1.0) * stress


def news_beside(news: Number, value: Number, other_news: Number, other: Number, numbers: Numbers) -> Number:
    """Return a run's news under stress beside its reference's, each with what is expected in it.

    They differ by no more than the values do, and to the same side.
    """
    other_news = numbers.minimum(other_news, other)
    apart = value - other
    more = numbers.minimum(news - other_news, numbers.maximum(apart, 0.0))
    return other_news + numbers.maximum(more, numbers.minimum(apart, 0.0))


def stock_effect(value: Number, news: Number, amplifier: Number, parameters: dict[str, Number]) -> Number:
    """Return the published effect of a present value (quarters of GDP share) on the ten-year yield, bp.

    Broken markets amplify what has become known in them, not what calm markets had already taken in.
    """
    return -parameters["stock_coefficient"] * (value + (amplifier - 1.0) * news)


def bounded(effect: Number, parameters: dict[str, Number], numbers: Numbers) -> Number:
    """Return an effect on the ten-year yield, bp, that never exceeds the premium there is to compress.

    Small effects are as published; what raises yields has no bound.
    """
    most = parameters["compressible_premium"]
    eased = numbers.minimum(effect, 0.0)
    return numbers.maximum(effect, 0.0) - most * (1.0 - numbers.exp(eased / most))


def flow_effect(purchases: Number, gdp: Number, parameters: dict[str, Number]) -> Number:
    """Return the passing effect of a month's purchases in the sector bought, bp (D'Amico and King 2013)."""
    return -parameters["flow_coefficient"] * 100.0 * purchases / gdp


def opening_record() -> Yields:
    """Return the block's record before anything is known."""
    return Yields(
        duration=0.0, duration_news=0.0, news_under_stress=0.0, reference_news_under_stress=0.0, kept_out=0.0,
        bill_refinancing=0.0, term_premium_effect_bp=0.0, announcement_effect_bp=0.0, belief_effect_bp=0.0,
        flow_effect_bp=0.0, deviation=0.0, long_yield=0.0,
    )  # fmt: skip


def step(
    previous: Yields, inputs: YieldInputs, terms: Terms, parameters: dict[str, Number], numbers: Numbers
) -> Yields:
    """Return this month's effects: what is expected now is priced, and what is news is told apart."""
    back = given_back(previous.bill_refinancing, terms.kept_by_treasury, parameters)
    kept_out = previous.kept_out * inputs.refinanced_keeps + inputs.run_off * (1.0 - back)
    closing = terms.closing
    own = value_of(inputs.now, kept_out, inputs, terms, closing, parameters, numbers)
    value = own + inputs.other_value
    news = value * 0.0 + inputs.other_news
    if inputs.reference is not None and inputs.departs:
        news = inputs.reference.news + value - inputs.reference.value
    elif inputs.before is not None:
        news = news + own - value_of(inputs.before, kept_out, inputs, terms, closing, parameters, numbers)
    since_broken = aged(previous.news_under_stress, parameters) + news
    in_reference: Number = 0.0
    fresh = numbers.minimum(since_broken, value)
    if inputs.reference is not None:
        in_reference = aged(previous.reference_news_under_stress, parameters) + inputs.reference.news
        fresh = news_beside(fresh, value, in_reference, inputs.reference.value, numbers)
    if not numbers.exceeds(inputs.stress, 0.0):
        fresh = news * 0.0
        in_reference = fresh
        since_broken = fresh
    amplifier = market_amplifier(inputs.stress, parameters)
    quantity = bounded(stock_effect(value, fresh, amplifier, parameters), parameters, numbers)
    before = bounded(stock_effect(value - news, fresh - news, amplifier, parameters), parameters, numbers)
    effect = quantity
    if inputs.believed is not None:
        closing = closing_value(inputs.believed_runoff / MONTHS_PER_QUARTER, parameters, numbers)
        believed = value_of(inputs.believed, kept_out, inputs, terms, closing, parameters, numbers)
        believed = believed + inputs.other_value
        effect = bounded(stock_effect(believed, fresh, amplifier, parameters), parameters, numbers)
    deviation = effect * 0.0
    if inputs.reference is not None:
        deviation = (effect - inputs.reference.effect_bp) / 100.0
    return Yields(
        duration=value,
        duration_news=news,
        news_under_stress=since_broken,
        reference_news_under_stress=in_reference,
        kept_out=kept_out,
        bill_refinancing=inputs.bill_refinancing,
        term_premium_effect_bp=effect,
        announcement_effect_bp=quantity - before,
        belief_effect_bp=effect - quantity,
        flow_effect_bp=flow_effect(inputs.purchases, inputs.gdp, parameters),
        deviation=deviation,
        long_yield=inputs.baseline_yield + deviation,
    )


def aged(news: Number, parameters: dict[str, Number]) -> Number:
    """Return what is left of news after a month: it grows old at the pace of the closure."""
    quarters = parameters["expected_hold"] + parameters["expected_runoff"]
    return news * (1.0 - 1.0 / (MONTHS_PER_QUARTER * quarters))


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
