"""Check first, build beside, swap at the end: whatever fails, the last good site stays as it was."""

import errno
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from macros.chapter.check import check
from macros.kept import build_cache
from macros.site import second_process
from macros.site.build import BuildError, build, finished, recover
from macros.site.preview import Preview, free_port
from tests.book import ROOT, SITE_URL

INDEX = """---
title: 小書
description: 只有兩頁的小書，拿來試建置。
---

# 小書 {#home}

第一句話。見[問](faq.md#faq-01)。
"""

FAQ = """---
title: 問
description: 只有一個問題的一頁，拿來試建置。
---

# 問 {#faq}

## 一個問題？ {#faq-01}

一個答案，講得夠長，長到可以放進給搜尋引擎看的資料裡，也長到看得出它跟頁面上的是同一句。
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book of two pages with the project's own configuration, theme and macros."""
    alone(monkeypatch)
    write_book(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of that book."""
    root = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        alone(patch)
        write_book(root)
        build(root)
    return root / "site"


@pytest.fixture
def built(book: Path, good: Path) -> Path:
    """The book with its site."""
    shutil.copytree(good, book / "site")
    return book


def alone(patch: pytest.MonkeyPatch) -> None:
    """Leave out what speaks of the whole book, not of two pages: the environment, search, subjects."""
    for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
        patch.delenv(name, raising=False)
    patch.setattr("macros.site.finish.build_search", lambda folder, found: 0)
    patch.setattr("macros.chapter.check._subjects", lambda pages, table: [])


def write_book(root: Path) -> None:
    """Write two pages, and what the project has besides its pages."""
    for name in ("theme", "macros", "qeqt"):
        (root / name).symlink_to(ROOT / name)
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text(INDEX, encoding="utf-8")
    (root / "docs" / "faq.md").write_text(FAQ, encoding="utf-8")
    (root / "moved.toml").touch()
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- Two pages.\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\nnav:\n  - 首頁: index.md\n  - 問: faq.md\n", encoding="utf-8"
    )


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder and what it holds."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def add_to(page: Path, text: str) -> None:
    page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")


def unknown_fact(docs: Path) -> None:
    add_to(docs / "faq.md", '\n總資產 [[ fact("no_such_fact") ]]。\n')


def page_outside_the_contents(docs: Path) -> None:
    (docs / "lost.md").write_text(INDEX.replace("{#home}", "{#lost}"), encoding="utf-8")


def picture_of_another_host(docs: Path) -> None:
    add_to(docs / "faq.md", '\n<img src="https://elsewhere.example/a.png" alt="a">\n')


def equation_without_mathml(docs: Path) -> None:
    add_to(docs / "faq.md", "\n算式 \\(\\nosuchcommand x\\) 。\n")


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (unknown_fact, "no_such_fact"),
        (page_outside_the_contents, "strict mode"),
        (picture_of_another_host, "elsewhere.example"),
        (equation_without_mathml, "nosuchcommand"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_build_that_fails_leaves_the_last_good_site_byte_for_byte(built: Path, slip, said: str) -> None:
    before = fingerprint(built / "site")
    assert "faq/index.html" in before
    slip(built / "docs")
    with pytest.raises(BuildError, match=said):
        build(built)
    assert fingerprint(built / "site") == before
    assert not list((built / ".cache").glob("site-*"))


def test_a_build_that_succeeds_takes_the_place_of_the_old_site_whole(built: Path) -> None:
    (built / "site" / "left-over.html").write_text("old", encoding="utf-8")
    add_to(built / "docs" / "index.md", "\n第二句話。\n")
    build(built)
    assert "第二句話" in (built / "site" / "index.html").read_text(encoding="utf-8")
    assert not (built / "site" / "left-over.html").exists()
    assert not list((built / ".cache").glob("site-*"))


GONE = 2**22 + 1
"""No process has this number."""


def test_after_a_kill_between_the_two_renames_the_last_site_comes_back(book: Path) -> None:
    (book / ".cache" / f"site-{GONE}-old").mkdir(parents=True)
    (book / ".cache" / f"site-{GONE}-old" / "index.html").write_text("last", encoding="utf-8")
    unknown_fact(book / "docs")
    with pytest.raises(BuildError, match="no_such_fact"):
        build(book)
    assert (book / "site" / "index.html").read_text(encoding="utf-8") == "last"


def test_what_a_killed_build_left_goes_what_a_running_one_makes_stays(book: Path) -> None:
    kept, *left = (f"site-{os.getppid()}", f"site-{GONE}", f"site-{GONE}-sources", f"site-{GONE}-old")
    for name in (kept, *left):
        (book / ".cache" / name).mkdir(parents=True)
    (book / "site").mkdir()
    recover(book / "site")
    assert [folder.name for folder in (book / ".cache").iterdir()] == [kept]
    assert (book / "site").is_dir()


def test_a_disk_that_takes_nothing_more_is_one_line(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "card.png")

    before = fingerprint(built / "site")
    monkeypatch.setattr("macros.pages.finish.write_pictures", full)
    with pytest.raises(BuildError, match=r"No space left on device: 'card\.png'"):
        build(built)
    assert fingerprint(built / "site") == before
    assert not list((built / ".cache").glob("site-*"))


def test_what_stands_where_the_site_would_be_is_no_folder_and_stays(book: Path) -> None:
    (book / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match=r"site: found a file; a folder, or nothing, is needed"):
        build(book)
    assert (book / "site").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_written_to_is_one_line(book: Path) -> None:
    (book / ".cache").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match=r"^\[Errno \d+\] [^\n]*\.cache'$"):
        build(book)


def test_a_site_that_cannot_be_moved_is_one_line_and_stays(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mounted(*_: object) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy", "site")

    monkeypatch.setattr("macros.site.build.make", lambda root, fresh, pool, builder: fresh.mkdir() or 1)
    monkeypatch.setattr(Path, "rename", mounted)
    (book / "site").mkdir()
    with pytest.raises(BuildError, match=r"^\[Errno \d+\] Device or resource busy: 'site'$"):
        build(book)
    assert (book / "site").is_dir() and not list((book / ".cache").glob("site-*"))


def test_two_builds_of_the_same_book_are_alike_byte_for_byte(book: Path) -> None:
    build(book, book / "one")
    build(book, book / "two")
    assert fingerprint(book / "one") == fingerprint(book / "two")


def mkdocs_by_hand(root: Path) -> None:
    subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=root, check=True, capture_output=True)


def test_mkdocs_and_finish_by_hand_make_what_make_site_makes(book: Path) -> None:
    sources = INDEX.replace("{#home}", "{#sources}").replace("第一句話。", '[[ table("figures") ]]\n\n')
    (book / "docs" / "sources.md").write_text(sources, encoding="utf-8")
    add_to(book / "mkdocs.yml", "  - 資料: sources.md\n")
    add_to(book / "docs" / "faq.md", '\n[[ chart("fiscal_deferred_asset") ]]\n\n[[ table("scenarios") ]]\n')
    build(book, book / "made")
    mkdocs_by_hand(book)
    assert finished(book, book / "site").startswith("4 pages")
    assert fingerprint(book / "site") == fingerprint(book / "made")
    assert "assets/figures/fiscal_deferred_asset.wide.json" in fingerprint(book / "site")


def test_a_folder_is_finished_once(built: Path) -> None:
    before = fingerprint(built / "site")
    with pytest.raises(BuildError, match="finished already; build it again first"):
        finished(built, built / "site")
    assert fingerprint(built / "site") == before


def test_what_is_no_built_book_is_not_finished(book: Path) -> None:
    (book / "empty").mkdir()
    with pytest.raises(BuildError, match=r"holds no built book.*mkdocs build"):
        finished(book, book / "empty")


def test_a_link_may_lead_to_what_a_macro_prints(book: Path) -> None:
    add_to(book / "docs" / "faq.md", '\n[[ table("scenarios") ]]\n')
    add_to(book / "docs" / "index.md", "\n見[那裡](faq.md#scenario-fed_history)。\n")
    build(book)
    assert 'id="scenario-fed_history"' in (book / "site" / "faq" / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def two_processes(book: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The book of two pages, the calls of one rendered by each process, nothing worked out beforehand."""
    monkeypatch.setattr(second_process, "FEW", 0)
    monkeypatch.setattr(build_cache, "knows", lambda name: True)
    return book


def test_what_two_processes_build_is_what_one_builds_byte_for_byte(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(book, book / "one")
    monkeypatch.setattr(second_process, "FEW", 0)
    monkeypatch.setattr(build_cache, "knows", lambda name: True)
    build(book, book / "two")
    assert fingerprint(book / "one") == fingerprint(book / "two")
    assert not list((book / ".cache").glob("site-*"))


@pytest.mark.parametrize("page", ["index.md", "faq.md"])
def test_whichever_process_finds_a_mistake_the_last_good_site_stays(two_processes: Path, page: str) -> None:
    (two_processes / "site").mkdir()
    add_to(two_processes / "docs" / page, '\n總資產 [[ fact("no_such_fact") ]]。\n')
    with pytest.raises(BuildError, match="no_such_fact"):
        build(two_processes)
    assert fingerprint(two_processes / "site") == {}
    assert not list((two_processes / ".cache").glob("site-*"))


@pytest.mark.parametrize("processes", [1, 2])
def test_the_mistakes_of_all_pages_are_told_in_one_run(
    book: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if processes == 2:
        monkeypatch.setattr(second_process, "FEW", 0)
        monkeypatch.setattr(build_cache, "knows", lambda name: True)
    add_to(book / "docs" / "index.md", '\n[[ fact("fed_assets_peek") ]]\n\n[[ fakt("x") ]]\n')
    add_to(book / "docs" / "faq.md", "\n見[那裡](nowhere.md)。\n")
    found = {(mistake.page, mistake.line): mistake for mistake in check(book / "docs")}
    index_lines = INDEX.count("\n")
    fact = found["index.md", index_lines + 2]
    assert (fact.macro, fact.key, fact.nearest) == ("fact", "fed_assets_peek", "fed_assets_peak")
    assert found["index.md", index_lines + 4].nearest == "fact"
    assert "nowhere.md" in found["faq.md", FAQ.count("\n") + 2].message
    with pytest.raises(BuildError) as stop:
        build(book)
    for mistake in found.values():
        assert str(mistake) in str(stop.value)


def test_where_the_environment_names_no_address_the_site_names_none(built: Path) -> None:
    home = (built / "site" / "index.html").read_text(encoding="utf-8")
    assert not [word for word in ('rel="canonical"', "og:url", "og:image") if word in home]
    assert "Sitemap" not in (built / "site" / "robots.txt").read_text(encoding="utf-8")
    assert not (built / "site" / "sitemap.xml").exists()
    assert 'href="sources/"' in home, "errors are reported by way of the sources page"


def test_a_release_is_announced_in_a_feed(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", SITE_URL)
    build(book)
    assert not (book / "site" / "feed.xml").exists(), "nothing has been released"
    (book / "CHANGELOG.md").write_text(
        "# Changelog\n\n## 0.1.0 (2026-10-05)\n\n- Two pages.\n", encoding="utf-8"
    )
    build(book)
    feed = (book / "site" / "feed.xml").read_text(encoding="utf-8")
    assert "<title>0.1.0</title>" in feed and "<updated>2026-10-05T00:00:00Z</updated>" in feed
    assert "feed.xml" not in (book / "site" / "404.html").read_text(encoding="utf-8")
    assert 'href="../feed.xml"' in (book / "site" / "faq" / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def preview(book: Path) -> Preview:
    folder = book / ".cache" / "serve"
    folder.mkdir(parents=True)
    return Preview(book, folder, "http://127.0.0.1:8000/")


def test_the_preview_renders_only_the_page_that_changed(preview: Preview) -> None:
    preview()
    page, other = (preview.folder / name for name in ("faq/index.html", "index.html"))
    untouched = other.stat().st_mtime_ns
    add_to(preview.root / "docs" / "faq.md", "\n剛剛改的一句話。\n")
    preview()
    assert "剛剛改的一句話" in page.read_text(encoding="utf-8")
    assert other.stat().st_mtime_ns == untouched


def test_the_lab_runs_in_the_preview_and_is_kept_by_no_browser(preview: Preview) -> None:
    (preview.root / "docs" / "lab.md").write_text(
        "---\ntitle: 實驗室\ndescription: 試試看。\n---\n\n# 實驗室 {#lab}\n\n[[ laboratory() ]]\n",
        encoding="utf-8",
    )
    preview()
    page = (preview.folder / "lab" / "index.html").read_text(encoding="utf-8")
    assert 'data-edition=""' not in page
    assert "data-offline" not in page
    assert (preview.folder / "assets" / "lab" / "model.js").is_file()


def test_a_mistake_is_told_and_the_preview_goes_on(
    preview: Preview, capsys: pytest.CaptureFixture[str]
) -> None:
    preview()
    good = (preview.folder / "faq" / "index.html").read_text(encoding="utf-8")
    source = preview.root / "docs" / "faq.md"
    before = source.read_text(encoding="utf-8")
    unknown_fact(preview.root / "docs")
    preview()
    assert "faq.md" in capsys.readouterr().err
    assert (preview.folder / "faq" / "index.html").read_text(encoding="utf-8") == good
    source.write_text(before + "\n改好了。\n", encoding="utf-8")
    preview()
    assert "改好了" in (preview.folder / "faq" / "index.html").read_text(encoding="utf-8")


def test_the_preview_takes_the_next_port_where_one_is_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port(port) < port + 20
