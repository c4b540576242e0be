"""A run as a Frictionless data package: one table with a schema, and what it hangs on beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qeqt.data.fields import RecordError, written
from qeqt.data.text_files import decoded, lines_alike
from qeqt.results.documents import FORMAT, as_json, of_json
from qeqt.results.files import whole_file
from qeqt.version import __version__

if TYPE_CHECKING:
    from qeqt.results.seen import Run

DESCRIPTION = "datapackage.json"
TABLE = "run.csv"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a .zip: equal runs, equal bytes."""


def table_of(run: Run) -> str:
    """Return months as rows, every bit of each number kept."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["month", *run.units])
    for n, month in enumerate(run.months):
        writer.writerow([month, *(repr(float(run.columns[name][n])) for name in run.units)])
    return out.getvalue()


def csv_resource(name: str, path: str, raw: bytes, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a resource of a data package: a CSV file, its size and digest, what its columns are."""
    return {
        "name": name,
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "schema": schema,
    }


def description_of(run: Run, table: str) -> dict[str, Any]:
    """Return the package's description: the table's schema with units, and the run's provenance."""
    raw = table.encode()
    fields = [{"name": "month", "type": "yearmonth", "constraints": {"required": True, "unique": True}}]
    fields += [
        {"name": name, "type": "number", "unit": unit, "title": run.records[name].label_zh}
        for name, unit in run.units.items()
    ]
    told = as_json(run)
    return {
        "$schema": PROFILE,
        "name": "qeqt-run",
        "title": f"{run.scenario}: a run of qeqt {__version__}",
        "version": __version__,
        "resources": [csv_resource("run", TABLE, raw, {"fields": fields, "primaryKey": ["month"]})],
        "qeqt": {key: told[key] for key in told if key not in ("months", "units", "labels", "columns")},
    }


def write(run: Run, path: Path) -> None:
    """Write the package: into a folder, or as one .zip."""
    table = table_of(run)
    described = json.dumps(description_of(run, table), ensure_ascii=False, indent=1) + "\n"
    if path.suffix != ".zip":
        path.mkdir(parents=True, exist_ok=True)
        for name, text in ((TABLE, table), (DESCRIPTION, described)):
            with whole_file(path / name) as file:
                file.write(text)
        return
    fresh = io.BytesIO()
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in ((DESCRIPTION, described), (TABLE, table)):
            packed.writestr(zipfile.ZipInfo(name, STAMP), text.encode(), zipfile.ZIP_DEFLATED)
    with whole_file(path) as file:
        file.buffer.write(fresh.getvalue())


def read(path: Path) -> dict[str, Any]:
    """Read a package back; RecordError for one whose table was changed or that is none of a run."""
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                described = decoded(packed.read(DESCRIPTION))
                raw = packed.read(TABLE)
        else:
            folder = path if path.is_dir() else path.parent
            described = written(folder / DESCRIPTION)
            raw = (folder / TABLE).read_bytes()
        content = json.loads(described)
    except (KeyError, OSError, zipfile.BadZipFile, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"{path}: no data package of a run: {error}") from None
    told = content.get("qeqt") if isinstance(content, dict) else None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise RecordError(f"{path}: {DESCRIPTION}: qeqt.format: {FORMAT!r} is needed")
    resource = content["resources"][0]
    if f"sha256:{hashlib.sha256(lines_alike(raw)).hexdigest()}" != resource["hash"]:
        raise RecordError(f"{path}: {TABLE} is not the table that the package was written with")
    rows = list(csv.reader(io.StringIO(decoded(raw))))
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    names = rows[0][1:]
    plain = {
        **told,
        "months": [row[0] for row in rows[1:]],
        "units": {name: fields[name]["unit"] for name in names},
        "labels": {name: fields[name]["title"] for name in names},
        "columns": {name: [float(row[n]) for row in rows[1:]] for n, name in enumerate(names, 1)},
    }
    return of_json(plain, path)
