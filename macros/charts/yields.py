"""What purchases do to long yields: two rulers that must not be mixed, and why the expected stock matters."""

from itertools import pairwise
from typing import Any

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import having, numbered
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, chart, values
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import __version__, data, runs
from qeqt.core.economy import term_premium
from qeqt.study.evidence import table

STOCK, WINDOW, EACH = "存量", "窗口", "單次"
STUDIES: tuple[tuple[str, str, str, tuple[str, str], int, str], ...] = (
    (STOCK, "Ihrig 等 2012", "美國，到 2012 年", ("ihrig_2012", "ihrig_2012"), -1, ""),
    (STOCK, "Li、Wei 2013", "美國，前兩輪加換長債", ("", ""), -1, "O17"),
    (STOCK, "Bonis 等 2017", "美國，2017 年 4 月", ("bonis_peak", "bonis_peak"), -1, "O18"),
    (STOCK, "Bonis 等 2017", "美國，2017 年底", ("bonis_2017", "bonis_2017"), -1, "O19"),
    (STOCK, "Eser 等 2019", "歐元區資產購買計畫", ("eser_app", "eser_app"), -1, "O25"),
    (WINDOW, "Gagnon 等 2011", "美國 QE1，歷次宣布合計", ("gagnon_high", "gagnon_low"), -1, "O14"),
    (WINDOW, "Joyce 等 2011", "英國 QE1，歷次宣布合計", ("joyce_gilts", "joyce_gilts"), -1, "O27"),
    (EACH, "Du 等 2024", "各國縮表", ("du_low", "du_high"), 1, ""),
)
"""Panel, study, what it measures, the facts of its low and high end, their sign, the model's experiment."""


def _studies() -> list[Row]:
    facts, known = data.facts(), {row.id: row for row in table.read_rows()}
    rows: list[Row] = []
    for panel, study, what, (first, last), sign, experiment in STUDIES:
        if first:
            low, high = sign * facts[first].value, sign * facts[last].value
            source = facts[first].source
        else:
            low = high = known[experiment].value
            source = known[experiment].source
        mine = table.outcome(known[experiment], known, {}) if experiment else None
        paths = mine.path_range if mine else None
        rows.append(
            {
                "panel": panel,
                "study": study,
                "what": what,
                "low": low,
                "high": high,
                "model": round(mine.model, 1) if mine else None,
                "model_low": round(paths[0], 1) if paths else None,
                "model_high": round(paths[1], 1) if paths else None,
                "source": source,
            }
        )
    return rows


def _deepest(rows: Rows, panel: str) -> float:
    """The largest fall that any study of a panel finds, bp."""
    return -min(float(row["low"] or 0) for row in rows if row["panel"] == panel)


def _said(rows: Rows, panel: str) -> str:
    """A panel's studies in words."""
    return "，".join(
        f"{row['study']}（{row['what']}）"
        + (f"{formats.decimal(float(row['low'] or 0), 0)} 至 " if row["low"] != row["high"] else "")
        + formats.basis_points(float(row["high"] or 0))
        for row in rows
        if row["panel"] == panel
    )


HEADS = {
    STOCK: "存量：整批部位，基點（愈左壓得愈低）",
    WINDOW: "窗口：歷次宣布加起來，基點（愈左壓得愈低）",
    EACH: "窗口：每次宣布，基點（愈右升得愈高）",
}
DRAWN_STUDIES = ("low", "high", "model", "model_low", "model_high")
"""What a panel of studies draws."""


def _draw_studies(layout: Layout, rows: Rows) -> Picture:
    left, panels = 152 if layout.narrow else 176, []
    frame = Frame(layout, 44, left=left, right=14, top=44, bottom=34)
    falls = [row for row in rows if row["panel"] != EACH]
    for panel, head in HEADS.items():
        mine = [row for row in numbered(rows) if row["panel"] == panel]
        span = axes.span(mine if panel == EACH else falls, *DRAWN_STUDIES)
        x = axes.number("low", ticks=3 if layout.narrow else 4, grid=True, gridColor=axes.RULED, domain=False,
                        padding=6, ends=span)  # fmt: skip
        y, papers, found = axes.rows("what"), [], alt.Chart(alt.InlineData(values=mine))
        spread = alt.Chart(alt.InlineData(values=[row for row in mine if row["low"] != row["high"]]))
        for key in ("low", "high"):
            dot = found.mark_circle(color=colour("ink"), size=58, yOffset=-6)
            papers.append(dot.encode(x=x if key == "low" else alt.X("high:Q"), y=y))
        look: Any = {"color": colour("qt"), "yOffset": 8}
        path = alt.Chart(having(mine, "model_low", "model_high"))
        path = path.mark_rule(style="model", strokeWidth=1.4, **look)
        answer = alt.Chart(having(mine, "model")).mark_circle(size=34, **look)
        said: list[Chart] = []
        for row in mine:
            edge: Any = {"x": labels.PIXEL(1 - left), "y": y, "at": row}
            said += [
                labels.write(str(row["study"]), "ink", style="strong", dy=-3, **edge),
                labels.write(str(row["what"]), dy=layout.small + 1, **edge),
            ]
        if panel == STOCK:
            said += [
                labels.write("論文", "ink", x=alt.X("high:Q"), y=y, at=mine[0], style="name", dx=10, dy=-1),
                labels.write("模型", "qt", x=alt.X("model:Q"), y=y, at=mine[1], style="name",
                             align="center", dy=26),
            ]  # fmt: skip
        panels.append(
            frame.panel(
                spread.mark_rule(color=colour("ink"), strokeWidth=3, yOffset=-6).encode(x=x, x2="high", y=y),
                *papers,
                path.encode(x=alt.X("model_low:Q"), x2="model_high", y=y),
                answer.encode(x=alt.X("model:Q"), y=y),
                *said,
                labels.write(head, "ink", x=labels.PIXEL(1 - left), y=labels.PIXEL(-22), style="heading"),
                height=44 * len(mine),
            )
        )
    return frame.page(*panels)


@chart("qe_term_premium_estimates")
def qe_term_premium_estimates() -> Figure:
    """Published effects on long yields, stock and window apart, the model's answer to the same questions."""
    rows = _studies()
    most, gagnon = _deepest(rows, STOCK), data.facts()["gagnon_all_low"].value
    return Figure(
        title=f"兩把尺最多都到 {formats.basis_points(most)}，量的卻是兩回事：整批部位，與歷次宣布",
        measure="買債與縮表對十年期利率或期限溢酬的影響，大點是論文的估計，小點與虛線是模型對同一個問題的回答",
        rows=rows,
        columns=[
            Column("panel", "哪一把尺", "text"),
            Column("study", "研究", "text"),
            Column("what", "量什麼", "text"),
            Column("low", "估計：低", "bp", 0),
            Column("high", "估計：高", "bp", 0),
            Column("model", "模型", "bp", 0),
            Column("model_low", "模型：換其他預期路徑，低", "bp", 0),
            Column("model_high", "模型：換其他預期路徑，高", "bp", 0),
            Column("source", "出處", "text"),
        ],
        rules=[
            Rule("兩組估計最多的一樣大", lambda rows: _deepest(rows, STOCK) == _deepest(rows, WINDOW)),
            Rule(
                "存量的估計在 60 到 100 個基點之間",
                lambda rows: all(
                    -100 <= float(r["low"] or 0) <= float(r["high"] or 0) <= -60
                    for r in rows
                    if r["panel"] == STOCK
                ),
            ),
            Rule(
                "模型對存量的回答，與論文相差都不到 25 個基點",
                lambda rows: all(
                    abs(float(r["model"]) - float(r["low"] or 0)) < 25
                    for r in rows
                    if r["panel"] == STOCK and r["model"] is not None
                ),
            ),
            Rule(
                "縮表的每次宣布是另一個方向，單獨一格",
                lambda rows: all((float(r["low"] or 0) > 0) == (r["panel"] == EACH) for r in rows),
            ),
        ],
        summary=(
            "三張上下分開的點圖，量的是三種不同的量。"
            f"存量：{_said(rows, STOCK)}。歷次宣布加起來：{_said(rows, WINDOW)}。"
            f"每次宣布，利率上升：{_said(rows, EACH)}。"
        ),
        other=["表中各論文；出處見資料表"],
        runs=[ModelRun("證據表", runs.parameter_set(runs.parameter_values("fed")), __version__)],
        as_of=data.facts()["du_low"].as_of,
        note=(
            "三格量的東西不同，長短不能互比；最下面一格的尺也不一樣，而且是利率上升。"
            f"Gagnon 等人加上時間序列的方法，自己給的範圍是 {formats.decimal(gagnon, 0)} 至 "
            f"{formats.basis_points(most)}，圖上只畫宣布窗口。"
            "模型的虛線：換成合理範圍內其他的預期持有路徑會得到多少，參數不動。"
        ),
        draw=lambda layout: _draw_studies(layout, rows),
    )


PLANS: tuple[tuple[str, str, int, int], ...] = (
    ("拿五年", "再五年縮完", 60, 60),
    ("拿十年", "再五年縮完", 120, 60),
    ("永遠拿著", "不縮", 0, 0),
)
"""Name, what follows, months held, months of run-off; none: held for ever."""
DRAWN = 240
"""Months of a plan that are drawn: twenty years."""


def _path(held: int, runoff: int) -> list[float]:
    """Expected holdings month by month, share of GDP, the last one lasting for ever."""
    if not held:
        return [0.01]
    return [0.01] * held + [0.01 * (1 - (n + 1) / runoff) for n in range(runoff)]


def _effect(held: int, runoff: int, parameters: dict[str, float]) -> float:
    discount = parameters["discount_quarterly"] ** (1 / term_premium.MONTHS_PER_QUARTER)
    value = term_premium.present_values(_path(held, runoff), discount)[0] / term_premium.MONTHS_PER_QUARTER
    return float(
        term_premium.stock_effect(value, 0.0, term_premium.market_amplifier(0.0, parameters), parameters)
    )


def _plans() -> list[Row]:
    central = runs.parameter_values("fed")
    known = data.parameters("fed")
    keys = ("stock_coefficient", "discount_quarterly")
    rows: list[Row] = []
    for name, then, held, runoff in PLANS:
        ends = [
            _effect(held, runoff, {**central, **{key: getattr(known[key], end) for key in keys}})
            for end in ("low", "high")
        ]
        rows.append(
            {
                "plan": f"{name}，{then}",
                "effect": round(_effect(held, runoff, central), 1),
                "low": round(min(ends), 1),
                "high": round(max(ends), 1),
            }
        )
    return rows


def _draw_plans(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 200, left=44, right=12, top=44, bottom=48)
    plans, paths = numbered(rows), []
    for n, (row, (_, _, held, runoff)) in enumerate(zip(plans, PLANS, strict=True)):
        share = _path(held, runoff)
        paths.append(
            [
                {
                    "row": row["row"],
                    "at": n + 0.1 + 0.8 * m / DRAWN,
                    "held": 100 * share[min(m, len(share) - 1)],
                }
                for m in range(0, DRAWN + 1, 12)
            ]
        )
    along = alt.X("at:Q", scale=alt.Scale(domain=[0, len(plans)], nice=False), axis=None)
    seen = axes.span([point for path in paths for point in path], "held", head=0.3)
    up = axes.value("held", frame, seen, height=84, tickMinStep=1)
    drawn: list[Chart] = []
    for path in paths:
        chart_ = alt.Chart(alt.InlineData(values=path))
        drawn += [
            chart_.mark_area(color=colour("qe"), fillOpacity=0.3).encode(x=along, y=up),
            chart_.mark_line(style="model", color=colour("qe")).encode(x=along, y=up),
        ]
    lines = ", ".join(
        f"'{row['plan']}': ['{name}', '{then}']" for row, (name, then, _, _) in zip(plans, PLANS, strict=True)
    )
    x = alt.X("plan:N", sort=None, scale=alt.Scale(paddingInner=0.36, paddingOuter=0.18),
              axis=alt.Axis(tickOpacity=0, domain=False, labelExpr=f"{{{lines}}}[datum.label]"))  # fmt: skip
    y = axes.value("low", frame, axes.span(rows, "low", "high"))
    known = alt.Chart(alt.InlineData(values=plans))
    said = [
        labels.name(formats.decimal(float(row["effect"] or 0), 0), "qe", row, "effect",
                    x=alt.X("plan:N", sort=None), align="center", dy=17)
        for row in plans
    ]  # fmt: skip
    return frame.page(
        frame.panel(*drawn, labels.heading("預期持有量，占 GDP 的 %，二十年", frame), height=84),
        frame.panel(
            known.mark_bar(color=colour("qe"), fillOpacity=0.2).encode(x=x, y=y, y2="high"),
            known.mark_rule(style="model", color=colour("qe"), strokeWidth=2.4).encode(
                x=alt.X("plan:N", sort=None, bandPosition=0),
                x2=alt.X2("plan", bandPosition=1),
                y=axes.up("effect"),
            ),
            *said,
            labels.heading("今天的十年期殖利率，基點", frame),
        ),
    )


@chart("qe_stock_not_flow")
def qe_stock_not_flow() -> Figure:
    """The same purchase of one per cent of GDP under three expectations of how long it is held."""
    rows = _plans()
    short, _, ever = values(rows, "effect")
    parameters = runs.parameter_values("fed")
    return Figure(
        title=(
            f"同樣買 GDP 的 1%，預期永遠拿著，效果是拿五年的 {ever / short:.1f} 倍："
            f"{formats.decimal(ever, 1)} 對 {formats.basis_points(short, 1)}"
        ),
        measure="模型：三種預期之下，買進當天十年期公債殖利率的變動；淺色是參數的範圍",
        rows=rows,
        columns=[
            Column("plan", "大家預期的路徑", "text"),
            Column("effect", "對十年期殖利率", "bp", 1),
            Column("low", "範圍：低", "bp", 1),
            Column("high", "範圍：高", "bp", 1),
        ],
        rules=[
            Rule(
                "三倍以上",
                lambda rows: values(rows, "effect")[-1] < 3 * values(rows, "effect")[0] < 0,
            ),
            Rule(
                "拿得愈久，效果愈大",
                lambda rows: all(b < a for a, b in pairwise(values(rows, "effect"))),
            ),
            Rule(
                "與公開模型附錄的換算一致",
                lambda rows: (
                    abs(values(rows, "effect")[0] + 9) < 1.5 and abs(values(rows, "effect")[-1] + 33) < 1.5
                ),
            ),
        ],
        summary=(
            "上圖是三條預期持有路徑，下圖是買進當天的效果："
            + "，".join(
                f"{row['plan']}，{formats.basis_points(float(row['effect'] or 0), 1)}"
                f"（範圍 {formats.decimal(float(row['low'] or 0), 0)} 至 "
                f"{formats.basis_points(float(row['high'] or 0))}）"
                for row in rows
            )
            + "。"
        ),
        other=["式子：Chung、Laforte、Reifschneider、Williams（2011）附錄"],
        runs=[ModelRun("三種預期路徑", runs.parameter_set(parameters), __version__)],
        note=(
            "買的是十年期當量，市場平靜；範圍由存量係數與折現因子的上下限組成。"
            "愈是永遠拿著，折現因子愈重要，範圍也愈寬。永遠拿著是對照用的極端，不能乘上實際買的金額。"
        ),
        draw=lambda layout: _draw_plans(layout, rows),
    )
