"""What search engines are told of a page: who wrote it, when, which data and words it has."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from macros.pages.json_ld import PROJECT
from qeqt import data
from tests.book import SITE_URL, addresses

PAGES = [address for address in addresses() if address]
Said = dict[str, Any]


@cache
def graph(site: Path, address: str) -> list[Said]:
    page = html.fromstring((site / address / "index.html").read_text(encoding="utf-8"))
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    said: list[Said] = json.loads(script)["@graph"]
    return said


def told(site: Path, address: str, kind: str) -> list[Said]:
    return [part for part in graph(site, address) if part["@type"] == kind]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_an_article_of_the_project_with_its_days_and_picture(site: Path, address: str) -> None:
    (article,) = told(site, address, "Article")
    for who in ("author", "publisher"):
        assert article[who]["@type"] == "Organization"
        assert article[who]["name"] == PROJECT and article[who]["url"] == SITE_URL
    page = html.fromstring((site / address / "index.html").read_text(encoding="utf-8"))
    assert article["image"] == page.xpath("string(//meta[@property='og:image']/@content)")
    assert (site / article["image"].removeprefix(SITE_URL)).is_file()
    assert (site / article["publisher"]["logo"].removeprefix(SITE_URL)).is_file()
    days = article.get("datePublished"), article.get("dateModified")
    assert days == (None, None) or str(days[0]) <= str(days[1])


def test_the_glossary_is_a_set_of_defined_terms_each_with_its_place(site: Path) -> None:
    (words,) = told(site, "glossary/", "DefinedTermSet")
    page = html.fromstring((site / "glossary" / "index.html").read_text(encoding="utf-8"))
    terms = data.glossary()
    assert len(words["hasDefinedTerm"]) == len(terms)
    for said, term in zip(words["hasDefinedTerm"], terms.values(), strict=True):
        assert (said["name"], said["description"]) == (term.term_zh, term.definition_zh)
        assert page.get_element_by_id(said["@id"].rpartition("#")[2]) is not None


def test_no_other_page_claims_to_define_terms(site: Path) -> None:
    assert [address for address in PAGES if told(site, address, "DefinedTermSet")] == ["glossary/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_figure_whose_rows_may_be_taken_home_is_a_dataset_and_no_other(site: Path, address: str) -> None:
    page = html.fromstring((site / address / "index.html").read_text(encoding="utf-8"))
    offered = {
        each.get("id"): each.xpath(".//a[@class='qeqt-figure__csv']/@href")
        for each in page.xpath("//figure[@class='qeqt-figure']")
    }
    found = {
        each["@id"].rpartition("#")[2]: each
        for each in told(site, address, "Dataset")
        if "@id" in each  # the comparison has none
    }
    assert set(found) == {name for name, ways in offered.items() if ways}
    for name, each in found.items():
        assert each["creator"]["name"] == PROJECT
        assert each["license"].startswith("https://creativecommons.org/")
        assert 50 <= len(each["description"]) <= 5000, "what a search of data sets asks for"
        assert each["variableMeasured"]
        (file,) = each["distribution"]
        assert (site / file["contentUrl"].removeprefix(SITE_URL)).is_file()
        assert file["contentUrl"].endswith(offered[name][0].lstrip("./"))
