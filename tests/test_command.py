"""The command: what it says alone, what it refuses, what any terminal can show."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from qeqt.cli.commands import main
from qeqt.study import backtest, backtest_banks, backtest_sensitivity
from qeqt.study.backtest import Score
from qeqt.study.backtest_sensitivity import Moved
from tests.book import ROOT


def test_alone_it_says_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "qeqt run fed_2022_capped" in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["run", "sweep", "scenarios", "levers", "backtest", "evidence", "diff"])
def test_help_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([verb, "--help"])
    assert f"  qeqt {verb}" in capsys.readouterr().out


REFUSED = [
    (["run", "fed_2022_capped", "--draws", "9"], "--draws does nothing without --bands"),
    (
        ["run", "fed_2022_capped", "--bands", "--announced", "2022-09"],
        "--announced does nothing with --bands",
    ),
    (["run", "fed_2022_capped", "--set", "treasury_sales=1", "--set", "treasury_sales=2"], "set twice"),
    (["run", "fed_2022_capped", "--set", "treasury_sales=1_0"], "with a number"),
    (["run", "fed_2022_capped", "--from", "2023-01", "--set", "stock_coefficient=30"], "nothing is moved"),
    (["run", "fed_2022_capped", "--set", "treasury_sales=2023-01:5,2023-01:6"], "twice"),
    (["evidence", "--words", "--json"], "do nothing with --words"),
    (["levers", "fde"], "nearest valid: fed"),
    (["diff", "fed_2022_capped", "nowhere.json"], "neither a file of a run"),
]


@pytest.mark.parametrize(("typed", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_has_no_effect_or_no_sense_is_refused(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 2
    assert said in capsys.readouterr().err


def test_a_move_by_month_is_typed_as_months(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["run", "fed_2022_capped", "--months", "9", "--set", "treasury_sales=2022-08:5,2022-10:"]
    assert main(typed) == 0
    assert "inputs: qeqt " in capsys.readouterr().out


@pytest.mark.parametrize("coding", ["cp1252", "ascii", "big5"])
def test_no_terminal_ends_what_is_printed(coding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qeqt", "scenarios"], cwd=ROOT, capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": coding},
    )  # fmt: skip
    assert done.returncode == 0
    assert b"fed_2022_capped" in done.stdout


def printed(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[list[list[str]], Any]:
    """What a verb prints, a list of words a line, and what it prints with --json."""
    assert main([*typed]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert main([*typed, "--json"]) == 0
    return lines, json.loads(capsys.readouterr().out)


def test_scenarios_are_listed_as_their_json_has_them(capsys: pytest.CaptureFixture[str]) -> None:
    lines, found = printed(capsys, "scenarios")
    for line, one in zip(lines, found, strict=True):
        assert line == [one["name"], one["start"], str(one["months"]), "months", *one["name_zh"].split()]
        assert one["bank"] in ("fed", "ecb", "boe", "boj") and one["summary_zh"]


@pytest.mark.parametrize("bank", ["fed", "boe"])
def test_levers_are_listed_as_their_json_has_them(capsys: pytest.CaptureFixture[str], bank: str) -> None:
    lines, found = printed(capsys, "levers", bank)
    for line, one in zip(lines, found, strict=True):
        ends = [f"{one['low']:g}", "to", f"{one['high']:g}"]
        assert one["low"] < one["high"]
        assert line == [one["key"], *ends, *one["unit"].split(), one["kind"], *one["name_zh"].split()]


def test_scores_are_listed_as_their_json_has_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def score(name: str, bank: str) -> Score:
        return Score(
            name, bank, "2009-03", "2025-12", "bn USD", 68, 12.34, 5.678, -9.87, "2020-06", ["a", "b"], {}
        )

    monkeypatch.setattr(backtest, "backtest", lambda: [score("reserves", "fed")])
    monkeypatch.setattr(backtest_banks, "scores", lambda: [score("bonds", "ecb")])
    (head, *lines, first, second), found = printed(capsys, "backtest")
    assert head == ["series", "from", "to", "n", "mae", "bn", "mape", "%", "largest", "%"]
    numbers = ["2009-03", "2025-12", "68", "12.3", "5.68", "-9.9", "(2020-06)"]
    assert lines == [["fed", "reserves", *numbers], ["ecb", "bonds", *numbers]]
    assert (first, second) == (["a"], ["b"])
    assert [(one["series"], one["from"], one["to"], one["n"]) for one in found] == [
        (name, "2009-03", "2025-12", 68) for name in ("reserves", "bonds")
    ]


def test_what_moves_scores_is_listed_as_its_json_has_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Moved("mix", "one up", {"a": 1.234, "b": 5.0}, {"a": 1.0, "b": 4.0})
    monkeypatch.setattr(backtest_sensitivity, "sensitivity", lambda: [moved])
    lines, found = printed(capsys, "backtest", "--sensitivity")
    assert lines == [["mix", "one", "up", "a", "1.23", "b", "5.00"]]
    assert found == [vars(moved)]
