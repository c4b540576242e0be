"""The search box of the built book in a browser, asked every graded query once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from macros.audit.search_box import LISTEN, Answer, Box
from macros.audit.search_grading import Names, Query, read_queries
from tests.book import ROOT

QUERIES = read_queries(ROOT / "tests" / "search" / "queries.csv")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-TW")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def box(chromium: Browser, base_url: str) -> Iterator[Box]:
    page = chromium.new_page()
    page.add_init_script(LISTEN)
    yield Box(page, base_url)
    page.close()


@pytest.fixture(scope="session")
def answers(box: Box) -> dict[str, Answer]:
    return {query.text: box.ask(query.text) for query in QUERIES}


@pytest.fixture(scope="session")
def graded(answers: dict[str, Answer], site: Path) -> dict[str, list[list[str]]]:
    names = Names(site, ROOT / "docs")
    return {text: [names(address) for address in answer.addresses] for text, answer in answers.items()}


@pytest.fixture(scope="session")
def marked(answers: dict[str, Answer]) -> set[str]:
    """The queries that are answered only by what comes closest."""
    return {text for text, answer in answers.items() if answer.marked}


def of_kind(kind: str) -> list[Query]:
    return [query for query in QUERIES if query.kind == kind]
