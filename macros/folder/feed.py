"""What announces changes: an Atom feed made from the changelog, and a sitemap whose dates are true."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path

import markdown

from macros.folder.pages import Page, write_if_changed

FEED = "feed.xml"
RELEASE = re.compile(
    r"^## (?P<name>\S+) \((?P<day>\d{4}-\d{2}-\d{2})\)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
SITEMAP_ENTRY = re.compile(r"<loc>([^<]*)</loc>\s*<lastmod>[^<]*</lastmod>")


def releases(changelog: str) -> Iterator[tuple[str, str, str]]:
    """(name, day, Markdown) of every dated section, "## 0.1.0 (2026-10-05)"."""
    for found in RELEASE.finditer(changelog):
        yield found["name"], found["day"], found["text"].strip()


def atom(title: str, url: str, changelog: str) -> str | None:
    """The feed, or None while nothing has been released."""
    entries = [
        f"<entry><title>{escape(name)}</title><id>{escape(url)}#{escape(name)}</id>"
        f'<link href="{escape(url)}"/><updated>{day}T00:00:00Z</updated>'
        f'<content type="html">{escape(markdown.markdown(text))}</content></entry>'
        for name, day, text in releases(changelog)
    ]
    if not entries:
        return None
    newest = max(day for _, day, _ in releases(changelog))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{escape(title)}</title><id>{escape(url)}</id><link rel="self" href="{escape(url)}{FEED}"/>'
        f'<link href="{escape(url)}"/><updated>{newest}T00:00:00Z</updated>'
        f"<author><name>{escape(title)}</name></author>{''.join(entries)}</feed>\n"
    )


def announce_feed(page: Page) -> None:
    """Tell feed readers where the feed is."""
    page.add_to_head(
        f'<link rel="alternate" type="application/atom+xml" title="更新" href="{page.root}{FEED}">'
    )


def true_sitemap(folder: Path, url: str | None, changed: Mapping[str, date]) -> None:
    """Keep in the sitemap the day on which a page changed, not the day of the build; none without an address.

    `changed`: page address below the site's root -> day of its last change.
    """
    sitemap = folder / "sitemap.xml"
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    if url is None:
        sitemap.unlink(missing_ok=True)
        return

    def dated(found: re.Match[str]) -> str:
        day = changed.get(found.group(1).removeprefix(url))
        return f"<loc>{found.group(1)}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "")

    write_if_changed(sitemap, SITEMAP_ENTRY.sub(dated, sitemap.read_text(encoding="utf-8")))
