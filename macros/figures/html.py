"""A figure as the page shows it: finding, measure, two pictures, a summary, sources, table, CSV, citation."""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape

from macros.figures import figure, mechanism, render
from macros.figures.figure import Column, Figure, Rows
from macros.figures.theme import LAYOUTS
from macros.kept import build_cache
from macros.text import formats
from qeqt.data.official import staleness

Way = Callable[[str], str]
"""From a target to its address relative to the page at hand."""

CLOSED_COLUMNS = "{}的權利人不允許轉載原始數值，所以畫在圖上，不在表與下載裡。"
CLOSED = "這個系列的權利人不允許轉載原始數值，所以只畫圖，不提供數值表與下載。"
KINDS = {"official": "官方統計", "model": "模型計算", "both": "官方統計與模型計算"}
OUR_LICENCE = "本書的圖與彙編：CC BY 4.0"


@dataclass(frozen=True)
class Book:
    """What the configuration says about the book."""

    name: str
    directory_urls: bool = True


def attribute(text: str) -> str:
    """Escape a text for an attribute of inline HTML inside Markdown, which reads some letters as its own."""
    plain = escape(text, quote=True)
    return re.sub(r"[\\`\[\]|$]", lambda m: f"&#{ord(m[0])};", plain)


def csv_path(name: str) -> str:
    """Return the place of a figure's CSV in the built site."""
    return f"assets/data/{name}.csv"


def spec_path(name: str) -> str:
    """Return the place of a figure's specifications in the built site, without layout and ending."""
    return f"assets/figures/{name}"


def csv_text(found: Figure) -> str:
    """Return a figure's data as CSV, its title, units, sources, licence and model first, as comment lines."""
    out = io.StringIO()
    notes = [found.title, found.measure, f"資料：{'；'.join(sources_of(found))}"]
    notes += [f"欄位 {c.key}：{c.label}，{c.unit}" for c in found.passed_on]
    notes += filter(None, [left_out(found)])
    notes += [f"授權：{'；'.join(_licences(found))}", *_model(found)]
    for note in notes:
        out.write(f"# {note.replace(formats.NBSP, ' ')}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in found.passed_on])
    for row in found.rows:
        cells = [row.get(column.key) for column in found.passed_on]
        writer.writerow([round(cell, 6) if isinstance(cell, float) else cell for cell in cells])
    return out.getvalue()


def left_out(found: Figure) -> str:
    """Say which columns are drawn and not passed on; "" where there are none."""
    closed = [column.label for column in found.columns if column.closed]
    return CLOSED_COLUMNS.format("、".join(closed)) if closed else ""


def csv_files() -> dict[str, str]:
    """Every CSV of the site: its place in the built folder -> its text."""
    found = [figure.figure(name) for name in figure.names()]
    found += [mechanism.found(name).figure for name in mechanism.names()]
    return {csv_path(each.name): csv_text(each) for each in found if each.open}


def data_table(rows: Rows, columns: Iterable[Column], caption: str) -> str:
    """Return rows as a real table that scrolls inside its own frame."""
    columns = [column for column in columns if column.in_table]
    kinds = [' class="qeqt-table__number"' if column.numeric else "" for column in columns]
    head = "".join(
        f'<th scope="col"{kind}>{escape(column.heading)}</th>'
        for column, kind in zip(columns, kinds, strict=True)
    )
    body = []
    for row in rows:
        cells = [escape(column.show(row.get(column.key))) for column in columns]
        body.append(
            f'<tr><th scope="row">{cells[0]}</th>'
            + "".join(f"<td{kind}>{cell}</td>" for cell, kind in zip(cells[1:], kinds[1:], strict=True))
            + "</tr>"
        )
    return (
        f'<div class="qeqt-table-frame" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="qeqt-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def sources_of(found: Figure) -> list[str]:
    """Name the sources of a figure."""
    named = [f"{sidecar.meta.producer}，{sidecar.meta.name_zh}" for sidecar in found.sidecars]
    return [*named, *found.other]


def _linked_sources(found: Figure, way: Way) -> list[str]:
    named = [
        f'<a href="{way("sources.md#data-" + sidecar.name)}">'
        f"{escape(sidecar.meta.producer)}，{escape(sidecar.meta.name_zh)}</a>"
        for sidecar in found.sidecars
    ]
    return [*named, *map(escape, found.other)]


def _licences(found: Figure) -> list[str]:
    return [*dict.fromkeys(sidecar.meta.licence for sidecar in found.sidecars), OUR_LICENCE]


def _model(found: Figure) -> list[str]:
    if not found.runs:
        return []
    versions = dict.fromkeys(f"qeqt {run.version}，參數組 {run.parameter_set}" for run in found.runs)
    scenarios = dict.fromkeys(run.scenario for run in found.runs)
    return [f"模型：{'；'.join(versions)}，情境 {'、'.join(scenarios)}"]


def _dates(found: Figure) -> list[str]:
    out = []
    if found.last_observation:
        out.append(f"{'資料日期' if found.as_of else '最後一筆'}：{formats.date(found.last_observation)}")
    accessed = max((sidecar.meta.accessed for sidecar in found.sidecars), default="")
    if accessed:
        out.append(f"取用：{formats.date(accessed)}")
    return [*out, *filter(None, [awaited(found)])]


def awaited(found: Figure) -> str:
    """Say when the next observation behind a figure is due, or that it was due when it was last read."""
    known = [staleness.freshness(name) for name in found.sources]
    days = sorted((one for one in known if one.by), key=lambda one: str(one.by))
    if days:
        mark, of = "逾期：" if days[0].overdue else "", f"{days[0].label}的" if days[0].label else ""
        return f"{mark}{of}下一筆應在 {formats.date(str(days[0].by))}前發布"
    if known and all(one.way == "closed" for one in known):
        return "已經結束的一段，不再更新"
    return "人工更新" if known else ""


def citation(found: Figure, book: Book) -> str:
    """Return the ready citation of a figure."""
    parts = [f"《{book.name}》", f"圖 {found.id}〈{found.title}〉", KINDS[found.kind]]
    if found.last_observation:
        parts.append(f"資料至 {formats.date(found.last_observation)}")
    return "，".join([*parts, *_model(found)]) + "。"


@cache
def pictures(name: str) -> str:
    """Return a figure's pictures, wide and narrow; a page that is checked and then built asks twice."""
    return "".join(render.picture(figure.figure(name), layout) for layout in LAYOUTS)


@cache
def figure_table(name: str) -> str:
    """Return a figure's data as a table."""
    found = figure.figure(name)
    return build_cache.once(
        f"rows of {name}", lambda: data_table(found.rows, found.passed_on, f"資料表：{found.title}")
    )


def figure_html(name: str, way: Way, book: Book) -> str:
    """Return a figure as one block of HTML; `way` makes addresses relative to the page.

    Raises FigureError or PictureError when the figure may not be shown.
    """
    found = figure.figure(name)
    live = ""
    if found.whole:
        live = (
            f'<button class="qeqt-figure__live" type="button" hidden="" data-spec="{way(spec_path(name))}">'
            "逐點讀數</button>"
        )
    table = figure_table(name) if found.open else ""
    return (
        f'<figure class="qeqt-figure" id="{found.id}" data-kind="{found.kind}">{_caption(found)}'
        f'<div class="qeqt-figure__plot">{pictures(name)}</div>'
        f"{_foot(found, way, book, table, live)}</figure>"
    )


def mechanism_html(name: str, way: Way, book: Book) -> str:
    """Return a mechanism, all its steps one below the other, as one block of HTML.

    Raises FigureError when its numbers do not bear it out.
    """
    found = mechanism.found(name).figure
    table = data_table(found.rows, found.passed_on, f"資料表：{found.title}")
    return (
        f'<figure class="qeqt-figure qeqt-steps" id="{found.id}" data-kind="{found.kind}">{_caption(found)}'
        f'<div class="qeqt-figure__plot">{mechanism.steps_html(name)}</div>'
        f"{_foot(found, way, book, table, '')}</figure>"
    )


def _caption(found: Figure) -> str:
    return (
        f'<figcaption class="qeqt-figure__caption"><p class="qeqt-figure__title">{escape(found.title)}</p>'
        f'<p class="qeqt-figure__measure">{escape(found.measure)}</p></figcaption>'
    )


def _foot(found: Figure, way: Way, book: Book, table: str, live: str) -> str:
    """Return what stands below a picture: summary, one line of source, the rest for who asks."""
    source = "資料：" + "；".join(_linked_sources(found, way) or [KINDS[found.kind]])
    origin = [*_dates(found), *_model(found), "授權：" + "；".join(_licences(found))]
    note = f'<p class="qeqt-figure__note">{escape(found.note)}</p>' if found.note else ""
    shut = CLOSED if not found.open else left_out(found)
    download = ""
    if found.open:
        download = f'<a class="qeqt-figure__csv" href="{way(csv_path(found.name))}" download>下載 CSV</a>'
    taken = "" if found.name in mechanism.names() else _takeaway(found, way)
    return (
        f'<p class="qeqt-figure__summary">{escape(found.summary)}</p>'
        '<footer class="qeqt-figure__foot">'
        '<details class="qeqt-figure__more" data-unsearched><summary>讀法、資料與引用</summary>'
        f'<p class="qeqt-figure__cite">{escape(citation(found, book))}</p>{taken}{table}'
        f"{f'<p>{shut}</p>' if shut else ''}</details>"
        f'{note}<p class="qeqt-figure__source">{source}</p>'
        f'<p class="qeqt-figure__origin">{escape("　".join(origin))}</p>'
        f'<p class="qeqt-figure__tools" data-unsearched>{live}{download}'
        f'<a class="qeqt-figure__link" href="#{found.id}">這張圖的連結</a></p></footer>'
    )


def _takeaway(found: Figure, way: Way) -> str:
    """Offer a figure's pictures, its archive, and what copies its citation and a line that embeds it."""
    stem = way(spec_path(found.name))

    def picture(kind: str) -> str:
        ways = "、".join(
            f'<a href="{stem}.{scheme}.{kind}" download>{name}</a>'
            for scheme, name in (("light", "淺"), ("dark", "深"))
        )
        return f"{kind.upper()}（{ways}）"

    copies = "　".join(
        f'<button class="qeqt-figure__copy" type="button" hidden="" data-copy="{what}">{words}</button>'
        for what, words in (("cite", "複製引用"), ("embed", "複製嵌入碼"))
    )
    archive = f'<a href="{way(csv_path(found.name)).removesuffix(".csv")}.zip" download>全部（ZIP）</a>'
    return f'<p class="qeqt-figure__take">帶走：{picture("png")}　{picture("svg")}　{archive}　{copies}</p>'
