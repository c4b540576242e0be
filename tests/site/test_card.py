"""What stands for the book where others show it: the card, the icons, the manifest, robots.txt."""

import json
import re
import struct
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from macros.figures.theme import LIGHT, palette
from macros.notebook import source
from macros.pages import card, takeaway
from macros.pages.robots import robots, write_robots
from qeqt import data
from tests.book import ROOT, SITE_URL, addresses

SVG = "{http://www.w3.org/2000/svg}"


def size(png: bytes) -> tuple[int, int]:
    """Width and height that a PNG's head says."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_card_is_as_large_as_a_message_shows_it_and_light_enough(site: Path) -> None:
    picture = (site / card.CARD).read_bytes()
    assert size(picture) == (1200, 630)
    assert len(picture) < 300_000


def test_the_card_asks_for_no_font_and_says_the_name_of_the_book() -> None:
    drawing = etree.fromstring(card.card().encode())
    assert not list(drawing.iter(f"{SVG}text"))
    name = re.search(r"(?m)^site_name: (.+)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert name and drawing.findtext(f"{SVG}title", "").startswith(name[1])


def test_the_card_draws_what_the_figures_say() -> None:
    drawing = etree.fromstring(card.card().encode())
    rows = data.figure("central_bank_assets").rows
    colours = palette()[LIGHT]
    drawn = {line.get("stroke"): line.get("d") or "" for line in drawing.iter(f"{SVG}path") if line.get("d")}
    scale = set()
    for bank in card.BANKS:
        shares = [float(row[f"{bank}_gdp"]) for row in rows if row[f"{bank}_gdp"] is not None]
        heights = [float(point.split(",")[1]) for point in drawn[colours[bank]][1:].split()]
        assert len(heights) == len(shares)
        low, high = shares.index(min(shares)), shares.index(max(shares))
        scale.add(round((heights[low] - heights[high]) / (shares[high] - shares[low]), 1))
    assert len(scale) == 1 and scale.pop() > 0


def test_no_name_on_the_card_touches_another() -> None:
    heights = sorted(card.heights_of_names({"a": 550.0, "b": 548.0, "c": 400.0, "d": 540.0}).values())
    assert all(two - one >= card.LINE_OF_NAMES for one, two in pairwise(heights))
    assert card.heights_of_names({"a": 300.0, "b": 500.0}) == {"a": 311.0, "b": 511.0}


def test_the_icons_are_as_large_as_they_say(site: Path) -> None:
    assert [*card.ICONS.values()] == [180, 192, 512], "what home screens of Apple and Android ask for"
    for place, pixels in card.ICONS.items():
        assert place.endswith(f"/icon-{pixels}.png")
        assert size((site / place).read_bytes()) == (pixels, pixels)


def test_the_manifest_works_at_the_root_and_below_a_path(site: Path) -> None:
    said = json.loads((site / card.MANIFEST).read_text(encoding="utf-8"))
    for root in ("https://book.example/", SITE_URL):
        here = urljoin(root, card.MANIFEST)
        assert urljoin(here, said["start_url"]) == root == urljoin(here, said["scope"])
        for icon in said["icons"]:
            place = urljoin(here, icon["src"]).removeprefix(root)
            width, height = size((site / place).read_bytes())
            assert icon["sizes"] == f"{width}x{height}"


@pytest.mark.parametrize("address", addresses())
def test_a_page_names_its_card_its_icons_and_the_manifest(site: Path, address: str) -> None:
    head = html.fromstring((site / address / "index.html").read_text(encoding="utf-8")).find("head")
    said = {meta.get("property") or meta.get("name"): meta.get("content") for meta in head.iter("meta")}
    name = address.strip("/").replace("/", "-") or "home"
    own = f"assets/cards/{name}.png" if takeaway.writes_chinese() else card.CARD
    assert said["og:image"] == SITE_URL + own
    assert size((site / own).read_bytes()) == (1200, 630)
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:title"] and said["og:title"] in head.findtext("title")
    assert said["og:description"] == said["description"]
    for kind in ("icon", "apple-touch-icon", "manifest"):
        for way in head.xpath(f"link[@rel='{kind}']/@href"):
            assert (site / address / way).resolve().is_file(), way
    assert len(head.xpath("link[@rel='manifest' or @rel='apple-touch-icon']")) == 2
    (policy,) = head.xpath("meta[@http-equiv='Content-Security-Policy']/@content")
    assert "manifest-src 'self'" in policy


def test_the_notebook_is_called_what_its_head_says(site: Path) -> None:
    said = source.heading()
    page = html.fromstring((site / source.ADDRESS / "index.html").read_text(encoding="utf-8"))
    assert page.findtext("head/title").startswith(said["title"] + "｜")
    assert page.xpath("//meta[@property='og:title' or @name='qeqt:title']/@content") == [said["title"]] * 2
    assert page.xpath("//meta[@name='description']/@content") == [said["description"]]


def test_robots_may_read_everything_and_are_told_of_the_sitemap(site: Path) -> None:
    text = (site / "robots.txt").read_text(encoding="utf-8")
    assert f"\nSitemap: {SITE_URL}sitemap.xml\n" in text and "Disallow" not in text
    assert "Sitemap" not in robots(None)


def test_a_robots_file_of_the_owners_own_stays(tmp_path: Path) -> None:
    (tmp_path / "robots.txt").write_text("User-agent: x\n", encoding="utf-8")
    write_robots(tmp_path, SITE_URL)
    assert (tmp_path / "robots.txt").read_text(encoding="utf-8") == "User-agent: x\n"
