"""Each table that a run prints, number by number: its columns, its months, its places."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import qeqt
from qeqt.cli.commands import main
from qeqt.results import main_columns


def blocks(text: str) -> list[tuple[list[str], list[list[str]]]]:
    """The tables of a printed run: names of the columns, rows of words."""
    found: list[tuple[list[str], list[list[str]]]] = []
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["month"]:
            found.append((words[1:], []))
        elif found and len(words) == len(found[-1][0]) + 1 and words[0][:4].isdigit():
            found[-1][1].append(words)
    return found


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        (["fed_2022_capped"], [(main_columns.PRINTED, 1)]),
        (["boe_history", "--months", "30"], [(main_columns.PRINTED, 1)]),
        (["economy_rate_100bp", "--months", "26"], [(main_columns.PRINTED, 1), (main_columns.ECONOMY, 2)]),
        (
            ["fed_2022_capped", "--set", "expected_hold_quarters=9", "--months", "20"],
            [(main_columns.PRINTED, 1), (main_columns.PRICED, 1)],
        ),
        (["taiwan_fed_25bp", "--months", "20"], [(main_columns.PRINTED, 1), (main_columns.TAIWAN, 2)]),
        (
            ["stability_uk_2022"],
            [(main_columns.PRINTED, 1), (main_columns.STABILITY, 2)],
        ),
    ],
    ids=lambda value: value[0] if isinstance(value[0], str) else "",
)
def test_a_run_prints_its_columns_at_its_ends_and_each_december(
    capsys: pytest.CaptureFixture[str], typed: list[str], groups: list[tuple[list[str], int]]
) -> None:
    assert main(["run", *typed]) == 0
    said = capsys.readouterr().out
    assert main(["run", *typed, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    months, columns = told["months"], told["columns"]
    places = [n for n, month in enumerate(months) if n in (0, len(months) - 1) or month.endswith("-12")]
    found = blocks(said)
    for names, digits in groups:
        known = [name for name in names if name in columns]
        rows = [[months[n], *(f"{columns[name][n]:.{digits}f}" for name in known)] for n in places]
        assert (known, rows) in found
    assert len(found) >= len(groups)
    assert f"qeqt {qeqt.__version__}" in said.splitlines()[0]
    assert said.splitlines()[0].startswith(f"{typed[0]}  parameters {told['parameter_set']}  ")


def test_a_group_that_nothing_moves_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "fed_2022_capped", "--months", "5"]) == 0
    heads = [names for names, _ in blocks(capsys.readouterr().out)]
    assert heads == [[name for name in main_columns.PRINTED if name in heads[0]]]


def test_bands_are_printed_as_they_are_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    typed = ["run", "economy_rate_100bp", "--months", "14", "--bands", "--draws", "20", "--seed", "3"]
    assert main([*typed, "--csv", str(tmp_path / "bands.csv")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert main([*typed, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert lines[0] == f"economy_rate_100bp  20 draws, seed 3, redrawn {told['redrawn']:.1%}"
    assert (told["draws"], told["seed"], told["quantiles"]) == (20, 3, [0.05, 0.16, 0.5, 0.84, 0.95])
    found = qeqt.bands("economy_rate_100bp", months=14, draws=20, seed=3)
    for name in main_columns.of_bands(found.scenario, found.quantiles):
        at = lines.index(f"{name} [{told['units'][name]}]    month  5%, 16%, 50%, 84%, 95%")
        for line, n in zip(lines[at + 1 :], (0, 6, 13), strict=False):
            assert line.split() == [told["months"][n], *(f"{path[n]:.2f}" for path in told["columns"][name])]
    with (tmp_path / "bands.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert [row[0] for row in rows] == told["months"]
    assert len(head) == 1 + 5 * len(told["columns"])
    for at, each in enumerate(head[1:], 1):
        name, quantile, unit = each.split(maxsplit=2)
        assert unit == f"[{told['units'][name]}]"
        path = told["columns"][name][[5, 16, 50, 84, 95].index(int(quantile[1:]))]
        assert [row[at] for row in rows] == [f"{value:.6g}" for value in path]
