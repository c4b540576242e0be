"""The day on which each page last changed, as the history knows it; left out where there is no history."""

import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros.folder.pages import Page

PLACE = '<span class="qeqt-changed"></span>'


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


def changed_on(page: Page, changes: Mapping[str, date]) -> date | None:
    """The day on which the page's source changed: "qe/what/" comes from qe/what.md or qe/what/index.md."""
    address = page.address.rstrip("/")
    sources = (f"{address}.md", f"{address}/index.md".lstrip("/"), f"{address}.py")
    return next((changes[source] for source in sources if source in changes), None)


def set_date(page: Page, day: date | None) -> None:
    """Print the day of the last change in the place the theme left for it, or take the place away."""
    said = (
        f'<span class="qeqt-changed">最後更新 <time datetime="{day}">{in_chinese(day)}</time></span>'
        if day
        else ""
    )
    page.html = page.html.replace(PLACE, said)
