"""One version everywhere, and news that say what changed and lead there."""

import re
import tarfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import html

from macros.__main__ import main
from macros.site.release import ReleaseError, disagreements, newest, release
from macros.text import changelog
from tests.book import ROOT, SITE_URL

ATOM = "{http://www.w3.org/2005/Atom}"
RELEASES = list(changelog.releases(changelog.FILE.read_text(encoding="utf-8")))

LOG = """# Changelog

## Unreleased

- Not yet.

## 1.2.0 (2026-10-05)

兩句話。

### 書

- 一頁。

### 圖

- 一張。

## 1.1.0rc1 (2026-09-01)

- 更早的一頁。
"""


def test_only_what_has_a_day_is_released() -> None:
    assert [one.name for one in changelog.releases(LOG)] == ["1.2.0", "1.1.0rc1"]
    assert [one.sentence for one in changelog.releases(LOG)] == ["兩句話。", ""]


def test_a_release_has_ids_that_stay() -> None:
    first, second = (changelog.section(one) for one in changelog.releases(LOG))
    assert re.findall(r"\{#([^}]+)\}", first) == [
        "version-1-2-0",
        "version-1-2-0-part-1",
        "version-1-2-0-part-2",
    ]
    assert "2026\u00a0年\u00a010\u00a0月\u00a05\u00a0日" in first
    assert second.startswith("## 1.1.0rc1（") and "{#version-1-1-0rc1}" in second


@pytest.mark.parametrize("one", RELEASES, ids=lambda one: one.name)
def test_every_release_says_in_a_sentence_what_changed(one: changelog.Release) -> None:
    assert 10 <= len(one.sentence) <= 60


def test_changelog_package_and_citation_name_one_version() -> None:
    assert disagreements() == []


def test_the_version_of_a_figure_is_the_released_one(site: Path) -> None:
    page = (site / "qt" / "how" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r"qeqt (\d[\w.]*)", page)) == {newest().name}


def test_the_page_tells_every_release_and_where_the_feed_is(site: Path) -> None:
    page = html.fromstring((site / "changes" / "index.html").read_text(encoding="utf-8"))
    assert set(page.xpath("//article//h2/@id")) == {one.anchor for one in RELEASES}
    (feed,) = page.xpath("//article//a[contains(text(), '訂閱')]/@href")
    assert (site / "changes" / feed).resolve().is_file()


def test_an_entry_says_what_changed_and_leads_there(site: Path) -> None:
    ids = html.fromstring((site / "changes" / "index.html").read_text(encoding="utf-8")).xpath("//@id")
    entries = ElementTree.parse(site / "feed.xml").getroot().findall(f"{ATOM}entry")
    assert len(entries) == len(RELEASES)
    for entry, told in zip(entries, RELEASES, strict=True):
        assert told.sentence in (entry.findtext(f"{ATOM}title") or "")
        link = entry.find(f"{ATOM}link")
        assert link is not None
        address, _, anchor = link.get("href", "").partition("#")
        assert address == f"{SITE_URL}changes/" and anchor in ids


def project(folder: Path, tag: str = "1.2.0", day: str = "2026-10-05") -> Path:
    """The changelog of a project and how it is cited."""
    (folder / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    (folder / "CITATION.cff").write_text(f"version: {tag}\ndate-released: {day}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("tag", "cited", "day", "package", "said"),
    [
        ("v1.1.0", "1.2.0", "2026-10-05", "1.2.0", "tag is 'v1.1.0'; CHANGELOG.md's newest section needs 'v1.2.0'"),  # noqa: E501
        ("v1.2.0", "1.1.0", "2026-10-05", "1.2.0", "CITATION.cff: version is '1.1.0'"),
        ("v1.2.0", "1.2.0", "2026-10-04", "1.2.0", "CITATION.cff: date-released is '2026-10-04'"),
        ("v1.2.0", "1.2.0", "2026-10-05", "1.3.0", "qeqt/version.py: __version__ is '1.3.0'"),
    ],
)  # fmt: skip
def test_a_version_that_differs_is_named(
    tmp_path: Path, tag: str, cited: str, day: str, package: str, said: str
) -> None:
    (found,) = disagreements(tag, project(tmp_path, cited, day), package)
    assert found.startswith(said)


def test_another_tag_builds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "v0.0.1"]) == 1
    assert "tag is 'v0.0.1'" in capsys.readouterr().err


def test_nothing_is_released_before_its_day(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- Two pages.\n", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"CHANGELOG\.md"):
        newest(tmp_path)


def test_wheel_and_source_archive_hold_the_package_of_that_version(tmp_path: Path) -> None:
    for name in ("qeqt", "CHANGELOG.md", "CITATION.cff", "README.md", "pyproject.toml", "LICENSE",
                 "LICENSE-CONTENT", "LICENSES.md"):  # fmt: skip
        (tmp_path / name).symlink_to(ROOT / name)
    release(f"v{newest().name}", tmp_path)
    version = newest().name
    names = zipfile.ZipFile(tmp_path / "dist" / f"qeqt-{version}-py3-none-any.whl").namelist()
    assert {"qeqt/__init__.py", "qeqt/py.typed", "qeqt/data/events.toml"} <= set(names)
    with tarfile.open(tmp_path / "dist" / f"qeqt-{version}.tar.gz") as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if name.count("/")}
    assert {"qeqt", "CITATION.cff", "LICENSE", "PKG-INFO", "pyproject.toml"} <= tops
    assert not {"docs", "tests", "macros", "site"} & tops
    assert (tmp_path / "dist" / "NOTES.md").read_text(encoding="utf-8").startswith(newest().sentence)
