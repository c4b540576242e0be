"""Wires of the central bank: securities, balance sheet, reserves, yields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qeqt.core import floats, months
from qeqt.core.bank import (
    balance_sheet,
    mortgages,
    reserve_market,
    treasuries,
)
from qeqt.core.bank.balance_sheet import BalanceInputs
from qeqt.core.bank.expected_holdings import decided, expected, refinanced_keeps
from qeqt.core.bank.mortgages import MortgageInputs
from qeqt.core.bank.reserve_market import ReserveInputs
from qeqt.core.bank.reverse_repo import AnnouncedPlan, MoneyFunds
from qeqt.core.bank.treasuries import TreasuryInputs
from qeqt.core.baskets import duration_weights, orders_of
from qeqt.core.economy import term_premium
from qeqt.core.economy.known_plan import NOT_SAID, UNPRICED
from qeqt.core.economy.term_premium import Outlook, Reference, YieldInputs
from qeqt.core.scenario import Announcement
from qeqt.core.wires import Horizon
from qeqt.core.yield_curve import KNOTS, through
from tests.core.wiring import Block, Run, as_named, known, same_names

TENORS = {
    3: "yield_3m", 12: "yield_1y", 24: "yield_2y", 36: "yield_3y", 60: "yield_5y", 84: "yield_7y",
    120: "yield_10y", 240: "yield_20y", 360: "yield_30y",
}  # fmt: skip
"""Months to maturity of a published yield, and its path."""


def fade(run: Run) -> list[Any]:
    return duration_weights(run.parameters["duration_decay"], floats)


def curve(run: Run, t: int) -> list[float]:
    """The published yields; the policy rate moves their short end, the long rate their long end."""
    if "yield_30y" in run.paths:
        published = [run.given(TENORS[knot], t) for knot in KNOTS]
    else:
        published = through(*(run.given(f"yield_{tenor}", t) for tenor in ("3m", "2y", "10y")))
    if "policy_rate_deviation" not in run.results.columns:
        return published
    p = run.parameters
    kept = p["rule_inertia"]
    two_years = sum(kept**quarter for quarter in range(8)) / 8.0
    beyond = two_years - p["two_year_share"] * p["conversion_same_yield"]
    short = run.column("policy_rate_deviation", t)
    long = run.column("long_rate_deviation", t)
    of_short, of_long = through(1.0, beyond, 0.0), through(0.0, p["two_year_share"], 1.0)
    return [published[i] + of_short[i] * short + of_long[i] * long for i in range(len(KNOTS))]


def price_index(run: Run, t: int) -> float:
    """The index of prices as the economy moves it; in the opening's month as it is given."""
    given = run.given("price_index", t) if "price_index" in run.paths else 1.0
    return given * (1.0 + run.column("price_level", t) / 100.0) if t >= 0 else given


def mortgage_rate(run: Run, t: int) -> float:
    """The mortgage rate follows the long yield; in the opening's month it is as given."""
    passed_on = run.parameters.get("mortgage_passthrough", 0.0) * run.column("long_rate_deviation", t)
    return run.given("mortgage_rate", t) + passed_on


def mortgage_inputs(run: Run, t: int) -> MortgageInputs:
    return MortgageInputs(
        month=run.results.months[t],
        decision=run.decision(t),
        going=run.going(t),
        mortgage_rate=mortgage_rate(run, t),
    )


MORTGAGES = known(
    Block(
        "mortgages",
        MortgageInputs,
        lambda run: mortgages.opening_record(run.opening, mortgage_rate(run, -1), run.parameters, floats),
        mortgage_inputs,
        mortgages.step,
        as_named(
            mbs="mbs",
            agency="agency",
            runoff_mbs="runoff",
            mbs_principal="principal",
            mbs_traded="traded",
            mbs_settled="settled",
            mbs_unsettled="waiting",
            mbs_sold="sold",
            agency_acquired="agency_bought",
            agency_principal="agency_principal",
        ),
    )
)


def treasury_inputs(run: Run, t: int) -> TreasuryInputs:
    (orders,) = orders_of([run.decision(t)], run.parameters["seasoned_premium"], fade(run))
    return TreasuryInputs(
        month=run.results.months[t],
        decision=run.decision(t),
        going=run.going(t),
        orders=orders,
        to_buy=run.managed(t)[1],
        principal=run.record("mortgages", t).to_treasuries if run.opening.note_rates else 0.0,
        bought_for_target=bought_for_target(run, t),
        curve=curve(run, t),
        real_yield=run.given("real_yield_10y", t),
        price_index=price_index(run, t),
    )


def bought_for_target(run: Run, t: int) -> float:
    """What is bought beyond what was decided, while the ten-year yield is a target."""
    decided_on = run.decision(t).measures
    if not decided_on["yields_targeted"]:
        return 0.0
    return run.column("purchases", t) - decided_on["bill_purchases"] - decided_on["treasury_purchases"]


def treasuries_step(before: Any, inputs: TreasuryInputs, p: Any, numbers: Any) -> Any:
    """A month of the portfolio; where premiums melt, a twelfth of the year's part goes at its end."""
    now = treasuries.step(before, inputs, p, numbers)
    if "premium_amortisation" in p:
        treasuries.amortise(now, p["premium_amortisation"] / 1200.0)
    return now


TREASURIES = known(
    Block(
        "treasuries",
        TreasuryInputs,
        lambda run: treasuries.opening_record(run.opening, price_index(run, -1), fade(run)),
        treasury_inputs,
        treasuries_step,
        {
            "treasuries": treasuries.treasuries_held,
            "indexed": lambda record: record.indexed_units * record.price_index,
            "runoff_treasuries": lambda record: record.runoff + record.bills_redeemed,
            **as_named(bills="bills", maturing="maturing", runoff_bills="bills_redeemed"),
            **as_named(realised_gain="realised_gain", inflation_compensation="compensation"),
            **as_named(reserve_management="managed"),
            **same_names("bills_acquired", "indexed_acquired", "indexed_maturing"),
            "treasuries_acquired": lambda record: record.reinvested + record.bought,
            "treasuries_sold": lambda record: record.sold - record.matured_as_sold,
        },
    )
)


def balance_inputs(run: Run, t: int) -> BalanceInputs:
    leans = "reference_liquidity" in run.paths
    bought = sum(run.decision(s).measures["equity_purchases"] for s in range(t + 1))
    return BalanceInputs(
        treasuries=run.column("treasuries", t)
        + run.opening.equities
        + bought
        + run.given("other_programme_holdings", t),
        mbs=run.column("mbs", t),
        agency=run.column("agency", t),
        other_assets=run.given("other_assets", t),
        currency=run.given("currency", t),
        government_account=run.given("government_account", t),
        on_rrp=run.given("on_rrp", t),
        foreign_rrp=run.given("foreign_rrp", t),
        other_liabilities=run.given("other_liabilities", t),
        deferred_asset=run.column("deferred_asset", t - 1, run.given("deferred_asset", -1)),
        capital=run.given("capital", t),
        announced_plan=AnnouncedPlan(run.given("reference_liquidity", t), run.given("reference_bills", t))
        if leans
        else None,
        money_funds=MoneyFunds(
            bank_assets=run.given("bank_assets", t),
            rate_advantage=run.given("reserve_rate", t) - run.given("reverse_repo_rate", t),
            bills_withdrawn=run.column("bills", t) - refinanced(run, t),
            capacity=run.given("reverse_repo_capacity", t),
        )
        if leans
        else None,
    )


def refinanced(run: Run, t: int) -> float:
    """Bills that the Treasury has issued in the place of coupons that ran off."""
    ran_off = (run.column("runoff_treasuries", s) - run.column("runoff_bills", s) for s in range(t + 1))
    return sum(each * run.given("bill_refinancing", s) for s, each in enumerate(ran_off))


BALANCE = known(
    Block(
        "balance",
        BalanceInputs,
        lambda run: None,
        balance_inputs,
        lambda before, inputs, p, n: balance_sheet.step(inputs, p, n),
        {
            "remittances_due": lambda record: -record.deferred_asset,
            **same_names(
                "total_assets", "other_assets", "temporary_lending", "currency", "government_account",
                "on_rrp", "foreign_rrp", "other_liabilities", "capital", "reserves",
            ),
        },
    )
)  # fmt: skip


def reserve_inputs(run: Run, t: int) -> ReserveInputs:
    return ReserveInputs(
        reserves=run.column("reserves", t),
        on_rrp=run.column("on_rrp", t),
        bank_assets=run.given("bank_assets", t),
        drain=run.given("two_day_drain", t),
        settlement=run.given("treasury_settlement", t),
        standing_facility=run.given("standing_facility", t),
    )


RESERVES = known(
    Block(
        "reserves",
        ReserveInputs,
        lambda run: None,
        reserve_inputs,
        lambda before, inputs, p, n: reserve_market.step(inputs, p, n),
        {
            **as_named(reserve_regime="regime", reserve_demand_slope="slope"),
            **same_names(
                "reserves_to_bank_assets", "liquidity_to_bank_assets", "effr_spread_bp", "repo_spread_bp",
                "stress_probability", "stress_without_facility", "repo_peak_bp",
            ),
        },
    )
)  # fmt: skip


def mortgage_equivalents(run: Run, t: int) -> float:
    p = run.parameters
    mbs = run.column("mbs", t, sum(run.opening.mbs))
    agency = run.column("agency", t, sum(run.opening.agency))
    loans = held_before(run, t + 1)[1] if t >= 0 else MORTGAGES.opening(run)
    return mbs_share(run, loans) * mbs + p["agency_ten_year_share"] * agency


def mbs_share(run: Run, loans: Any) -> float:
    """Ten-year equivalents of a unit of MBS, at the speed of the month before."""
    pace = mortgages.pace_of(loans, run.parameters, floats)
    return mortgages.ten_year_share(loans, pace, run.parameters, floats)


def latest(run: Run, t: int) -> Announcement | None:
    """What was said last by a month."""
    told = [news for news in run.plan.announcements if t >= 0 and news.month <= run.results.months[t]]
    return max(told, key=lambda news: news.month) if told else None


def horizon(run: Run, t: int) -> Horizon:
    """What is known in a month: what was said until one, and the month's own decision; then notice."""
    news, hold = latest(run, t), 3 * int(run.parameters["expected_hold"])
    if t < 0:
        return Horizon(-1, True, NOT_SAID, hold, False)
    if news is None:
        return Horizon(t, False, NOT_SAID, hold, False)
    until = months.between(run.plan.start, news.until)
    known_to = min(max(until, t), len(run.plan.decisions) - 1)
    if news.kept_until:
        hold = max(months.between(run.plan.start, news.kept_until) - known_to, 0)
    flows = NOT_SAID
    if news.flows_until:
        flows = max(months.between(run.plan.start, news.flows_until) - known_to, 0)
    return Horizon(known_to, news.flows_end and until >= t, flows, hold, False)


def brings_news(run: Run, t: int) -> bool:
    """Something is said in the month, or decided that nobody had said."""
    news = latest(run, t)
    if news is not None and news.month == run.results.months[t]:
        return True
    if t == 0 or t <= horizon(run, t - 1).known_to:
        return False
    now, then = run.decision(t).measures, run.decision(t - 1).measures
    return any(now[name] != then[name] for name in now if name not in UNPRICED)


def held_before(run: Run, t: int) -> tuple[Any, Any]:
    """The portfolio at the end of the month before, its lists as they stood then."""
    if t == 0:
        return TREASURIES.opening(run), MORTGAGES.opening(run)
    ladder = run.results.ladders[t - 1]
    loans = run.record("mortgages", t - 1) if run.opening.note_rates else MORTGAGES.opening(run)
    return replace(run.record("treasuries", t - 1), due=ladder.due, units=ladder.units), loans


def outlook(run: Run, t: int, known: Horizon, framework: Announcement | None) -> Outlook:
    """What is expected of the holdings of the month before, by what is known."""
    orders = orders_of(run.plan.decisions, run.parameters["seasoned_premium"], fade(run))
    bonds, loans = held_before(run, t)
    pace = mortgages.pace_of(loans, run.parameters, floats)
    plan = decided(run.plan.decisions, orders, fade(run))
    share = mbs_share(run, loans)
    found = expected(plan, known, t, bonds, loans, pace, share, run.going(t), run.parameters, floats)
    return Outlook(found, framework.reserve_demand if framework is not None else 0.0)


def rollover(run: Run, t: int) -> Any:
    (orders,) = orders_of([run.decision(max(t, 0))], run.parameters["seasoned_premium"], fade(run))
    return orders


def yield_inputs(run: Run, t: int) -> YieldInputs:
    """What runs off counts with the maturities of the month's own auctions."""
    leans = "reference_effect_bp" in run.paths
    before = outlook(run, t, horizon(run, t - 1), latest(run, t - 1)) if brings_news(run, t) else None
    run_off = run.column("runoff_treasuries", t - 1) - run.column("runoff_bills", t - 1)
    reference = Reference(*(run.given(f"reference_{each}", t) for each in ("effect_bp", "duration", "news")))
    return YieldInputs(
        now=outlook(run, t, horizon(run, t), latest(run, t)),
        before=before,
        believed=None,
        believed_runoff=0.0,
        run_off=run_off * rollover(run, t - 1).rollover.equivalents,
        refinanced_keeps=refinanced_keeps(rollover(run, t - 1), fade(run)),
        bill_refinancing=run.given("bill_refinancing", t),
        gdp=run.given("gdp", t),
        currency=run.given("currency", t),
        stress=run.given("market_stress", t),
        purchases=run.decision(t).measures["treasury_purchases"],
        baseline_yield=run.given("yield_10y", t),
        reference=reference if leans else None,
        departs=t == 0,
        other_value=run.given("other_programme_duration", t),
        other_news=run.given("other_programme_news", t),
    )


YIELDS = known(
    Block(
        "yields",
        YieldInputs,
        lambda run: term_premium.opening_record(),
        yield_inputs,
        lambda before, inputs, p, n: term_premium.step(before, inputs, term_premium.terms_of(p, n), p, n),
        {
            **same_names(
                "term_premium_effect_bp", "announcement_effect_bp", "belief_effect_bp", "flow_effect_bp",
                "duration_news",
            ),
            **as_named(expected_duration="duration"),
        },
    )
)  # fmt: skip
