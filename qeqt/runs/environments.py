"""The given paths of a run, from a bank's environment."""

from __future__ import annotations

from qeqt import data
from qeqt.core import months
from qeqt.core.number import Number
from qeqt.core.scenario import Environment
from qeqt.data.own import kept
from qeqt.data.records import EnvironmentSeries
from qeqt.data.series import GIVEN, GIVEN_TO_BLOCKS
from qeqt.runs import economy_paths, stability_paths, taiwan_paths


def environment_of(bank: str, month: str, count: int) -> Environment:
    """Return the given paths from the opening's month on; reserves' other side is split into its parts."""
    return Environment(month, dict(given_paths(bank, month, count)))


@kept
def given_paths(bank: str, month: str, count: int) -> dict[str, list[Number]]:
    """Return the same paths as they are kept: nobody changes a path, a run puts another in its place."""
    series = data.environment(bank)
    names = [months.after(month, n) for n in range(count + 1)]
    paths: dict[str, list[Number]] = {}
    for key in [name for name in (*GIVEN, *GIVEN_TO_BLOCKS) if name in series]:
        known = series[key].observations
        paths[key] = [known[name] if name in known else series[key].at(name) for name in names]
    nothing = [0.0] * (count + 1)
    for key in [name for name in paths if series[name].beyond == "with_gdp"]:
        inside = paths.get("deferred_asset", nothing) if key == "unsplit_liabilities" else nothing
        paths[key] = grown_with_gdp(paths[key], inside, names, series[key], series["gdp"])
    paths.update(economy_paths.household_paths(bank, month, count))
    paths.update(economy_paths.baseline_gap(bank, month, count))
    paths.update(taiwan_paths.taiwan_paths(bank, month, count))
    paths.update(stability_paths.stability_paths(bank, month, count))
    if "unsplit_liabilities" not in paths:
        return paths
    unsplit = paths.pop("unsplit_liabilities")
    paths["other_liabilities"] = [
        total - foreign - capital + deferred
        for total, foreign, capital, deferred in zip(
            unsplit,
            paths.get("foreign_rrp", nothing),
            paths["capital"],
            paths.get("deferred_asset", nothing),
            strict=True,
        )
    ]
    return paths


def grown_with_gdp(
    path: list[Number], inside: list[Number], names: list[str], series: EnvironmentSeries,
    gdp: EnvironmentSeries,
) -> list[Number]:  # fmt: skip
    """Return a path that keeps its share of nominal GDP after its last observation.

    ``inside``: what stands in it as a negative item and does not grow: the deferred asset.
    """
    last = series.last
    level = gdp.at(last)
    return [
        (value + kept) * gdp.at(name) / level - kept if name > last else value
        for name, value, kept in zip(names, path, inside, strict=True)
    ]
