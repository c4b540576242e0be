"""mkdocs.yml is held to a schema: the book's own is right, each slip is told with its line."""

from pathlib import Path

import pytest

from macros.chapter import configuration
from tests.book import ROOT

TEXT = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
SLIPS = [
    ("strict: true", "strict: false", "strict: found false; true is needed"),
    ("strict: true\n", "strict: true\nstrict: false\n", "strict stands on an earlier line already"),
    ("figure.js", "nofigure.js", "no such file below theme/ or docs/"),
    ("steps.css", "stebs.css", "no such file below theme/ or docs/"),
    ("repo_url:", "repo_ulr:", "repo_ulr: unknown key"),
    ("extra_css:", "hooks:\n  - a.py\nextra_css:", "hooks: unknown key"),
    ("問與答: faq.md", "問與答: fak.md", "no such page below docs/"),
    ("問與答: faq.md", "問與答: faq.md\n      - 再: faq.md", "stands in the contents already"),
    ("      - 問與答: faq.md\n", "", "faq.md is not in the contents"),
    ("on_error_fail: true", "on_error_fail: false", "on_error_fail: found false; true is needed"),
    ('j2_variable_start_string: "[["', 'j2_variable_start_string: "{{"', '"[[" is needed'),
    ("- toc.follow", "- navigation.instant", "theme.features"),
    ("font: false", "font: Roboto", "theme.font: found"),
    ("omitted_files: warn", "omitted_file: warn", "omitted_files: not there, and needed"),
    ("anchors: warn", "anchors: ignore", '"warn" is needed'),
    ("- md_in_html", "- md_in_htm", "markdown_extensions"),
    ("plugins:", "plugins: [", "mkdocs.yml is not YAML"),
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for name in ("docs", "theme"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path / "mkdocs.yml"


def test_the_books_own_is_right() -> None:
    assert configuration.of_book(ROOT / "mkdocs.yml") == []


@pytest.mark.parametrize(("old", "new", "said"), SLIPS, ids=[said for _, _, said in SLIPS])
def test_a_slip_is_told_with_its_line(book: Path, old: str, new: str, said: str) -> None:
    assert old in TEXT
    book.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    found = [each for each in configuration.of_book(book) if said in each[1]]
    assert len(found) == 1, configuration.of_book(book)
    changed = TEXT.count("\n", 0, TEXT.index(old)) + 1
    within = range(changed - 2, changed + 4) if new and "not YAML" not in said else range(1, 200)
    assert found[0][0] in within


def test_one_that_goes_on_from_another_may_leave_things_out(book: Path) -> None:
    book.write_text("INHERIT: other.yml\nnav:\n  - 首頁: index.md\n", encoding="utf-8")
    assert configuration.of_book(book) == []
    book.write_text("INHERIT: other.yml\nstrikt: true\n", encoding="utf-8")
    assert [(line, near) for line, _, near in configuration.of_book(book)] == [(2, "strict")]
