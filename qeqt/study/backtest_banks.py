"""The model beside the published figures of the ECB, the Bank of England and the Bank of Japan.

What determines the size is scored where announcements determine it; in the years of the Bank of Japan's
yield target, the government bonds that follow from the yield. Errors are model less published, in bn of the
bank's currency.
"""

from __future__ import annotations

from functools import cache
from math import fsum

from qeqt import data, runs
from qeqt.core import months
from qeqt.core.banks import BANKS
from qeqt.core.results import Results
from qeqt.data import maturity_mixes
from qeqt.data.records import Provenance
from qeqt.study.backtest import Score, nearest_month_end, percent

ECB, ECB_PEPP, BOE = "ecb_history", "ecb_pepp", "boe_history"
BOJ = ("boj_2001", "boj_2013", "boj_taper")
BOJ_TARGET, TARGETED = "boj_yield_target", ("2016-10", "2024-03")

ECB_PERIODS = (("2015-06", "2018-12"), ("2019-01", "2020-02"), ("2020-03", "2023-02"), ("2023-03", "2026-12"))
"""Net purchases; reinvestment; pandemic; run-off."""

Values = dict[str, float]


@cache
def simulated(scenario: str) -> Results:
    """Return a scenario's run."""
    return runs.run(scenario)


def modelled(scenario: str, *columns: str) -> Values:
    """Return the sum of a run's columns by month."""
    results = simulated(scenario)
    return {
        month: fsum(results.columns[name][n] for name in columns) for n, month in enumerate(results.months)
    }


def published(figure: str, column: str, first: str = "", last: str = "9999") -> Values:
    """Return a figure's column at the month-ends nearest to its dates."""
    known = data.figure(figure).series(column)
    months_of = {nearest_month_end(date): value for date, value in known.items()}
    return {month: value for month, value in months_of.items() if first <= month <= last}


def quarter_ends(values: Values, first: str) -> Values:
    """Return the values at quarter ends from a month on."""
    return {m: v for m, v in values.items() if m[5:] in ("03", "06", "09", "12") and m >= first}


def given_of(scenario: str) -> list[str]:
    """Return what a run is given besides announced policy, and which of its inputs are from memory."""
    record = runs.scenario_record(scenario)
    bank = record.bank
    prefix = str(record.settings.get("programme", ""))
    kinds: list[tuple[str, dict[str, Provenance]]] = [
        ("mix", dict(maturity_mixes.mixes(bank).tables)),
        (f"opening {record.opening}", dict(data.opening(record.opening).ladders)),
        ("parameter", {k: p for k, p in data.parameters(bank).items() if k in own_parameters(bank)}),
        ("path", dict(data.environment(bank))),
    ]
    return [
        *(f"given: {key}" for key in data.environment(bank)),
        *(
            f"{step.confidence}: policy {key} from {step.start}"
            for key, measure in data.policy(bank).items()
            if key.startswith(prefix)
            for step in measure.steps
            if step.confidence.startswith("memory")
        ),
        *(
            f"{entry.confidence}: {kind} {key}"
            for kind, entries in kinds
            for key, entry in entries.items()
            if entry.confidence.startswith("memory")
        ),
    ]


@cache
def own_parameters(bank: str) -> frozenset[str]:
    """Return the names of the parameters that are a bank's own."""
    text = (data.HOME / "parameters" / f"{bank}.toml").read_text(encoding="utf-8")
    return frozenset(key for key in data.parameters(bank) if f"[{key}]" in text)


def compared(
    series: str, scenario: str, model: Values, official: Values,
    periods: tuple[tuple[str, str], ...] = (),
) -> Score:  # fmt: skip
    """Return a score at every month that both have; by_period: mape, or each date's error where none."""
    places = sorted(month for month in official if month in model)
    errors = {month: model[month] - official[month] for month in places}
    worst = max(places, key=lambda month: abs(percent(errors[month], abs(official[month]))))
    inside = {f"{a}..{b}": [m for m in places if a <= m <= b] for a, b in periods}
    by_period = {key: mape_of(errors, official, found) for key, found in inside.items() if found}
    bank = runs.scenario_record(scenario).bank
    return Score(
        series=series,
        bank=bank,
        first=places[0],
        last=places[-1],
        unit=f"bn {BANKS[bank].currency}",
        n=len(places),
        mae=fsum(abs(error) for error in errors.values()) / len(places),
        mape=mape_of(errors, official, places),
        max_error=percent(errors[worst], abs(official[worst])),
        max_at=worst,
        given=given_of(scenario),
        by_period=by_period or errors,
    )


def mape_of(errors: Values, official: Values, places: list[str]) -> float:
    """Return 100 times the sum of absolute errors over the sum of absolute published values."""
    return percent(fsum(abs(errors[m]) for m in places), fsum(abs(official[m]) for m in places))


def of_ecb() -> list[Score]:
    """Return the scores of the two programmes and of the losses carried forward."""
    app = published("ecb_portfolios", "app_total")
    pepp = published("ecb_portfolios", "pepp_cumulative")
    both = {m: v + pepp.get(m, 0.0) for m, v in app.items() if m < "2020-03" or m in pepp}
    ends = quarter_ends(both, "2015-06")
    return [
        compared(
            "app_and_pepp", ECB, modelled(ECB, "treasuries", "other_programme_holdings"), ends, ECB_PERIODS
        ),
        compared("app", ECB, modelled(ECB, "treasuries"), quarter_ends(app, "2015-06"), ECB_PERIODS),
        compared("pepp", ECB_PEPP, modelled(ECB_PEPP, "treasuries"), quarter_ends(pepp, "2020-06")),
        compared("loss_carried_forward", ECB, modelled(ECB, "loss_carried_forward"), losses_so_far()),
    ]


def losses_so_far() -> Values:
    """Return the published losses added up year by year, from the first that was not covered."""
    total, found = 0.0, {}
    for date, result in data.figure("ecb_results").series("reported_result").items():
        total -= result
        if total > 0.0:
            found[date[:7]] = total
    return found


def announced_gilts() -> Values:
    """Return the stock of gilts that each September's decision announced for a year later."""
    known = data.figure("boe_apf").series("announced_gilt_stock_next_year")
    return {months.after(date[:7], 12): value for date, value in known.items()}


def maturities() -> tuple[Values, Values]:
    """Return gilts that mature in a decision's twelve months: modelled, and announced pace less sales."""
    results = simulated(BOE)
    policy = data.policy("boe")
    modelled_, stated = {}, {}
    for step in policy["apf_announced_pace"].steps:
        first = step.start[:7]
        year = [months.after(first, n) for n in range(12)]
        places = [results.months.index(month) for month in year]
        modelled_[year[11]] = fsum(results.columns["maturing"][n] for n in places)
        stated[year[11]] = (step.value or 0.0) - fsum(results.columns["sales"][n] for n in places)
    return modelled_, stated


def of_boe() -> list[Score]:
    """Return the scores of gilts, of their split into maturities and sales, and of the cash."""
    gilts = modelled(BOE, "treasuries")
    return [
        compared("gilts", BOE, gilts, published("boe_apf", "gilts")),
        compared("gilts_against_announced_stock", BOE, gilts, announced_gilts()),
        compared("gilt_maturities_a_year", BOE, *maturities()),
        compared(
            "indemnity_cumulative",
            BOE,
            modelled(BOE, "indemnity_cumulative"),
            published("boe_apf", "cumulative_cash_to_treasury"),
        ),
    ]


def of_boj() -> list[Score]:
    """Return the scores of the stretches in which announced amounts determine the size."""
    assets = published("central_bank_assets", "boj")
    long_jgb = modelled(BOJ[2], "treasuries")
    short = modelled(BOJ[2], "bills")
    held = {month: value - short[month] for month, value in long_jgb.items()}
    return [
        *(
            compared("total_assets", name, modelled(name, "total_assets"), quarter_ends(assets, "2001-06"))
            for name in BOJ[:2]
        ),
        compared(
            "jgb_under_target",
            BOJ_TARGET,
            modelled(BOJ_TARGET, "treasuries"),
            published("boj_balance_sheet", "jgb", *TARGETED),
        ),
        compared("long_jgb", BOJ[2], held, published("boj_balance_sheet", "long_jgb", "2024-09")),
        compared(
            "unrealised_gain",
            BOJ[2],
            modelled(BOJ[2], "unrealised_gain"),
            published("boj_balance_sheet", "unrealised_gain", "2024-09"),
        ),
    ]


@cache
def scores() -> list[Score]:
    """Return every score of the three banks."""
    return [*of_ecb(), *of_boe(), *of_boj()]
