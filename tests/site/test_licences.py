"""Every script that the site serves is ours, or its licence is served too, in a file that each page names."""

import re
from pathlib import Path

import pytest
from lxml import html

from macros.site import licences
from tests.book import ROOT, addresses

SERVED = licences.FILE.relative_to(ROOT / "theme").as_posix()
OURS = {f"assets/javascripts/{file.name}" for file in (ROOT / "theme/assets/javascripts").glob("*.js")}
OURS |= {"offline.js", "assets/lab/model.js"}
"""The service worker is one of the theme's scripts, put at the root; the model is the core, written out."""
OTHERS = {
    r"assets/javascripts/bundle\.[0-9a-f]+\.min\.js": {"mkdocs-material", *licences.in_the_theme()},
    r"assets/lab/charts\.js": set(licences.in_the_charts()),
}
"""A script that others wrote, wholly or in part, and the packages that it is made of."""
HEADS = re.compile(rf"(?m)^{licences.RULE}\n(.+)\n\n")


def listed() -> dict[str, str]:
    """Package -> version, as the file's first list says."""
    head = licences.FILE.read_text(encoding="utf-8").split(licences.RULE)[0]
    found = re.findall(r"(?m)^(\S+|icons: \S+) (\d\S*)(?:  |$)", head)
    return {name.lower(): version for name, version in found}


def texts() -> dict[str, str]:
    """Package with version -> the licence under its name."""
    parts = HEADS.split(licences.FILE.read_text(encoding="utf-8"))[1:]
    return {
        owner: text
        for owners, text in zip(parts[::2], parts[1::2], strict=True)
        for owner in owners.split(", ")
    }


def test_every_script_is_ours_or_has_its_licence_served(site: Path) -> None:
    served = {
        file.relative_to(site).as_posix() for ending in ("js", "mjs") for file in site.rglob(f"*.{ending}")
    }
    others = served - OURS
    known = listed()
    for name in others:
        (packages,) = [made_of for pattern, made_of in OTHERS.items() if re.fullmatch(pattern, name)]
        assert packages, name
        assert {package.lower() for package in packages} <= known.keys(), name
    assert len(others) == len(OTHERS)


def test_the_versions_are_those_that_the_charts_library_was_bundled_from() -> None:
    known = listed()
    moved = {
        name: known.get(name)
        for name, version in licences.in_the_charts().items()
        if known.get(name) != version
    }
    assert moved.keys() <= {"robust-predicates"}, "make licences"  # its 3.0.0 is no longer to be had


def test_every_package_of_the_list_has_a_text_that_names_its_terms() -> None:
    found = texts()
    for name, version in listed().items():
        (text,) = [text for owner, text in found.items() if owner.lower() == f"{name} {version}"]
        assert re.search(r"(?i)copyright|licen[cs]e|public domain", text) and len(text) > 40, name


@pytest.mark.parametrize("name", ["vega", "vega-lite", "vega-embed"])
def test_the_charts_library_comes_with_its_whole_licence(name: str) -> None:
    (text,) = [text for owner, text in texts().items() if owner.startswith(f"{name} ")]
    for phrase in ("Copyright (c)", "Redistribution and use", "THIS SOFTWARE IS PROVIDED", "SUCH DAMAGE."):
        assert phrase in text


@pytest.mark.parametrize("address", addresses())
def test_every_page_names_the_file_and_it_is_there(site: Path, address: str) -> None:
    page = html.fromstring((site / address / "index.html").read_text(encoding="utf-8"))
    (link,) = page.xpath("//footer//a[text()='第三方程式的授權']/@href")
    assert (site / address / link).resolve() == (site / SERVED).resolve()
    assert (site / SERVED).read_bytes() == licences.FILE.read_bytes()


def test_a_text_is_printed_once_under_all_its_packages() -> None:
    packages = [licences.Package(name, "1.0", "MIT", "the same  \nterms") for name in ("b", "a")]
    said = licences.printed([*packages, licences.Package("c", "2.0", "ISC", "others")])
    assert said.count("the same\nterms") == 1
    assert f"{licences.RULE}\na 1.0, b 1.0\n" in said and f"{licences.RULE}\nc 2.0\n" in said
