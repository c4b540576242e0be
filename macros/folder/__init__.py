"""What Markdown cannot do: steps over the built folder, each from a page's text to a page's text."""

from dataclasses import dataclass
from pathlib import Path

from macros.folder.cells import finish_notebook
from macros.folder.comparison import CSV, comparison_csv
from macros.folder.dates import changed_on, last_changes, set_date
from macros.folder.feed import announce_feed, true_sitemap, write_feed
from macros.folder.labels import label_cells
from macros.folder.mathml import set_equations
from macros.folder.mends import mend
from macros.folder.pages import FolderError, Page, read_pages, write_if_changed
from macros.folder.policy import refuse_foreign_hosts, refuse_foreign_styles, set_policy
from macros.folder.sheets import use_book_sheet, write_book_sheet
from macros.folder.spaces import tie_numbers
from macros.folder.structured import Site, add_statements
from macros.folder.terms import add_cards, vocabulary
from macros.markup import csv_files
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
        self.words = vocabulary(glossary())
        self.changes = last_changes(self.root)

    def preview(self, since: float = 0.0) -> int:
        """The steps that a preview needs, on the pages written after `since`; how many pages there were."""
        pages = list(read_pages(self.folder, since))
        for page in pages:
            finish_notebook(page, self.site.name, execute=False)
            self.read_as_a_book(page)
            self.write(page)
        if not since:
            self.write_data()
        return len(pages)

    def write_data(self) -> None:
        """The data of every figure, as the reader downloads it."""
        for place, text in csv_files().items():
            write_if_changed(self.folder / place, text)

    def publish(self) -> int:
        """Every step on every page, then what belongs to the site as a whole; how many pages there were."""
        news = bool(self.site.url) and write_feed(
            self.folder, self.site.name, self.site.url or "", self.root / "CHANGELOG.md"
        )
        changed = {}
        pages = list(read_pages(self.folder))
        sheet = write_book_sheet(self.folder, pages[0])
        for page in pages:
            day = changed_on(page, self.changes)
            if day:
                changed[page.address] = day
            finish_notebook(page, self.site.name, execute=True)
            self.read_as_a_book(page)
            add_statements(page, self.site, day)
            mend(page)
            use_book_sheet(page, sheet)
            if news:
                announce_feed(page)
            refuse_foreign_hosts(page)
            set_policy(page)
            self.write(page)
        self.write_data()
        refuse_foreign_styles(self.folder.rglob("*.css"))
        true_sitemap(self.folder, self.site.url, changed)
        return len(pages)

    def read_as_a_book(self, page: Page) -> None:
        """What a reader sees: equations, labels, tied numbers, glossary cards, the day of the last change."""
        set_equations(page)
        label_cells(page)
        tie_numbers(page)
        add_cards(page, self.words)
        set_date(page, changed_on(page, self.changes))

    def write(self, page: Page) -> None:
        """Write the page where a step changed it, and its comparison as data."""
        write_if_changed(self.folder / page.path, page.html)
        compared = comparison_csv(page)
        if compared:
            write_if_changed(self.folder / CSV, compared)
