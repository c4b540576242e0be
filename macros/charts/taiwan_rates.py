"""Taiwan's rates: which one leads, the discount rate or the rates on certificates."""

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import dated, having
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data


def _rate_rows() -> list[Row]:
    found: dict[str, dict[str, float | int | str | None]] = {}
    steps = data.figure("taiwan_rates").series("discount_rate")
    known = 0.0
    for date, rate in steps.items():
        if date >= "2009-01" and (rate != known or date == max(steps)):
            found[date] = {"date": date, "discount_rate": rate}
        known = rate
    for row in data.figure("taiwan_money_rates").rows:
        found.setdefault(str(row["date"]), {"date": str(row["date"])}).update(
            {key: value for key, value in row.items() if key != "date"}
        )
    return [found[date] for date in sorted(found)]


def _draw_rates(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 260, left=38, right=84)
    days = dated(rows)
    x, room = axes.years(days, frame), axes.span(rows, "discount_rate", "thirty_day")
    steps = alt.Chart(having(days, "discount_rate")).mark_line(
        color=colour("cbc"), interpolate="step-after", strokeWidth=2.4
    )
    looks = {
        "thirty_day": ("30 天存單", "series-4", 62),
        "twenty_eight_day": ("28 天存單", "series-4", 62),
        "seven_day": ("7 天存單", "series-2", 62),
        "overnight": ("隔夜拆款", "ink", 30),
    }
    dots = [
        alt.Chart(having(days, key)).mark_circle(color=colour(token), size=size).encode(x=x, y=axes.up(key))
        for key, (_, token, size) in looks.items()
    ]
    now = [("重貼現率", values(rows, "discount_rate")[-1], "cbc")]
    now += [
        (name, values(rows, key)[-1], token) for key, (name, token, _) in looks.items() if key != "thirty_day"
    ]
    early = next(row for row in days if row.get("thirty_day") is not None)
    return frame.page(
        frame.panel(
            steps.encode(x=x, y=axes.value("discount_rate", frame, room, "年率，%", places=1)),
            *dots,
            labels.note("30 天存單", early, "thirty_day", token="series-4", dx=8, dy=5),
            labels.ends(now, frame, room),
        )
    )


COLUMNS = [
    Column("date", "日期", "date"),
    Column("discount_rate", "重貼現率", "percent", 3),
    Column("thirty_day", "30 天期存單", "percent", 3),
    Column("twenty_eight_day", "28 天期存單", "percent", 3),
    Column("seven_day", "7 天期存單", "percent", 3),
    Column("overnight", "隔夜拆款", "percent", 3),
]


@chart("taiwan_rates")
def taiwan_rates() -> Figure:
    """The discount rate, the rates on certificates and the overnight rate: which one leads."""
    rows = _rate_rows()
    policy, seven = values(rows, "discount_rate")[-1], values(rows, "seven_day")[-1]
    overnight, facts = values(rows, "overnight"), data.facts()
    lowest = facts["tw_overnight_low"].value
    return Figure(
        title=(
            f"重貼現率 {formats.percent(policy, 0)}；2025 年 8 月的隔夜利率只有 "
            f"{formats.percent(overnight[-1], 3)}，幾乎等於七天期存單的 {formats.percent(seven, 3)}"
        ),
        measure="重貼現率、中央銀行定期存單利率與隔夜拆款利率；點是找到公告的日期",
        rows=rows,
        columns=COLUMNS,
        rules=[
            Rule(
                "隔夜利率不到重貼現率的一半",
                lambda rows: max(values(rows, "overnight")) < values(rows, "discount_rate")[-1] / 2,
            ),
            Rule(
                "隔夜利率與七天期存單相差不到 0.01 個百分點",
                lambda rows: all(
                    abs(v - values(rows, "seven_day")[-1]) < 0.01 for v in values(rows, "overnight")
                ),
            ),
            Rule(
                "與正文的數字一致",
                lambda rows: all(
                    values(rows, key)[-1] == facts[name].value
                    for key, name in (
                        ("discount_rate", "cbc_discount_2026_09"),
                        ("seven_day", "cbc_ncd_rate_7d"),
                        ("twenty_eight_day", "cbc_ncd_rate_28d"),
                    )
                ),
            ),
            Rule(
                "兩天的隔夜利率都在正文的高低之間",
                lambda rows: all(
                    lowest <= v <= facts["tw_overnight_high"].value for v in values(rows, "overnight")
                ),
            ),
        ],
        summary=(
            f"階梯線與點。重貼現率最近是 {formats.percent(policy, 0)}。"
            "2025 年 8 月到 2026 年 1 月，"
            f"28 天期存單 {formats.percent(values(rows, 'twenty_eight_day')[-1], 3)}，"
            f"7 天期存單 {formats.percent(seven, 3)}，"
            f"隔夜拆款 {formats.percent(min(overnight), 3)} 至 {formats.percent(max(overnight), 3)}。"
            f"2018 年 5 月的 28 天期存單是 {formats.percent(0.59, 2)}。"
        ),
        sources=["taiwan_rates", "taiwan_money_rates"],
        note=(
            "存單利率與隔夜利率只有找到公告的日期，不連線；隔夜利率是 2025 年 8 月 6 日與 12 日，"
            f"當月到 28 日最低是 {formats.percent(lowest, 3)}。"
            "據報導，央行的檢討報告把 28 天期存單的發行利率當作主要政策利率；"
            "重貼現率是理監事會每季宣布的貼放利率，一般也叫它政策利率。"
        ),
        draw=lambda layout: _draw_rates(layout, rows),
    )
