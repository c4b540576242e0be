"""資料截至: the last day that the data of a page know, read off the figures and facts that it shows."""

import calendar
import re
from datetime import date

from macros.figures import figure
from macros.figures.figure import Figure
from macros.pages.last_changed import in_chinese
from macros.pages.page import Page
from qeqt import data

PLACE = '<span class="qeqt-data-until"></span>'
FIGURE = re.compile(r'<figure class="qeqt-figure" id="fig-(\w+)"')
FACT = re.compile(r'<data class="qeqt-number"[^>]*><a href="[^"]*#fact-(\w+)"')


def last_day(text: str) -> date:
    """Return the last day of a year, 2025Q4, a month, or the day itself."""
    quarter = re.fullmatch(r"(\d{4})-?Q([1-4])", text)
    parts = [int(quarter[1]), int(quarter[2]) * 3] if quarter else [int(part) for part in text.split("-")]
    year, month, day = (*parts, 0, 0)[:3]
    return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


def observed(found: Figure) -> list[date]:
    """Return the last day that a figure observes: never the model's, nor past its tables' last."""
    if not found.sources or not found.last_observation:
        return []
    shown = last_day(found.last_observation)
    if found.as_of:
        return [shown]
    return [min(shown, max(last_day(str(table.rows[-1]["date"])) for table in found.sidecars))]


def data_until(article: str) -> date | None:
    """Return the last day of an article's data; None where it shows neither a figure nor a fact."""
    facts = data.facts()
    days = [last_day(facts[key].as_of) for key in FACT.findall(article)]
    for name in FIGURE.findall(article):
        days += observed(figure.figure(name))
    return max(days, default=None)


def set_data_until(page: Page) -> None:
    """Print the day in the place that the theme left for it, or take the place away."""
    start, end = page.article
    until = data_until(page.html[start:end])
    said = (
        f'<span class="qeqt-data-until">資料截至 <time datetime="{until}">{in_chinese(until)}</time></span>'
        if until
        else ""
    )
    page.html = page.html.replace(PLACE, said)
