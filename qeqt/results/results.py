"""A run in the reader's hands: looked at, read, taken elsewhere, compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qeqt.core import results as core
from qeqt.core.number import Number
from qeqt.data import renamed
from qeqt.data.fields import RecordError, nearest
from qeqt.results import main_columns
from qeqt.results.provenance import Inputs, of_inputs
from qeqt.version import __version__


class NotInRunError(RecordError, KeyError):
    """A column or a month that a run does not have; the message names the nearest."""

    __str__ = ValueError.__str__


@dataclass(repr=False, eq=False)
class Results(core.Results):
    """A run: monthly columns, each with a unit, and what they hang on.

    ``results["reserves"]`` is a column, ``results.at("2023-12")`` a month, ``a - b`` the difference of two
    runs. Two runs are equal when their months, columns, units and inputs are.
    """

    inputs: Inputs | None = None
    recorded: dict[str, str] = field(default_factory=dict)
    """The provenance that a file told, of a run that was read back."""

    @property
    def provenance(self) -> dict[str, str]:
        """Input -> its digest: version, model, parameters, opening, environment, plan, what it leans on."""
        if self.recorded or self.inputs is None:
            return dict(self.recorded)
        self.recorded = {"qeqt": __version__, **of_inputs(self.inputs)}
        return dict(self.recorded)

    @property
    def units(self) -> dict[str, str]:
        """Column -> unit, in the order of the columns' records."""
        return {name: record.unit for name, record in self.records.items() if name in self.columns}

    def __getitem__(self, column: str) -> list[Number]:
        """Return a column, one value a month; NotInRunError names the nearest column."""
        if column not in self.columns:
            column = renamed.now("columns", column)
        if column not in self.columns:
            known = f"column {column!r} is not in the run of {self.scenario}"
            raise NotInRunError(f"{known}; {nearest(column, self.columns)}")
        return list(self.columns[column])

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def __len__(self) -> int:
        return len(self.months)

    def at(self, month: str) -> dict[str, Number]:
        """Return every column's value in a month, "YYYY-MM"; NotInRunError says which months there are."""
        if month not in self.months:
            span = f"{self.months[0]} to {self.months[-1]}"
            raise NotInRunError(f"month {month!r} is not in the run of {self.scenario}: {span}")
        place = self.months.index(month)
        return {name: self.columns[name][place] for name in self.units}

    def __sub__(self, other: core.Results) -> Results:
        return self.difference(other)

    def difference(self, other: core.Results) -> Results:
        """Return this run less another of the same bank, over the months and columns that both have."""
        if self.bank != other.bank:
            raise RecordError(f"a run of {self.bank} less one of {other.bank}: runs of one bank are needed")
        months = [month for month in self.months if month in other.months]
        if not months:
            raise RecordError(f"{self.scenario} and {other.scenario} share no month")
        here, there = (list(map(run.months.index, months)) for run in (self, other))
        columns = {
            name: [self.columns[name][a] - other.columns[name][b] for a, b in zip(here, there, strict=True)]
            for name in self.units
            if name in other.columns
        }
        told = {f"of {self.scenario}: {key}": each for key, each in self.provenance.items()}
        if isinstance(other, Results):
            told |= {f"less {other.scenario}: {key}": each for key, each in other.provenance.items()}
        return Results(
            scenario=f"{self.scenario} less {other.scenario}", bank=self.bank, months=months,
            columns=columns, records=self.records,
            identity_error=max(self.identity_error, other.identity_error),
            parameter_set=f"{self.parameter_set} less {other.parameter_set}", ladders=[],
            cautions=list(dict.fromkeys([*self.cautions, *other.cautions])), recorded=told,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Results):
            return NotImplemented
        alike = (self.scenario, self.bank, self.months, self.units, self.parameter_set, self.cautions)
        return (
            alike
            == (other.scenario, other.bank, other.months, other.units, other.parameter_set, other.cautions)
            and all(list(self.columns[name]) == list(other.columns[name]) for name in self.units)
            and self.identity_error == other.identity_error
            and self.provenance == other.provenance
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        span = f"{self.months[0]} to {self.months[-1]}, {len(self.months)} months" if self.months else "none"
        return (
            f"<Results of {self.scenario} ({self.bank}): {span}, {len(self.columns)} columns, "
            f"parameters {self.parameter_set or 'unnamed'}, qeqt {__version__}>"
        )

    def _repr_html_(self) -> str:
        from qeqt.results.html import html

        return html(self)

    def to_frame(self, library: str = "") -> Any:
        """Return a table of months and columns: of pandas, or of polars; ``library`` chooses where both are.

        pandas has a PeriodIndex of months and ``attrs["units"]``; polars a column ``month`` of dates. Raises
        RecordError where neither is installed.
        """
        from qeqt.results.frames import frame

        return frame(self, library)

    def to_xarray(self) -> Any:
        """Return an xarray Dataset over ``month``: each column with its unit and its Chinese label."""
        from qeqt.results.frames import dataset

        return dataset(self)

    def to_csv(self, path: Path | str | None = None, *, digits: int = 6) -> None:
        """Write months as rows, to a file or standard output; the header names the units.

        ``digits``: significant ones; 17 keep every bit.
        """
        from qeqt.results.documents import write_csv

        write_csv(self, path, digits)

    def to_json(self, path: Path | str | None = None) -> str:
        """Return the run as JSON after the published schema (``qeqt schema``); write it to a path."""
        from qeqt.results.documents import written_json

        return written_json(self, path)

    def to_datapackage(self, path: Path | str) -> None:
        """Write a Frictionless data package: a folder, or one file where the path ends with .zip."""
        from qeqt.results.packages import write

        write(self, Path(path))

    @classmethod
    def read(cls, path: Path | str) -> Results:
        """Read a run back: JSON of ``to_json``, or the folder, datapackage.json or .zip of a data package.

        Raises RecordError for a file that is neither, or whose table was changed.
        """
        from qeqt.results import documents, packages

        place = Path(path)
        packed = place.is_dir() or place.suffix == ".zip" or place.name == packages.DESCRIPTION
        return cls(**(packages.read(place) if packed else documents.read(place)))

    def plot(self, *columns: str, compared: Mapping[str, core.Results] | None = None) -> Any:
        """Return an Altair chart of columns, one panel a unit; the main ones where none is named.

        ``compared``: other runs by the name that the legend gives them. Needs the extra ``qeqt[plot]``.
        """
        from qeqt.results.pictures import chart

        return chart(self, list(columns), compared or {})

    def main_columns(self) -> list[str]:
        """Return the columns that stand for the whole run: what a table or a plot shows unasked."""
        return main_columns.of_run(self.scenario, self.columns)
