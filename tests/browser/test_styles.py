"""Every part of the book looks as the table of looks says, and no rule is for a part that the book lacks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import looks

pytestmark = pytest.mark.xdist_group("looks")


@pytest.fixture(scope="module")
def measured(chromium: Browser, base_url: str) -> dict[tuple[str, str], str | None]:
    return looks.measured(chromium, base_url)


def test_every_part_looks_as_the_table_says(measured: dict[tuple[str, str], str | None]) -> None:
    now = {key: look for key, look in measured.items() if look}
    moved = list(looks.moved(looks.kept(), now))
    assert not moved, "\n".join([*moved[:12], "`make looks` renews the table"])


def test_no_rule_is_for_a_part_that_the_book_lacks(measured: dict[tuple[str, str], str | None]) -> None:
    assert {rule for (_, rule), look in measured.items() if not look} == set(looks.UNSEEN)
