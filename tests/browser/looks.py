"""How every part of the book looks, as a table: what each rule of the book's style sheets comes to.

`make looks` renews the table and says what moved; a commit that moves a row says why.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from macros.audit.browser import FLAGS, find
from macros.audit.server import served
from tests.book import PUBLISHED, ROOT, SUB_PATH
from tests.browser.laboratory import READY

HERE = Path(__file__).parent
FILE = HERE / "looks.csv"
FIELDS = ("reading", "rule", "look")
LOOKS = (HERE / "looks.js").read_text(encoding="utf-8")
DESKTOP, PHONE, PAPER, STILL = "desktop, light", "phone, dark", "paper", "without motion"
UNSEEN = {
    "[dir] .md-typeset blockquote": "no page quotes at length",
    ".qeqt-filter[hidden]": "before the page's scripts have run",
    '.qeqt-lab[data-edition=""] .qeqt-lab__wait': "a book that was built without the model",
    ".qeqt-lab__output.is-stale > :not(.qeqt-lab__problem)": "while a plan cannot be carried out",
    ".md-typeset .qeqt-lab__why .qeqt-lab__caution": "while the model cautions",
    ".qeqt-panel__tip:not(:empty) + .qeqt-panel__last": "while a hand is on a panel",
}
"""Rules whose parts no reading here has, and when a reader sees them."""

Looks = dict[tuple[str, str], str]


def at_rest(page: Page) -> None:
    """A page as it was opened."""


def with_cards(page: Page) -> None:
    """The card of a term, the source of a number, the header over a page that was scrolled."""
    page.evaluate("scrollTo(0, 600)")
    page.locator(".qeqt-number > a").first.hover()
    page.locator(".qeqt-note").first.wait_for(state="visible")
    page.locator("a.qeqt-term").first.hover()
    page.locator(".md-tooltip2--active").wait_for(state="visible")


def searched(page: Page) -> None:
    """The box with a term and its answer."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("殖利率")
    page.locator(".qeqt-search-answer").wait_for(state="visible")
    page.locator(".md-search-result__article .md-tag").first.wait_for(state="attached")


def searched_in_vain(page: Page) -> None:
    """The box with ways on."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("鯨魚潛水")
    page.locator(".qeqt-search-hints button").first.wait_for(state="visible")


def filtered(page: Page) -> None:
    """The questions, filtered by what none of them holds."""
    page.locator(".qeqt-faq-filter input").fill("鯨魚潛水")
    page.locator(".qeqt-faq-filter output button").first.wait_for(state="visible")


def chosen(page: Page) -> None:
    """The timeline, one bank's days."""
    page.locator(".qeqt-filter select").first.select_option(index=1)
    page.locator(".qeqt-timeline > div[hidden]").first.wait_for(state="hidden")


def answering(page: Page) -> None:
    """A figure that answers."""
    page.locator(".qeqt-figure__live").first.click()
    page.locator(".qeqt-live__picture svg").first.wait_for()


def opened(page: Page) -> None:
    """The lab, opened, one lever moved."""
    page.wait_for_selector(READY)


READINGS = {
    DESKTOP: [
        ("", at_rest), ("compare/", at_rest), ("faq/", filtered), ("glossary/", at_rest),
        ("timeline/", chosen), ("qe/what/", with_cards), ("qe/how/", searched), ("qe/how/", searched_in_vain),
        ("fiscal/budget/", at_rest), ("qe/balance-sheet/", at_rest), ("effects/stability/", at_rest),
        ("qt/history/", answering), ("model/api/", at_rest), ("model/redo/", at_rest), ("model/", at_rest),
        ("lab/", at_rest), ("lab/?preset=fed_2022_active&treasury_sales=10", opened),
    ],
    PHONE: [("", at_rest), ("compare/", at_rest)],
    PAPER: [
        ("qe/what/", at_rest), ("faq/", at_rest), ("qe/balance-sheet/", at_rest), ("lab/", at_rest),
        ("lab/?preset=fed_2022_active&treasury_sales=10", opened),
    ],
    STILL: [("", at_rest)],
}  # fmt: skip


@contextmanager
def reader(chromium: Browser, reading: str) -> Iterator[Page]:
    """A reader's page."""
    dark, phone = reading == PHONE, reading == PHONE
    context = chromium.new_context(
        locale="zh-TW",
        color_scheme="dark" if dark else "light",
        viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 900},
        reduced_motion="reduce" if reading == STILL else "no-preference",
        service_workers="block",
    )
    page = context.new_page()
    if reading == PAPER:
        page.emulate_media(media="print")
    yield page
    context.close()


def measured(chromium: Browser, base_url: str) -> dict[tuple[str, str], str | None]:
    """Reading and rule -> what the rule comes to; None where no page has a part for it."""
    found: dict[tuple[str, str], str | None] = {}
    for reading, pages in READINGS.items():
        with reader(chromium, reading) as page:
            for address, act in pages:
                page.goto(base_url + address, wait_until="load")
                act(page)
                of_page: dict[tuple[str, str], list[str | None]] = {}
                for rule, look in page.evaluate(LOOKS):
                    colours = reading != STILL and rule.startswith((":root", "[data-md-color"))
                    if reading == DESKTOP or colours or (DESKTOP, rule) not in found:
                        of_page.setdefault((reading, rule), []).append(look)
                for key, looks in of_page.items():
                    said = " / ".join(look for look in looks if look)
                    found[key] = found.get(key) or said or None
    return found


def kept() -> Looks:
    """Return the table's rows."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {(row["reading"], row["rule"]): row["look"] for row in csv.DictReader(file)}


def written(looks: Looks) -> str:
    """Return rows as the table has them, sorted."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    writer.writerows((*key, look) for key, look in sorted(looks.items()))
    return text.getvalue()


def moved(before: Looks, now: Looks) -> Iterator[str]:
    """Say what moved, a line a declaration."""
    for key in sorted({*before, *now}):
        old, new = (set(looks.get(key, "").split("; ")) - {""} for looks in (before, now))
        if old != new:
            gone, come = "; ".join(sorted(old - new)), "; ".join(sorted(new - old))
            yield f"{key[0]}: {key[1]}: {gone or 'nothing'} -> {come or 'nothing'}"


def main() -> None:
    """Build the book, measure every part, renew the table, say what moved."""
    from macros.site.build import build

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(os.environ.get("QEQT_SITE") or Path(folder) / "site")
        if not site.is_dir():
            os.environ.update(PUBLISHED)
            build(ROOT, site)
        chromium = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        with served(site, SUB_PATH) as url:
            now = {key: look for key, look in measured(chromium, url).items() if look}
        chromium.close()
    before = kept() if FILE.is_file() else {}
    for line in moved(before, now):
        print(line)
    FILE.write_text(written(now), encoding="utf-8")
    print(f"{len(now)} looks; {FILE.name} is renewed.")


if __name__ == "__main__":
    main()
