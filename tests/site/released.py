"""Every address and id that a release has had: python -m tests.site.released 0.3.0 adds those of site/.

What readers can be sent to counts: pages, headings, figures, rows of the comparison, terms, events.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import html

from tests.book import ROOT

LIST = Path(__file__).with_name("released.csv")
LINKED = (
    ".//*[self::h1 or self::h2 or self::h3 or self::h4]/@id | .//figure/@id"
    " | .//td[starts-with(@id, 'table-')]/@id"
    " | .//div[starts-with(@id, 'term-') or starts-with(@id, 'event-')]/@id"
)


def released() -> dict[str, str]:
    """Place, "qe/what/#qe-what-law" -> the release that first had it."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return {row["place"]: row["since"] for row in csv.DictReader(lines)}


def places(site: Path) -> Iterator[str]:
    """Every place of a built book that a reader can be sent to."""
    for file in site.rglob("index.html"):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        articles = html.fromstring(file.read_text(encoding="utf-8")).xpath("//article")
        for article in articles[:1]:
            yield address
            yield from (f"{address}#{name}" for name in article.xpath(LINKED))


def add(release: str, site: Path) -> int:
    """Add the places that the list does not have yet; how many there were."""
    known = released()
    fresh = [place for place in places(site) if place not in known]
    rows = sorted({**known, **dict.fromkeys(fresh, release)}.items())
    with LIST.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerows([("place", "since"), *rows])
    return len(fresh)


if __name__ == "__main__":
    print(f"{add(sys.argv[1], ROOT / 'site')} places are new in {sys.argv[1]}.")
