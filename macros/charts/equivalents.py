"""Run-off in terms of rate rises: three definitions, each on its own panel."""

from math import ceil

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import having, numbered
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, chart
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.results import Result, result
from macros.figures.theme import Layout, colour, em_width
from macros.kept.model_answers import evidence
from macros.text import formats
from qeqt import __version__, data, runs

YIELD, MACRO, RULE = "同樣的十年期殖利率", "同樣的景氣與物價", "同樣的經驗比例"
BILLS, CALM, STORM = "財政部全用國庫券承接", "平時", "市場動盪"
ESTIMATES: tuple[tuple[str, str, str, str, str], ...] = (
    (YIELD, BILLS, "wei_rolloff", "wei_bills", ""),
    (YIELD, CALM, "wei_rolloff", "wei_normal", "O22"),
    (YIELD, STORM, "wei_rolloff", "wei_crisis", ""),
    (MACRO, "縮與不縮相比", "crawley_decline", "crawley_equiv", "O23"),
    (RULE, "照 2017 年的換算", "kcfed_cut", "kcfed_equiv", "O24"),
)
"""Definition, case, the fact of the amount, the fact of the equivalent, the model's experiment."""
STUDIES = {YIELD: "Wei 2022", MACRO: "Crawley 等 2022", RULE: "堪薩斯市聯邦準備銀行 2017"}
RISE = 25
"""One step of the policy rate, bp."""


def _stamp() -> ModelRun:
    return ModelRun("證據表", runs.parameter_set(runs.parameter_values("fed")), __version__)


def _rows() -> list[Row]:
    facts, known = data.facts(), {one.id: one for one in evidence()}
    rows: list[Row] = []
    for definition, case, amount, equivalent, experiment in ESTIMATES:
        mine = known[experiment] if experiment else None
        paths = mine.path_range if mine else None
        rows.append(
            {
                "definition": definition,
                "study": STUDIES[definition],
                "case": case,
                "runoff": facts[amount].value,
                "published": facts[equivalent].value,
                "model": round(mine.model, 1) if mine else None,
                "model_low": round(paths[0], 1) if paths else None,
                "model_high": round(paths[1], 1) if paths else None,
            }
        )
    return rows


def _value(rows: Rows, definition: str, case: str) -> float:
    found = next(row for row in rows if (row["definition"], row["case"]) == (definition, case))
    return float(found["published"] or 0)


def _rises(rows: Rows, frame: Frame) -> alt.X:
    """Return the axis of whole rate rises that the rows span, each named, or some where room is short."""
    rises = ceil(axes.span(rows, "published", "model", "model_low", "model_high", head=0)[1] / RISE)
    room, wanted = frame.width / rises, em_width(f"{rises} 碼", frame.layout.small)
    every = next(n for n in (1, 2, 4, 10, rises) if n * room > wanted + 9)
    return axes.number(
        "published", named=[RISE * n for n in range(0, rises + 1, every)], ends=(0, RISE * rises),
        labelExpr=f"datum.value ? datum.value / {RISE} + ' 碼' : '0'",
        grid=True, gridColor=axes.RULED, domain=False,
    )  # fmt: skip


def _draw(layout: Layout, rows: Rows) -> Picture:
    left, panels = 150 if layout.narrow else 170, []
    frame = Frame(layout, 40, left=left, right=20, top=52, bottom=32)
    x = _rises(rows, frame)
    y, along = axes.rows("case", title=None, labelColor=colour("ink")), alt.X("published:Q")
    for number, definition in zip(("一", "二", "三"), STUDIES, strict=True):
        mine = [row for row in numbered(rows) if row["definition"] == definition]
        amount = formats.money(float(mine[0]["runoff"] or 0), "bn USD")
        paper = alt.Chart(alt.InlineData(values=mine)).mark_circle(color=colour("ink"), size=58, yOffset=-5)
        path = alt.Chart(having(mine, "model_low", "model_high")).mark_rule(
            style="model", color=colour("qt"), strokeWidth=1.4, yOffset=9
        )
        dot = alt.Chart(having(mine, "model")).mark_circle(color=colour("qt"), size=34, yOffset=9)
        said: list[Chart] = [
            labels.write(
                formats.trimmed(float(row["published"] or 0), 1) + (" 多" if definition == MACRO else ""),
                "ink", x=along, y=y, at=row, style="strong", dx=8, dy=-5 + 0.36 * layout.small,
            )
            for row in mine
        ]  # fmt: skip
        if definition == MACRO:
            said += [
                labels.write("論文", "ink", x=along, y=y, at=mine[0], style="name",
                             align="right", dx=-8, dy=0),
                labels.write("模型", "qt", x=alt.X("model_low:Q"), y=y, at=mine[0], style="name",
                             align="right", dx=-8, dy=14),
            ]  # fmt: skip
        panels.append(
            frame.panel(
                paper.encode(x=x, y=y),
                path.encode(x=alt.X("model_low:Q"), x2="model_high", y=y),
                dot.encode(x=alt.X("model:Q"), y=y),
                *said,
                labels.write(f"{number}、{definition}", "ink", x=labels.PIXEL(1 - left), y=labels.PIXEL(-32),
                             style="heading"),
                labels.write(f"{STUDIES[definition]}，縮 {amount}",
                             x=labels.PIXEL(1 - left), y=labels.PIXEL(-13)),
                height=40 * len(mine),
            )
        )  # fmt: skip
    return frame.page(*panels)


COLUMNS = [
    Column("definition", "定義", "text"),
    Column("study", "研究", "text"),
    Column("case", "假設", "text"),
    Column("runoff", "縮減金額", "bn USD", 0),
    Column("published", "論文", "bp", 1),
    Column("model", "模型", "bp", 1),
    Column("model_low", "模型：換其他預期路徑，低", "bp", 1),
    Column("model_high", "模型：換其他預期路徑，高", "bp", 1),
]


@chart("qt_three_definitions")
def qt_three_definitions() -> Figure:
    """Three published ways to say how many rate rises a run-off is worth, kept apart, the model beside."""
    rows = _rows()
    bills, storm = _value(rows, YIELD, BILLS), _value(rows, YIELD, STORM)
    return Figure(
        title=(
            f"縮表等於升息多少，先問怎麼定義：光是第一種，換個假設就從 {formats.trimmed(bills, 1)} "
            f"變到 {formats.basis_points(storm)}"
        ),
        measure="縮表換算成政策利率升幅，一碼是 25 個基點；三格的定義與金額不同，不能互比",
        rows=rows,
        columns=COLUMNS,
        rules=[
            Rule(
                "第一種定義裡，國庫券最小、動盪最大",
                lambda rows: (
                    _value(rows, YIELD, BILLS) < _value(rows, YIELD, CALM) < _value(rows, YIELD, STORM)
                ),
            ),
            Rule("平時的估計介於一碼與兩碼之間", lambda rows: 25 < _value(rows, YIELD, CALM) < 50),
            Rule("三種定義的金額都不同", lambda rows: len({row["runoff"] for row in rows}) == len(STUDIES)),
            Rule(
                "後兩種定義，論文的值在模型換路徑的範圍裡；第一種的平時，模型比論文大",
                lambda rows: all(
                    float(r["model_low"] or 0) <= float(r["published"] or 0) <= float(r["model_high"] or 0)
                    if r["definition"] != YIELD
                    else float(r["model_low"] or 0) > float(r["published"] or 0)
                    for r in rows
                    if r["model"] is not None
                ),
            ),
        ],
        summary=(
            "三張上下分開的點圖，各用一種定義。"
            + "".join(
                f"{row['definition']}，{row['study']}，{row['case']}："
                f"縮 {formats.money(float(row['runoff'] or 0), 'bn USD')}，"
                f"相當於 {formats.trimmed(float(row['published'] or 0), 1)} 個基點"
                + (
                    f"，模型 {formats.decimal(float(row['model']), 0)}。"
                    if row["model"] is not None
                    else "。"
                )
                for row in rows
            )
        ),
        other=["三篇研究；出處見資料與更正"],
        runs=[_stamp()],
        as_of="2022-06-03",
        note=(
            "大點是論文，小點是本書模型對同一個問題的回答；虛線是換成合理範圍內其他的預期路徑"
            "（市場認為拿多久、縮多久、留多少），參數不動。"
            "第一種定義的平時，模型比論文大：縮與不縮都當成說定三年，之後用同一條收尾規則，差距收得慢。"
            "Crawley 等人說略多於 50 個基點，點畫在 50。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )


def _paths(experiment: str) -> tuple[float, float]:
    found = next(one for one in evidence() if one.id == experiment).path_range
    if found is None:
        raise ValueError(f"{experiment}: no range over paths")
    return float(found[0]), float(found[1])


def _equivalent(label: str, value: float) -> Result:
    return Result(label=label, value=value, unit="bp", places=0, run=_stamp())


@result("qt_equivalent_model")
def qt_equivalent_model() -> Result:
    """The model's answer to Wei's question, basis points of the policy rate."""
    value = next(one.model for one in evidence() if one.id == "O22")
    return _equivalent("三年縮 2.2 兆美元公債，換成同樣的十年期殖利率，相當於升息", value)


@result("qt_equivalent_model_low")
def qt_equivalent_model_low() -> Result:
    """The least over the admitted paths of expected holdings."""
    return _equivalent("同一題，換其他預期路徑，最小", _paths("O22")[0])


@result("qt_equivalent_model_high")
def qt_equivalent_model_high() -> Result:
    """The most over the admitted paths of expected holdings."""
    return _equivalent("同一題，換其他預期路徑，最大", _paths("O22")[1])
