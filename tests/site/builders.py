"""MkDocs and Zensical side by side: what differs between the two books, and which of that is on the list.

`make builders` builds both and compares them; this module says what is compared, builder_differences.toml
what may differ and why. A difference that is not listed fails, and so does an entry that no longer finds any.
"""

import json
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from macros.notebook.source import ADDRESS
from macros.pages.content_security import inline_scripts, signature
from macros.pages.mirror import LIST as LISTED
from macros.search.index import INDEX, read
from macros.search.install import BOX
from macros.site.build import build
from tests.book import PUBLISHED, ROOT, SITE_URL

LIST = Path(__file__).with_name("builder_differences.toml")
MINIFIED = re.compile(r"\.min\.(js|css)(\.map)?$")
POLICY = "/html/head/meta[@http-equiv='Content-Security-Policy']/@content"
SIGNATURE = re.compile(r"'sha256-[^']+' ?")
EDITION = re.compile(r"\?[0-9a-f]{8}\b|book\.[0-9a-f]{8}\.css")


@dataclass(frozen=True, order=True)
class Difference:
    """One aspect of one page, or one file, that the two books do not have alike."""

    what: str
    where: str
    mkdocs: str
    zensical: str

    def __str__(self) -> str:
        """Print what and where, and how it reads in each."""
        return f"{self.what:14} {self.where or '(home)':28} {self.mkdocs[:120]!r} | {self.zensical[:120]!r}"


def pages(site: Path) -> dict[str, Path]:
    """Address of each page -> its file."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): file for file in site.rglob("*.html")
    }


def words(element: html.HtmlElement) -> str:
    """What a reader sees of an element, white space aside."""
    return "".join(element.text_content().split())


def markup(element: html.HtmlElement) -> str:
    """An element as it is written, without its tail and without the edition of what it asks for."""
    text = html.tostring(element, encoding="unicode", with_tail=False)
    return EDITION.sub("", re.sub(r">\s+<", "><", text))


def resolved(address: str, asked: str) -> str:
    """Where an address on a page leads, below the site's root; without the edition."""
    place = urlsplit(urljoin(SITE_URL + address, EDITION.sub("", asked)))
    return place._replace(scheme="", netloc="").geturl() if place.geturl().startswith(SITE_URL) else asked


def led(address: str, links: list[html.HtmlElement]) -> list[str]:
    """Links with words, as words and where they lead; the notebook's, which one of the two lacks, aside."""
    said = [f"{words(link)} {resolved(address, link.get('href'))}" for link in links if words(link)]
    return [each for each in said if not each.endswith(f"/{ADDRESS}")]


def policy(tree: html.HtmlElement) -> list[str]:
    """The rules without the signatures, and whether these are those of the page's own scripts."""
    (said,) = tree.xpath(POLICY)
    signed = {each.strip() for each in SIGNATURE.findall(said)} == {*map(signature, inline_scripts(tree))}
    return [SIGNATURE.sub("", said), f"every script signed, and nothing else: {signed}"]


def aspects(file: Path, address: str) -> Iterator[tuple[str, list[str]]]:
    """What is compared of a page: names of aspects, each a list of texts."""
    text = file.read_text(encoding="utf-8")
    tree = html.fromstring(text)
    article = next(iter(tree.xpath("//article")), tree)
    for skipped in article.xpath(".//*[@id='__skip']"):  # where Zensical's link past the header leads
        skipped.drop_tree()
    yield "title", [*tree.xpath("/html/head/title/text()")]
    yield "head", sorted(markup(each) for each in tree.xpath("/html/head/meta[not(@http-equiv)]"))
    asked = tree.xpath("/html/head/link/@href")
    yield "head's links", sorted(resolved(address, each) for each in asked if not MINIFIED.search(each))
    yield "ids", [*article.xpath(".//@id")]
    yield "text", [words(article)]
    yield "links", [*article.xpath(".//a/@href")]
    yield "figures", [markup(each) for each in article.xpath(".//figure")]
    yield "equations", [markup(each) for each in article.xpath(".//*[local-name()='math']")]
    yield "tables", [markup(each) for each in article.xpath(".//table")]
    yield "cards", [markup(each) for each in article.xpath(".//a[@class='qeqt-term']")]
    yield "numbers", [markup(each) for each in article.xpath(".//data")]
    yield "dates", [markup(each) for each in tree.xpath("//time | //*[@class='qeqt-changed']")]
    yield "JSON-LD", [*tree.xpath("//script[@type='application/ld+json']/text()")]
    yield "policy", policy(tree)
    asked = tree.xpath("//script/@src")
    scripts = [resolved(address, each) for each in asked if not MINIFIED.search(each)]
    yield "scripts", [each for each in scripts if not each.endswith(BOX)]
    yield "search box", [each for each in scripts if each.endswith(BOX)]
    shown = "//nav[contains(@class, 'md-nav') or @data-md-component]//a[@href]"
    yield "navigation", led(address, tree.xpath(shown))
    yield "next pages", led(address, tree.xpath("//a[contains(@class, 'md-footer__link')]"))
    yield "footer", [words(each) for each in tree.xpath("//div[contains(@class, 'md-footer-meta')]")]


def first_apart(one: list[str], other: list[str]) -> tuple[str, str]:
    """The first texts of two lists that differ."""
    for at in range(max(len(one), len(other))):
        pair = (one[at] if at < len(one) else "", other[at] if at < len(other) else "")
        if pair[0] != pair[1]:
            place = next((n for n, (a, b) in enumerate(zip(*pair, strict=False)) if a != b), 0)
            return pair[0][max(0, place - 40) :], pair[1][max(0, place - 40) :]
    return "", ""


def compare(mkdocs: Path, zensical: Path) -> list[Difference]:
    """Every difference between two built books."""
    ours, theirs = pages(mkdocs), pages(zensical)
    found = [
        Difference("page", address, str(address in ours), str(address in theirs))
        for address in ours.keys() ^ theirs.keys()
    ]
    for address in ours.keys() & theirs.keys():
        pairs = zip(aspects(ours[address], address), aspects(theirs[address], address), strict=True)
        found += [
            Difference(what, address, *first_apart(one, other))
            for (what, one), (_, other) in pairs
            if one != other
        ]
    return sorted([*found, *files_apart(mkdocs, zensical)])


def files_apart(mkdocs: Path, zensical: Path) -> Iterator[Difference]:
    """Files besides the pages that one book lacks or has otherwise; the themes' own minified ones aside."""
    names = {
        file.relative_to(site).as_posix()
        for site in (mkdocs, zensical)
        for file in site.rglob("*")
        if file.is_file() and file.suffix != ".html" and not MINIFIED.search(file.name)
    }
    for name in names:
        one, other = (said(site, name) for site in (mkdocs, zensical))
        if one != other:
            yield Difference("file", name, *first_apart([one], [other]))


def said(site: Path, name: str) -> str:
    """What a file says, without editions, and without the notebook where a file speaks of every page."""
    file = site / name
    if not file.is_file():
        return "no such file"
    text = EDITION.sub("", file.read_bytes().decode("utf-8", "replace"))
    if name == INDEX:
        index = read(site)
        urls = [url for url, *_ in index["pages"]]
        entries = ((urls[page], *entry) for page, *entry in index["entries"])
        index["entries"] = [entry for entry in entries if entry[0] != ADDRESS]
        index["hubs"] = [urls[page] for page in index["hubs"]]
        index["pages"] = [page for page in index["pages"] if page[0] != ADDRESS]
        return json.dumps(index, ensure_ascii=False)
    if name == "sitemap.xml":
        found = re.findall(r"<loc>([^<]*)</loc>(?:<lastmod>([^<]*))?", text)
        return str(sorted(entry for entry in found if not entry[0].endswith(ADDRESS)))
    if name == LISTED:
        return "\n".join(line for line in text.splitlines() if f"/{ADDRESS}" not in line)
    return text


def allowed(file: Path = LIST) -> list[dict[str, Any]]:
    """The list: what, where (a pattern), why; raises ValueError for an entry that does not say all three."""
    entries: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8"))["difference"]
    for entry in entries:
        if set(entry) != {"what", "where", "why"} or not all(
            str(entry[key]).strip() for key in ("what", "why")
        ):
            raise ValueError(f"{file.name}: {entry}: what, where and why are needed, and nothing else")
    return entries


def judged(found: list[Difference], entries: list[dict[str, Any]]) -> list[str]:
    """What is wrong: differences that are not listed, entries that find none."""

    def fits(one: Difference, entry: dict[str, Any]) -> bool:
        return one.what == entry["what"] and fnmatchcase(one.where, entry["where"])

    wrong = [f"not listed: {one}" for one in found if not any(fits(one, entry) for entry in entries)]
    stale = [entry for entry in entries if not any(fits(one, entry) for one in found)]
    return wrong + [f"finds nothing any more: {entry['what']} {entry['where']}" for entry in stale]


def main() -> int:
    """Build the book with each builder and compare; 0 when all that differs is listed."""
    folder = ROOT / ".cache" / "builders"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for builder in ("mkdocs", "zensical"):
        print(build(ROOT, folder / builder, builder), flush=True)
    found = compare(folder / "mkdocs", folder / "zensical")
    wrong = judged(found, allowed())
    print("\n".join(wrong) or f"Alike but for {len(found)} differences, all of them on the list.")
    return bool(wrong)


if __name__ == "__main__":
    import os

    os.environ |= PUBLISHED
    sys.exit(main())
