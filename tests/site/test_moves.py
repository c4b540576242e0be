"""Old addresses lead on: the record of moves, its check, what stands there, the list of releases."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from macros.audit.server import served
from macros.pages import moves
from macros.pages.feed import releases
from macros.pages.moves import Place, lead_on, leave_marks, read_moves
from macros.pages.page import FolderError
from macros.pages.page import Page as Built
from tests.book import ROOT
from tests.site.released import released

ARTICLE = (
    '<head><meta charset="utf-8"><title>{}｜書</title></head><article class="md-content__inner">{}</article>'
)
OLD, NEW = "old/place/", "new/"
URL = "https://book.example/qeqt/"


def record(folder: Path, *pairs: tuple[str, str]) -> moves.Moves:
    """The moves of a project whose record says so."""
    said = "".join(f'[[moved]]\nfrom = "{old}"\nto = "{new}"\nsince = "1"\n' for old, new in pairs)
    (folder / "moved.toml").write_text(said, encoding="utf-8")
    return read_moves(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built book of two pages."""
    pages = {
        "": '<h1 id="home">首頁</h1>',
        NEW: '<h1 id="new">新頁</h1><h2 id="part" title="a > b">一節</h2>',
    }
    for address, text in pages.items():
        (tmp_path / "site" / address).mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / address / "index.html").write_text(ARTICLE.format("頁", text), encoding="utf-8")
    return tmp_path / "site"


def test_a_record_may_be_empty_but_not_missing(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"moved\.toml: the record is missing"):
        read_moves(tmp_path)
    (tmp_path / "moved.toml").touch()
    assert read_moves(tmp_path) == moves.Moves()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("[[moved", "moved.toml"),
        ("[[move]]\nfrom = 'a/'", "unknown table 'move'; nearest: moved"),
        ("[[moved]]\nform = 'a/'\nto = 'b/'\nsince = '1'", "form = 'a/': unknown field; nearest: from"),
        ("[[moved]]\nfrom = 'a/'\nsince = '1'", "move 1: to = None: a text is needed"),
        ("[[moved]]\nfrom = 'a/'\nto = 'b.md'\nsince = '1'", "b.md"),
        ("[[moved]]\nfrom = '/a/'\nto = 'b/'\nsince = '1'", "'/a/'"),
        ("[[moved]]\nfrom = 'a/'\nto = 'b/'\nsince = '1'\n" * 2, "move 2: .*in the record already"),
    ],
)
def test_a_record_that_says_something_else_is_refused(tmp_path: Path, said: str, complaint: str) -> None:
    (tmp_path / "moved.toml").write_text(said, encoding="utf-8")
    with pytest.raises(FolderError, match=complaint):
        read_moves(tmp_path)


def test_what_moved_twice_says_where_it_is_at_last(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"a/ moved to b/, which moved itself; write to = 'c/'"):
        record(tmp_path, ("a/", "b/"), ("b/", "c/"))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (NEW, "", "new/ is said to have moved and is still a page"),
        (OLD, "nwe/", "nwe/ does not exist; nearest: new/"),
        (OLD, "new/#prat", "new/#prat does not exist; nearest: part"),
        ("nwe/#x", "new/#part", "nwe/#x: there is no such page; nearest: new/"),
    ],
)
def test_a_move_from_what_is_there_or_to_what_is_not_is_refused(
    folder: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(FolderError, match=re.escape(complaint)):
        lead_on(folder, record(folder.parent, (old, new)), URL)


def built(folder: Path, address: str) -> Built:
    path = Path(address) / "index.html"
    return Built(path, (folder / path).read_text(encoding="utf-8"))


def test_an_id_that_is_still_there_has_not_moved(folder: Path) -> None:
    with pytest.raises(FolderError, match="new/#part is said to have moved and is still there"):
        leave_marks(built(folder, NEW), record(folder.parent, ("new/#part", "new/#new")))


def test_an_id_that_moved_to_one_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(FolderError, match=re.escape("new/#prat does not exist; nearest: part")):
        leave_marks(built(folder, NEW), record(folder.parent, ("new/#x", "new/#prat")))


def test_an_id_that_moved_within_a_page_is_found_inside_what_carries_the_new_one(folder: Path) -> None:
    page = built(folder, NEW)
    leave_marks(page, record(folder.parent, ("new/#once", "new/#part")))
    (mark,) = html.fromstring(page.html).xpath("//*[@id='once']")
    assert mark.getparent().get("id") == "part"
    assert mark.getparent().text_content() == "一節"


def test_an_id_that_moved_to_another_page_leaves_a_line_that_the_search_does_not_read(folder: Path) -> None:
    page, recorded = built(folder, ""), record(folder.parent, ("#once", "new/#part"))
    leave_marks(page, recorded)
    (folder / page.path).write_text(page.html, encoding="utf-8")
    lead_on(folder, recorded, URL)
    (line,) = html.fromstring(built(folder, "").html).xpath("//article//*[@id='once']")
    assert line.get("data-unsearched") is not None
    (link,) = line.xpath(".//a")
    assert (link.get("href"), link.text) == ("new/#part", "〈頁〉")


def test_an_id_of_a_page_that_moved_is_looked_for_where_that_page_went(folder: Path) -> None:
    page = built(folder, NEW)
    leave_marks(page, record(folder.parent, (OLD, NEW), (f"{OLD}#once", "new/#part")))
    assert html.fromstring(page.html).xpath("//h2/*[@id='once']")


def test_a_page_at_an_old_address_leads_on_without_scripts_and_from_elsewhere_loads_nothing(
    folder: Path,
) -> None:
    lead_on(folder, record(folder.parent, (OLD, "new/#part")), URL)
    page = html.fromstring((folder / OLD / "index.html").read_text(encoding="utf-8"))
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{URL}{NEW}"]
    assert page.xpath("//noscript//meta[@http-equiv='refresh']/@content") == ["0; url=../../new/#part"]
    assert page.xpath("//a/@href") == ["../../new/#part"]
    assert page.xpath("//script/@src") == []
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "sha256-" in policy


def test_a_page_that_became_part_of_the_first_one_leads_there(folder: Path) -> None:
    lead_on(folder, record(folder.parent, (OLD, "#home")), URL)
    page = html.fromstring((folder / OLD / "index.html").read_text(encoding="utf-8"))
    assert page.xpath("//link[@rel='canonical']/@href") == [URL]
    assert page.xpath("//a/@href") == ["../../#home"]


def test_without_an_address_of_the_site_no_canonical_one_is_named(folder: Path) -> None:
    lead_on(folder, record(folder.parent, (OLD, NEW)), None)
    assert "canonical" not in (folder / OLD / "index.html").read_text(encoding="utf-8")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("asked", [OLD, f"{OLD}#part", f"{OLD}?q=1"])
def test_a_browser_arrives_and_keeps_the_fragment_where_scripts_run(
    folder: Path, reader: Page, asked: str, request: pytest.FixtureRequest
) -> None:
    lead_on(folder, record(folder.parent, (OLD, NEW)), URL)
    scripts = "with scripts" in request.node.callspec.id
    with served(folder) as url:
        reader.goto(url + asked)
        expect(reader).to_have_url(url + (asked.replace(OLD, NEW) if scripts else NEW))
        expect(reader.locator("h1")).to_have_text("新頁")


RELEASED = released()


def test_the_list_holds_the_newest_release() -> None:
    newest = next(releases((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))).name
    assert newest in RELEASED.values(), f"make site && .venv/bin/python -m tests.site.released {newest}"


def test_every_address_of_a_release_is_alive_or_leads_on(site: Path) -> None:
    recorded = read_moves(ROOT)
    trees = {}
    dead = []
    for place in map(Place.read, RELEASED):
        now = recorded.lands(place)
        file = site / now.file
        if now.file not in trees and file.is_file():
            trees[now.file] = set(html.fromstring(file.read_text(encoding="utf-8")).xpath("//@id"))
        if (
            now.file not in trees
            or (now.anchor and now.anchor not in trees[now.file])
            or (now.page != place.page and not (site / place.file).is_file())
        ):
            dead.append(str(place))
    assert dead == [], "write in moved.toml where they are now"
