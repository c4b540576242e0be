"""The given paths of a run, from a bank's environment."""

from __future__ import annotations

from qeqt import data
from qeqt.core import months
from qeqt.core.number import Number
from qeqt.core.scenario import Environment
from qeqt.data.own import kept
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
            paths.get("foreign_rrp", [0.0] * (count + 1)),
            paths["capital"],
            paths.get("deferred_asset", [0.0] * (count + 1)),
            strict=True,
        )
    ]
    return paths
