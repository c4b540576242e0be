"""The day on which each page last changed, as the history knows it; left out where there is no history."""

import re
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros.folder.pages import Page

PLACE = re.compile(r'<span class="qeqt-changed" data-source="([^"]*)"></span>')


def last_changes(root: Path) -> dict[str, date]:
    """Source file below docs/ -> day of its last commit. Empty without git, or with a history cut short."""
    git = ["git", "-C", str(root)]
    try:
        shallow = subprocess.run(
            [*git, "rev-parse", "--is-shallow-repository"], capture_output=True, text=True
        )
        if shallow.returncode or shallow.stdout.strip() != "false":
            return {}
        log = subprocess.run(
            [
                *git,
                "-c",
                "core.quotepath=off",
                "log",
                "--format=%x00%cs",
                "--name-only",
                "--relative",
                "--",
                "docs",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return {}
    changes: dict[str, date] = {}
    for commit in log.split("\0")[1:]:
        day, *files = commit.split()
        for file in files:
            changes.setdefault(file.removeprefix("docs/"), date.fromisoformat(day))
    return changes


def in_chinese(day: date) -> str:
    """2026 年 10 月 5 日, number and unit tied by a no-break space."""
    return f"{day.year}\N{NO-BREAK SPACE}年 {day.month}\N{NO-BREAK SPACE}月 {day.day}\N{NO-BREAK SPACE}日"


def source_of(page: Page) -> str:
    """The page's source file below docs/, "" where the theme did not say."""
    found = PLACE.search(page.html)
    return found.group(1) if found else ""


def set_date(page: Page, changes: Mapping[str, date]) -> None:
    """Print the day of the last change in the place the theme left for it, or take the place away."""

    def dated(found: re.Match[str]) -> str:
        day = changes.get(found.group(1))
        return (
            f'<span class="qeqt-changed">最後更新 <time datetime="{day}">{in_chinese(day)}</time></span>'
            if day
            else ""
        )

    page.html = PLACE.sub(dated, page.html)
