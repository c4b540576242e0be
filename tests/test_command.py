"""The command: what it says alone, what it refuses, what any terminal can show."""

import os
import subprocess
import sys

import pytest

from qeqt.cli.commands import main
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
