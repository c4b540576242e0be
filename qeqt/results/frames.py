"""A run as a table of pandas, polars or xarray: whichever is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qeqt.data.fields import RecordError, nearest

if TYPE_CHECKING:
    from qeqt.results.seen import Run

LIBRARIES = ("pandas", "polars")


def chosen(library: str, makers: Mapping[str, Callable[[], Any]]) -> Any:
    """Return what the named library makes, or the first that is installed where none is named."""
    if library and library not in LIBRARIES:
        raise RecordError(f"to_frame: library {library!r} is not known; {nearest(library, LIBRARIES)}")
    for name, make in makers.items():
        if library in ("", name):
            try:
                return make()
            except ModuleNotFoundError as error:
                if error.name != name:
                    raise
    raise RecordError(f"to_frame needs {library or 'pandas or polars'}: pip install {library or 'pandas'}")


def frame(run: Run, library: str) -> Any:
    """Return a run as a table of pandas or polars."""
    return chosen(library, {"pandas": lambda: of_pandas(run), "polars": lambda: of_polars(run)})


def of_records(rows: list[dict[str, Any]], library: str) -> Any:
    """Return rows as a table of pandas or polars."""

    def pandas_table() -> Any:
        import pandas

        return pandas.DataFrame(rows)

    def polars_table() -> Any:
        import polars

        return polars.DataFrame(rows, infer_schema_length=None)

    return chosen(library, {"pandas": pandas_table, "polars": polars_table})


def of_pandas(run: Run) -> Any:
    """Return a DataFrame by month; attrs hold units and provenance."""
    import pandas

    index = pandas.PeriodIndex(run.months, freq="M", name="month")
    found = pandas.DataFrame({name: run.columns[name] for name in run.units}, index=index)
    found.attrs = {"scenario": run.scenario, "units": run.units, "provenance": run.provenance}
    return found


def of_polars(run: Run) -> Any:
    """Return a DataFrame whose first column is the month's first day."""
    import polars

    months = polars.Series("month", [f"{month}-01" for month in run.months]).str.to_date()
    return polars.DataFrame([months, *(polars.Series(name, run.columns[name]) for name in run.units)])


def dataset(run: Run) -> Any:
    """Return an xarray Dataset over the months' first days."""
    try:
        import numpy
        import xarray
    except ModuleNotFoundError:
        raise RecordError("to_xarray needs xarray: pip install xarray") from None
    months = numpy.array([f"{month}-01" for month in run.months], dtype="datetime64[ns]")
    variables = {
        name: ("month", list(run.columns[name]), {"units": unit, "long_name": run.records[name].label_zh})
        for name, unit in run.units.items()
    }
    about = {"scenario": run.scenario, "bank": run.bank, "parameter_set": run.parameter_set}
    return xarray.Dataset(variables, coords={"month": months}, attrs={**about, **run.provenance})
