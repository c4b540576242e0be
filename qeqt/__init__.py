"""An open, sourced model of a central bank's balance sheet.

Everything that stands here is the public face: its names, and those of columns, parameters and scenarios,
keep their meaning; one that is renamed is read under its old name, with a FutureWarning, for two releases.
"""

from __future__ import annotations

from qeqt.version import __version__

TYPE_CHECKING = False  # as typing has it, without importing typing
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from os import PathLike
    from typing import Any, TypeAlias

    from qeqt.results import Results
    from qeqt.runs.own_scenario import OwnScenario
    from qeqt.study.backtest import Score
    from qeqt.study.bands import Bands
    from qeqt.study.estimation.table import Row
    from qeqt.study.evidence.table import Outcome
    from qeqt.study.sweep import Swept

    Scenario: TypeAlias = str | Mapping[str, Any] | PathLike[str] | OwnScenario
    Given: TypeAlias = Mapping[str, Any]

__all__ = ["Results", "__version__", "backtest", "bands", "estimate", "evidence", "run", "scenario", "sweep"]


def run(
    scenario: Scenario,
    *,
    months: int | None = None,
    moves: Given | None = None,
    since: str = "",
    announced: str | Sequence[Given] | None = None,
    belief: Given | None = None,
    opening: str | Given | None = None,
    policy: Given | None = None,
    environment: Given | None = None,
    rates: Given | None = None,
    parameters: Given | None = None,
    official: str | PathLike[str] | None = None,
    **overrides: Any,
) -> Results:
    """Return a scenario's run: by name, or one of your own (a dict, a TOML file, ``qeqt.scenario(...)``).

    Args:
        scenario: what is run.
        months: another length than the scenario's.
        moves: measures, rules and given paths that are moved: a number (from ``since`` on), months with
            values ``{"2023-01": 30.0, "2024-01": None}`` (None: as planned again), or a list, one value a
            month from ``since`` on. In the units of ``qeqt levers BANK``.
        since: the month YYYY-MM in which moves begin; the plan's first where none is given.
        announced: the month from which markets know the moves (their first, where none is given); or a list
            in place of the bank's announcements: ``{"month", "until", "flows_end", "ample_reserves"}``.
        belief: what markets are said to believe: ``{"hold_quarters": 6, "runoff_quarters": 18}``.
        opening: a balance sheet by name, or one of your own.
        policy: measures decided in place of the bank's, ``{measure: number, months or list}``.
        environment: given paths in place of the bank's, ``{series: number, months or list}``.
        rates: the same for rates of interest, percent a year.
        parameters: values by name, within their records' ranges.
        official: a folder of newer official figures; none is read unless it is named.
        **overrides: parameters or moves by name, as in ``moves`` and ``parameters``.

    Raises:
        RecordError: a name, value, unit or month that may not be so; the message says what would be right.
        ValueError: a plan that cannot be carried out.
    """
    from qeqt.runs import face

    inputs = {"opening": opening, "policy": policy, "environment": environment, "rates": rates}
    changed = face.together(moves, parameters, overrides)
    return face.run(scenario, months, changed, since, announced, belief, official, inputs)


def scenario(source: Scenario | None = None, **keys: Any) -> OwnScenario:
    """Return a scenario of your own, checked and ready to run: from a dict, a TOML file, or keywords.

    Args:
        source: a dict of the keys below, or a TOML file of them.
        **keys: ``name``, ``summary``; ``like``, the scenario from which all that is not given is taken;
            ``bank``, by name or a table (``name``, ``currency``, ``levers``) for one of your own;
            ``opening``, ``start``, ``months``, ``changes``, ``settings``, ``shocks``, ``policy``,
            ``environment``, ``rates``, ``announced``, ``parameters``, ``mixes``.

    Raises:
        RecordError: it lists every slip, with key, value and what would be right.
    """
    from qeqt.runs import face

    return face.scenario(source, keys)


def bands(
    scenario: Scenario,
    *,
    draws: int = 500,
    seed: int = 20260101,
    months: int | None = None,
    moves: Given | None = None,
    since: str = "",
    drawn: Sequence[str] | None = None,
    executor: Executor | None = None,
    progress: bool | Callable[[int, int], None] = False,
    resume: str | PathLike[str] | None = None,
    official: str | PathLike[str] | None = None,
    **overrides: Any,
) -> Bands:
    """Return medians and 68% and 90% bands over joint draws of the parameters. Needs ``qeqt[ensemble]``.

    They say how far the answer moves when the parameters do, and nothing of what the model leaves out. The
    same scenario, seed and number give the same draws, whatever the executor (of ``concurrent.futures``).
    ``progress`` and ``resume`` as in ``sweep``.

    Raises:
        RecordError, ValueError: as ``run``; and where draws stay unstable.
    """
    from qeqt.study import face

    changed = face.together(moves, None, overrides)
    return face.bands(
        scenario, draws, seed, months, changed, since, drawn, executor, progress, resume, official
    )


def sweep(
    scenarios: Scenario | Sequence[Scenario],
    *,
    columns: Sequence[str] = ("total_assets", "treasuries", "mbs", "reserves"),
    months: int | None = None,
    since: str = "",
    last: bool = False,
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: bool | Callable[[int, int], None] = False,
    resume: str | PathLike[str] | None = None,
    official: str | PathLike[str] | None = None,
    **values: Sequence[float],
) -> Swept:
    """Return every scenario with every combination of values, as a table.

    Args:
        scenarios: one, or several.
        columns: what is kept of each run.
        months: another length than the scenarios'.
        since: the month in which moves begin.
        last: the last month alone.
        executor: any executor of ``concurrent.futures``; processes of the package's own where none is given,
            which need no guard in a script.
        jobs: how many of those (all cores).
        progress: a line with the time left on standard error, or a function of done and all.
        resume: a file that keeps what is done, so that the same call goes on where it was interrupted.
        official: a folder of newer official figures.
        **values: lists of values of parameters and moves.

    Raises:
        RecordError: it lists every slip of the grid before the first run.
    """
    from qeqt.study import face

    grid = {"columns": list(columns), "months": months, "from": since, "last": last, "parameters": values}
    return face.sweep(scenarios, grid, executor, jobs, progress, resume, official)


def estimate(
    what: str = "taiwan",
    *,
    shocks: str | PathLike[str] | None = None,
    name: str = "",
    columns: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    methods: Sequence[str] = (),
    first: str = "",
    last: str = "",
    unit: str = "bp",
    date_column: str = "",
    origin: str = "",
    licence: str = "",
    days: str | PathLike[str] | None = None,
    days_origin: str = "",
    executor: Executor | None = None,
    jobs: int | None = None,
    progress: bool | Callable[[int, int], None] = False,
    resume: str | PathLike[str] | None = None,
) -> list[Row]:
    """Return what the Federal Reserve's announcements did to Taiwan, a row an estimate.

    Needs ``qeqt[estimate]``.

    Args:
        what: whose responses.
        shocks: a CSV of surprises of your own, one announcement a row; the compiled ones where none is given.
        name: what that set is called; without ``shocks``, which compiled set.
        columns: series of surprises (all).
        outcomes: what responds (all).
        methods: how it is estimated (all).
        first: the first month of the news, YYYY-MM.
        last: the last one.
        unit: of the file: ``bp`` or ``points``.
        date_column: the file's column of days (the first).
        origin: who made the surprises, as a record cites them.
        licence: under which terms.
        days: a CSV of daily figures, for the closes after an announcement.
        days_origin: where they come from.
        executor: as in ``sweep``; the same draws, whatever the executor.
        jobs: as in ``sweep``.
        progress: as in ``sweep``.
        resume: as in ``sweep``.

    Raises:
        EstimationError (a ValueError): a name that is none, a library that is missing, too few observations.
    """
    from qeqt.study import face

    asked = {"shocks": shocks, "name": name, "columns": columns, "outcomes": outcomes, "methods": methods,
             "first": first, "last": last, "unit": unit, "date_column": date_column, "origin": origin,
             "licence": licence, "days": days, "days_origin": days_origin}  # fmt: skip
    return face.estimate(what, asked, executor, jobs, progress, resume)


def backtest() -> list[Score]:
    """Return the scores of the model against history: mean and largest errors by series, bank and period."""
    from qeqt.study import face

    return face.backtest()


def evidence(rows: str | PathLike[str] | None = None) -> list[Outcome]:
    """Return published results beside the model's answers; ``rows``: another table with the same columns."""
    from qeqt.study import face

    return face.evidence(rows)


def __getattr__(name: str) -> Any:
    """Return Results when it is asked for: importing the package loads nothing heavy."""
    if name == "Results":
        from qeqt.results import Results

        return Results
    if name == "RecordError":
        from qeqt.data.fields import RecordError

        return RecordError
    raise AttributeError(f"module 'qeqt' has no attribute {name!r}; public: {', '.join(__all__)}")
