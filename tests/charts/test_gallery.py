"""One test over every chart of the book."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import altair as alt
import pytest
from altair.utils.schemapi import validate_jsonschema
from lxml import etree

from macros.figures import figure, mechanism, render, svg
from macros.figures import html as markup
from macros.figures.theme import LAYOUTS, NARROW, SMALLEST_LABEL, em_width
from macros.text import formats
from tests.figures import drawn

PHONE = 390
MARGINS = 32
"""CSS px that the page keeps on both sides of a phone's column."""


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_chart_states_a_finding_that_its_data_bear_out(name):
    found = figure.figure(name)
    assert len(found.title) >= 8
    assert found.title.strip("。") == found.title
    assert all(rule.holds(found.rows) for rule in found.rules)
    assert len(found.summary) > len(found.title)
    assert found.measure != found.title


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_chart_names_its_sources_and_its_model(name):
    found = figure.figure(name)
    assert found.sources or found.runs or found.other
    assert all(run.parameter_set and run.version and run.scenario for run in found.runs)
    page = drawn.page(name)
    assert "資料：" in page
    assert "授權：" in page
    for run in found.runs:
        assert run.parameter_set in page
    for sidecar in found.sidecars:
        assert f'href="../../sources.md#data-{sidecar.name}"' in page
    tree = etree.HTML(page)
    said = "".join(tree.xpath("//p[@class='qeqt-figure__origin']")[0].itertext()).split("　")
    dates = []
    if found.last_observation:
        kind = "資料日期" if found.as_of else "最後一筆"
        dates.append(f"{kind}：{formats.date(found.last_observation)}")
    if found.sidecars:
        dates.append(f"取用：{formats.date(max(sidecar.meta.accessed for sidecar in found.sidecars))}")
    assert said[: len(dates)] == dates
    licences = list(dict.fromkeys(sidecar.meta.licence for sidecar in found.sidecars))
    assert said[-1] == "授權：" + "；".join([*licences, markup.OUR_LICENCE])
    named = [f"{sidecar.meta.producer}，{sidecar.meta.name_zh}" for sidecar in found.sidecars]
    source = "".join(tree.xpath("//p[@class='qeqt-figure__source']")[0].itertext())
    assert source == "資料：" + ("；".join([*named, *found.other]) or markup.KINDS[found.kind])
    cited = "".join(tree.xpath("//p[@class='qeqt-figure__cite']")[0].itertext())
    assert cited.startswith(f"《書》，圖 {found.id}〈{found.title}〉，{markup.KINDS[found.kind]}")
    note = ["".join(each.itertext()) for each in tree.xpath("//p[@class='qeqt-figure__note']")]
    assert note == ([found.note] if found.note else [])


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", drawn.EACH)
def test_a_picture_fits_both_schemes_both_widths_and_every_font(name, layout):
    picture = drawn.picture(name, layout)
    root = etree.fromstring(picture.encode())
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", picture)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert all(each.startswith(f"fig-{name}-{layout.name}-") for each in ids)
    assert svg.box(picture)[0] == layout.width
    svg.refuse_bad_labels(picture, name, layout.name)
    scale = min(1, (PHONE - MARGINS) / layout.width) if layout is NARROW else 1
    assert all(label.size * scale >= SMALLEST_LABEL for label in svg.labels(picture))


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_picture_is_the_same_every_time(name):
    found = figure.figure(name)
    assert render.specification(found, NARROW) == drawn.specification(name, NARROW)


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_chart_is_valid_vega_lite(name):
    found = json.loads(drawn.specification(name, NARROW))
    validate_jsonschema(found, alt.load_schema())


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_point_of_a_chart_knows_its_row_of_the_table(name):
    found = figure.figure(name)
    kept = json.loads(drawn.specification(name, NARROW))["datasets"].values()
    turns = {row["row"] for rows in kept for row in rows if "row" in row}
    assert turns <= set(range(len(found.rows)))
    assert turns or name == "qe_purchase_walk"  # accounts in words


@pytest.mark.parametrize("name", drawn.EACH)
def test_the_table_and_the_csv_give_what_is_drawn(name):
    found = figure.figure(name)
    if not found.open:
        assert "<table" not in drawn.page(name)
        return
    text = markup.csv_text(found)
    notes = [line for line in text.splitlines() if line.startswith("#")]
    assert found.title.replace(formats.NBSP, " ") in notes[0]
    assert any("授權" in note for note in notes)
    rows = list(csv.DictReader(io.StringIO("\n".join(text.splitlines()[len(notes) :]))))
    assert len(rows) == len(found.rows)
    assert [*rows[0]] == [column.key for column in found.columns if not column.closed]
    for row, shown in zip(rows, found.rows, strict=True):
        for column in found.passed_on:
            cell = shown.get(column.key)
            if cell is None:
                assert row[column.key] == ""
            elif column.numeric:
                assert float(row[column.key]) == pytest.approx(float(cell), abs=1e-6)
            else:
                assert row[column.key] == str(cell)
    table = etree.fromstring(re.search(r"<table.*?</table>", drawn.page(name), re.DOTALL)[0].encode())
    cells = [[cell.text for cell in row] for row in table.iter("tr")]
    told = [column for column in found.passed_on if column.in_table]
    assert cells[0] == [column.heading for column in told]
    assert cells[1:] == [[column.show(row.get(column.key)) for column in told] for row in found.rows]


def test_the_site_s_csv_files_are_those_of_the_figures_that_may_be_passed_on():
    files = markup.csv_files()
    for found in map(figure.figure, figure.names()):  # the notebook's too, where it has been run
        assert files.pop(markup.csv_path(found.name), None) == (
            markup.csv_text(found) if found.open else None
        )
    assert sorted(files) == sorted(markup.csv_path(name) for name in mechanism.names())


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_figure_is_one_well_formed_block_with_a_permanent_id(name):
    page = drawn.page(name)
    assert "\n" not in page
    assert page.startswith(f'<figure class="qeqt-figure" id="fig-{name}"')
    etree.fromstring(page.replace(" download>", ">").replace(" data-unsearched>", ">").encode())
    ids = Ids()
    ids.feed(page)
    assert len(ids.found) == len(set(ids.found))
    assert f"fig-{name}" in re.search(r'qeqt-figure__cite">(.*?)</p>', page)[1]
    assert f'href="#fig-{name}"' in page


@pytest.mark.parametrize("name", drawn.EACH)
def test_the_picture_speaks_once_and_in_words(name):
    page = drawn.page(name)
    assert page.count('aria-hidden="true"') == len(LAYOUTS)
    assert "aria-label=" not in "".join(re.findall(r"<svg.*?</svg>", page))
    assert "qeqt-figure__summary" in page


@pytest.mark.parametrize("name", drawn.EACH)
def test_a_title_fits_three_lines_on_a_phone(name):
    assert em_width(figure.figure(name).title, 1) <= 3 * 19


class Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for key, value in attrs if key == "id"]
