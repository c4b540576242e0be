"""Rules that every built page keeps."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from macros.text.notices import NOTICES
from tests.book import ANCHORS, REPO_URL, SITE_URL, SUB_PATH, addresses

PAGES = addresses()
FAILED_MACRO = re.compile(
    r"\[\[|\]\]|\[%|%\]|Macro (?:Rendering|Syntax) Error|Traceback \(most recent|UndefinedError"
)


@cache
def text(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


@cache
def tree(site: Path, address: str) -> html.HtmlElement:
    return html.fromstring(text(site, address))


@cache
def ids(site: Path) -> Counter[tuple[str, str]]:
    return Counter((name, address) for address in PAGES for name in tree(site, address).xpath("//@id"))


def visible(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


SEARCHED = (
    "QE",
    "QT",
    "量化",
    "縮表",
    "聯準會",
    "央行",
    "台灣",
    "新台幣",
    "台股",
    "公債",
    "矽谷銀行",
    "qeqt",
)
"""What people type who look for what the book says; a day or a number alone is not among it."""
TITLE, DESCRIPTION = 30, (50, 80)
"""Characters that a list of results shows of a title, with the book's name, and of a description."""


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_h1_and_a_title_in_the_words_people_search(site: Path, address: str) -> None:
    page = tree(site, address)
    assert len(page.xpath("//h1")) == 1
    (title,) = page.xpath("/html/head/title/text()")
    assert len(title.strip()) <= TITLE
    assert any(word in title for word in SEARCHED)


def test_most_titles_name_what_the_book_is_about(site: Path) -> None:
    titles = [tree(site, address).xpath("/html/head/title/text()")[0] for address in PAGES]
    assert sum(bool(re.search("QE|QT|量化|縮表", title)) for title in titles) >= 0.75 * len(titles)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_its_own_description_as_long_as_a_result_shows(site: Path, address: str) -> None:
    (description,) = tree(site, address).xpath("/html/head/meta[@name='description']/@content")
    assert DESCRIPTION[0] <= len(description) <= DESCRIPTION[1]


def test_no_two_pages_share_a_title_or_a_description(site: Path) -> None:
    for path in ("/html/head/title/text()", "/html/head/meta[@name='description']/@content"):
        said = Counter(tree(site, address).xpath(path)[0].strip() for address in PAGES)
        assert not [words for words, count in said.items() if count > 1]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_the_text_of_a_failed_macro(site: Path, address: str) -> None:
    (article,) = tree(site, address).xpath("//article")
    shown = "".join(article.xpath(".//text()[not(ancestor::code or ancestor::script or ancestor::style)]"))
    assert not FAILED_MACRO.search(shown)


@pytest.mark.parametrize("anchor", ANCHORS)
def test_a_section_id_stands_once_on_the_page_that_readers_know(site: Path, anchor: str) -> None:
    carriers = [
        address for (name, address), count in ids(site).items() for _ in range(count) if name == anchor
    ]
    assert carriers == [ANCHORS[anchor]]


def test_no_page_carries_an_id_twice(site: Path) -> None:
    assert not [place for place, count in ids(site).items() if count > 1]


@pytest.mark.parametrize("address", PAGES)
def test_every_heading_has_a_declared_latin_id(site: Path, address: str) -> None:
    (article,) = tree(site, address).xpath("//article")
    names = article.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4]/@id")
    headings = article.xpath(".//*[self::h1 or self::h2 or self::h3 or self::h4]")
    assert len(names) == len(headings)
    undeclared = [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name)]
    assert not undeclared, "a heading without {#id} gets an id that changes with its words"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_nothing_from_another_host(site: Path, address: str) -> None:
    page = tree(site, address)
    loaded = page.xpath(
        "//script/@src | //img/@src | //iframe/@src | //source/@srcset | //link[not(@rel='canonical')]/@href"
    )
    assert loaded
    assert not [where for where in loaded if urlsplit(where).netloc]


@pytest.mark.parametrize("address", [*PAGES, "404.html"])
def test_a_page_may_run_only_the_scripts_it_names(site: Path, address: str) -> None:
    file = site / address if address == "404.html" else site / address / "index.html"
    page = html.fromstring(file.read_text(encoding="utf-8"))
    (policy,) = page.xpath("/html/head/meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert not re.search(r"https?:", policy)


@pytest.mark.parametrize("address", PAGES)
def test_links_inside_the_book_lead_somewhere(site: Path, address: str) -> None:
    here = urljoin(SITE_URL, address)
    known = ids(site)
    for href in tree(site, address).xpath("//a/@href"):
        target = urlsplit(urljoin(here, href))
        if href.startswith("javascript:") or not target.geturl().startswith(SITE_URL):
            continue
        path = target.geturl().split("#")[0].split("?")[0].removeprefix(SITE_URL)
        assert (site / path).exists(), href
        if target.fragment and path in PAGES:
            assert (target.fragment, path) in known, href


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_of_which_day_it_is_and_where_to_report_an_error(site: Path, address: str) -> None:
    (colophon,) = tree(site, address).xpath("//aside[contains(@class, 'qeqt-colophon')]")
    assert "回報錯誤" in visible(colophon)
    assert colophon.xpath(f".//a[starts-with(@href, '{REPO_URL}/issues/new')]")
    assert all(place.xpath("time/@datetime") for place in colophon.xpath(".//*[@class='qeqt-changed']"))


@pytest.mark.parametrize("address", PAGES)
def test_the_notice_of_the_law_stands_at_the_foot(site: Path, address: str) -> None:
    (foot,) = tree(site, address).xpath("//footer[contains(@class, 'md-footer')]")
    assert NOTICES["site"] in visible(foot)


@pytest.mark.parametrize("address", PAGES)
def test_canonical_address_and_card_name_the_page(site: Path, address: str) -> None:
    page = tree(site, address)
    assert page.xpath("//link[@rel='canonical']/@href") == [SITE_URL + address]
    assert page.xpath("//meta[@property='og:url']/@content") == [SITE_URL + address]
    assert page.xpath("//meta[@name='generator']") == []


def structured(site: Path, address: str) -> list[dict[str, object]]:
    (script,) = tree(site, address).xpath("//script[@type='application/ld+json']/text()")
    graph: list[dict[str, object]] = json.loads(script)["@graph"]
    return graph


def test_the_questions_in_the_structured_data_are_those_on_the_page(site: Path) -> None:
    (asked,) = [part for part in structured(site, "faq/") if part["@type"] == "FAQPage"]
    shown = visible(tree(site, "faq/").xpath("//article")[0])
    questions = asked["mainEntity"]
    assert isinstance(questions, list)
    assert [question["@id"][-6:] for question in questions] == [f"faq-{n:02d}" for n in range(1, 31)]
    for question in questions:
        assert question["name"] in shown
        assert len(question["acceptedAnswer"]["text"]) >= 40
        assert question["acceptedAnswer"]["text"][:30].replace(" ", "") in shown.replace(" ", "")


def test_the_sitemap_lists_the_pages_and_no_day_of_a_build(site: Path) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(SITE_URL + address for address in PAGES)


def test_the_page_for_what_is_not_there_speaks_chinese_and_opens_three_doors(site: Path) -> None:
    page = html.fromstring((site / "404.html").read_text(encoding="utf-8"))
    assert page.get("lang") == "zh-TW"
    doors = page.xpath("//ul[@class='qeqt-doors']//a/@href")
    assert len(doors) == 3
    assert all((site / door.removeprefix(SUB_PATH) / "index.html").is_file() for door in doors)


def test_the_comparison_can_be_taken_home_as_data(site: Path) -> None:
    (link,) = tree(site, "compare/").xpath("//a[@download][not(ancestor::figure)]/@href")
    lines = (site / "compare" / link).resolve().read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines] == ["id", *(f"table-{n:02d}" for n in range(1, 9))]
    data = [part for part in structured(site, "compare/") if part["@type"] == "Dataset"]
    (told,) = [part for part in data if "@id" not in part]  # a figure's rows have one
    rows = told["variableMeasured"]
    assert isinstance(rows, list) and len(rows) == 8
