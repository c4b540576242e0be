"""What Markdown cannot do: steps over the built folder, each from a page's text to a page's text."""

from dataclasses import dataclass
from pathlib import Path

from macros.figures.html import csv_files
from macros.pages.aria_labels import mend
from macros.pages.card import write_pictures
from macros.pages.cite import set_citation
from macros.pages.compare_labels import label_cells
from macros.pages.comparison import CSV, comparison_csv
from macros.pages.content_security import (
    refuse_foreign_hosts,
    refuse_foreign_scripts,
    refuse_foreign_styles,
    secure,
)
from macros.pages.data_package import PLACE as DATA_PACKAGE
from macros.pages.data_package import data_package
from macros.pages.data_until import set_data_until
from macros.pages.equations import set_equations
from macros.pages.feed import FEED, announce_feed, atom, show_feed, true_sitemap
from macros.pages.heading_breaks import break_headings
from macros.pages.json_ld import Site, add_statements
from macros.pages.last_changed import dates_of, history, set_date
from macros.pages.mirror import parts_of, write_mirror
from macros.pages.moves import lead_on, leave_marks, read_moves
from macros.pages.no_break_spaces import tie_numbers
from macros.pages.not_found import stand_anywhere
from macros.pages.notebook_cells import finish_notebook
from macros.pages.one_stylesheet import use_book_sheet, write_book_sheet
from macros.pages.page import FolderError, Page, read_files, read_pages, write_if_changed
from macros.pages.page_classes import name_rooms
from macros.pages.place import set_minutes
from macros.pages.questions import list_questions
from macros.pages.robots import write_robots
from macros.pages.share_card import set_card
from macros.pages.term_cards import add_cards, vocabulary
from macros.pages.term_uses import GLOSSARY, Uses
from macros.text.address import to_page
from qeqt.data import glossary

__all__ = ["Finisher", "FolderError", "Site"]


@dataclass
class Finisher:
    """Finishes the pages of one built folder.

    `root` is the project, `folder` what MkDocs built, `site` what the book says about itself.
    """

    root: Path
    folder: Path
    site: Site

    def __post_init__(self) -> None:
        self.terms = glossary()
        self.words = vocabulary(self.terms)
        self.history = history(self.root)
        self.moves = read_moves(self.root)

    def preview(self, since: float = 0.0) -> int:
        """The steps that a preview needs, on the pages written after `since`; how many pages there were."""
        pages = list(read_pages(self.folder, since))
        for page in pages:
            self.read_as_a_book(page)
            self.write(page)
        if not since:
            self.write_data()
        return len(pages)

    def write_data(self) -> None:
        """The data of every figure, as the reader downloads it, and what stands for the book elsewhere."""
        files = csv_files()
        described = data_package(files, self.site.name, self.site.description, self.site.url)
        for place, text in {**files, DATA_PACKAGE: described}.items():
            write_if_changed(self.folder / place, text)
        write_pictures(self.folder, self.site.name, self.site.description)

    def publish(self) -> None:
        """Every step on each page."""
        news = self.feed() is not None
        pages = sorted(read_pages(self.folder), key=lambda page: page.address == GLOSSARY)
        sheet, uses = "", Uses(self.order(pages))
        for page in pages:  # the glossary last: it lists where the others use its terms
            sheet = sheet or write_book_sheet(self.folder, page)
            self.read_as_a_book(page)
            uses.read(page)
            if page.address == GLOSSARY:
                uses.set(page)
            self.for_others(page)
            mend(page)
            use_book_sheet(page, sheet)
            show_feed(page, news)
            if news and page.address != "404.html":  # it is shown at any depth: no way from it to the feed
                announce_feed(page)
            if not self.site.url:
                stand_anywhere(page, self.folder)
            secure(page)
            self.write(page)

    def order(self, pages: list[Page]) -> list[str]:
        """The addresses of the pages in the order of the book."""
        home = next((page for page in pages if not page.address), None)
        return list(parts_of(home)) if home else []

    def for_others(self, page: Page) -> None:
        """What stands for the page elsewhere: its card, and what a search engine may know of it."""
        set_card(page, self.folder, self.site.name)
        add_statements(page, self.site, dates_of(page, self.history), self.terms)

    def close(self) -> int:
        """What belongs to the site as a whole, when its pages are finished; how many pages there are."""
        feed = self.feed()
        if feed is not None:
            write_if_changed(self.folder / FEED, feed)
        self.write_data()
        refuse_foreign_styles(self.folder.rglob("*.css"))
        refuse_foreign_scripts(self.folder.glob("assets/javascripts/*.js"))
        pages = []
        for file in read_files(self.folder):
            if file.of_the_theme:
                pages.append(file)
            else:
                refuse_foreign_hosts(file)
        days = {page.address: dates_of(page, self.history) for page in pages}
        true_sitemap(self.folder, self.site.url, {page: day.last for page, day in days.items() if day})
        write_robots(self.folder, self.site.url)
        write_mirror(self.folder, pages, self.site, days)
        lead_on(self.folder, self.moves, self.site.url)
        return len(pages)

    def feed(self) -> str | None:
        """The feed; None where the site has no address or nothing has been released."""
        changelog = self.root / "CHANGELOG.md"
        if not self.site.url or not changelog.is_file():
            return None
        return atom(self.site.name, self.site.url, changelog.read_text(encoding="utf-8"))

    def read_as_a_book(self, page: Page) -> None:
        """What a reader sees: equations, labels, tied numbers, cards, what is wide, its last change."""
        finish_notebook(page, self.site.name)
        page.html = to_page(page.html, page.address)
        set_equations(page)
        label_cells(page)
        tie_numbers(page)
        add_cards(page, self.words)
        name_rooms(page)
        break_headings(page, self.words.pattern)
        list_questions(page)
        set_data_until(page)
        set_minutes(page)
        dates = dates_of(page, self.history)
        set_date(page, dates)
        set_citation(page, self.site.name, self.site.url, dates)
        leave_marks(page, self.moves)

    def write(self, page: Page) -> None:
        """Write the page where a step changed it, and its comparison as data."""
        write_if_changed(self.folder / page.path, page.html)
        compared = comparison_csv(page)
        if compared:
            write_if_changed(self.folder / CSV, compared)
