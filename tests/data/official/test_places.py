"""A cell that is no number is complained of by its place in what the publisher sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from qeqt.data.official.answers import AnswerError
from qeqt.data.official.readers import csv_files, json_answers

BAD = "n/o"
MONTHS = csv_files.MONTHS


def of_json(answer: Any) -> bytes:
    return json.dumps(answer).encode()


def new_york(cells: list[str]) -> bytes:
    rows = [
        {"type": "EFFR", "effectiveDate": f"2026-01-0{n}", "percentRate": c} for n, c in enumerate(cells, 1)
    ]
    return of_json({"refRates": rows})


def treasury(cells: list[str]) -> bytes:
    rows = [{"record_date": f"2026-01-0{n}", "amount": cell} for n, cell in enumerate(cells, 1)]
    return of_json({"meta": {"total-pages": 1, "dataTypes": {"amount": "CURRENCY"}}, "data": rows})


def taipei(cells: list[str]) -> bytes:
    rows = [[f"20260{n}", cell] for n, cell in enumerate(cells, 1)]
    structure = {"a": [{"data": "欄"}]}
    return of_json({"meta": {"filename": "F.px"}, "data": {"structure": structure, "dataSets": rows}})


def exchange(cells: list[str]) -> bytes:
    rows = [[f"115/01/0{n}", cell] for n, cell in enumerate(cells, 1)]
    return of_json({"stat": "OK", "date": "20260101", "fields": ["日期", "指數"], "data": rows})


def after(
    *head: str, row: Callable[[int, str], str], encoding: str = "utf-8"
) -> Callable[[list[str]], bytes]:
    """A table of text: its head, and what a row looks like."""
    return lambda cells: "\n".join([*head, *(row(n, cell) for n, cell in enumerate(cells, 1))]).encode(
        encoding
    )


READERS = [
    (json_answers.new_york_fed, "EFFR", new_york, "refRates[{0}]"),
    (json_answers.fiscal_data, "amount", treasury, "data[{0}]"),
    (json_answers.central_bank_of_taiwan, "F|欄", taipei, "dataSets[{0}]"),
    (json_answers.taiwan_stock_exchange, "指數", exchange, "data[{0}]"),
    (csv_files.fred, "S", after("observation_date,S", row=lambda n, c: f"2026-01-0{n},{c}"), "line {1}"),
    (csv_files.bank_of_england, "S", after("DATE,S", row=lambda n, c: f"0{n} Jan 2026,{c}"), "line {1}"),
    (
        csv_files.japan_ministry_of_finance, "10Y",
        after("國債,(單位:%)", "Date,10Y", row=lambda n, c: f"2026/1/{n},{c}", encoding="cp932"), "line {2}",
    ),
    (
        csv_files.ecb_programme, "Holdings",
        after(",,Holdings", ",,euro millions", row=lambda n, c: f"2026,{MONTHS[n]},{c}"), "line {2}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "series", "made", "place"), READERS, ids=lambda value: getattr(value, "__name__", "")
)
@pytest.mark.parametrize("at", [1, 3])
def test_what_is_no_number_is_named_by_the_row_it_stands_in(
    reader: Callable[[bytes, str], Any], series: str, made: Callable[[list[str]], bytes], place: str, at: int
) -> None:
    cells = ["1.5", "2.5", "3.5"]
    assert list(reader(made(cells), series).values.values()) == [1.5, 2.5, 3.5]
    cells[at - 1] = BAD
    with pytest.raises(AnswerError) as found:
        reader(made(cells), series)
    assert str(found.value).startswith(place.format(at, at + 1, at + 2)), found.value
