"""The days on which each page came out and last changed, as the history knows them."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.pages.page import Page

PLACE = '<span class="qeqt-changed"></span>'


@dataclass(frozen=True)
class Dates:
    """The days on which a page first came out and last changed."""

    first: date
    last: date


def history(root: Path) -> dict[str, Dates]:
    """Source file below docs/ -> days of its commits. Empty without git, or with a history cut short."""
    git = ["git", "-C", str(root)]
    said = ["-c", "core.quotepath=off", "log", "--format=%x00%cs", "--name-only", "--relative", "--", "docs"]
    try:
        shallow = subprocess.run(
            [*git, "rev-parse", "--is-shallow-repository"], capture_output=True, text=True
        )
        if shallow.returncode or shallow.stdout.strip() != "false":
            return {}
        log = subprocess.run([*git, *said], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    found: dict[str, Dates] = {}
    for commit in log.split("\0")[1:]:  # the newest first
        day, *files = commit.split()
        when = date.fromisoformat(day)
        for file in files:
            source = file.removeprefix("docs/")
            found[source] = Dates(when, found[source].last if source in found else when)
    return found


def in_chinese(day: date) -> str:
    """2026 年 10 月 5 日, number and unit tied by a no-break space."""
    return f"{day.year}\N{NO-BREAK SPACE}年 {day.month}\N{NO-BREAK SPACE}月 {day.day}\N{NO-BREAK SPACE}日"


def dates_of(page: Page, history: Mapping[str, Dates]) -> Dates | None:
    """The days of the page's source."""
    return next((history[source] for source in page.sources if source in history), None)


def set_date(page: Page, dates: Dates | None) -> None:
    """Print the day of the last change in the place the theme left for it, or take the place away."""
    said = (
        f'<span class="qeqt-changed">最後更新 '
        f'<time datetime="{dates.last}">{in_chinese(dates.last)}</time></span>'
        if dates
        else ""
    )
    page.html = page.html.replace(PLACE, said)
