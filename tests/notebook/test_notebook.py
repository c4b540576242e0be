"""The notebook: it runs, its figures are the book's, and its page brings nothing of the plugin's."""

import re
from pathlib import Path
from typing import Any

import jupytext
import pytest
from nbclient.exceptions import CellExecutionError

from macros.chapter import typed_figures
from macros.figures.figure import FigureError
from macros.notebook import describe, output, source
from macros.notebook import figures as desk_figures
from macros.pages import notebook_cells
from macros.pages.page import FolderError, Page
from macros.text.address import to_page
from qeqt.study import backtest
from tests.book import ROOT

CELLS = jupytext.read(source.SOURCE).cells
RENDERED = """<html><head><meta name="description" content="the book"></head><body>
<article class="md-content__inner md-typeset">
<h2 id="redo-a">走 {#redo-a}<a class="anchor-link" href="#redo-a">¶</a></h2>
<p>見<a href="api.md#api-install">安裝</a>。</p>
<div class="highlight"><pre><span></span><code>f(<span class="s">"a &lt; b"</span>)</code></pre></div>
SAID
<aside>after</aside>
</article></body></html>"""


@pytest.fixture(scope="module")
def page() -> str:
    """The notebook's page as mkdocs-jupyter renders it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return output.rendered()


@pytest.fixture(scope="module")
def outputs(page: str) -> list[output.Output]:
    return list(output.read(page))


@pytest.fixture(scope="module")
def figures(outputs: list[output.Output]) -> list[dict[str, Any]]:
    return [said["figure"] for said in outputs if "figure" in said]


def finished(said: str = "") -> str:
    page = Page(Path("model/redo/index.html"), RENDERED.replace("SAID", said))
    notebook_cells.finish_notebook(page, "書")
    return to_page(page.html, page.address)


def test_every_code_cell_puts_something_out(page: str) -> None:
    cells = page.split('<div class="highlight">')[1:]
    assert len(cells) == sum(cell.cell_type == "code" for cell in CELLS)
    assert all(list(output.read(cell)) for cell in cells)


def test_the_page_keeps_prose_and_code_alone(page: str) -> None:
    assert not re.search(r"<script|<style|<link|jp-|https?:|title:|clipboard|預覽", page)
    assert '<span class="kn">import</span>' in page


def test_every_figure_of_the_notebook_becomes_a_figure_of_the_book(page: str) -> None:
    said = "".join(found[0] for found in output.SAID.finditer(page))
    text = finished(said)
    assert text.count('<figure class="qeqt-figure"') == text.count('class="qeqt-figure__plot"><svg') == 3
    assert "qeqt-described" not in text


def test_a_figure_of_the_notebook_is_known_by_its_name() -> None:
    with pytest.raises(FigureError, match="begins with 'redo_'"):
        desk_figures.register({"name": "walk"})


def test_a_registered_figure_offers_its_data(figures: list[dict[str, Any]]) -> None:
    found = desk_figures.made(figures[0])
    assert len(found.rows) == len(figures[0]["months"])


@pytest.mark.parametrize(
    "cell",
    [c for c in CELLS if c.cell_type == "markdown"],
    ids=lambda c: c.source.splitlines()[0],  # a cell's own id is another in each process
)
def test_prose_types_no_figure_and_every_heading_has_an_id(cell: Any) -> None:
    assert list(typed_figures.typed_figures(cell.source)) == []
    headings = re.findall(r"^#+ .*$", cell.source, re.MULTILINE)
    assert [line for line in headings if not re.search(r" \{#(model|redo)-[a-z]+\}$", line)] == []


def test_a_finding_that_no_longer_holds_stops_the_notebook() -> None:
    with pytest.raises(ValueError, match="the data no longer support 「越來越少」"):
        describe.show(
            "x", title="x", measure="x", months=[], lines=[], holds={"越來越少": False}, summary="x"
        )


def of_cell(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of a notebook of one cell."""
    file = tmp_path / "redo.py"
    file.write_text(f"# %%\n{text}\n", encoding="utf-8")
    monkeypatch.setattr(source, "SOURCE", file)
    monkeypatch.chdir(ROOT)
    return output.rendered()


def test_a_cell_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(CellExecutionError, match=r"(?s)qeqt\.run.*nearest valid: fed_2022_capped"):
        of_cell("import qeqt\nqeqt.run('fed_2022_caped')", tmp_path, monkeypatch)


REFUSED = {
    "a warning": ("import sys; print('careful', file=sys.stderr)", "careful"),
    "HTML of a library": (
        "from IPython.display import HTML, display; display(HTML('<b>x</b>'))",
        "text/html",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_output_that_no_page_shows_is_refused(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cell, named = REFUSED[kind]
    said = of_cell(cell, tmp_path, monkeypatch)
    with pytest.raises(FolderError, match=f"redo.py: a cell puts out what no page shows: .*{named}"):
        finished(said)


def test_the_page_is_kept_for_one_state_of_the_model_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = source.state()
    for part in ("records", "libraries"):
        with monkeypatch.context() as patch:
            patch.setattr(source.store, part, lambda: "another")
            assert source.state() != before
    assert Path(backtest.__file__) in source.store.reached([source.SOURCE], ROOT)


def test_output_stands_behind_its_cell_as_it_was_printed() -> None:
    said = '<pre class="qeqt-cell__output"><code>1 &lt; 2\n</code></pre>'
    text = finished(said)
    assert said in text and text.index("f(<span") < text.index("1 &lt; 2") < text.index("<aside>after")


def test_declared_ids_leave_the_text_and_links_lead_to_pages() -> None:
    text = finished()
    assert "{#" not in text
    assert '<h2 id="redo-a">走<a class="headerlink" href="#redo-a"' in text
    assert 'href="../api/#api-install"' in text


def test_the_page_has_the_description_of_the_notebook() -> None:
    assert source.heading()["description"] in finished()


def test_a_preview_executes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs_jupyter.convert import nb2html

    source.use_template()
    page = nb2html(str(source.SOURCE), execute=False)
    assert page.count("預覽不執行筆記") == sum(cell.cell_type == "code" for cell in CELLS)


def test_another_page_stays_as_it_is() -> None:
    page = Page(Path("model/api/index.html"), RENDERED)
    notebook_cells.finish_notebook(page, "書")
    assert page.html == RENDERED


def test_what_a_cell_prints_is_one_output_however_the_kernel_sends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow machine sends a line in two parts: the text, then its end."""
    slow = "print('one', end='', flush=True); import time; time.sleep(0.5); print(); print('two')"
    written = tmp_path / "slow.py"
    written.write_text(f"# %%\n{slow}\n", encoding="utf-8")
    monkeypatch.setattr(source, "SOURCE", written)
    assert list(output.read(output.rendered())) == [{"text": "one\ntwo\n"}]
