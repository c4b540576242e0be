"""What the page of sources prints: publishers and series; never the copy through which a number came."""

import re

import pytest

from macros.tables import registry
from qeqt import data

COPY = re.compile(r"github\.com|公開資料庫 ?[\w.-]+/")
PLACES = {
    **{f"figure {name}": data.figure(name).meta.seen_in for name in data.figures()},
    **{f"fact {key}": fact.seen_in for key, fact in data.facts().items()},
}


def test_records_keep_the_copy_s_name() -> None:
    assert any(COPY.search(place) for places in PLACES.values() for place in places)


@pytest.mark.parametrize("table", ["facts", "figures"])
def test_a_page_never_names_the_copy_through_which_a_number_came(table: str) -> None:
    page = registry.table(str, table)
    assert "讀到的地方" in page
    assert COPY.findall(page) == []
