"""The pages in two halves: each process renders, finishes and reads its own; together they are the book."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.structure.files import Files

from macros.chapter import stand_ins
from macros.figures import render
from macros.kept import store
from macros.pages.finish import Finisher, Site
from macros.pages.page import read_pages
from macros.search import entries
from macros.site import mkdocs_driver
from macros.text.errors import BuildError

Links = list[tuple[str, str, str]]
"""Source of a page, source of the page that it links to, the id that it expects there."""


@dataclass
class Half:
    """What one process knows of the pages that it made."""

    site: Site
    order: list[str] = field(default_factory=list)
    """Source of every page of the book, in MkDocs' order."""
    found: dict[str, entries.Page] = field(default_factory=dict)
    """Source of a page -> the page as the search reads it; without those that the search leaves out."""
    anchors: dict[str, set[str]] = field(default_factory=dict)
    links: Links = field(default_factory=list)
    drawn: dict[str, str] = field(default_factory=dict)
    """What render.drawn() says of the pictures on the pages."""


def split(weights: dict[str, int]) -> frozenset[str]:
    """Return the sources of the half that the second process makes: about half of the weight."""
    sums = [0, 0]
    parts: tuple[set[str], set[str]] = (set(), set())
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        lighter = sums.index(min(sums))
        sums[lighter] += weights[name]
        parts[lighter].add(name)
    return frozenset(parts[1])


def make(root: Path, built: Path, folder: Path, named: Collection[str], complement: bool = False) -> Half:
    """Render into `built` and finish into `folder` the pages that are named, or all the others.

    Raises BuildError, FolderError and whatever else stops a build.
    """
    mkdocs_driver.listen()
    config = mkdocs_driver.configure(root, built)
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_driver.spare(config)
    if complement:
        config.theme.static_templates.clear()
    else:
        mkdocs_driver.keep_notebook_page(config)
    others = {
        Path(file.dest_uri)
        for file in mkdocs_driver.documentation(config)
        if (file.src_uri in named) != complement
    }
    for other in others:  # a file that is younger than its source is not rendered again
        (built / other).parent.mkdir(parents=True, exist_ok=True)
        (built / other).touch()
    with stand_ins.past_markdown():
        mkdocs_driver.render(config, dirty=True)
    if not complement:
        store.seal(mkdocs_driver.notebook_page())
    site = mkdocs_driver.site_of(config)
    Finisher(root, folder, site).publish(read_pages(built, without=others), built)
    return known(site, mkdocs_driver.files_of(config), folder, others)


def known(site: Site, files: Files, folder: Path, others: Collection[Path]) -> Half:
    """Return what is known of the pages in `folder`, those of others aside."""
    half = Half(site, drawn=render.drawn())
    for file in files.documentation_pages():
        half.order.append(file.src_uri)
        page = file.page
        if page is None or Path(file.dest_uri) in others:
            continue
        if page.present_anchor_ids is not None:
            half.anchors[file.src_uri] = page.present_anchor_ids
        for target, anchors in (page.links_to_anchors or {}).items():
            half.links += [(file.src_uri, target.src_uri, anchor) for anchor in anchors]
        search = page.meta.get("search") or {}
        if not search.get("exclude"):
            half.found[file.src_uri] = entries.read_page(folder, page.url, float(search.get("boost", 1)))
    return half


def joined(parts: Sequence[Half]) -> list[entries.Page]:
    """Return the book's pages as the search reads them, in MkDocs' order.

    Raises BuildError for a link from one half to an id that a page of the other half does not have.
    """
    anchors = {name: ids for half in parts for name, ids in half.anchors.items()}
    broken = [
        f"{source}: links to {target}#{anchor}, and there is no such id"
        for half in parts
        for source, target, anchor in half.links
        if target in anchors and anchor not in anchors[target]
    ]
    if broken:
        raise BuildError("\n".join(broken))
    found = {name: page for half in parts for name, page in half.found.items()}
    return [found[name] for name in parts[0].order if name in found]
