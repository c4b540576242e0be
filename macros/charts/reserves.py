"""How many reserves are enough: what shrank, how thick the cushion was, where the demand curve bends."""

from math import fsum
from typing import Any

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import Values, dated, having, on
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data
from qeqt.data.records import Fact

PARTS = {
    "reserves": ("準備金", "fed", 0.55),
    "on_rrp": ("隔夜附賣回", "qt", 0.35),
    "government_account": ("財政部帳戶", "series-5", 0.3),
    "currency": ("鈔票", "series-6", 0.22),
    "other_liabilities": ("其他", "band", 0.2),
}
"""The Federal Reserve's liabilities from the ground up."""
FIRST, AFTER = "2022-06-30", "2024-06-30"
"""Two years of the second run-off, from quarter-end to quarter-end."""


def _at(rows: Rows, date: str, key: str) -> float:
    return float(next(row[key] for row in rows if row["date"] == date) or 0)


def _change(rows: Rows, key: str) -> float:
    return _at(rows, AFTER, key) - _at(rows, FIRST, key)


def _fell(rows: Rows) -> float:
    """By how much all liabilities fell over the two years, bn USD."""
    return fsum(-_change(rows, key) for key in PARTS)


def _stacked(rows: Values) -> Values:
    """Return rows with the ground and the top of each liability, laid upon those before it."""
    out = []
    for row in rows:
        ground, found = 0.0, dict(row)
        for key in PARTS:
            found[f"{key}_from"], ground = ground, ground + float(row[key] or 0)
            found[f"{key}_to"] = ground
            found[f"{key}_middle"] = ground - float(row[key] or 0) / 2
        out.append(found)
    return out


def _draw_shrank(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 300 if layout.narrow else 320, right=76 if layout.narrow else 104)
    quarters = _stacked(dated(rows))
    x, room = axes.years(quarters, frame), axes.span(quarters, "other_liabilities_to", head=0.08)
    areas: list[Chart] = []
    edges: list[Chart] = []
    for key, (_, token, opacity) in PARTS.items():
        part = alt.Chart(alt.InlineData(values=quarters))
        y = axes.value(f"{key}_from", frame, room, "兆美元", per=1000)
        areas.append(
            part.mark_area(color=colour(token), fillOpacity=opacity).encode(x=x, y=y, y2=f"{key}_to")
        )
        edges.append(
            part.mark_line(color=colour("paper"), strokeWidth=1.5).encode(x=x, y=axes.up(f"{key}_to"))
        )
    last = quarters[-1]
    named = [
        (name, float(last[f"{key}_middle"] or 0), "ink-soft" if key == "other_liabilities" else token)
        for key, (name, token, _) in PARTS.items()
        if key != "on_rrp"
    ]

    def said(date: str, key: str, before: str = "", **look: Any) -> alt.Chart:
        row = on(quarters, date)
        text = f"{before}{float(row[key] or 0) / 1000:.2f}"
        return labels.name(text, "ink", row, f"{key}_middle", dy=5, **look)

    return frame.page(
        frame.panel(
            *areas,
            *edges,
            events.line(AFTER, frame, "2024 年 6 月底"),
            said(FIRST, "reserves", dx=6),
            said(FIRST, "on_rrp", "附賣回 ", dx=6),
            said(AFTER, "reserves", align="center"),
            said(AFTER, "on_rrp", align="center"),
            said(str(rows[-1]["date"]), "reserves", align="right", dx=-6),
            labels.ends(named, frame, room),
        )
    )


@chart("qt_who_shrank")
def qt_who_shrank() -> Figure:
    """The Federal Reserve's liabilities through the second run-off, quarter-ends."""
    table = data.figure("fed_balance_sheet").rows
    rows: list[Row] = [
        {"date": str(row["date"]), **{key: row[key] for key in PARTS}}
        for row in table
        if str(row["date"]) >= FIRST and int(str(row["date"])[5:7]) % 3 == 0 and row["currency"] is not None
    ]
    fell = _fell(rows)
    parked, reserves = -_change(rows, "on_rrp"), _change(rows, "reserves")
    return Figure(
        title=f"縮表頭兩年少掉的 {formats.money(fell, 'bn USD')}，幾乎全是附賣回；準備金沒少",
        measure="聯準會負債與資本的組成，兆美元，2022 年 6 月以來各季底",
        rows=rows,
        columns=[
            Column("date", "季底", "month"),
            *(Column(key, name, "bn USD", 0) for key, (name, _, _) in PARTS.items()),
        ],
        rules=[
            Rule(
                "準備金兩年沒少，多也不到百分之五",
                lambda rows: 0 <= _change(rows, "reserves") < 0.05 * _at(rows, FIRST, "reserves"),
            ),
            Rule(
                "附賣回的減少與負債的減少相差不到一成",
                lambda rows: 0.9 * _fell(rows) < -_change(rows, "on_rrp") < 1.1 * _fell(rows),
            ),
            Rule(
                "附賣回後來幾乎見底",
                lambda rows: values(rows, "on_rrp")[-1] < 0.1 * values(rows, "on_rrp")[0],
            ),
        ],
        summary=(
            f"堆疊面積圖。2022 年 6 月底到 2024 年 6 月底，負債與資本合計少 {formats.money(fell, 'bn USD')}，"
            f"其中附賣回少 {formats.money(parked, 'bn USD')}，準備金多 {formats.money(reserves, 'bn USD')}。"
            f"最後一筆附賣回剩 {formats.money(values(rows, 'on_rrp')[-1], 'bn USD')}，"
            f"準備金 {formats.money(values(rows, 'reserves')[-1], 'bn USD')}。"
        ),
        sources=["fed_balance_sheet"],
        note="準備金是週平均內插到季底，與正文引用的週平均略有不同，季底常因繳稅與結算而偏低；其他含資本與外國官方附賣回。",
        draw=lambda layout: _draw_shrank(layout, rows),
    )


MARKS = {
    "cushion_2019_09": "2019 年 9 月",
    "cushion_2023_01": "2023 年 1 月",
    "cushion_2025_10": "2025 年 10 月",
}
"""Facts of the text, marked in the chart under the same dates."""
BEND = ("satiation_low", "satiation_high")
"""Facts: where the New York Fed's study sees the demand curve bend, percent of bank assets."""


def _cushion() -> list[Row]:
    assets = data.environment("fed")["bank_assets"]
    rows: list[Row] = []
    for row in data.figure("fed_balance_sheet").rows:
        month = str(row["date"])[:7]
        if "2014-01" <= month <= assets.last:
            reserves, parked = float(row["reserves"] or 0), float(row["on_rrp"] or 0)
            rows.append(
                {
                    "date": str(row["date"]),
                    "liquidity": round(100 * (reserves + parked) / assets.at(month), 1),
                    "reserves": round(100 * reserves / assets.at(month), 1),
                    "amount": reserves,
                }
            )
    return rows


def _draw_cushion(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 250, right=12)
    monthly, facts = dated(rows), data.facts()
    x, room = axes.years(monthly, frame), axes.span(rows, "liquidity", head=0.24)
    y = axes.value("liquidity", frame, room, "占商業銀行總資產的 %")
    bent = {end: facts[key].value for end, key in zip(("low", "high"), BEND, strict=True)}
    bend = alt.Chart(alt.InlineData(values=[bent])).mark_rect(color=colour("band"), opacity=0.3)
    both = alt.Chart(having(monthly, "liquidity")).mark_line(color=colour("fed"), strokeWidth=2.6)
    alone = alt.Chart(having(monthly, "reserves")).mark_line(color=colour("fed"), strokeWidth=1.2)
    marked = {key: {**on(monthly, facts[key].as_of), "liquidity": facts[key].value} for key in MARKS}
    early, top = marked["cushion_2023_01"], {"liquidity": room[1] * 0.94}
    lead = alt.Chart(alt.InlineData(values=[early, {**early, **top}])).mark_line(
        color=colour("ink-soft"), strokeWidth=1
    )
    dots = alt.Chart(alt.InlineData(values=[*marked.values()])).mark_circle(color=colour("ink"), size=70)
    places: dict[str, dict[str, Any]] = {
        "cushion_2019_09": {
            "at": marked["cushion_2019_09"], "align": "right", "dx": 24 if layout.narrow else 44, "dy": 22,
        },
        "cushion_2023_01": {"at": {**early, **top}, "align": "center", "dy": -4},
        "cushion_2025_10": {
            "at": {**monthly[-1], "liquidity": facts["cushion_2025_10"].value},
            "align": "right", "dy": 44 if layout.narrow else 24,
        },
    }  # fmt: skip
    said = [
        labels.note(f"{name} {formats.percent(facts[key].value)}", key="liquidity", token="ink",
                    style="strong", **places[key])
        for key, name in MARKS.items()
    ]  # fmt: skip
    return frame.page(
        frame.panel(
            bend.encode(y=axes.up("low"), y2="high"),
            alone.encode(x=x, y=axes.up("reserves")),
            both.encode(x=x, y=y),
            lead.encode(x=x, y=axes.up("liquidity")),
            dots.encode(x=x, y=axes.up("liquidity")),
            *said,
            labels.name(
                "準備金加附賣回", "fed", on(monthly, "2021-02"), "liquidity", align="right", dx=-6, dy=-8
            ),
            labels.note(
                "只算準備金",
                {**on(monthly, "2022-01"), **bent},
                "low",
                token="fed",
                align="center",
                dy=17,
            ),
            *(
                labels.note(text, {**monthly[0], **bent}, "low", dx=4, dy=17 + 1.3 * line * layout.small)
                for line, text in enumerate(("灰帶：只算準備金", "的估計，跟細線比"))
            ),
        )
    )


def _is_drawn(rows: Rows, fact: Fact) -> bool:
    return abs(_at(rows, fact.as_of, "liquidity") - fact.value) < 0.06


@chart("qt_cushion")
def qt_cushion() -> Figure:
    """Reserves plus reverse repo over bank assets: the cushion, and what reserves alone would say."""
    rows, facts = _cushion(), data.facts()
    first, early, late = (facts[key].as_of for key in MARKS)
    bend = " 至 ".join(formats.percent(facts[key].value, 0) for key in BEND)
    alone, both = ([_at(rows, date, key) for date in (early, late)] for key in ("reserves", "liquidity"))
    return Figure(
        title=(
            f"2023 年 1 月到 2025 年 10 月，準備金只從銀行資產的 {formats.percent(alone[0], 0)} "
            f"降到 {formats.percent(alone[1], 0)}；"
            f"加上附賣回，卻從 {formats.percent(both[0], 0)} 降到 {formats.percent(both[1], 0)}"
        ),
        measure="聯準會的準備金加隔夜附賣回，占商業銀行總資產的比重，月底；細線只算準備金",
        rows=rows,
        columns=[
            Column("date", "月底", "month"),
            Column("liquidity", "準備金加附賣回占銀行資產", "percent", 1),
            Column("reserves", "準備金占銀行資產", "percent", 1),
            Column("amount", "準備金", "bn USD", 0),
        ],
        rules=[
            Rule(
                "準備金占銀行資產降不到兩個百分點，金額少不到一成",
                lambda rows: (
                    0 < _at(rows, early, "reserves") - _at(rows, late, "reserves") < 2
                    and 0.9 < _at(rows, late, "amount") / _at(rows, early, "amount") < 1
                ),
            ),
            Rule(
                "加上附賣回，相差一點七倍以上",
                lambda rows: _at(rows, early, "liquidity") > 1.7 * _at(rows, late, "liquidity"),
            ),
            Rule(
                "2025 年 10 月比 2019 年 9 月還厚",
                lambda rows: _at(rows, late, "liquidity") > _at(rows, first, "liquidity"),
            ),
            Rule("標出的點就在線上", lambda rows: all(_is_drawn(rows, facts[key]) for key in MARKS)),
        ],
        summary=(
            "折線圖，2014 年以來，都是月底。準備金加附賣回占銀行資產的比重，"
            f"2019 年 9 月 {formats.percent(_at(rows, first, 'liquidity'))}，"
            f"2023 年 1 月 {formats.percent(both[0])}，2025 年 10 月 {formats.percent(both[1])}。"
            f"只算準備金，2023 年 1 月 {formats.percent(alone[0])}，"
            f"{formats.money(_at(rows, early, 'amount'), 'bn USD')}；"
            f"2025 年 10 月 {formats.percent(alone[1])}，"
            f"{formats.money(_at(rows, late, 'amount'), 'bn USD')}。"
        ),
        sources=["fed_balance_sheet", "us_macro"],
        other=["Afonso、Giannone、La Spada、Williams，紐約聯邦準備銀行第 1019 號工作報告（灰帶）"],
        note=(
            f"灰帶是 {bend}，是研究用 2010 年代的資料、只算準備金估出的彎點，只能跟細線比；"
            "彎的地方會隨存款、法規與銀行的戒心移動。"
            "銀行資產只有季底的數字，月份由前後兩季內插。"
        ),
        draw=lambda layout: _draw_cushion(layout, rows),
    )
