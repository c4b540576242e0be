"""What charts show as bands: draws of the parameters walked through, and what is worked out from each draw.

A year's sum, a gap between two plans, a day of the funds' loop and the rest of a fund's life are worked out
draw by draw, and only then are the quantiles taken: ends of bands can be neither added nor subtracted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qeqt import data, runs
from qeqt.core.addition import add_up
from qeqt.study import apf_lifetime, bands, deferred_asset_payback, ldi_daily
from qeqt.study.bands import QUANTILES, Sample
from qeqt.study.estimation.stock import PROGRAMMES, Programme

ENDS = ("low", "low68", "high68", "high")
"""Names of a band's ends in rows: of the 90% band without a number, of the 68% band with it."""
PLACES = tuple(n for n, quantile in enumerate(QUANTILES) if quantile != 0.5)
"""Where the four ends are among the quantiles."""

MONTHLY = {
    "fed_history": ("total_assets", "treasuries", "mbs", "reserves", "deferred_asset"),
    "fed_2022_no_runoff": ("total_assets",),
    "fed_2022_capped": ("total_assets", "reserves", "long_yield", "deferred_asset", "runoff_mbs"),
    "fed_2022_passive_uncapped": ("total_assets",),
    "fed_2022_active": ("total_assets", "reserves", "long_yield", "deferred_asset"),
    "ecb_history": ("treasuries", "term_premium_effect_bp"),
    "boe_history": ("term_premium_effect_bp",),
    "boj_yield_target": ("treasuries", "term_premium_effect_bp"),
    "boj_taper": ("term_premium_effect_bp",),
}
"""Scenarios and columns whose bands are shown month by month."""

YEARLY = {"fed_history": ("net_income", "interest_income", "interest_expense")}
"""Scenarios and columns whose bands are shown as sums of calendar years."""

APART = ("fed_2022_active", "fed_2022_capped", ("total_assets", "reserves", "long_yield", "deferred_asset"))
"""A plan, what it is compared with, and the columns whose gap has a band."""

FUNDS = ("stability_uk_2022", "stability_uk_2022_alone")
"""Scenarios whose first month is shown day by day."""

TAIWAN = (
    "long_rate_deviation", "twd", "taiex", "foreign_net_buying", "tw_long_yield", "cbc_rate",
    "tw_mortgage_rate", "tw_house_prices", "tw_exports", "tw_cpi",
)  # fmt: skip
"""What others' purchases, or letting go, moved by the end of a programme."""
ADDED_UP = ("foreign_net_buying",)
"""Of those, what is a flow and is added up over the months."""

FUND, WAY_BACK, WAY_BACK_UNTIL = apf_lifetime.SCENARIO, deferred_asset_payback.SCENARIO, "2035-12"

Four = list[float]
"""Low end at 90%, low end at 68%, high end at 68%, high end at 90%."""


@dataclass(frozen=True)
class Ends:
    """Bands under one name: column -> when -> four ends, and the draws that they rest on."""

    name: str
    ends: dict[str, dict[str, Four]]
    draws: int
    seed: int
    redrawn: float


def yearly(scenario: str) -> str:
    """Name the bands of a scenario's years."""
    return f"{scenario}, by year"


def apart(scenario: str, other: str) -> str:
    """Name the bands of the gap between two scenarios."""
    return f"{scenario} less {other}"


def daily(scenario: str) -> str:
    """Name the bands of a scenario's first month, by day."""
    return f"{scenario}, by day"


def lasting(scenario: str) -> str:
    """Name the bands of what follows a scenario to its end."""
    return f"{scenario}, to the end"


def lacking(programme: Programme) -> str:
    """Name the bands of what lacks without a programme."""
    return f"{programme.without}, turned, {programme.month}"


def rounded(value: float, unit: str) -> float:
    """Round an end as finely as its unit needs: bn and basis points to hundredths, percent to thousandths."""
    return round(value, 2 if unit.startswith(("bn", "bp")) else 4)


def quantile_ends(path: Sequence[Any], when: Iterable[str], unit: str, draws: int) -> dict[str, Four]:
    """Return the four ends of a path of draws at each of its places."""
    quantiles = bands.spread(list(path), draws)
    kept = [quantiles[place] for place in PLACES]
    return {
        at: [rounded(end[n], unit) for end in kept] for n, at in enumerate(when) if kept[0][n] == kept[0][n]
    }


def recorded(name: str, found: Sample, ends: dict[str, dict[str, Four]]) -> Ends:
    """Return bands under a name, with the draws that they rest on."""
    return Ends(name, ends, found.draws, found.seed, found.redrawn)


def months_of(scenario: str, found: Sample) -> Ends:
    """Return the bands of a scenario's columns, month by month."""
    results = found.results
    ends = {
        column: quantile_ends(
            results.columns[column], results.months, results.records[column].unit, found.draws
        )
        for column in MONTHLY[scenario]
    }
    return recorded(scenario, found, ends)


def years_of(scenario: str, found: Sample) -> Ends:
    """Return the bands of the sums of a scenario's calendar years."""
    results = found.results
    years = list(dict.fromkeys(month[:4] for month in results.months))
    ends = {}
    for column in YEARLY[scenario]:
        path = results.columns[column]
        sums = [
            add_up([value for month, value in zip(results.months, path, strict=True) if month[:4] == year])
            for year in years
        ]
        ends[column] = quantile_ends(sums, years, results.records[column].unit, found.draws)
    return recorded(yearly(scenario), found, ends)


def gap_of(mine: Sample, other: Sample) -> Ends:
    """Return the bands of the gap between two plans, draw by draw; both must rest on the same draws."""
    for key, values in mine.parameters.items():
        if not (values == other.parameters[key]).all():
            raise ValueError(f"{mine.results.scenario}, {other.results.scenario}: draws of {key} differ")
    ends = {}
    for column in APART[2]:
        pairs = zip(mine.results.columns[column], other.results.columns[column], strict=True)
        unit = mine.results.records[column].unit
        ends[column] = quantile_ends([a - b for a, b in pairs], mine.results.months, unit, mine.draws)
    return recorded(apart(mine.results.scenario, other.results.scenario), mine, ends)


def of_programme(programme: Programme) -> Ends:
    """Return the bands of what a programme did by its month: the run without it, sign turned."""
    length = runs.run(programme.without, keep_ladders=False).months.index(programme.month) + 1
    found = bands.sample(programme.without, months=length)
    ends = {}
    for column in TAIWAN:
        path = found.results.columns[column]
        gap = add_up(path) if column in ADDED_UP else path[-1]
        ends[column] = quantile_ends(
            [-gap], [programme.month], found.results.records[column].unit, found.draws
        )
    return recorded(lacking(programme), found, ends)


def days_of(scenario: str) -> Ends:
    """Return the bands of the funds' loop in a scenario's first month, day by day."""
    found = bands.sample(scenario, months=1)
    record = ldi_daily.simulated(scenario, values_of(scenario, found), arrays())
    days = [str(day + 1) for day in range(len(record.daily_yield))]
    ends = {
        "yield": quantile_ends(record.daily_yield, days, "bp", found.draws),
        "sold": quantile_ends(record.daily_sold, days, "bn GBP", found.draws),
    }
    return recorded(daily(scenario), found, ends)


def life_of_the_fund() -> Ends:
    """Return the bands of the British fund's cash to the end of its life, rates unchanged."""
    found = bands.sample(FUND, months=2)
    results = apf_lifetime.simulated(0.0, values_of(FUND, found), arrays())
    cash = quantile_ends(results.columns["indemnity_cumulative"], results.months, "bn GBP", found.draws)
    return recorded(lasting(FUND), found, {"indemnity_cumulative": cash})


def way_back() -> Ends:
    """Return the bands of the deferred asset on its way back, the rate on reserves as last decided."""
    found = bands.sample(WAY_BACK, months=2)
    stated = {"reserve_rate": [data.facts()["iorb_2026_09"].value]}
    values = values_of(WAY_BACK, found)
    names, levels, _ = deferred_asset_payback.way_back(stated, WAY_BACK_UNTIL, values, arrays())
    return recorded(
        lasting(WAY_BACK), found, {"deferred_asset": quantile_ends(levels, names, "bn USD", found.draws)}
    )


def values_of(scenario: str, found: Sample) -> dict[str, Any]:
    """Return every parameter of a scenario's bank, the drawn ones as draws."""
    return {**runs.parameter_values(runs.scenario_record(scenario).bank), **found.parameters}


def arrays() -> Any:
    """Return the arithmetic of draws."""
    from qeqt.core import arrays

    return arrays


def every() -> list[Ends]:
    """Return every band that charts show."""
    samples: Mapping[str, Sample] = {name: bands.sample(name) for name in MONTHLY}
    further: list[Callable[[], Ends]] = [life_of_the_fund, way_back]
    return [
        *(months_of(name, found) for name, found in samples.items()),
        *(years_of(name, samples[name]) for name in YEARLY),
        gap_of(samples[APART[0]], samples[APART[1]]),
        *(days_of(name) for name in FUNDS),
        *(of_programme(programme) for programme in PROGRAMMES),
        *(work() for work in further),
    ]
