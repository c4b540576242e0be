"""The book's scripts by themselves: on a page of a few lines, without the book and without the model."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page, Route

from tests.book import ROOT

SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
HOME = "https://book.test/"
PLACE = "assets/javascripts/"
SHEETS = "assets/stylesheets/"


def open_page(page: Page, body: str, *modules: str, stubs: Mapping[str, str] | None = None) -> Page:
    """Open a page with this body and these modules of the book; ``stubs``: what stands in for some."""
    instead = stubs or {}
    tags = "".join(f'<script type="module" src="{HOME}{PLACE}{name}"></script>' for name in modules)
    text = f'<!doctype html><html lang="zh-TW"><body style="margin:0">{body}{tags}</body></html>'

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(HOME).partition("?")[0]
        if name == "":
            route.fulfill(body=text, content_type="text/html; charset=utf-8")
        elif name.removeprefix(PLACE) in instead:
            route.fulfill(body=instead[name.removeprefix(PLACE)], content_type="text/javascript")
        elif name.startswith(PLACE) and (SCRIPTS / name.removeprefix(PLACE)).is_file():
            script = (SCRIPTS / name.removeprefix(PLACE)).read_text(encoding="utf-8")
            route.fulfill(body=script, content_type="text/javascript; charset=utf-8")
        elif name.startswith(SHEETS):
            route.fulfill(body="", content_type="text/css")  # no look is asked for here
        else:
            route.fulfill(status=404, body="")

    page.route(f"{HOME}**", answer)
    page.goto(HOME)
    return page


def called(page: Page, module: str, code: str, given: object = None) -> object:
    """Return what code makes of a module's exports (``of``) and of what is given (``given``)."""
    address = f"{HOME}{PLACE}{module}"
    return page.evaluate(
        f"async given => {{ const of = await import({address!r}); return await ({code}) }}", given
    )
