"""Chains and loops step by step: four channels of purchases, the insurers' hedges, the leveraged funds."""

from macros.charts.mechanism_accounts import flow
from macros.figures import results
from macros.figures.figure import Column, Figure, Row, Rows, Rule, values
from macros.figures.mechanism import Mechanism, Node, Step, mechanism, no_picture
from macros.text import formats
from qeqt.study import ldi_daily

WITH, WITHOUT, AT = "fed_history", "fed_no_qe", "2021-12"
"""All purchases of the Federal Reserve against none, where its holdings were near their largest."""
CHANNELS = ("準備金", "期限溢酬", "資產再平衡", "訊號")
OF_CHANNELS = {
    "reserves": ("準備金", "bn USD"),
    "ten_year_equivalents": ("央行拿走的十年期當量", "bn USD"),
    "term_premium_effect_bp": ("期限溢酬", "bp"),
    "long_rate_deviation": ("十年期殖利率", "percentage points"),
    "mortgage_rate_deviation": ("房貸利率", "percentage points"),
    "corporate_yield_deviation": ("公司債殖利率", "percentage points"),
    "equities": ("股價", "percent"),
    "policy_rate": ("政策利率", "percentage points"),
}


def _differs(column: str) -> float:
    return flow(WITH, column, AT) - flow(WITHOUT, column, AT)


def _signed(value: float, unit: str) -> str:
    """Print a difference with its sign."""
    sign = "+" if value > 0 else ""
    return sign + formats.number(value, unit, "", None if unit.startswith("bn") else 0 if unit == "bp" else 1)


def _told(step: Step) -> str:
    """Say a step of a chain in words."""
    links = "，".join(f"{node.name} {node.value}" for node in step.chain)
    return f"{step.title}：{links}"


def _channel_steps(rows: Rows) -> list[Step]:
    known = {str(row["column"]): float(row["difference"] or 0) for row in rows}

    def node(column: str) -> Node:
        label, unit = OF_CHANNELS[column]
        return Node(label, _signed(known[column], unit))

    return [
        Step("第一條，準備金", "銀行多了準備金，限制放款的卻是資本與客戶：模型裡，這一條不動長期利率。",
             chain=[node("reserves"), Node("長期利率", "不變")]),
        Step("第二條，期限溢酬", "民間少拿利率風險，要求的補償變少，長期殖利率跟著低。",
             chain=[node("ten_year_equivalents"), node("term_premium_effect_bp"),
                    node("long_rate_deviation")]),
        Step("第三條，資產再平衡", "賣掉公債的人去買別的：低利率從公債傳到房貸、公司債與股票。",
             chain=[node("term_premium_effect_bp"), node("mortgage_rate_deviation"),
                    node("corporate_yield_deviation"), node("equities")]),
        Step("第四條，訊號",
             "買債若讓人相信短率會低很久，長率還會再低；模型的政策利率是給定的，算不出這一條。",
             chain=[node("policy_rate"), Node("市場以為的短率", "模型不算")]),
    ]  # fmt: skip


@mechanism("channels")
def channels() -> Mechanism:
    """Four channels with the sizes that the model gives them, or the reason why it gives none."""
    rows: list[Row] = [
        {"column": column, "name": name, "unit": unit, "difference": round(_differs(column), 4)}
        for column, (name, unit) in OF_CHANNELS.items()
    ]
    premium = next(float(r["difference"] or 0) for r in rows if r["column"] == "term_premium_effect_bp")
    steps = _channel_steps(rows)
    return Mechanism(
        Figure(
            title=(
                "四條管道裡，模型算得出大小的是期限溢酬："
                f"到 2021 年底壓低 {formats.decimal(-premium, 0)} 個基點"
            ),
            measure="聯準會照實際買進與從未買進相比，2021 年 12 月，模型；政策利率兩邊一樣",
            rows=rows,
            columns=[
                Column("column", "欄位", "text"),
                Column("name", "項目", "text"),
                Column("unit", "單位", "text"),
                Column("difference", "差距", "number", 2),
            ],
            rules=[
                Rule("政策利率兩邊相同", lambda rows: float(rows[-1]["difference"] or 0) == 0),
                Rule("期限溢酬壓低了一百個基點以上", lambda rows: float(rows[2]["difference"] or 0) < -100),
                Rule(
                    "十年期殖利率的差距由期限溢酬而來",
                    lambda rows: (
                        abs(float(rows[3]["difference"] or 0) * 100 - float(rows[2]["difference"] or 0)) < 5
                    ),
                ),
            ],
            summary="；".join(
                f"{step.title}：{'，'.join(f'{node.name} {node.value}' for node in step.chain)}"
                for step in steps
            ),
            runs=[results.stamp(results.run(WITH)), results.stamp(results.run(WITHOUT))],
            note="研究對四條管道的輕重看法不一，模型只是其中一種算法；範圍見模型各頁。",
            draw=no_picture,
        ),
        steps,
    )


HEDGED, MONTHS = "taiwan_may_2025", ("2025-05", "2025-06", "2025-07")


def _hedge_rows() -> list[Row]:
    """Month by month: the currency, the loss so far, the hedge, what the central bank buys."""
    keys = ("twd", "tw_insurer_result", "tw_hedge_ratio", "cbc_fx_purchases")
    return [{"month": month, **{key: round(flow(HEDGED, key, month), 3) for key in keys}} for month in MONTHS]


@mechanism("hedging_loop")
def hedging_loop() -> Mechanism:
    """The NT dollar rises, what is not hedged loses, hedges are bought, and the NT dollar rises again."""
    rows = _hedge_rows()
    steps = [
        Step(
            f"{formats.month(str(row['month']))}：新台幣比基準"
            f"強 {formats.percent(float(row['twd'] or 0), 1)}",
            "避險要賣美元，賣壓又讓新台幣升；央行接走一部分，圈才會愈轉愈小。",
            chain=[
                Node("新台幣", _signed(float(row["twd"] or 0), "percent")),
                Node("沒避險的部位，累計", formats.money(float(row["tw_insurer_result"] or 0), "bn TWD")),
                Node("避險比率", _signed(float(row["tw_hedge_ratio"] or 0), "percentage points")),
                Node("央行買匯", formats.money(float(row["cbc_fx_purchases"] or 0), "bn TWD")),
            ],
            loop=True,
        )
        for row in rows
    ]
    first, last = (formats.percent(float(rows[n]["twd"] or 0), 1) for n in (0, -1))
    return Mechanism(
        Figure(
            title=f"熱錢只來一個月，避險讓新台幣兩個月後還在升：從 {first} 到 {last}",
            measure="2025 年 5 月熱錢與搶避險的情境，模型與基準的差距；一步是一個月",
            rows=rows,
            columns=[
                Column("month", "月", "month"),
                Column("twd", "新台幣（正為強）", "percent", 1),
                Column("tw_insurer_result", "壽險未避險部位的累計損益", "bn TWD", 1),
                Column("tw_hedge_ratio", "避險比率", "percentage points", 1),
                Column("cbc_fx_purchases", "央行當月買匯", "bn TWD", 1),
            ],
            rules=[
                Rule(
                    "新台幣一個月比一個月強",
                    lambda rows: values(rows, "twd") == sorted(values(rows, "twd")),
                ),
                Rule(
                    "損失跟著變大",
                    lambda rows: (
                        values(rows, "tw_insurer_result")[-1] < 1.5 * float(rows[0]["tw_insurer_result"] or 0)
                    ),
                ),
                Rule("央行一直在買", lambda rows: min(values(rows, "cbc_fx_purchases")) > 0),
            ],
            summary="；".join(
                f"{step.title}，{'，'.join(f'{node.name} {node.value}' for node in step.chain)}"
                for step in steps
            ),
            runs=[results.stamp(results.run(HEDGED))],
            note="情境是假設的，不是當月的實際數字；模型怎麼寫，見台灣那一頁。",
            draw=no_picture,
        ),
        steps,
    )


ALONE, DAYS = "stability_uk_2022_alone", (1, 3, 5, 9, 13)
"""Without a backstop: the first day, the last of the news, and every fourth day until no more is sold."""


@mechanism("ldi_spiral")
def ldi_spiral() -> Mechanism:
    """Yields rise, collateral falls short, gilts are sold, yields rise: day by day without a backstop."""
    found = ldi_daily.first_month(ALONE)
    rows: list[Row] = [
        {
            "day": day,
            "yield": round(found.daily_yield[day - 1], 1),
            "sold": round(found.daily_sold[day - 1], 1),
        }
        for day in DAYS
    ]
    steps = [
        Step(
            f"第 {row['day']} 個交易日",
            "殖利率升，擔保品不夠，只好賣債；賣債又把殖利率推上去。",
            chain=[
                Node("殖利率比起點", _signed(float(row["yield"] or 0), "bp")),
                Node("累計被迫賣出", formats.money(float(row["sold"] or 0), "bn GBP")),
            ],
            loop=True,
        )
        for row in rows
    ]
    news, top = (formats.decimal(float(rows[n]["yield"] or 0), 0) for n in (1, -1))
    return Mechanism(
        Figure(
            title=f"沒有人接手：消息推升 {news} 個基點以後，賣壓自己再推到 {top} 個基點",
            measure="英國 2022 年 9 月、沒有救援的情境，三十年期公債；一步是幾個交易日，模型",
            rows=rows,
            columns=[
                Column("day", "第幾個交易日", "number", 0),
                Column("yield", "殖利率比起點", "bp", 1),
                Column("sold", "累計被迫賣出", "bn GBP", 1),
            ],
            rules=[
                Rule("消息到齊以前沒有人被迫賣", lambda rows: values(rows, "sold")[:2] == [0, 0]),
                Rule(
                    "之後賣得一天比一天多",
                    lambda rows: values(rows, "sold")[1:] == sorted(set(values(rows, "sold")[1:])),
                ),
                Rule(
                    "賣壓推升的比消息還多",
                    lambda rows: values(rows, "yield")[-1] > 2 * values(rows, "yield")[1],
                ),
            ],
            summary="；".join(
                f"{step.title}，{'，'.join(f'{node.name} {node.value}' for node in step.chain)}"
                for step in steps
            ),
            runs=[results.stamp(results.run(ALONE))],
            note="基金怎麼被迫賣、賣一筆推升多少，見金融穩定那一頁；有救援的路徑在同一章的圖上。",
            draw=no_picture,
        ),
        steps,
    )
