"""The evidence at a glance: each published interval, and where the model lies in it."""

from macros.figures.canvas import Picture, Plot
from macros.figures.figure import Cell, Column, Figure, ModelRun, Row, Rows, Rule, chart, values
from macros.figures.results import Result, result
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.kept.model_answers import evidence
from macros.tables.evidence import BLOCKS, answered, rows_of
from macros.text import formats
from qeqt import __version__, runs
from qeqt.study.evidence.table import Outcome

STEP = 17.0
"""CSS px from one row to the next."""


def _stamp() -> ModelRun:
    return ModelRun("證據表", runs.parameter_set(runs.parameter_values("fed")), __version__)


def place(value: float, one: Outcome) -> float:
    """Return where a value lies in the row's interval: 0 at its lower end, 1 at its upper."""
    return (value - one.low) / (one.high - one.low)


def _rows(found: list[Outcome]) -> list[Row]:
    rows: list[Row] = []
    for one in found:
        row: dict[str, Cell] = {
            "id": one.id,
            "block": BLOCKS[one.block],
            "scenario": one.scenario,
            "unit": one.unit,
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "model": round(one.model, 4),
        }
        rows.append(row)
    return rows


def _draw(layout: Layout, found: list[Outcome]) -> Picture:
    gaps = len({one.block for one in found})
    height = STEP * (len(found) + 1.4 * gaps)
    span = (-0.2, 1.25)
    plot = Plot(
        layout, span, (height, 0), height, left=62, right=14 if layout.narrow else 150, top=44, bottom=12
    )
    plot.text("容許的下限", 0, 0, "ink-soft", anchor="middle", dy=-10)
    plot.text("上限", 1, 0, "ink-soft", anchor="middle", dy=-10)
    at = 0.0
    block = ""
    published, model = [], []
    for one in found:
        if one.block != block:
            block = one.block
            at += 1.4 * STEP
            plot.text(BLOCKS[block], span[0], at - 0.3 * STEP, "ink", strong=True, dx=-54)
        middle = at + STEP / 2
        plot.text(one.id, span[0], middle, "ink-soft", anchor="end", dx=-12, dy=0.36 * layout.small)
        plot.bars([(0, 1, at + 3, at + STEP - 3)], "band", opacity=0.3)
        published.append((place(one.value, one), middle))
        model.append((min(max(place(one.model, one), span[0]), span[1]), middle))
        if not one.inside:
            label = "在外" if layout.narrow else f"在外：{answered(one)}"
            plot.text(label, 1, middle, "qe", dx=10, dy=0.36 * layout.small, strong=True)
        at += STEP
    plot.dots(published, "ink-soft", 34)
    for x, y in model:
        plot.line([(x, y - 6), (x, y + 6)], "qt", width=3)
    return sheet(plot.layout, [plot])


def _inside(rows: Rows) -> int:
    """How many answers of the model lie in their interval."""
    return sum(
        1 for row in rows if float(row["low"] or 0) <= float(row["model"] or 0) <= float(row["high"] or 0)
    )


@chart("model_evidence")
def model_evidence() -> Figure:
    """Every published estimate: its interval, its value, the model's answer."""
    found = rows_of("estimate")
    inside = sum(1 for one in found if one.inside)
    share = 100 * inside / len(found)
    outside = "、".join(one.id for one in found if not one.inside)
    other = [one for one in evidence() if one.kind != "estimate"]
    held = sum(1 for one in other if one.inside)
    return Figure(
        title=f"{len(found)} 個發表過的估計，模型有 {inside} 個落在容許的區間裡",
        measure="每一列是一個發表過的結果，各按自己的區間畫；灰帶是容許的區間，點是發表的值，直線是模型",
        rows=_rows(found),
        columns=[
            Column("id", "編號", "text"),
            Column("block", "哪一塊", "text"),
            Column("scenario", "什麼結果", "text"),
            Column("unit", "單位", "text"),
            Column("value", "發表的值", "number", 3),
            Column("low", "下限", "number", 3),
            Column("high", "上限", "number", 3),
            Column("model", "模型", "number", 3),
        ],
        rules=[
            Rule("至少 85% 在區間裡", lambda rows: 100 * _inside(rows) >= 85 * len(rows)),
            Rule("畫的列數與題目的列數相同", lambda rows: (_inside(rows), len(rows)) == (inside, len(found))),
            Rule(
                "每一個區間都有寬度", lambda rows: all(values([r], "low") < values([r], "high") for r in rows)
            ),
        ],
        summary=(
            f"區間圖，{len(found)} 列。模型在 {inside} 列的區間裡，占 {formats.percent(share, 0)}；"
            f"在外的是 {outside or '無'}。恆等式與排序另外算，{len(other)} 列裡 {held} 列成立。"
        ),
        runs=[_stamp()],
        other=["各列的論文與報告，列在下面的證據表"],
        note=(
            "恆等式與排序不畫在這裡，也不算進這個比例。編號與下面的證據表相同。"
            "全部用同一組參數，一列一個答案，所以沒有色帶。"
        ),
        draw=lambda layout: _draw(layout, found),
    )


@result("evidence_share_inside")
def evidence_share_inside() -> Result:
    """How many published estimates in a hundred the model meets."""
    found = rows_of("estimate")
    return Result(
        label="證據表：落在容許區間裡的估計占幾成，恆等式與排序不算",
        value=100 * sum(1 for one in found if one.inside) / len(found),
        unit="percent",
        places=0,
        run=_stamp(),
    )
