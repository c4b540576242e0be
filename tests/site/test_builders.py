"""The list of what two builders may make otherwise: what is compared is found, what is listed passes."""

from pathlib import Path

import pytest

from macros.pages.content_security import signature
from macros.site import builders as builders_of_the_book
from macros.text.errors import BuildError
from tests.site.builders import Difference, allowed, compare, judged
from tests.site.test_build import book, fingerprint  # noqa: F401 (book is a fixture)

SCRIPT = "go()"
POLICY = f"default-src 'none'; script-src 'self' {signature(SCRIPT)}"
PAGE = f"""<!doctype html><html><head><title>頁</title><meta name="description" content="說">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="canonical" href="https://book.example/qeqt/a/">
<script type="application/ld+json">{{"@type": "Article"}}</script></head><body>
<nav class="md-nav"><a href="../b/">乙</a></nav>
<article><h1 id="a">頁</h1><p>一句 <a class="qeqt-term" href="../glossary/#term-x" title="說">詞</a>
<data value="1"><a href="../sources/#fact-x">1 兆</a></data> <math><mi>x</mi></math></p>
<figure id="fig-x"><svg><path d="M0 0"/></svg></figure><table><tr><td>1</td></tr></table>
<span class="qeqt-changed"><time datetime="2026-10-05">十月</time></span></article>
<a class="md-footer__link" href="../b/">下一頁</a><div class="md-footer-meta">聲明</div>
<script>{SCRIPT}</script><script src="../assets/javascripts/qeqt.js?01234567"></script>
<script src="../assets/javascripts/search-box.js"></script></body></html>"""
CHANGED = {
    "title": ("<title>頁", "<title>別頁"),
    "head": ('content="說"', 'content="別的"'),
    "head's links": ("qeqt/a/", "qeqt/b/"),
    "ids": ('id="a"', 'id="b"'),
    "text": ("一句", "二句"),
    "links": ("#fact-x", "#fact-y"),
    "figures": ("M0 0", "M0 1"),
    "equations": ("<mi>x", "<mi>y"),
    "tables": ("<td>1", "<td>2"),
    "cards": ('title="說"', 'title="別"'),
    "numbers": ('value="1"', 'value="2"'),
    "dates": ("2026-10-05", "2026-10-06"),
    "JSON-LD": ("Article", "Dataset"),
    "policy": (f"<script>{SCRIPT}", "<script>other()"),
    "scripts": ("qeqt.js", "figure.js"),
    "search box": ("search-box.js", "other.min.js"),
    "navigation": ('<nav class="md-nav"><a href="../b/"', '<nav class="md-nav"><a href="../c/"'),
    "next pages": ('md-footer__link" href="../b/"', 'md-footer__link" href="../c/"'),
    "footer": ("聲明", "別的聲明"),
}
FILES = {
    "search/index.json": (
        '{"pages": [["a/", "頁"]], "hubs": [], "entries": [[0], [""], ["page"], ["頁"]]}',
        "頁",
        "別頁",
    ),
    "sitemap.xml": ("<loc>https://book.example/qeqt/a/</loc><lastmod>2026-10-05</lastmod>", "-05", "-06"),
    "feed.xml": ("<title>0.1.0</title>", "0.1.0", "0.1.1"),
    "assets/data/x.csv": ("1,2", "2", "3"),
}


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path]:
    """Two books of one page, alike."""
    for name in ("one", "other"):
        for place, text in {"a/index.html": PAGE, **{name: said[0] for name, said in FILES.items()}}.items():
            file = tmp_path / name / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return tmp_path / "one", tmp_path / "other"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_books_that_are_alike_have_no_difference(books: tuple[Path, Path]) -> None:
    change(books[1] / "a/index.html", "01234567", "89abcdef")  # the edition of a script
    assert compare(*books) == []


@pytest.mark.parametrize("what", CHANGED)
def test_each_aspect_of_a_page_is_compared(books: tuple[Path, Path], what: str) -> None:
    change(books[1] / "a/index.html", *CHANGED[what])
    assert what in {found.what for found in compare(*books) if found.where == "a/"}


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_compared(books: tuple[Path, Path], name: str) -> None:
    change(books[1] / name, *FILES[name][1:])
    assert [(found.what, found.where) for found in compare(*books)] == [("file", name)]


def test_a_page_or_a_file_that_one_book_lacks_is_told(books: tuple[Path, Path]) -> None:
    (books[0] / "a/index.html").unlink()
    (books[1] / "feed.xml").unlink()
    assert [(found.what, found.where) for found in compare(*books)] == [("file", "feed.xml"), ("page", "a/")]


def test_what_is_listed_passes_what_is_not_fails_and_so_does_a_stale_entry() -> None:
    found = [Difference("text", "a/", "一", "二"), Difference("text", "b/", "一", "二")]
    entry = {"what": "text", "where": "a/", "why": "so"}
    assert judged(found[:1], [entry]) == []
    (wrong,) = judged(found, [entry])
    assert wrong.startswith("not listed: text") and "b/" in wrong
    assert judged([], [entry]) == ["finds nothing any more: text a/"]
    assert judged(found[:1], [{**entry, "what": "ids"}])[0].startswith("not listed")


def test_the_list_says_why_and_lets_pass_no_text_of_a_page() -> None:
    entries = allowed()
    assert all(len(entry["why"]) > 20 for entry in entries)
    assert {entry["what"] for entry in entries} <= {"page", "file", "next pages", "search box"}


def test_an_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.toml"
    file.write_text('[[difference]]\nwhat = "text"\nwhere = "*"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="what, where and why are needed"):
        allowed(file)


def test_a_builder_that_is_not_installed_is_named_with_the_way_to_it(
    book: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(builders_of_the_book, "find_spec", lambda name: None)
    with pytest.raises(BuildError, match="make site BUILDER=zensical"):
        builders_of_the_book.zensical(book, book / "built")
    assert not (book / "built").exists()


def test_a_builder_that_stops_leaves_nothing_and_says_its_last_word(
    book: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = fingerprint(book)
    monkeypatch.setattr(builders_of_the_book, "find_spec", lambda name: name)
    monkeypatch.setattr(builders_of_the_book, "run", stops)
    with pytest.raises(BuildError, match="no such page"):
        builders_of_the_book.zensical(book, book / "built")
    assert fingerprint(book) == before


def stops(builder: str, *arguments: str, folder: Path) -> str:
    assert (builder, (folder / "docs" / "faq.md").is_file()) == ("zensical", True)
    raise BuildError("no such page")
