"""Bands in charts: what they show is kept, and says what it rests on."""

import pytest

from macros import answers, bands
from qeqt import data, ensemble
from qeqt.results import COLUMNS


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> answers.Ends:
    found = answers.Ends("s", ["2022-06", "2022-07"], {"mbs": [(1.0, 2.0), (1.5, 3.0)]}, 500, 7, 0.012)
    monkeypatch.setattr(answers, "bands", lambda: {"s": found})
    bands.band.cache_clear()
    return found


def test_what_is_kept_are_columns_of_scenarios() -> None:
    assert set(answers.BANDED) <= set(data.scenarios())
    assert {column for columns in answers.BANDED.values() for column in columns} <= set(COLUMNS)


def test_a_row_has_both_ends_of_its_month(ends: answers.Ends) -> None:
    assert bands.cells("mbs", "s", "mbs", "2022-07") == {"mbs_low": 1.5, "mbs_high": 3.0}


def test_a_month_outside_the_run_has_no_band(ends: answers.Ends) -> None:
    assert bands.cells("mbs", "s", "mbs", "2022-05") == {"mbs_low": None, "mbs_high": None}


def test_the_note_says_draws_seed_and_the_share_drawn_again(ends: answers.Ends) -> None:
    assert all(part in bands.note(["s"]) for part in ("500 次", "種子 7", "1.2%"))


def test_charts_use_the_seed_that_is_stated() -> None:
    assert ensemble.bands.__defaults__ is not None
    assert ensemble.SEED in ensemble.bands.__defaults__
