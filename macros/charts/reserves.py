"""How many reserves are enough: what shrank, how thick the cushion was, where the demand curve bends."""

from math import fsum

from macros.figures.canvas import Picture, Plot, year
from macros.figures.figure import Column, Figure, ModelRun, Row, Rows, Rule, chart, pairs, values
from macros.figures.sheet import sheet
from macros.figures.theme import Layout
from macros.text import formats
from qeqt import __version__, data, runs
from qeqt.core import floats
from qeqt.core.bank import reserve_market as market

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


def _draw_shrank(layout: Layout, rows: Rows) -> Picture:
    span = (year(FIRST), year(str(rows[-1]["date"])))
    plot = Plot(layout, span, (0, 9.5), 300 if layout.narrow else 320, right=76 if layout.narrow else 104)
    plot.grid([0, 2, 4, 6, 8], ["0", "2", "4", "6", "8"], "兆美元")
    plot.years()
    ground = [0.0] * len(rows)
    for key, (name, token, opacity) in PARTS.items():
        tops = [low + float(row[key] or 0) / 1000 for low, row in zip(ground, rows, strict=True)]
        places = [year(str(row["date"])) for row in rows]
        plot.band(zip(places, ground, tops, strict=True), token, opacity=opacity)
        plot.line(zip(places, tops, strict=True), "paper", width=1.5)
        last = (ground[-1] + tops[-1]) / 2
        if key != "on_rrp":
            plot.end_name(name, last, token if key != "other_liabilities" else "ink-soft")
        ground = tops
    plot.moment(year(AFTER), "2024 年 6 月底")
    for date, dx in ((FIRST, 6), (AFTER, 0)):
        reserves, parked = _at(rows, date, "reserves") / 1000, _at(rows, date, "on_rrp") / 1000
        anchor = "start" if date == FIRST else "middle"
        plot.name(f"{reserves:.2f}", year(date), reserves / 2, "ink", anchor=anchor, dx=dx, dy=5)
        middle = reserves + parked / 2
        if date == FIRST:
            plot.name(f"附賣回 {parked:.2f}", year(date), middle, "ink", dx=dx, dy=5)
        else:
            plot.name(f"{parked:.2f}", year(date), middle, "ink", anchor=anchor, dy=5)
    plot.name(
        f"{_at(rows, str(rows[-1]['date']), 'reserves') / 1000:.2f}",
        span[1],
        1.5,
        "ink",
        anchor="end",
        dx=-6,
        dy=5,
    )
    return sheet(plot.layout, [plot])


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
BEND = (12.0, 13.0)
"""Where the New York Fed's study sees the demand curve bend, percent of bank assets."""


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
    facts = data.facts()
    plot = Plot(layout, (2014, 2026.5), (0, 29), 250, right=12)
    plot.band([(x, *BEND) for x in plot.x], "band", opacity=0.3)
    at = [0, 5, 10, 15, 20, 25]
    plot.grid(at, [str(v) for v in at], "占商業銀行總資產的 %")
    plot.years(2 if not layout.narrow else 4)
    plot.line(pairs(rows, "reserves", year), "fed", width=1.2)
    plot.line(pairs(rows, "liquidity", year), "fed", width=2.6)
    plot.name("準備金加附賣回", 2021.2, 22.0, "fed", anchor="end", dx=-6)
    plot.text("只算準備金", 2022.1, 9.0, "fed")
    for key, name in MARKS.items():
        fact = facts[key]
        share = f"{name} {formats.percent(fact.value)}"
        place = year(fact.as_of)
        plot.dots([(place, fact.value)], "ink", 70)
        if key == "cushion_2023_01":
            plot.line([(place, fact.value), (place, 27.3)], "ink-soft", width=1)
            plot.text(share, place, 27.8, "ink", strong=True, dx=-52)
        elif key == "cushion_2025_10":
            drop = 44 if layout.narrow else 24
            plot.text(share, plot.x[1], fact.value, "ink", anchor="end", strong=True, dy=drop)
        else:
            plot.text(share, 2020.8, fact.value, "ink", anchor="end", strong=True, dy=22)
    for line, text in enumerate(("灰帶：只算準備金", "的估計，跟細線比")):
        plot.text(text, plot.x[0], BEND[0], "ink-soft", dx=4, dy=17 + 1.3 * line * layout.small)
    return sheet(plot.layout, [plot])


@chart("qt_cushion")
def qt_cushion() -> Figure:
    """Reserves plus reverse repo over bank assets: the cushion, and what reserves alone would say."""
    rows, facts = _cushion(), data.facts()
    first, early, late = (facts[key].as_of for key in MARKS)
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
            Rule(
                "標出的點就在線上",
                lambda rows: all(
                    abs(_at(rows, facts[key].as_of, "liquidity") - facts[key].value) < 0.06 for key in MARKS
                ),
            ),
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
            "灰帶是 12% 至 13%，是研究用 2010 年代的資料、只算準備金估出的彎點，只能跟細線比；"
            "彎的地方會隨存款、法規與銀行的戒心移動。"
            "銀行資產只有季底的數字，月份由前後兩季內插。"
        ),
        draw=lambda layout: _draw_cushion(layout, rows),
    )


MODEL = "模型"
LATE = 11.75
"""The place on the curve next to October 2025."""
CURVE = [7.0 + 0.25 * n for n in range(69)]
"""Liquidity over bank assets, percent, at which the curve is drawn."""


def _signed(spread: float) -> str:
    return formats.basis_points(spread, 0) if spread <= 0 else "+" + formats.basis_points(spread, 0)


def _curve(**changed: float) -> list[float]:
    parameters = {**runs.parameter_values("fed"), **changed}
    return [market.effr_spread(x / 100, parameters, floats) for x in CURVE]


def _demand() -> list[Row]:
    """The model's curve with the range of its bend and slope, and the months of the text beside it."""
    known = data.parameters("fed")
    central = _curve()
    ends = ("low", "high")
    corners = [
        _curve(
            satiation=getattr(known["satiation"], bend),
            scarcity=getattr(known["scarcity"], bend),
            demand_slope=getattr(known["demand_slope"], slope),
        )
        for bend in ends
        for slope in ends
    ]
    rows: list[Row] = [
        {
            "kind": MODEL,
            "liquidity": x,
            "spread": round(central[n], 1),
            "low": round(min(c[n] for c in corners), 1),
            "high": round(max(c[n] for c in corners), 1),
        }
        for n, x in enumerate(CURVE)
    ]
    rates = {str(row["date"])[:7]: row for row in data.figure("fed_administered_rates").rows}
    for key, name in MARKS.items():
        fact = data.facts()[key]
        month = rates[fact.as_of[:7]]
        spread = 100 * (float(month["effr"] or 0) - float(month["reserve_rate"] or 0))
        rows.append(
            {"kind": name, "liquidity": fact.value, "spread": round(spread, 1), "low": None, "high": None}
        )
    return rows


def _bend(rows: Rows, liquidity: float) -> float:
    """The model's spread at a place on the curve."""
    return float(
        next(row["spread"] for row in rows if row["kind"] == MODEL and row["liquidity"] == liquidity) or 0
    )


def _seen(rows: Rows, key: str) -> float:
    """The spread of a marked month."""
    return float(next(row["spread"] for row in rows if row["kind"] == MARKS[key]) or 0)


def _draw_demand(layout: Layout, rows: Rows) -> Picture:
    model = [row for row in rows if row["kind"] == MODEL]
    plot = Plot(layout, (7, 24), (-12, 20), 260, bottom=46)
    at = [-10, -5, 0, 5, 10, 15]
    plot.grid(at, [formats.decimal(v, 0) for v in at], "聯邦資金利率減準備金利率，基點")
    plot.categories([8, 12, 16, 20, 24], ["8", "12", "16", "20", "24"])
    plot.text("← 準備金變少　準備金加附賣回占銀行資產的 %", 24, -12, "ink-soft", anchor="end", dy=40)
    top = plot.y[1]
    plot.band(
        [
            (float(r["liquidity"] or 0), min(float(r["low"] or 0), top), min(float(r["high"] or 0), top))
            for r in model
        ],
        "qt",
    )
    plot.line([(float(r["liquidity"] or 0), float(r["spread"] or 0)) for r in model], "qt", model=True)
    plot.name("模型的需求線", 17, -7, "qt", dy=-9)
    for row in rows:
        if row["kind"] != MODEL:
            x, y = float(row["liquidity"] or 0), float(row["spread"] or 0)
            plot.dots([(x, y)], "fed", 80)
            late = str(row["kind"]).startswith("2023")
            plot.name(
                str(row["kind"]),
                x,
                y,
                "fed",
                anchor="middle" if late else "start",
                dx=0 if late else 9,
                dy=22 if late else -4,
            )
    return sheet(plot.layout, [plot])


@chart("qt_reserve_demand")
def qt_reserve_demand() -> Figure:
    """The demand for reserves: flat when there is plenty, steep when there is not; three months on it."""
    rows = _demand()
    scarce, plenty, late = (_seen(rows, key) for key in MARKS)
    expected = _bend(rows, LATE)
    parameters = runs.parameter_values("fed")
    return Figure(
        title=(
            "2023 年 1 月還在平的那一段，2019 年 9 月已經彎上去："
            f"利差差了 {formats.basis_points(scarce - plenty)}"
        ),
        measure="橫軸：準備金加附賣回占銀行資產；縱軸：聯邦資金利率與準備金利率的差，月平均，基點",
        rows=rows,
        columns=[
            Column("kind", "模型或月份", "text"),
            Column("liquidity", "準備金加附賣回占銀行資產", "percent", 2),
            Column("spread", "聯邦資金利率減準備金利率", "bp", 1),
            Column("low", "模型範圍：低", "bp", 1),
            Column("high", "模型範圍：高", "bp", 1),
        ],
        rules=[
            Rule(
                "右邊是平的：流動性從 22% 降到 20%，模型的利差不動",
                lambda rows: abs(_bend(rows, 20.0) - _bend(rows, 22.0)) < 0.5,
            ),
            Rule(
                "左邊是陡的：從 10% 降到 8%，模型的利差升三個基點以上",
                lambda rows: _bend(rows, 8.0) - _bend(rows, 10.0) > 3,
            ),
            Rule(
                "三個月的利差依序變大",
                lambda rows: (
                    _seen(rows, "cushion_2023_01")
                    < _seen(rows, "cushion_2025_10")
                    < _seen(rows, "cushion_2019_09")
                ),
            ),
            Rule(
                "2023 年 1 月與模型相差不到三個基點",
                lambda rows: abs(_seen(rows, "cushion_2023_01") - _bend(rows, 22.0)) < 3,
            ),
            Rule(
                "2025 年 10 月在模型的淺色帶之上，相差不到四個基點",
                lambda rows: (
                    max(float(r["high"] or 0) for r in rows if r["liquidity"] == LATE)
                    < _seen(rows, "cushion_2025_10")
                    < _bend(rows, LATE) + 4
                ),
            ),
        ],
        summary=(
            f"曲線圖。模型的線在右邊是平的，約 {_signed(_bend(rows, 20.0))}，左邊往上彎，"
            f"流動性 8% 時 {_signed(_bend(rows, 8.0))}。"
            + "，".join(f"{name} {_signed(_seen(rows, key))}" for key, name in MARKS.items())
            + "。"
        ),
        sources=["fed_administered_rates", "fed_balance_sheet", "us_macro"],
        runs=[ModelRun("準備金需求曲線", runs.parameter_set(parameters), __version__)],
        as_of=data.facts()["cushion_2025_10"].as_of,
        note=(
            "虛線是模型，淺色帶是彎曲點與斜率的範圍，超出圖框的部分截去。模型的參數用 2018 至 2025 年的"
            "月平均校準，刻意不用 2019 年 9 月；三個點是實際月平均，單日可以高出很多。"
            f"2025 年 10 月實際 {_signed(late)}，在淺色帶之上：模型在同樣的流動性只給 {_signed(expected)}。"
        ),
        draw=lambda layout: _draw_demand(layout, rows),
    )
