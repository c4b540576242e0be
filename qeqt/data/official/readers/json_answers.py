"""JSON answers: New York Fed, Treasury, Bank of Japan, Taiwan's central bank and stock exchange."""

from __future__ import annotations

import itertools
import json
from typing import Any

from qeqt.data.official.answers import (
    AnswerError,
    NothingYetError,
    Reading,
    day_of,
    decoded,
    period_day,
    roc_day,
)

NO_SUCH_DAY = "很抱歉，沒有符合條件的資料"


def parsed(body: bytes) -> dict[str, Any]:
    """Return a JSON object; numbers stay text, so that none loses a digit before it is checked."""
    try:
        found = json.loads(decoded(body), parse_float=str, parse_int=str, parse_constant=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise AnswerError(f"the answer is no JSON: cut short or changed ({error})") from None
    if not isinstance(found, dict):
        raise AnswerError("the answer is no JSON object: the publisher changed it")
    return found


def under(found: Any, *keys: str) -> Any:
    """Return what lies under some keys. Raises AnswerError where the publisher moved it."""
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise AnswerError(f"the answer has no {'.'.join(keys)}: the publisher changed it")
        found = found[key]
    return found


def listed(found: Any, *keys: str) -> list[Any]:
    """Return the list under some keys."""
    value = under(found, *keys)
    if not isinstance(value, list):
        raise AnswerError(f"{'.'.join(keys)} is no list: the publisher changed it")
    return value


def new_york_fed(body: bytes, series: str) -> Reading:
    """Read a reference rate: refRates with effectiveDate, type, percentRate."""
    found = Reading(unit="percent")
    for count, row in enumerate(listed(parsed(body), "refRates"), 1):
        where = f"refRates[{count}]"
        if under(row, "type") != series:
            raise AnswerError(f"{where} is {row['type']!r}, {series!r} is needed")
        found.put(day_of(under(row, "effectiveDate"), "%Y-%m-%d", where), under(row, "percentRate"), where)
    return found


def fiscal_data(body: bytes, series: str) -> Reading:
    """Read a column of a Treasury data set: data with record_date, all on one page."""
    answer = parsed(body)
    if str(under(answer, "meta", "total-pages")) != "1":
        raise AnswerError(f"the answer is one of {answer['meta']['total-pages']} pages; ask for larger pages")
    if under(answer, "meta", "dataTypes").get(series) != "CURRENCY":
        raise AnswerError(f"{series} is not called CURRENCY any more: the publisher changed it")
    found = Reading(unit="CURRENCY")
    for count, row in enumerate(listed(answer, "data"), 1):
        where = f"data[{count}]"
        found.put(day_of(under(row, "record_date"), "%Y-%m-%d", where), under(row, series), where)
    return found


def bank_of_japan(body: bytes, series: str) -> Reading:
    """Read "DB'CODE" of the time-series search: days as 20260331, months as 202603."""
    code = series.partition("'")[2]
    answer = parsed(body)
    if str(under(answer, "STATUS")) != "200":
        raise AnswerError(f"the Bank says {answer.get('MESSAGE')!r} ({answer['STATUS']})")
    if answer.get("NEXTPOSITION") is not None:
        raise AnswerError("the answer goes on at another position; ask for fewer years")
    results = [one for one in listed(answer, "RESULTSET") if under(one, "SERIES_CODE") == code]
    if len(results) != 1:
        raise AnswerError(f"the answer has no one series {code}: the publisher changed it")
    days = listed(results[0], "VALUES", "SURVEY_DATES")
    cells = listed(results[0], "VALUES", "VALUES")
    if len(days) != len(cells):
        raise AnswerError(f"{len(days)} dates and {len(cells)} values: the answer is damaged")
    found = Reading(unit=str(under(results[0], "UNIT")))
    if changed := str(results[0].get("LAST_UPDATE") or ""):
        found.published = day_of(changed, "%Y%m%d", "LAST_UPDATE")
    for day, cell in zip(days, cells, strict=True):
        found.put(period_day(day, str(day)), cell, str(day))
    return found


def central_bank_of_taiwan(body: bytes, series: str) -> Reading:
    """Read "FILE|COLUMN": dataSets of rows, columns named by the product of the tables of the structure."""
    file, _, column = series.partition("|")
    answer = parsed(body)
    if under(answer, "meta", "filename") not in (f"{file}.px", file):
        raise AnswerError(f"the answer is {answer['meta']['filename']!r}, {file}.px is needed")
    structure = under(answer, "data", "structure")
    tables = [listed(structure, name) for name in sorted(structure)]
    names = [
        "|".join(str(part.get("data", "")).strip() for part in parts) for parts in itertools.product(*tables)
    ]
    if names.count(column) != 1:
        raise AnswerError(f"{file} has no one column {column!r}; it has {', '.join(names)[:120]}")
    at = names.index(column) + 1
    found = Reading(unit=str(answer["meta"].get("units", "")))
    if changed := str(answer["meta"].get("last_updated") or ""):  # `prepared` changes every night
        found.published = day_of(changed, "%Y-%m-%d", "meta.last_updated")
    for count, row in enumerate(listed(answer, "data", "dataSets"), 1):
        where = f"dataSets[{count}]"
        if not isinstance(row, list) or len(row) != len(names) + 1:
            raise AnswerError(f"{where} has not {len(names) + 1} cells: the answer is damaged")
        if len(str(row[0])) > 4:
            found.put(period_day(row[0], where), row[at], where)
    return found


def taiwan_stock_exchange(body: bytes, series: str) -> Reading:
    """Read "FIELD" of rows that begin with a day, or "ROW|FIELD" of a table that is of one day or month."""
    row_name, bar, field = series.rpartition("|")
    answer = parsed(body)
    if str(under(answer, "stat")).startswith(NO_SUCH_DAY):
        raise NothingYetError("the exchange has nothing for that month or day")
    if answer["stat"] != "OK":
        raise AnswerError(f"the exchange says {answer['stat']!r}: no such day, or asked too often")
    table = listed(answer, "tables")[0] if "tables" in answer else answer
    fields, rows = listed(table, "fields"), listed(table, "data")
    if field not in fields:
        raise AnswerError(f"the answer has no field {field!r}; it has {', '.join(fields)[:120]}")
    at, found = fields.index(field), Reading()
    of = day_of(under(answer, "date"), "%Y%m%d", "date")
    for count, row in enumerate(rows, 1):
        where = f"data[{count}]"
        if not isinstance(row, list) or len(row) != len(fields):
            raise AnswerError(f"{where} has not {len(fields)} cells: the answer is damaged")
        if bar and str(row[0]).strip().startswith(row_name):
            found.put(of, row[at], where)
            return found
        if not bar:
            day = roc_day(row[0], where)
            if day[:7] != of[:7]:
                raise AnswerError(f"{where} is of {day[:7]}, the answer of {of[:7]}: another month came")
            found.put(day, int(day[8:]) if field == "日期" else row[at], where)
    if bar:
        raise AnswerError(f"the answer has no row {row_name!r}: the publisher changed it")
    return found


def statistics_office_of_taiwan(body: bytes, series: str) -> Reading:
    """Read "TABLE|ITEM|…" of the macro database: series by places in their dimensions, times as 2026-M8."""
    file, _, wanted = series.partition("|")
    answer = parsed(body)
    data = under(answer, "data")
    asked = " ".join(str(one.get("href", "")) for one in listed(answer, "meta", "links"))
    if file not in asked:
        raise AnswerError(f"the answer is of {asked!r}, {file} is needed")
    dimensions = listed(data, "structure", "dimensions", "series")
    periods = listed(data, "structure", "dimensions", "observation")
    times = [under(one, "id") for one in listed(periods[0] if periods else {}, "values")]
    named = {}
    for key, one in under(listed(data, "dataSets")[0], "series").items():
        places = [int(place) for place in str(key).split(":")]
        parts = [listed(dimension, "values")[at] for dimension, at in zip(dimensions, places, strict=False)]
        named["|".join(str(part.get("name", "")).strip() for part in parts)] = one
    if wanted not in named:
        raise AnswerError(f"the answer has no series {wanted!r}; it has {', '.join(named)[:120]}")
    found = Reading()
    for place, cells in under(named[wanted], "observations").items():
        when = str(times[int(place)])
        if len(when) > 4:  # years stand between their months
            found.put(period_day(when, when), cells[0] if cells else None, when)
    return found
