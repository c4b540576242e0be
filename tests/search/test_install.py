"""The theme's worker is replaced on every page, or nothing is built."""

import json
import re
import shutil
from pathlib import Path

import pytest

from macros.pages.page import read_pages
from macros.search import without_notebook
from macros.search.entries import SearchError
from macros.search.install import SCRIPTS, WORKER, edition, install, install_everywhere

CONFIG = '<script id="__config" type="application/json">{"base": "..", "search": "%s"}</script>'
THEIRS = "../assets/javascripts/workers/search.a7633da7.min.js"
BUNDLE = '<script src="../assets/javascripts/bundle.a5f9d56c.min.js"></script>'
GOOD = CONFIG % THEIRS + BUNDLE


def test_a_page_gets_our_worker_and_our_script_before_the_theme_s() -> None:
    page = install(GOOD, "faq/index.html", "0a1b")
    assert '"search": "../assets/javascripts/search-worker.js?0a1b"' in page
    assert page.index("../assets/javascripts/search-box.js?0a1b") < page.index("bundle.")
    assert "faq-filter.js" not in page


def test_the_page_with_the_filter_gets_its_script() -> None:
    assert "faq-filter.js?0a1b" in install(GOOD + '<form class="qeqt-faq-filter">', "faq/index.html", "0a1b")


def test_the_error_page_has_absolute_addresses() -> None:
    page = GOOD.replace("../assets", "/qeqt/assets")
    assert '"/qeqt/assets/javascripts/search-worker.js?0a1b"' in install(page, "404.html", "0a1b")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (BUNDLE, "no __config"),
        (CONFIG % THEIRS, "no script bundle"),
        (CONFIG % "../assets/javascripts/finder.js" + BUNDLE, "finder.js"),
        ('<script id="__config" type="application/json">{"base": ".."}</script>' + BUNDLE, "None"),
    ],
)
def test_a_theme_that_changed_its_ways_stops_the_build(page: str, said: str) -> None:
    with pytest.raises(SearchError, match=said):
        install(page, "index.html", "0a1b")


def test_a_missing_script_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match=r"search-worker\.js"):
        edition(tmp_path, b"{}")


def test_a_page_that_starts_our_worker_already_stops_the_build() -> None:
    with pytest.raises(SearchError, match="search-worker"):
        install(install(GOOD, "index.html", "0a1b"), "index.html", "0a1b")


def test_the_edition_changes_with_index_and_scripts(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / SCRIPTS, tmp_path / SCRIPTS)
    first = edition(tmp_path, b"one")
    assert edition(tmp_path, b"two") != first
    worker = tmp_path / SCRIPTS / WORKER[0]
    worker.write_text(worker.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert edition(tmp_path, b"one") != first


def test_every_page_of_the_book_starts_our_worker(site: Path) -> None:
    pages = list(read_pages(site))
    assert len(pages) > 50
    for file, page in [(read.path, read.html) for read in pages]:
        found = re.search(r'<script id="__config" type="application/json">(.*?)</script>', page, re.DOTALL)
        assert found, file
        address = json.loads(found[1])["search"].partition("?")[0]
        assert address.endswith("assets/javascripts/search-worker.js"), file
        assert page.count("search-box.js") == 1, file


def test_a_file_of_the_owner_starts_nothing(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / SCRIPTS, tmp_path / SCRIPTS)
    (tmp_path / "search").mkdir()
    (tmp_path / "index.html").write_text(f'<meta name="qeqt:title" content="x">{GOOD}', encoding="utf-8")
    mine = tmp_path / "google0123456789abcdef.html"
    mine.write_text("google-site-verification: google0123456789abcdef.html", encoding="utf-8")
    install_everywhere(tmp_path, b"index")
    assert "search-box.js" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert mine.read_text(encoding="utf-8") == f"google-site-verification: {mine.name}"


def test_the_theme_is_left_no_documents(site: Path) -> None:
    assert json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"] == []


def test_what_the_authors_exclude_is_not_indexed(site: Path) -> None:
    index = json.loads((site / "search" / "index.json").read_text(encoding="utf-8"))
    assert "authors/" not in [address for address, *_ in index["pages"]]
    assert "faq/" in [address for address, *_ in index["pages"]]


def test_another_builder_s_box_keeps_its_worker_and_the_filter_asks_ours() -> None:
    assert install(GOOD, "faq/index.html", "0a1b", box=False) == GOOD
    page = install(f'<form class="qeqt-faq-filter">{GOOD}', "faq/index.html", "0a1b", box=False)
    assert THEIRS in page
    worker = 'data-worker="../assets/javascripts/search-worker.js?0a1b"'
    for script in ("search-box.js", "faq-filter.js"):
        assert f'<script src="../assets/javascripts/{script}?0a1b" {worker}></script>' in page


def test_words_that_lead_to_the_notebook_are_left_out_where_it_is_not_built() -> None:
    asked = {"model/redo.md#redo-walk": ("a",), "#fig-redo_bands": ("b",), "faq.md#faq-01": ("c",)}
    assert without_notebook(asked) == {"faq.md#faq-01": ("c",)}
