"""robots.txt: everything may be read, and where the sitemap is."""

from pathlib import Path

from macros.pages.page import write_if_changed

ROBOTS = "robots.txt"


def robots(url: str | None) -> str:
    """The text; the sitemap is named where the site has an address, for only an absolute one counts."""
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {url}sitemap.xml\n" if url else "")


def write_robots(folder: Path, url: str | None) -> None:
    """Write it into the built folder, unless the owner has laid one of his own into docs/."""
    if not (folder / ROBOTS).is_file():
        write_if_changed(folder / ROBOTS, robots(url))
