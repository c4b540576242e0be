"""Which of Taiwan's coefficients the estimates can carry: matched, not pasted.

Coefficients are drawn from their records (where a record is such a posterior, from the prior that it keeps),
the Taiwan blocks are run for one month on the news as it moved yields and shares in the United States, and
each draw counts by how well it gives what Taipei did two closes after the announcements. An estimated
response holds several channels: put in for one coefficient it would count the others twice. Matched is the
news whose every response stands with and without its largest dates (policy surprises since 2000); guidance
and purchases since 2008, told apart by another method, are kept aside as a check. The largest date is left
out: no single day carries a posterior. What narrows stands in its record as value and range; the rest keeps
what it has.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from qeqt import data
from qeqt.core.economy.sector import two_years_of
from qeqt.core.taiwan import fx_and_flows, small_open_economy
from qeqt.data.records import Parameter
from qeqt.study.estimation import EstimationError, libraries, records
from qeqt.study.estimation.table import Row

MATCHED = ("jarocinski_karadi_days", "MP_median")
"""The record and the series that the coefficients are matched to."""
ASIDE = (("jarocinski_unconventional", "u2"), ("jarocinski_unconventional", "u3"))
"""Guidance about rates, and asset purchases: what the matched coefficients make of them is a check."""
CLOSES = 2
VARIANT = "without_1_largest"
OUTCOMES = ("twd_per_usd", "taiex", "foreign_net_buying")
GIVEN = ("us_ten_year", "us_two_year", "us_shares")
"""What the news did in the United States: what the blocks are given, the two-year yield as a policy rate."""
BESIDE = ("equity_duration", "two_year_share", "conversion_same_yield", "rule_inertia")
"""Parameters of the economy abroad that are drawn with Taiwan's: what shares and the two-year yield tell."""
DRAWS = 200_000
SEED = 20261128
LEAST_DRAWS = 500
"""Draws that must count, in effect, for a posterior to be read."""
LEARNT = 0.9
"""A posterior narrower than so much of the prior has learnt something."""
QUANTILES = (0.05, 0.5, 0.95)

TESTED = {
    "twd_of_yields": "the NT dollar",
    "twd_of_rate_gap": "the NT dollar",
    "twd_of_equities": "the NT dollar",
    "twd_of_flows": "the NT dollar",
    "buying_of_equities": "foreign trading",
    "buying_of_yields": "foreign trading",
    "conversion": "the NT dollar",
    "leaning_in": "the NT dollar",
    "leaning_out": "the NT dollar",
    "taiex_duration": "share prices",
    "taiex_foreign_share": "share prices",
    "taiex_risk": "share prices",
    "tw_yield_of_us": "share prices",
    "earnings_of_twd": "share prices",
}
"""Coefficients that the month of the news passes through, and the response that tests them."""


@dataclass(frozen=True)
class Coefficient:
    """One coefficient of Taiwan: what it rests on today, and what it could rest on."""

    key: str
    value: float
    basis: str
    """Its record's: estimated, literature or chosen."""
    prior: tuple[float, float, float]
    """5%, 50%, 95% of the range that it was matched from."""
    posterior: tuple[float, float, float] | None
    narrowed: bool
    """The posterior is narrower than LEARNT of the prior and holds no zero: the record is to be it."""
    reason: str


def prior(entry: Parameter) -> Parameter:
    """Return a record as it was before it was matched."""
    if entry.prior is None:
        return entry
    low, value, high = entry.prior
    return replace(entry, low=low, value=value, high=high)


def moment(record: str, shock: str, name: str) -> Row:
    """Return what a column did two closes after one kind of news, its largest date left out."""
    wanted = ("event_days", shock, name, VARIANT, CLOSES)
    for row in records.kept(record).rows:
        if (row.method, row.shock, row.outcome, row.variant, row.horizon) == wanted:
            return row
    raise EstimationError(f"{record}: no kept response of {name} to {shock}, {VARIANT}, {CLOSES} closes")


def first_month(parameters: dict[str, Any], us_two_year: Any, us_long: Any, us_shares: Any) -> dict[str, Any]:
    """Return what the Taiwan blocks make of a move of US yields (points) and shares (percent) in its month.

    What the two-year yield did beyond its part of the ten-year yield is a policy rate, as the model's curve
    has it; the premium on shares is what they did beyond what their yield explains. Trading is measured at a
    TAIEX of 10,000.
    """
    from qeqt.core import arrays

    us_rate = (us_two_year - parameters["two_year_share"] * us_long) / two_years_of(parameters)

    flow = fx_and_flows.step(
        fx_and_flows.opening_record(),
        fx_and_flows.FlowInputs(
            us_rate=us_rate, us_long=us_long, us_equities=us_shares, tw_rate=0.0, hedging=0.0, hot_money=0.0,
            push=0.0, matured=0.0, bonds_bought=0.0, gdp=1.0, market=1.0, reserves=1.0, corridor=0.0,
        ),
        parameters,
        arrays,  # type: ignore[arg-type]
    )  # fmt: skip
    premium = -us_shares / parameters["equity_duration"] - us_long
    island = small_open_economy.step(
        small_open_economy.opening_record(),
        small_open_economy.TaiwanInputs(
            us_long=us_long, risk_premium=premium, twd=flow.twd, us_gap=0.0, duration_effect=0.0,
            house_growth=0.0, world_prices=0.0, tech=0.0, demand=0.0, supply=0.0, policy=0.0,
        ),
        parameters,
        arrays,  # type: ignore[arg-type]
    )  # fmt: skip
    return {"twd_per_usd": -flow.twd, "taiex": island.taiex, "foreign_net_buying": flow.net_buying}


def responses(drawn: dict[str, Any], record: str, shock: str, chance: Any) -> dict[str, Any]:
    """Return what the blocks make of one kind of news; its moves in the United States have their errors."""
    count = len(next(iter(drawn.values())))
    given = [moment(record, shock, name) for name in GIVEN]
    long, two_year, shares = (chance.normal(row.estimate, row.se, count) for row in given)
    return first_month(drawn, two_year / 100.0, long / 100.0, shares)


def weights(drawn: dict[str, Any], chance: Any) -> Any:
    """Return how much each draw counts: normal likelihood of three responses, the first stage drawn too."""
    np, _ = libraries()
    made = responses(drawn, *MATCHED, chance)
    told = np.zeros(len(next(iter(drawn.values()))))
    for name in OUTCOMES:
        row = moment(*MATCHED, name)
        told -= 0.5 * np.square((made[name] - row.estimate) / row.se)
    found = np.exp(told - told.max())
    return found / found.sum()


@dataclass(frozen=True)
class Check:
    """A response that the matching did not see, beside what the matched coefficients make of it."""

    shock: str
    outcome: str
    estimate: float
    low: float
    high: float
    """The estimate's 90% interval."""
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    """5%, 50%, 95% of what the blocks make of the news, before and after matching."""


@dataclass(frozen=True)
class Matched:
    """The coefficients, how many draws count in effect, and the responses kept aside."""

    coefficients: list[Coefficient]
    effective: float
    checks: list[Check]


def matched(draws: int = DRAWS, seed: int = SEED) -> Matched:
    """Return every coefficient of Taiwan with its prior and, where the estimates reach it, its posterior."""
    np, _ = libraries()
    from qeqt.study import bands

    known = data.parameters("fed")
    chance = np.random.default_rng(seed)
    values = {key: np.full(draws, entry.value) for key, entry in known.items()}
    for key in (*data.parameters_of("taiwan"), *BESIDE):
        if known[key].shape != "fixed":
            values[key] = bands.one_parameter(prior(known[key]), draws, chance)
    counts = weights(values, chance)
    effective = 1.0 / float(np.square(counts).sum())
    if effective < LEAST_DRAWS:
        raise EstimationError(f"{effective:.0f} of {draws} draws count; {LEAST_DRAWS} are needed")
    found = [judged(known[key], values[key], counts) for key in data.parameters_of("taiwan")]
    return Matched(found, effective, checks(values, counts, chance))


def checks(drawn: dict[str, Any], counts: Any, chance: Any) -> list[Check]:
    """Return the responses that the matching did not see, beside what the blocks make of them."""
    found = []
    for record, shock in ASIDE:
        made = responses(drawn, record, shock, chance)
        for name in OUTCOMES:
            row, told = moment(record, shock, name), made[name]
            after = quantiles(told, counts)
            found.append(Check(shock, name, row.estimate, row.low, row.high, quantiles(told), after))
    return found


def quantiles(drawn: Any, counts: Any = None) -> tuple[float, float, float]:
    """Return 5%, 50% and 95% of draws, weighted where weights are given."""
    np, _ = libraries()
    if counts is None:
        low, middle, high = np.quantile(drawn, QUANTILES)
    else:
        order = np.argsort(drawn)
        low, middle, high = np.interp(QUANTILES, np.cumsum(counts[order]), drawn[order])
    return float(low), float(middle), float(high)


def judged(entry: Parameter, drawn: Any, counts: Any) -> Coefficient:
    """Return one coefficient with what it can rest on."""
    before = quantiles(drawn)
    if entry.key not in TESTED:
        why = "the month of the news does not pass through it"
        return Coefficient(entry.key, entry.value, entry.basis, before, None, False, why)
    after = quantiles(drawn, counts)
    left = (after[2] - after[0]) / (before[2] - before[0])
    why = f"tested by {TESTED[entry.key]}: 90% range {left:.0%} of the prior's"
    narrowed = left < LEARNT and prior(entry).low > 0.0
    return Coefficient(entry.key, entry.value, entry.basis, before, after, narrowed, why)


HEADER = (
    "coefficient", "value", "basis", "prior_low", "prior_median", "prior_high", "posterior_low",
    "posterior_median", "posterior_high", "narrowed", "reason",
)  # fmt: skip
KEPT = records.FOLDER.with_name("taiwan_coefficients.csv")


def text(found: list[Coefficient]) -> str:
    """Return coefficients as CSV, three significant digits; no posterior where no estimate reaches."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for entry in found:
        spread = [f"{v:.3g}" for v in (*entry.prior, *(entry.posterior or ()))]
        writer.writerow([entry.key, f"{entry.value:g}", entry.basis, *spread, *[""] * (6 - len(spread)),
                         "yes" if entry.narrowed else "no", entry.reason])  # fmt: skip
    return out.getvalue()


def kept() -> list[dict[str, str]]:
    """Return the kept table, a row a coefficient: what the header names, as text."""
    with KEPT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(made: Matched) -> list[str]:
    """Return the table as the command prints it, counted first."""
    found = made.coefficients
    out = [
        f"{len(found)} coefficients of Taiwan: {counted(entry.basis for entry in found)}",
        "matched to policy surprises since 2000, two closes: "
        f"{sum(1 for entry in found if entry.narrowed)} of {len(TESTED)} tested narrow (*)",
        "coefficient                value  90% of the prior      90% posterior          basis       why",
    ]
    for entry in found:
        after = ends(entry.posterior) if entry.posterior else ""
        out.append(
            f"{entry.key:26} {entry.value:5g}  {ends(entry.prior):20}  {after:20}"
            f"{'*' if entry.narrowed else ' '}  {entry.basis:10}  {entry.reason}"
        )
    out += ["", f"{made.effective:.0f} draws count; kept aside, per 10 bp ({CLOSES} closes):"]
    for check in made.checks:
        out.append(
            f"  {check.shock} {check.outcome:20} estimate {check.estimate:+.2f}"
            f" [{check.low:.2f}, {check.high:.2f}]  blocks before {ends(check.before)},"
            f" after {ends(check.after)}"
        )
    return out


def counted(words: Iterable[str]) -> str:
    """Return how often each word comes, as text."""
    return ", ".join(f"{count} {word}" for word, count in Counter(words).items())


def ends(quantiles: tuple[float, float, float]) -> str:
    """Return a 90% interval as text."""
    return f"[{quantiles[0]:.3g}, {quantiles[2]:.3g}]"
