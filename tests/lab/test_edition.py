"""Every address of an own script or of what it reads says its edition, and no script waits at its top."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.lab.edition import (
    LAYOUTS,
    NAMED,
    SCRIPTS,
    edition_of,
    figure_edition,
    imported,
    own_scripts,
    with_edition,
    write_edition,
)
from macros.site.offline import SOURCE
from tests.book import ROOT
from tests.faults.grammars import parsed, said, walk

THEME = ROOT / "theme" / SCRIPTS
NAMES = sorted(path.name for path in THEME.glob("*.js") if path.name != SOURCE)
"""The service worker's is not served beside the others: it stands at the root."""
FUNCTIONS = {
    "arrow_function",
    "function_declaration",
    "function_expression",
    "generator_function",
    "generator_function_declaration",
    "method_definition",
}


def waits_at_the_top(text: bytes) -> list[str]:
    """Every `await` of a script that stands in no function."""
    found = []
    for node in walk(parsed(text, ".js")):
        awaits = node.type == "await_expression" or (
            node.type == "for_in_statement" and any(child.type == "await" for child in node.children)
        )
        above = node.parent
        while above and above.type not in FUNCTIONS:
            above = above.parent
        if awaits and above is None:
            found.append(said(node))
    return found


def imports(text: bytes) -> Iterator[str]:
    """Every address from which a script imports or hands on: at its head, or when it runs."""
    for node in walk(parsed(text, ".js")):
        source = node.child_by_field_name("source") if node.type.endswith("port_statement") else None
        called = node.child_by_field_name("function") if node.type == "call_expression" else None
        if source:
            yield said(source).strip("\"'")
        elif called and called.type == "import":
            given = node.child_by_field_name("arguments")
            assert given
            yield said(given).strip("()\"'")


def test_a_wait_at_the_top_is_seen_and_one_inside_is_not() -> None:
    assert waits_at_the_top(b'const a = await import("./a.js")\n')
    assert waits_at_the_top(b"if (on) { for await (const each of all) use(each) }\n")
    assert not waits_at_the_top(b"async function a() { await b() }\nconst c = async () => await d()\n")
    assert not waits_at_the_top(b"class A { async b() { for await (const c of d) e(c) } }\n")


@pytest.mark.parametrize("name", NAMES)
def test_no_script_waits_at_its_top(site: Path, name: str) -> None:
    assert waits_at_the_top((site / SCRIPTS / name).read_bytes()) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_import_says_the_edition(site: Path, name: str) -> None:
    told_by = (site / SCRIPTS / NAMED).read_text(encoding="utf-8")
    edition = re.search(r'export const edition = "(\?[0-9a-f]{8})"', told_by)
    assert edition
    text = (site / SCRIPTS / name).read_bytes()
    for address in imports(text):
        if address.isidentifier():  # asked for once more, or asked whether it is there at all
            address = re.findall(rf'(?:const|let) {address} = "(.*)"', text.decode())[0]
        file, question, version = address.partition("?")
        assert question + version == edition[1], address
        assert (site / SCRIPTS / file).is_file()


def test_every_page_asks_for_scripts_and_figures_by_edition(site: Path) -> None:
    own = {path.name for path in own_scripts(site)}
    scripts = figures = 0
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for name, version in re.findall(rf'{SCRIPTS}([a-z-]+\.js)([^"]*)"', text):
            assert name in own
            assert re.fullmatch(r"\?[0-9a-f]{8}", version), f"{page}: {name}"
            scripts += 1
        for place, version in re.findall(r'data-spec="[^"]*(assets/figures/[^"?]*)([^"]*)"', text):
            assert version == figure_edition(site, place) != "", f"{page}: {place}"
            figures += 1
    assert scripts
    assert figures


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of a script that imports another, one figure and a page that asks for both."""
    scripts, figures = tmp_path / SCRIPTS, tmp_path / "assets" / "figures"
    scripts.mkdir(parents=True)
    figures.mkdir()
    (scripts / NAMED).write_text('export const edition = ""\n')
    (scripts / "one.js").write_text("import { edition } from './edition.js'\nimport('./two.js')\n")
    (scripts / "bundle.0a1b2c3d.min.js").write_text('import "./one.js"\n')
    for layout in LAYOUTS:
        (figures / f"cap{layout}").write_text("{}")
    (tmp_path / "index.html").write_text(
        f'<script src="../{SCRIPTS}one.js"></script><button data-spec="../assets/figures/cap"></button>'
        '<button data-spec="../assets/figures/none"></button><a href="one.js">one.js</a>'
    )
    return tmp_path


def test_the_edition_is_carried_into_scripts_and_pages_once_and_anew(small: Path) -> None:
    figure = figure_edition(small, "assets/figures/cap")
    for edition in ("00000001", "00000002"):
        write_edition(small, edition)
        write_edition(small, edition)
        assert (small / SCRIPTS / NAMED).read_text() == f'export const edition = "?{edition}"\n'
        script = (small / SCRIPTS / "one.js").read_text()
        assert script == f"import {{ edition }} from './edition.js?{edition}'\nimport('./two.js?{edition}')\n"
        assert (small / SCRIPTS / "bundle.0a1b2c3d.min.js").read_text() == 'import "./one.js"\n'
        assert (small / "index.html").read_text() == (
            f'<script src="../{SCRIPTS}one.js?{edition}"></script>'
            f'<button data-spec="../assets/figures/cap{figure}"></button>'
            '<button data-spec="../assets/figures/none"></button><a href="one.js">one.js</a>'
        )


def test_a_figure_has_an_edition_of_its_own(small: Path) -> None:
    place, whole = "assets/figures/cap", edition_of(small, [])
    before = figure_edition(small, place)
    (small / f"{place}{LAYOUTS[1]}").write_text('{"height": 1}')
    assert figure_edition(small, place) != before
    assert edition_of(small, []) == whole
    write_edition(small, whole)
    assert f'cap{figure_edition(small, place)}"' in (small / "index.html").read_text()


def test_an_edition_names_what_is_read_and_not_where_it_was_carried(small: Path, tmp_path: Path) -> None:
    first = edition_of(small, [b"model"])
    assert edition_of(small, [b"another model"]) != first
    write_edition(small, first)
    assert edition_of(small, [b"model"]) == first
    other = shutil.copytree(small, tmp_path / "other")
    (other / SCRIPTS / "one.js").write_text("// another\n")
    assert edition_of(other, [b"model"]) != first


def test_without_an_edition_an_import_is_as_it_was_written() -> None:
    script = 'import { a } from "./a.js?0123abcd"\n'
    assert imported(script, "") == 'import { a } from "./a.js"\n'
    assert with_edition('export const edition = "?0123abcd"', "") == 'export const edition = ""'
