"""The table of parameters that move nothing is about the parameters there are, and what it says is so."""

import random

import pytest

from qeqt import data
from qeqt.runs import presence
from qeqt.study import unmoved
from tests.unmoved import FILE, kept, written

ROWS = {row.parameter: row for row in kept()}
EVERY = unmoved.every()
CHANCE = random.Random(FILE.read_bytes())
"""Other parameters are tried once the table has changed."""

STILL = [key for key, row in ROWS.items() if row.why == unmoved.STILL]
MOVING = sorted(set(EVERY) - set(ROWS))
TRIED = CHANCE.sample(STILL, min(3, len(STILL)))


def test_the_table_is_written_as_the_verb_writes_it() -> None:
    assert FILE.read_text(encoding="utf-8") == written(kept())


@pytest.mark.parametrize("key", ROWS)
def test_a_row_says_who_reads_a_parameter_and_in_how_many_scenarios(key: str) -> None:
    row, entry = ROWS[key], EVERY[key]
    assert (row.sector, row.part, row.scenarios) == (entry.sector, entry.part, len(unmoved.reading(key)))
    assert (row.why == unmoved.OUTSIDE) == (entry.part in presence.IN_NO_RUN)


def test_what_no_run_can_move_is_in_the_table() -> None:
    for key, entry in EVERY.items():
        own = unmoved.reading(key).values()
        if entry.part in presence.IN_NO_RUN or all(each.low == each.high for each in own):
            assert key in ROWS


@pytest.mark.parametrize("key", CHANCE.sample(MOVING, 6))
def test_a_parameter_that_is_not_in_the_table_moves_a_scenario(key: str) -> None:
    assert any(unmoved.moves_alone(name, own) for name, own in unmoved.reading(key).items())


@pytest.mark.parametrize("key", TRIED)
def test_a_parameter_of_the_table_moves_none_of_a_few_scenarios(key: str) -> None:
    found = unmoved.reading(key)
    for name in CHANCE.sample(sorted(found), min(4, len(found))):
        assert not unmoved.moves_alone(name, found[name]), name


def test_a_parameter_that_moves_something_is_said_to_move_it() -> None:
    entry = data.parameters("boe")["purchase_life"]
    assert "boe_history" in unmoved.reading("purchase_life")
    assert unmoved.moves_alone("boe_history", entry)
    assert unmoved.moving("boe_history", {"purchase_life": entry}) == {"purchase_life"}
