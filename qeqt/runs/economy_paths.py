"""What a scenario says about the economy: shocks, the rule, switches; and the households at its start."""

from __future__ import annotations

from qeqt import data
from qeqt.core import months
from qeqt.core.economy.sector import SHOCKS
from qeqt.core.number import Number
from qeqt.core.stability.sector import SHOCKS as STABILITY_SHOCKS
from qeqt.core.taiwan.sector import SHOCKS as TAIWAN_SHOCKS
from qeqt.data.fields import RecordError, nearest
from qeqt.data.records import ScenarioRecord
from qeqt.runs.checks import fault

ECONOMY_SETTINGS = ("rule", "size", "expectations", "premium_half_life_quarters", "without")
"""rule: the policy rate follows the rule; size: default or headline; expectations: backward or
model-consistent; premium_half_life_quarters: how fast the scenario's premiums fade; without: a shock of
2020-23 that is taken out (demand, supply or policy)."""

SIZES = ("default", "headline")
EXPECTATIONS = ("backward", "model-consistent")
KNOWN = (*SHOCKS, *TAIWAN_SHOCKS, *STABILITY_SHOCKS)
"""Every shock that a scenario may name."""

FADING = ("term_premium_shock", "risk_premium_shock")


def switches(size: str, expectations: str, bank: str) -> dict[str, Number]:
    """Return the parameters that named switches set; an unknown name is a RecordError with the nearest."""
    for name, value, known in (("size", size, SIZES), ("expectations", expectations, EXPECTATIONS)):
        if value not in known:
            raise RecordError(f"{name} {value!r} is not known; {nearest(value, known)}")
    found: dict[str, Number] = {}
    if size == "headline":
        found["macro_size"] = data.parameters(bank)["macro_size"].high
    if expectations == "model-consistent":
        found["model_consistent"] = data.parameters(bank)["model_consistent"].high
    return found


def switches_of(record: ScenarioRecord) -> dict[str, Number]:
    """Return the parameters that a scenario's switches set."""
    return switches(
        str(record.settings.get("size", "default")),
        str(record.settings.get("expectations", "backward")),
        record.bank,
    )


def shock_paths(record: ScenarioRecord, count: int) -> dict[str, list[Number]]:
    """Return the scenario's shocks and whether the rule is followed, from the opening's month on.

    A premium fades from the month it is set by the setting's half-life.
    """
    start = record.start[:7]
    found: dict[str, list[Number]] = {}
    half_life = 3.0 * float(record.settings.get("premium_half_life_quarters", 0.0))
    for name, steps in record.shocks.items():
        if name not in KNOWN:
            raise fault(record, "shocks", name, f"shock {name!r} is not known; {nearest(name, KNOWN)}")
        path: list[Number] = [0.0]
        for n in range(count):
            month = months.after(start, n)
            begun = [step for step in steps if step.start[:7] <= month]
            value = (begun[-1].value or 0.0) if begun else 0.0
            if half_life and name in FADING and begun:
                value *= 0.5 ** (months.between(begun[-1].start[:7], month) / half_life)
            path.append(value)
        found[name] = path
    if record.settings.get("rule"):
        found["follows_rule"] = [1.0] * (count + 1)
    return found


def gap_by_month(names: list[str]) -> list[float]:
    """Return the output gap, percent of potential: a quarter's average stands in its middle month.

    After the last published quarter output is at potential.
    """
    figure = data.figure("us_macro")
    actual, potential = figure.series("real_gdp"), figure.series("potential_gdp")
    known = {
        months.after(date[:7], -1): 100.0 * (actual[date] / potential[date] - 1.0)
        for date in actual
        if date in potential
    }
    return [interpolated(known, name) if name <= max(known) else 0.0 for name in names]


def interpolated(known: dict[str, float], month: str) -> float:
    """Return a value on the straight line between the two nearest known months."""
    before = max(name for name in known if name <= month)
    after = min(name for name in known if name >= month)
    if before == after:
        return known[before]
    share = months.between(before, month) / months.between(before, after)
    return known[before] + share * (known[after] - known[before])


def baseline_gap(bank: str, month: str, count: int) -> dict[str, list[Number]]:
    """Return where the baseline's output stands, for a bank whose economy is modelled."""
    if "policy_rate" not in data.environment(bank):
        return {}
    return {"baseline_gap": [*gap_by_month([months.after(month, n) for n in range(count + 1)])]}


def household_paths(bank: str, month: str, count: int) -> dict[str, list[Number]]:
    """Return the wealth groups' balance sheets of a month, held: prices revalue them, nothing else does."""
    series = data.environment(bank)
    names = [name for name in series if name.startswith("household_")]
    return {name: [series[name].at(month)] * (count + 1) for name in names}
