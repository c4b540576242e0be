"""Addresses are relative, so the site is right under a sub-path, on nested pages and from a disk."""

from posixpath import normpath

import pytest

from macros.text.address import from_root, of_page, relative, to_page


@pytest.mark.parametrize(
    ("source", "directories", "files"),
    [
        ("index.md", "", "index.html"),
        ("faq.md", "faq/", "faq.html"),
        ("qt/index.md", "qt/", "qt/index.html"),
        ("qt/how.md", "qt/how/", "qt/how.html"),
    ],
)
def test_a_page_has_one_address(source, directories, files):
    assert of_page(source) == directories
    assert of_page(source, directory_urls=False) == files


@pytest.mark.parametrize(
    ("page", "target", "way"),
    [
        ("", "sources.md#fact-x", "sources/#fact-x"),
        ("faq/", "sources.md#fact-x", "../sources/#fact-x"),
        ("qt/how/", "sources.md#fact-x", "../../sources/#fact-x"),
        ("qt/how/", "qt/history.md", "../history/"),
        ("qt/how/", "index.md", "../../"),
        ("qt/how/", "assets/data/qt_ladder.csv", "../../assets/data/qt_ladder.csv"),
        ("sources/", "sources.md#fact-x", "#fact-x"),
        ("", "assets/data/a.csv", "assets/data/a.csv"),
    ],
)
def test_the_way_from_a_page_to_a_target(page, target, way):
    assert relative(page, target) == way
    assert to_page(f'<a href="{from_root(target)}">', page) == f'<a href="{way}">'


@pytest.mark.parametrize(
    ("page", "target", "way"),
    [
        ("index.html", "sources.md#fact-x", "sources.html#fact-x"),
        ("qt/how.html", "sources.md#fact-x", "../sources.html#fact-x"),
        ("qt/how.html", "assets/data/a.csv", "../assets/data/a.csv"),
    ],
)
def test_pages_that_are_files_are_reached_too(page, target, way):
    assert relative(page, target, directory_urls=False) == way
    assert to_page(f'<a href="{from_root(target, directory_urls=False)}">', page) == f'<a href="{way}">'


@pytest.mark.parametrize("page", ["", "faq/", "qt/how/"])
def test_no_way_starts_at_the_root_of_a_host(page):
    way = relative(page, "glossary.md#term-qe")
    assert not way.startswith("/")
    assert normpath("/book/" + page + "/" + way.partition("#")[0]) == "/book/glossary"


def test_a_query_is_no_part_of_the_way():
    link = f'<a class="qeqt-try" href="{from_root("lab.md")}?set=a/../b&amp;from=2023#x" title="a book: x">'
    assert to_page(link, "qt/how/") == (
        '<a class="qeqt-try" href="../../lab/?set=a/../b&amp;from=2023#x" title="a book: x">'
    )
