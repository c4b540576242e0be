"""The notebook: it runs, its figures are the book's, and its page brings nothing of the plugin's."""

import re
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_output

from macros.chapter import typed_figures
from macros.notebook import describe
from macros.notebook import execute as notebook
from macros.notebook import figures as desk_figures
from macros.pages import notebook_cells
from macros.pages.page import Page
from qeqt.study import backtest

BUILT = """<html><head><meta name="description" content="the book"></head><body>
<article class="md-content__inner md-typeset">
<script src="https://elsewhere.example/mathjax.js"></script><style>.jp { color: red }</style>
<div class="jupyter-wrapper"><div class="jp-Notebook">---
title: x
<div class="jp-Cell jp-MarkdownCell"><div class="jp-RenderedMarkdown jp-MarkdownOutput">
<h2 id="redo-a">走 {#redo-a}<a class="anchor-link" href="#redo-a">¶</a></h2>
<p>見<a href="api.md#api-install">安裝</a>。</p></div></div>
<div class="jp-Cell jp-CodeCell">
<div class="highlight-ipynb hl-python"><pre><span></span>f(<span class="s">"a &lt; b"</span>)</pre></div>
<div class="clipboard-copy-txt">print("a &lt; b")</div></div>
</div></div> <!-- jupyter-wrapper -->
<aside>after</aside>
</article></body></html>"""


@pytest.fixture(scope="module")
def outputs() -> list[list[dict[str, Any]]]:
    return notebook.outputs()


@pytest.fixture(scope="module")
def figures(outputs: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [output["figure"] for cell in outputs for output in cell if "figure" in output]


def finished(
    monkeypatch: pytest.MonkeyPatch, kept: list[list[dict[str, Any]]] | None, execute: bool = False
) -> str:
    monkeypatch.setattr(notebook, "kept", lambda: kept)
    monkeypatch.setattr(notebook, "outputs", lambda: kept)
    page = Page(Path("model/redo/index.html"), BUILT)
    notebook_cells.finish_notebook(page, "書", execute)
    return page.html


def test_every_code_cell_puts_something_out(outputs: list[list[dict[str, Any]]]) -> None:
    assert len(outputs) == sum(cell.cell_type == "code" for cell in notebook.cells())
    assert all(outputs)


def test_every_figure_of_the_notebook_becomes_a_figure_of_the_book(figures: list[dict[str, Any]]) -> None:
    shown = [notebook_cells.shown({"figure": described}, "書") for described in figures]
    assert len(shown) == len({described["name"] for described in figures}) == 3
    assert all('<figure class="qeqt-figure"' in text and "<svg" in text for text in shown)


def test_a_registered_figure_offers_its_data(figures: list[dict[str, Any]]) -> None:
    found = desk_figures.made(figures[0])
    assert len(found.rows) == len(figures[0]["months"])


@pytest.mark.parametrize(
    "cell",
    [c for c in notebook.cells() if c.cell_type == "markdown"],
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


def test_a_cell_that_fails_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = tmp_path / "redo.py"
    source.write_text("# %%\nimport qeqt\nqeqt.run('fed_2022_caped')\n", encoding="utf-8")
    monkeypatch.setattr(notebook, "SOURCE", source)
    with pytest.raises(notebook.NotebookError, match=r"(?s)redo\.py.*nearest valid: fed_2022_capped"):
        notebook.execute()


REFUSED = {
    "a warning": new_output("stream", name="stderr", text="careful"),
    "a picture": new_output("display_data", data={"image/png": "x", "text/plain": "x"}),
    "HTML of a library": new_output(
        "display_data", data={"text/html": "<script></script>", "text/plain": "x"}
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_output_that_no_page_shows_is_refused(kind: str) -> None:
    with pytest.raises(notebook.NotebookError, match="which no page shows"):
        notebook.output_of(REFUSED[kind])


def test_output_is_kept_for_one_state_of_the_model_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = notebook.state()
    for part in ("records", "libraries"):
        with monkeypatch.context() as patch:
            patch.setattr(notebook.store, part, lambda: "another")
            assert notebook.state() != before
    assert Path(backtest.__file__) in notebook.store.reached([notebook.SOURCE], notebook.ROOT)


def test_nothing_is_executed_where_output_is_kept(
    monkeypatch: pytest.MonkeyPatch, outputs: list[list[dict[str, Any]]]
) -> None:
    monkeypatch.setattr(notebook, "execute", lambda: pytest.fail("the notebook was executed"))
    notebook.outputs.cache_clear()
    assert notebook.outputs() == outputs


def test_the_page_keeps_prose_and_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = finished(monkeypatch, [[{"text": "1 < 2\n"}]])
    assert not re.search(r"<script|<style|jp-|elsewhere|title: x|¶|clipboard", text)
    assert '<span class="s">"a &lt; b"</span>' in text
    assert "<aside>after</aside>" in text


def test_output_stands_behind_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    text = finished(monkeypatch, [[{"text": "1 < 2\n"}]])
    assert text.index("f(<span") < text.index("1 &lt; 2")


def test_declared_ids_leave_the_text_and_links_lead_to_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    text = finished(monkeypatch, [[]])
    assert "{#" not in text
    assert '<h2 id="redo-a">走<a class="headerlink" href="#redo-a"' in text
    assert 'href="../api/#api-install"' in text


def test_the_page_has_the_description_of_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    assert notebook.heading()["description"] in finished(monkeypatch, [[]])


def test_a_preview_executes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebook, "execute", lambda: pytest.fail("the notebook was executed"))
    assert "預覽不執行筆記" in finished(monkeypatch, None)


def test_another_page_stays_as_it_is() -> None:
    page = Page(Path("model/api/index.html"), BUILT)
    notebook_cells.finish_notebook(page, "書", execute=True)
    assert page.html == BUILT
