"""What the owner lays into docs/ beside the pages is published as it is, wherever the site stands."""

from pathlib import Path

import pytest
from lxml import html

from macros.kept import build_cache
from macros.site import second_process
from macros.site.build import build
from macros.text.errors import BuildError
from tests.site.test_build import book, fingerprint  # noqa: F401 (a fixture)

FILES = {
    "google0123456789abcdef.html": b"google-site-verification: google0123456789abcdef.html",
    "BingSiteAuth.xml": b'<?xml version="1.0"?>\r\n<users><user>0123</user></users>\r\n',
    "robots.txt": b"User-agent: *\nDisallow: /private/\n",
    "CNAME": b"book.example\n",
    "old/page.html": "<!doctype html><title>舊的一頁</title>".encode("big5"),
}
PLACES = ["https://owner.example/", "https://owner.example/book/", "https://book.example/"]


@pytest.fixture
def published(book: Path) -> Path:  # noqa: F811
    for name, content in FILES.items():
        place = book / "docs" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
    return book


@pytest.mark.parametrize("processes", [1, 2])
def test_a_file_that_is_no_page_is_copied_byte_for_byte(
    published: Path, processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if processes == 2:
        monkeypatch.setattr(second_process, "FEW", 0)
        monkeypatch.setattr(build_cache, "knows", lambda name: True)
    said = build(published)
    assert {name: (published / "site" / name).read_bytes() for name in FILES} == FILES
    assert said.startswith("3 pages"), "two pages and the one for what is not there"


def test_it_may_not_load_from_another_host_either(published: Path) -> None:
    build(published)
    before = fingerprint(published / "site")
    (published / "docs" / "old" / "page.html").write_text(
        '<script src="https://elsewhere.example/a.js"></script>', encoding="utf-8"
    )
    with pytest.raises(BuildError, match=r"old/page\.html.*elsewhere\.example"):
        build(published)
    assert fingerprint(published / "site") == before


@pytest.mark.parametrize("address", PLACES)
def test_addresses_are_whole_at_a_root_under_a_path_and_with_a_domain(
    published: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", address)
    build(published)
    site = published / "site"
    page = html.fromstring((site / "faq" / "index.html").read_text(encoding="utf-8"))
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{address}faq/"]
    assert f"<loc>{address}faq/</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    missing = html.fromstring((site / "404.html").read_text(encoding="utf-8"))
    root = "/" + address.split("/", 3)[3]
    loaded = missing.xpath("//link[@rel='stylesheet']/@href | //script/@src")
    assert loaded and all(where.startswith(root) for where in loaded)
    assert all((site / where.removeprefix(root).split("?")[0]).is_file() for where in loaded)
