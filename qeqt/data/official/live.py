"""Ask every publisher once and read every column, for a maintainer with a network: writes no table.

Sources that were never tried are asked too: what they answer is kept, so that an excerpt of it can become the
stored real answer that makes them count.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from qeqt import data
from qeqt.data.official import checks, tables
from qeqt.data.official.answers import AnswerError
from qeqt.data.official.build import Builder
from qeqt.data.official.client import Client, NetworkError
from qeqt.data.official.readers import ACCEPT
from qeqt.data.official.refresh import KEPT_ANSWERS
from qeqt.data.official.resample import UnfinishedError
from qeqt.data.official.ways import Ways, ways

ANSWERS = Path(".cache") / "official" / "untried"
UNTRIED = {
    "bis": ("WS_CBPOL/1.0/M.JP", "WS_CBTA/1.0/M.GB"),
    "dgbas": ("A018101010", "A030101015"),
    "cbc": ("EH45M01",),
}
"""What to ask that no column uses yet: policy rates, national accounts, prices, new mortgages."""


def column_line(builder: Builder, table: str, name: str) -> tuple[bool, str]:
    """Read one column; return whether it passes, and what it says in a line."""
    compiled, recipe = data.compiled(table), builder.ways.tables[table].columns[name]
    where = f"{table}.{name}"
    try:
        found = builder.column(compiled, name, recipe)
    except (NetworkError, AnswerError, UnfinishedError) as error:
        return False, f"FAIL {where}: {error}"
    if recipe.minus:  # held when the table is built
        return True, f"ok   {where}: read to {found.newest}"
    _, cells = tables.printed(data.HOME / "figures" / f"{table}.csv")
    compared = checks.compare(name, compiled, found.values, tables.places(cells[name]), recipe.revision)
    if compared.faults:
        return False, f"FAIL {where}: {compared.faults[0]}"
    return True, (
        f"ok   {where}: read to {found.newest}, {len(compared.new)} new, {len(compared.revised)} revised, "
        f"last {max(found.values)}: {found.values[max(found.values)]:.6g}"
    )


def untried(book: Ways, client: Client) -> list[str]:
    """Ask the sources that were never tried, keep their answers, say where."""
    out = []
    for name, series in UNTRIED.items():
        for one in series:
            address = book.sources[name].addresses[0].format(series=one, file=one)
            try:
                lenient = book.sources[name].chain_lacks_key_identifier
                body = client.get(address, ACCEPT.get(book.sources[name].reader, "*/*"), lenient)
            except NetworkError as error:
                out.append(f"FAIL {name} {one}: {error}")
                continue
            ANSWERS.mkdir(parents=True, exist_ok=True)
            path = ANSWERS / f"{name}_{one.replace('/', '_')}"
            path.write_bytes(body)
            out.append(f"kept {name} {one}: {len(body)} bytes in {path}; never tried before")
    return out


def main() -> int:
    """Run the command: a line a column; 1 when any cannot be read or does not pass."""
    book, failed = ways(), 0
    client = Client(KEPT_ANSWERS)
    builder = Builder(book, client, datetime.now(UTC).date(), {})
    for table, way in book.renewed().items():
        for name, recipe in way.columns.items():
            if recipe.source:
                passed, line = column_line(builder, table, name)
                failed += not passed
                print(line, flush=True)
    print("\n".join(untried(book, client)))
    client.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
