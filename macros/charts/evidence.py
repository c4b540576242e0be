"""The evidence at a glance: each published interval, and where the model lies in it."""

from typing import Any

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import Values, having
from macros.figures.figure import Cell, Column, Figure, ModelRun, Row, Rows, Rule, chart, values
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.results import Result, result
from macros.figures.theme import Layout, colour, em_width
from macros.kept.model_answers import evidence
from macros.tables.evidence import BLOCKS, answered, rows_of
from macros.text import formats
from qeqt import __version__, runs
from qeqt.study.evidence.table import Outcome

FAR = 1.0
"""Widths of the interval: an answer farther out than that points off the scale, which the others keep."""
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


def named(one: Outcome, room: float, size: float) -> str:
    """Return a row's name: its number, and what it is about as far as there is room, CSS px."""
    if em_width(f"{one.id}（{one.scenario}）", size) <= room:
        return f"{one.id}（{one.scenario}）"
    for end in range(len(one.scenario), 0, -1):
        if em_width(said := f"{one.id}（{one.scenario[:end]}…）", size) <= room:
            return said
    return one.id


def _listed(found: list[Outcome]) -> tuple[Values, Values, float]:
    """Return the rows with their places from the top down, the blocks' heads, and the height, in CSS px."""
    rows: Values = []
    heads: Values = []
    at, block = 0.0, ""
    for n, one in enumerate(found):
        if one.block != block:
            block = one.block
            at += 1.4 * STEP
            heads.append({"head": BLOCKS[block], "middle": at - 0.3 * STEP})
        value, answer = place(one.value, one), place(one.model, one)
        spot = {"top": at + 3, "foot": at + STEP - 3, "middle": at + STEP / 2}
        near = answer if -FAR <= answer <= 1 + FAR else None
        rows.append(
            {"row": n, "id": one.id, "link": f"#evidence-{one.id.lower()}",
             "from": 0, "to": 1, "value": value, "model": near,
             "far": "" if near is not None else "→" if answer > 1 else "←", **spot}
        )  # fmt: skip
        at += STEP
    return rows, heads, at


def _draw(layout: Layout, found: list[Outcome]) -> Picture:
    rows, heads, tall = _listed(found)
    left, right = (62, 32) if layout.narrow else (250, 150)
    frame = Frame(layout, tall, left=left, right=right, top=44, bottom=12)
    for row, one in zip(rows, found, strict=True):
        row["name"] = named(one, left - 14, layout.small)
    data = alt.Chart(alt.InlineData(values=rows))
    y = alt.Y("top:Q", scale=alt.Scale(domain=[0, tall], reverse=True, nice=False), axis=None)
    span = axes.span(rows, "from", "to", "value", "model", zero=False)
    x = alt.X("from:Q", scale=alt.Scale(domain=[*span], nice=False), axis=None)
    middle, edge = alt.Y("middle:Q", axis=None), labels.PIXEL(8 - left)
    layers: list[Chart] = [
        data.mark_rect(color=colour("band"), opacity=0.3).encode(x=x, x2="to", y=y, y2="foot"),
        data.mark_circle(color=colour("ink-soft"), size=34).encode(
            x=alt.X("value:Q", axis=None), y=middle, href="link:N"
        ),
        alt.Chart(having(rows, "model"))
        .mark_rule(color=colour("qt"), strokeWidth=3)
        .encode(x=alt.X("model:Q", axis=None), y=y, y2="foot"),
        data.mark_text(color=colour("ink-soft"), dy=0.36 * layout.small, style="note").encode(
            x=edge, y=middle, text="name:N", href="link:N"
        ),
        alt.Chart(alt.InlineData(values=heads))
        .mark_text(color=colour("ink"), style="strong")
        .encode(x=edge, y=middle, text="head:N"),
    ]
    for row, one in zip(rows, found, strict=True):
        if row["far"]:
            edge_of: Any = {"→": {"x": labels.PIXEL(frame.width), "align": "right"},
                            "←": {"x": labels.PIXEL(0)}}[str(row["far"])]  # fmt: skip
            layers.append(
                labels.write(str(row["far"]), "qt", y=middle, at=row, style="strong",
                             dy=0.36 * layout.small, **edge_of)
            )  # fmt: skip
        if not one.inside:
            said = "在外" if layout.narrow else f"在外：{answered(one)}"
            layers.append(
                labels.write(said, "qe", x=labels.PIXEL(frame.width + 4), y=middle, at=row, style="strong",
                             dy=0.36 * layout.small)
            )  # fmt: skip
    for end, head in ((0, "容許的下限"), (1, "上限")):
        layers.append(
            labels.write(
                head, x=alt.X("end:Q", axis=None), y=labels.PIXEL(-10), at={"end": end}, align="center"
            )
        )
    return frame.page(frame.panel(*layers))


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
            "恆等式與排序不畫在這裡，也不算進這個比例。編號與下面的證據表相同，點一列的編號或點，跳到那一列。"
            "箭頭：模型離區間比區間本身還寬，落在圖外。"
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
