"""資料截至 follows from the figures and facts that a page shows, whatever its author writes."""

import re
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from macros import charts  # noqa: F401  registers every chart
from macros.figures import figure
from macros.pages.data_until import PLACE, data_until, last_day, observed, set_data_until
from macros.pages.page import Page
from qeqt import data
from tests.book import ROOT, addresses

FACT = '<data class="qeqt-number" value="1"><a href="../sources/#fact-{}">1</a></data>'
FIGURE = '<figure class="qeqt-figure" id="fig-{}" data-kind="both">'


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025", date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2025Q3", date(2025, 9, 30)),
        ("2025-Q1", date(2025, 3, 31)),
        ("2026-08-19", date(2026, 8, 19)),
    ],
)
def test_a_period_is_known_until_its_last_day(text: str, day: date) -> None:
    assert last_day(text) == day


def test_the_newest_of_facts_and_figures_counts() -> None:
    facts = sorted(data.facts().values(), key=lambda fact: last_day(fact.as_of))
    old, new = facts[0], facts[-1]
    assert data_until(FACT.format(old.key)) == last_day(old.as_of)
    assert data_until(FACT.format(new.key) + FACT.format(old.key)) == last_day(new.as_of)
    shown = figure.figure("qt_caps_actual")
    assert data_until(FACT.format(old.key) + FIGURE.format(shown.name)) == observed(shown)[0]


def test_neither_the_model_nor_a_mere_link_is_an_observation() -> None:
    model = next(found for name in figure.names() if not (found := figure.figure(name)).sources)
    linked = '<a href="../sources/#fact-fed_assets_peak">來源</a>'
    assert data_until(FIGURE.format(model.name) + linked) is None


@pytest.mark.parametrize("name", figure.names())
def test_a_figure_knows_no_more_than_its_tables(name: str) -> None:
    found = figure.figure(name)
    for day in observed(found):
        if not found.as_of:
            assert day <= max(last_day(str(table.rows[-1]["date"])) for table in found.sidecars)


def test_a_page_without_data_says_nothing() -> None:
    page = Page(Path("a/index.html"), f'<article class="md-content__inner"><p>字</p></article>{PLACE}')
    set_data_until(page)
    assert "資料截至" not in page.html and PLACE not in page.html


SHOWS_CALLS = ("authors/", "changes/")
"""Pages that show calls as text."""


def chapter(address: str) -> Path | None:
    """The source of a page, none where it is no chapter."""
    names = (f"{address.rstrip('/')}.md", f"{address}index.md")
    return next((path for name in names if (path := ROOT / "docs" / name).is_file()), None)


CHAPTERS = [address for address in addresses() if address not in SHOWS_CALLS and chapter(address)]


@pytest.mark.parametrize("address", CHAPTERS)
def test_the_page_prints_the_last_day_of_what_its_chapter_calls(site: Path, address: str) -> None:
    source = chapter(address)
    assert source is not None
    text = source.read_text(encoding="utf-8")
    called = [last_day(data.facts()[key].as_of) for key in re.findall(r'\[\[ fact\("(\w+)"', text)]
    for name in re.findall(r'\[\[ chart\("(\w+)"', text):
        called += observed(figure.figure(name))
    page = html.fromstring((site / address / "index.html").read_text(encoding="utf-8"))
    said = page.xpath("//span[@class='qeqt-data-until']/time/@datetime")
    assert said == ([str(max(called))] if called else [])
