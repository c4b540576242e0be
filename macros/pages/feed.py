"""What announces changes: an Atom feed made from the changelog, and a sitemap whose dates are true."""

import re
from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path

import markdown

from macros.pages.page import Page, write_if_changed
from macros.text.changelog import FEED_PLACE, Release, releases

FEED = "feed.xml"
SITEMAP_ENTRY = re.compile(r"<loc>([^<]*)</loc>(?:\s*<lastmod>[^<]*</lastmod>)?")


def entry(release: Release, url: str) -> str:
    """One release as the feed tells it: what changed, and where it stands in the book."""
    title = f"{release.name}：{release.sentence}" if release.sentence else release.name
    return (
        f"<entry><title>{escape(title)}</title><id>{escape(url)}#{escape(release.name)}</id>"
        f'<link href="{escape(url + release.address)}"/><updated>{release.day}T00:00:00Z</updated>'
        f'<content type="html">{escape(markdown.markdown(release.text))}</content></entry>'
    )


def atom(title: str, url: str, changelog: str) -> str | None:
    """The feed, or None while nothing has been released."""
    found = list(releases(changelog))
    if not found:
        return None
    newest = max(release.day for release in found)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{escape(title)}</title><id>{escape(url)}</id><link rel="self" href="{escape(url)}{FEED}"/>'
        f'<link href="{escape(url)}"/><updated>{newest}T00:00:00Z</updated>'
        f"<author><name>{escape(title)}</name></author>{''.join(entry(one, url) for one in found)}</feed>\n"
    )


def show_feed(page: Page, news: bool) -> None:
    """Say on the page of changes how to be told of them, where there is a feed."""
    said = (
        f'<p class="qeqt-feed"><a href="{page.root}{FEED}">訂閱更新</a>'
        "（Atom）：把這個網址貼進任何一個閱讀器，有新的一版就會通知。</p>"
    )
    page.html = page.html.replace(FEED_PLACE, said if news else "")


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
