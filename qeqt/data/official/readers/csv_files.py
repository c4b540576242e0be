"""Comma-separated answers: FRED, the Board's Data Download Program and DFA, ECB, Bank of England, Japan."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from functools import lru_cache

from qeqt.data.official.answers import AnswerError, Reading, day_of, decoded, lines, number, period_day

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
DFA_FILE = "dfa-networth-levels-detail.csv"


@lru_cache(maxsize=8)
def rows_of(body: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    """Return the cells of every line; several series come in one answer. Raises AnswerError for no CSV."""
    try:
        return list(csv.reader(lines(decoded(body, encoding))))
    except csv.Error as error:
        raise AnswerError(f"the answer is no CSV: {error}") from None


def place(header: list[str], name: str) -> int:
    """Return the place of a column. Raises AnswerError where the publisher renamed it."""
    if header.count(name) != 1:
        shown = ", ".join(header)[:120]
        raise AnswerError(f"the answer has no one column {name!r}; it has {shown}: the publisher changed it")
    return header.index(name)


def body_of(rows: list[list[str]], width: int, first: int) -> list[tuple[str, list[str]]]:
    """Return (where, cells) of every row that is not blank; each has so many cells."""
    found = []
    for number_of_row, cells in enumerate(rows, first):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != width:
            raise AnswerError(
                f"line {number_of_row}: {','.join(cells)[:60]!r} has {len(cells)} cells, {width} are needed: "
                "cut short, or changed"
            )
        found.append((f"line {number_of_row}", cells))
    return found


def fred(body: bytes, series: str) -> Reading:
    """Read observation_date,SERIES."""
    rows = rows_of(body)
    if rows[0] != ["observation_date", series]:
        shown = ",".join(rows[0])[:60]
        raise AnswerError(f"the header is {shown!r}; 'observation_date,{series}' is needed")
    found = Reading()
    for where, cells in body_of(rows[1:], 2, 2):
        found.put(day_of(cells[0], "%Y-%m-%d", where), cells[1], where)
    return found


def data_download_program(body: bytes, series: str) -> Reading:
    """Read a package of the Board's Data Download Program: five lines of description, then a row a day."""
    rows = rows_of(body)
    heads = {cells[0].strip(): cells for cells in rows[:6] if cells}
    for name in ("Time Period", "Unit:", "Multiplier:"):
        if name not in heads:
            raise AnswerError(f"the answer has no line {name!r} in its head: the publisher changed it")
    at = place(heads["Time Period"], series)
    scale = number(heads["Multiplier:"][at], "Multiplier:")
    found = Reading(unit=heads["Unit:"][at])
    start = rows.index(heads["Time Period"]) + 1
    for where, cells in body_of(rows[start:], len(heads["Time Period"]), start + 1):
        value = number(cells[at], where)
        day = day_of(cells[0], "%Y-%m-%d", where)
        found.put(day, None if value is None or scale is None else value * scale, where)
    return found


@lru_cache(maxsize=2)
def out_of_archive(body: bytes, file: str = DFA_FILE) -> bytes:
    """Return one file out of an archive. Raises AnswerError where it is none, or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return archive.read(file)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as error:
        raise AnswerError(f"the answer is no archive that holds {file}: {error}") from None


def code(cell: str) -> str:
    """Return the code of "D: Daily"."""
    return cell.partition(":")[0].strip()


def bank_for_international_settlements(body: bytes, series: str) -> Reading:
    """Read "FLOW|KEY" of a whole data set as SDMX-CSV, in its archive: codes, each with its label."""
    flow, _, key = series.partition("|")
    rows = rows_of(out_of_archive(body, f"{flow}_csv_flat.csv"))
    header = [code(cell) for cell in rows[0]]
    of, at, when = place(header, "STRUCTURE_ID"), place(header, "OBS_VALUE"), place(header, "TIME_PERIOD")
    unit, power = place(header, "UNIT_MEASURE"), place(header, "UNIT_MULT")
    first = place(header, "ACTION") + 1
    found = Reading()
    for where, cells in body_of(rows[1:], len(header), 2):
        if not cells[of].startswith(f"BIS:{flow}("):
            raise AnswerError(f"{where} is of {cells[of]!r}, {flow} is needed")
        if ".".join(code(cell) for cell in cells[first:when]) != key:
            continue
        times = code(cells[power])
        found.unit = code(cells[unit]) + ("" if times in ("", "0") else f" x 10^{times}")
        found.put(period_day(cells[when], where), cells[at], where)
    if not found.values:
        raise AnswerError(f"the answer has no series {key!r} in {flow}: the publisher changed it")
    return found


def distributional_accounts(body: bytes, series: str) -> Reading:
    """Read "ITEM|GROUP" of the detailed levels by wealth group out of the archive, millions of dollars."""
    item, _, group = series.partition("|")
    rows = rows_of(out_of_archive(body))
    date_at, group_at, at = place(rows[0], "Date"), place(rows[0], "Category"), place(rows[0], item)
    found = Reading()
    for where, cells in body_of(rows[1:], len(rows[0]), 2):
        if cells[group_at] == group:
            found.put(period_day(cells[date_at], where), cells[at], where)
    if not found.values:
        raise AnswerError(f"the answer has no group {group!r} in {DFA_FILE}: the publisher changed it")
    return found


def ecb_programme(body: bytes, series: str) -> Reading:
    """Read a history of a purchase programme: year where it begins, month's name, columns of euro millions.

    A name that stands in several blocks is read from the last: the holdings.
    """
    rows = rows_of(body)
    head = next((cells for cells in rows if series in cells), None)
    if head is None or len(rows) < 4 or "euro millions" not in ",".join(rows[1]):
        raise AnswerError(f"the answer has no column {series!r} in euro millions: the publisher changed it")
    at = len(head) - 1 - head[::-1].index(series)
    found, year = Reading(unit="euro millions"), ""
    start = rows.index(head) + 1
    for count, cells in enumerate(rows[start:], start + 1):
        if len(cells) < 2 or not cells[1].strip():
            continue
        where = f"line {count}"
        year = cells[0].strip() or year
        if cells[1] not in MONTHS or len(cells) != len(head):
            raise AnswerError(f"{where}: {','.join(cells)[:60]!r} is no month with {len(head) - 2} numbers")
        found.put(period_day(f"{year}-{MONTHS.index(cells[1]) + 1:02d}", where), cells[at], where)
    return found


def bank_of_england(body: bytes, series: str) -> Reading:
    """Read DATE,SERIES of the interactive database: 17 Mar 2026."""
    rows = rows_of(body)
    at = place(rows[0], series)
    found = Reading()
    for where, cells in body_of(rows[1:], len(rows[0]), 2):
        found.put(day_of(cells[0], "%d %b %Y", where), cells[at], where)
    return found


def japan_ministry_of_finance(body: bytes, series: str) -> Reading:
    """Read the yields of Japan's bonds: a title with the unit, Date,1Y,…, days as 2026/8/3, a footnote."""
    rows = rows_of(body, "cp932")
    if len(rows) < 3 or rows[1][:1] != ["Date"]:
        raise AnswerError("the second line is not Date,1Y,…: the publisher changed it")
    at = place(rows[1], series)
    found = Reading(unit=rows[0][-1].strip())
    for count, cells in enumerate(rows[2:], 3):
        if not any(cell.strip() for cell in cells):
            break  # a footnote follows
        where = f"line {count}"
        if len(cells) != len(rows[1]):
            raise AnswerError(f"{where}: {len(cells)} cells, {len(rows[1])} are needed: cut short")
        found.put(day_of(cells[0], "%Y/%m/%d", where), cells[at], where)
    return found
