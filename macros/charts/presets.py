"""All of the Federal Reserve's scenarios side by side, and what was published about the same thing."""

from statistics import fmean
from typing import Any

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import having, numbered
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.results import Result, result, run, stamp
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

COLUMNS = (
    Column("panel", "量什麼", "text"),
    Column("what", "情境", "text"),
    Column("scenario", "名稱", "text"),
    Column("study", "研究", "text"),
    Column("published_low", "論文：低", "bp", 1),
    Column("published_high", "論文：高", "bp", 1),
    Column("model", "模型", "bp", 1),
    Column("model_low", "模型：最低", "bp", 1),
    Column("model_high", "模型：最高", "bp", 1),
)
STOCK, WAYS = "整批部位", "換一種縮法"
NO_QE = "fed_no_qe"
AT: tuple[tuple[str, str, str, str, str], ...] = (
    ("第一輪買完", "fed_qe1", "2010-03", "", ""),
    ("第二輪買完", "fed_qe2", "2011-06", "", ""),
    ("延長到期做一半", "fed_mep", "2012-06", "ihrig_2012", "Ihrig 等 2012"),
    ("第三輪買完", "fed_qe3", "2014-10", "", ""),
    ("縮減之前", "fed_2017_capped", "2017-04", "bonis_peak", "Bonis 等 2017"),
    ("開始縮減", "fed_2017_capped", "2017-12", "bonis_2017", "Bonis 等 2017"),
    ("疫情買完", "fed_2020_pandemic", "2022-03", "", ""),
)
"""Words, scenario, month, the published fact and its study: the whole stock, against a run without QE."""
AGAINST: tuple[tuple[str, str, str, str], ...] = (
    ("2022：不縮減", "fed_2022_no_runoff", "fed_2022_capped", "2022-06"),
    ("2022：上限減半", "fed_2022_slow", "fed_2022_capped", "2022-06"),
    ("2022：不設上限", "fed_2022_passive_uncapped", "fed_2022_capped", "2022-06"),
    ("2022：上限加賣出", "fed_2022_active", "fed_2022_capped", "2022-06"),
    ("2017：不縮減", "fed_2017_no_runoff", "fed_2017_capped", "2017-10"),
    ("2017：不設上限", "fed_2017_uncapped", "fed_2017_capped", "2017-10"),
)
"""Words, scenario, the announced plan that it departs from, and when."""
PUBLISHED_WAY = "2022：不縮減"
CONVERSION = (0.25, 1.0 / 3.0)
"""Rise of the ten-year yield for a unit of the funds rate, as studies take it: what Wei's hike is worth."""
READ = 24
"""Months from the departure on in which the model is meant to be read."""


def _effect(scenario: str) -> dict[str, float]:
    found = run(scenario)
    return dict(zip(found.months, found.columns["term_premium_effect_bp"], strict=True))


def _stock() -> list[Row]:
    facts, none = data.facts(), _effect(NO_QE)
    rows: list[Row] = []
    for words, scenario, month, fact, study in AT:
        published = -facts[fact].value if fact else None
        value = round(_effect(scenario)[month] - none[month], 1)
        rows.append(
            {
                "panel": STOCK, "what": words, "scenario": scenario, "study": study,
                "published_low": published, "published_high": published,
                "model": value, "model_low": value, "model_high": value,
            }
        )  # fmt: skip
    return rows


def _ways() -> list[Row]:
    hike = data.facts()["wei_normal"].value
    rows: list[Row] = []
    for words, scenario, other, first in AGAINST:
        mine, plan = _effect(scenario), _effect(other)
        gaps = [mine[month] - plan[month] for month in mine if month >= first][:READ]
        known = words == PUBLISHED_WAY
        rows.append(
            {
                "panel": WAYS, "what": words, "scenario": scenario, "study": "Wei 2022" if known else "",
                "published_low": round(-hike * CONVERSION[1], 1) if known else None,
                "published_high": round(-hike * CONVERSION[0], 1) if known else None,
                "model": round(fmean(gaps), 1),
                "model_low": round(min(gaps), 1), "model_high": round(max(gaps), 1),
            }
        )  # fmt: skip
    return rows


HEADS = {STOCK: "整批部位，基點（愈左壓得愈低）", WAYS: f"跟公布的計畫比，頭 {READ} 個月，基點"}


def _draw(layout: Layout, rows: Rows) -> Picture:
    left, panels = 118, []
    frame = Frame(layout, 30, left=left, right=14, top=54, bottom=34)
    for panel, head in HEADS.items():
        mine = [row for row in numbered(rows) if row["panel"] == panel]
        ends = axes.span(mine, "published_low", "model_low", "model_high", room=0.06)
        x = axes.number("model", ticks=4, grid=True, gridColor=axes.RULED, domain=False, padding=6, ends=ends)
        y, known = axes.rows("what", labels=True, title=None), having(mine, "published_low")
        paper: Any = {"color": colour("ink"), "yOffset": -5}
        answer: Any = {"color": colour("qt"), "yOffset": 5}
        apart = [row for row in mine if row["published_low"] != row["published_high"]]
        moving = [row for row in mine if row["model_low"] != row["model_high"]]
        layers: list[Chart] = [
            alt.Chart(alt.InlineData(values=mine)).mark_circle(size=34, **answer).encode(x=x, y=y)
        ]
        if apart:
            bar = alt.Chart(alt.InlineData(values=apart)).mark_rule(strokeWidth=3, **paper)
            layers.append(bar.encode(x=alt.X("published_low:Q"), x2="published_high", y=y))
        for end in ("low", "high"):
            dot = alt.Chart(known).mark_circle(size=58, **paper)
            layers.append(dot.encode(x=alt.X(f"published_{end}:Q"), y=y))
        if moving:
            path = alt.Chart(alt.InlineData(values=moving)).mark_rule(
                style="model", strokeWidth=1.4, **answer
            )
            layers.append(path.encode(x=alt.X("model_low:Q"), x2="model_high", y=y))
        if panel == STOCK:
            layers += [
                labels.write("論文", "ink", x=alt.X("published_low:Q"), y=y, at=mine[4], style="name",
                             align="right", dx=-9, dy=0),
                labels.write("模型", "qt", x=alt.X("model:Q"), y=y, at=mine[1], style="name",
                             align="right", dx=-9, dy=10),
            ]  # fmt: skip
        layers.append(
            labels.write(head, "ink", x=labels.PIXEL(1 - left), y=labels.PIXEL(-22), style="heading")
        )
        panels.append(frame.panel(*layers, height=30 * len(mine)))
    return frame.page(*panels)


def _of(rows: Rows, what: str, key: str = "model") -> float:
    return float(next(row for row in rows if row["what"] == what)[key] or 0)


@chart("model_presets")
def model_presets() -> Figure:
    """Every scenario's effect on the ten-year term premium, with published estimates where there are any."""
    rows = [*_stock(), *_ways()]
    whole = _of(rows, "疫情買完")
    most = max(abs(_of(rows, words)) for words, *_ in AGAINST)
    return Figure(
        title=(
            f"整批部位壓低 {formats.basis_points(-whole)}；縮得快慢、賣不賣，頭兩年差不到 "
            f"{formats.basis_points(int(most) + 1)}"
        ),
        measure="對十年期期限溢酬的效果；大點是論文，小點是模型，虛線是頭兩年裡最小到最大",
        rows=rows,
        columns=list(COLUMNS),
        rules=[
            Rule(
                "有論文的整批部位，模型都比較小，小不到四成",
                lambda rows: all(
                    0.6 < float(r["model"] or 0) / float(r["published_low"] or 1) < 1.0
                    for r in rows
                    if r["panel"] == STOCK and r["published_low"] is not None
                ),
            ),
            Rule(
                "縮得少的每個月都比公布的計畫低，縮得多的每個月都比較高",
                lambda rows: (
                    all(_of(rows, f"2022：{w}", "model_high") < 0 for w in ("不縮減", "上限減半"))
                    and all(_of(rows, f"2022：{w}", "model_low") > 0 for w in ("不設上限", "上限加賣出"))
                    and _of(rows, "2017：不縮減", "model_high") < 0 < _of(rows, "2017：不設上限", "model_low")
                ),
            ),
            Rule(
                "上限減半，放鬆得比完全不縮少",
                lambda rows: _of(rows, "2022：上限減半") > _of(rows, "2022：不縮減"),
            ),
        ],
        summary=(
            "兩張上下分開的點圖。整批部位跟從未 QE 比："
            + "，".join(f"{row['what']} {formats.decimal(float(row['model'] or 0), 0)}" for row in _stock())
            + f" 個基點。換一種縮法，跟公布的計畫比，頭 {READ} 個月平均："
            + "，".join(f"{row['what']} {formats.decimal(float(row['model'] or 0), 1)}" for row in _ways())
            + " 個基點。"
        ),
        other=["表中各論文；出處見資料與更正"],
        runs=[stamp(run(scenario)) for scenario in (NO_QE, "fed_2022_capped", "fed_2017_capped")],
        note=(
            "上下兩格的尺不同。模型比論文小，2012 年差得最多：走廊制的收尾規則收得比當時的人想的快，"
            "利率低的時候房貸證券又短。"
            "Wei 的數字是相當於升息幾個基點，照論文常用的比例（四分之一到三分之一）"
            "換成十年期；她比的是三年縮 2.2 兆美元公債，房貸證券不在裡面。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )


def _register(key: str, words: str, label: str, sign: int) -> None:
    """Register how far a way of running off stands from the announced plan, on average of two years."""
    scenario = next(name for said, name, *_ in AGAINST if said == words)

    @result(key)
    def found() -> Result:
        value = sign * _of(_ways(), words)
        return Result(f"{label}，頭兩年平均", value, "bp", 0, stamp(run(scenario)))


for _key, _words, _label, _sign in (
    ("preset_no_runoff_bp", "2022：不縮減", "不縮減，十年期殖利率比照上限縮低多少", -1),
    ("preset_uncapped_bp", "2022：不設上限", "不設上限，十年期殖利率比照上限縮高多少", 1),
    ("preset_sales_bp", "2022：上限加賣出", "上限之外再賣，十年期殖利率比照上限縮高多少", 1),
):
    _register(_key, _words, _label, _sign)


@result("preset_share_of_2012")
def preset_share_of_2012() -> Result:
    """Return how much of what was published of the stock of mid-2012 the model gives."""
    row = next(row for row in _stock() if row["study"] == "Ihrig 等 2012")
    value = 100.0 * float(row["model"] or 0) / float(row["published_low"] or 1)
    return Result(
        "2012 年年中整批部位的效果，模型是論文的多少", value, "percent", 0, stamp(run("fed_mep")), "2012-06"
    )
