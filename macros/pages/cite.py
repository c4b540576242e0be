"""How to cite a page: one line and BibTeX, with version and day; the project is the author."""

from html import escape

from macros.pages.last_changed import Dates, in_chinese
from macros.pages.page import Page
from qeqt import __version__

PLACE = '<details class="qeqt-cite" data-unsearched></details>'
TITLE = "買進與放手：量化寬鬆、量化緊縮與台灣"


def line(title: str, name: str, address: str, dates: Dates | None) -> str:
    """Return the sentence: author, title, book, version, day, address."""
    day = f"，最後更新 {in_chinese(dates.last)}" if dates else ""
    where = f"。{address}" if address else ""
    return f"「{name}」專案，〈{title}〉，《{TITLE}》，{__version__} 版{day}{where}。"


def bibtex(key: str, title: str, name: str, address: str, dates: Dates | None) -> str:
    """Return the entry of a bibliography; fields that are not known are left out."""
    fields = {
        "author": f"{{{{「{name}」專案}}}}",
        "title": f"{{{title}}}",
        "booktitle": f"{{{TITLE}}}",
        "edition": f"{{{__version__}}}",
        "year": f"{{{dates.last.year}}}" if dates else "",
        "note": f"{{最後更新 {dates.last.isoformat()}}}" if dates else "",
        "url": f"{{{address}}}" if address else "",
    }
    rows = ",\n".join(f"  {field} = {value}" for field, value in fields.items() if value)
    return f"@incollection{{{key},\n{rows}\n}}"


def set_citation(page: Page, name: str, site: str | None, dates: Dates | None) -> None:
    """Print both in the place that the theme left for them; on paper the sentence and the address."""
    title = page.meta("qeqt:title").partition("｜")[0]
    address = f"{site}{page.address}" if site else ""
    key = "qeqt-" + (page.address.strip("/").replace("/", "-") or "home")
    said = (
        f'<details class="qeqt-cite" data-unsearched><summary>引用這一頁</summary>'
        f"<p>{escape(line(title, name, address, dates))}</p>"
        f"<pre><code>{escape(bibtex(key, title, name, address, dates))}</code></pre></details>"
        f'<p class="qeqt-printed" data-unsearched>{escape(line(title, name, "", dates))}'
        f'<br><span class="qeqt-printed__address">{escape(address)}</span></p>'
    )
    page.html = page.html.replace(PLACE, said)
