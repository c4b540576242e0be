"""A figure whose rows are as they were is drawn and worded as it was."""

from __future__ import annotations

import pytest

from tests.figures import drawings, drawn


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_figure_is_drawn_as_the_table_says(name: str) -> None:
    fields = drawings.changed(drawings.kept()[name], drawings.line(name, drawn.specification))
    assert not fields, f"{name} is drawn otherwise: look at it; `make numbers` renews the table"


def test_the_table_has_every_figure_and_no_other() -> None:
    assert sorted(drawings.kept()) == sorted(drawn.NAMES)


def test_rows_that_moved_may_move_what_is_drawn_and_nothing_else_may() -> None:
    one = dict.fromkeys(drawings.FIELDS, "a")
    assert drawings.changed(one, one) == []
    assert drawings.changed(one, {**one, "wide": "b", "words": "b"}) == ["words", "wide"]
    assert drawings.changed(one, {**one, "wide": "b", "rows": "b"}) == []


def test_a_fingerprint_knows_a_place_and_forgets_what_machines_differ_in() -> None:
    drawn = {"mark": {"dx": 8, "dy": 1.0 / 3.0}, "config": {"font": "one"}, "data": {"values": [1]}}
    same = {"mark": {"dy": 1.0 / 3.0 + 1e-12, "dx": 8}, "config": {"font": "two"}, "data": {"values": [2]}}
    assert drawings.fingerprint(drawn) == drawings.fingerprint(same)
    assert drawings.fingerprint(drawn) != drawings.fingerprint({**drawn, "mark": {"dx": 9, "dy": 1.0 / 3.0}})
