"""The page for what is not there, of a site that knows no address: right below any path, at any depth."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from macros.audit.server import served
from macros.pages.content_security import secure
from macros.pages.not_found import stand_anywhere
from macros.pages.page import Page

HTML = (
    '<!doctype html><html><head><meta charset="utf-8">'
    '<link rel="stylesheet" href="/assets/stylesheets/main.0a1b2c3d.min.css">'
    '<link rel="stylesheet" href="/assets/stylesheets/book.0a1b2c3d.css"></head>'
    '<body><a id="faq" href="/faq/">問與答</a><a href="https://www.example.org/">外</a></body></html>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sheets = tmp_path / "assets" / "stylesheets"
    sheets.mkdir(parents=True)
    (sheets / "main.0a1b2c3d.min.css").write_text("a{color:rgb(1,2,3)}", encoding="utf-8")
    (sheets / "book.0a1b2c3d.css").write_text("a{font-weight:600}", encoding="utf-8")
    (tmp_path / "manifest.webmanifest").write_text("{}", encoding="utf-8")
    page = Page(Path("404.html"), HTML)
    stand_anywhere(page, tmp_path)
    secure(page)
    (tmp_path / "404.html").write_text(page.html, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("path", ["/", "/qeqt/", "/a/b/"])
@pytest.mark.parametrize("asked", ["no", "no/such/page/", "faq/no.html"])
def test_it_looks_right_and_leads_on(chromium: Browser, folder: Path, path: str, asked: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    with served(folder, path) as url:
        page.goto(url + asked)
        link = page.locator("#faq")
        expect(link).to_have_attribute("href", f"{path}faq/")
        expect(link).to_have_css("color", "rgb(1, 2, 3)")
        expect(link).to_have_css("font-weight", "600")
    context.close()


def test_other_pages_stay_as_they_are(folder: Path) -> None:
    page = Page(Path("faq/index.html"), HTML)
    stand_anywhere(page, folder)
    assert page.html == HTML
