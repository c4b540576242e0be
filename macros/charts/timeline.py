"""The timeline on an axis: who did what when, above what the big central banks hold."""

from collections.abc import Sequence

import altair as alt

from macros.figures import axes, events, labels
from macros.figures.dates import Values, dated, having, highest, iso, moment
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart, values
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.theme import Layout, colour
from macros.tables.timeline import BANKS, KINDS
from macros.text import formats
from qeqt import data

HOLDERS = ("fed", "ecb", "boe", "boj")
LOOKS = {"qe": ("triangle-up", "qe"), "qt": ("triangle-down", "qt")}
"""Of an event that belongs to purchases or to their reversal; any other is a quiet dot."""
OTHER = ("circle", "ink-soft")
NEAREST = 7.0
"""CSS px from one event to the next in a lane; a nearer one stands a level higher."""
BETWEEN = 9.0
"""CSS px from a lane to the one above it."""


def peaks(rows: Rows) -> dict[str, str]:
    """Return the quarter-end at which each bank's assets were largest, in percent of GDP."""
    return {bank: str(highest(rows, bank)["date"]) for bank in HOLDERS}


def _apart(rows: Rows) -> int:
    """Return the days between the first and the last of the banks' peaks."""
    days = [moment(day) for day in peaks(rows).values()]
    return (max(days) - min(days)).days


def _events(rows: Rows) -> list[Row]:
    return [row for row in rows if row.get("id")]


def levels(places: Sequence[float]) -> list[int]:
    """Return the level of each place along a line, from the left: one near to another stands above it."""
    ends: list[float] = []
    out = []
    for x in places:
        level = next((n for n, end in enumerate(ends) if x - end >= NEAREST), len(ends))
        ends[level:] = [x, *ends[level + 1 :]]
        out.append(level)
    return out


def _lanes(rows: Rows, frame: Frame) -> tuple[Values, dict[str, float], float]:
    """Return the events with their places, each bank's ground, and the height of all, in CSS px."""
    first, last = moment(str(rows[0]["date"])), moment(str(rows[-1]["date"]))
    per_day = frame.width / (last - first).days
    found: Values = []
    grounds: dict[str, float] = {}
    foot = 0.0
    for bank in BANKS:
        mine = [row for row in _events(rows) if row["bank"] == bank]
        stands = levels([(moment(str(row["date"])) - first).days * per_day for row in mine])
        foot += BETWEEN + NEAREST * max(2, 1 + max(stands))
        grounds[bank] = foot
        found += [
            {**row, "place": foot - NEAREST * (level + 0.5), "link": f"#event-{row['id']}"}
            for row, level in zip(dated(mine), stands, strict=True)
        ]
    return found, grounds, foot + 2


def _marks(placed: Values, x: alt.X, tall: float) -> list[Chart]:
    y = alt.Y("place:Q", scale=alt.Scale(domain=[0, tall], reverse=True, nice=False), axis=None)
    looks = {kind: LOOKS.get(kind, OTHER) for kind in KINDS}
    out: list[Chart] = []
    for shape, token in dict.fromkeys(looks.values()):
        rows = [row for row in placed if looks[str(row["kind"])] == (shape, token)]
        mark = alt.Chart(alt.InlineData(values=rows)).mark_point(
            shape=shape, filled=True, opacity=1, size=30 if shape == "circle" else 36, color=colour(token)
        )
        out.append(mark.encode(x=x, y=y, href="link:N"))
    return out


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 150, left=44, right=80 if layout.narrow else 112, top=34, bottom=26)
    placed, grounds, tall = _lanes(rows, frame)
    whole = dated(rows)
    x, bare = axes.years(whole, frame), axes.years(whole, frame, labels=False, ticks=False, domain=False)
    lanes: list[Chart] = []
    for bank, ground in grounds.items():
        token = bank if bank in (*HOLDERS, "cbc") else "ink-soft"
        rule = alt.Chart(alt.InlineData(values=[{"ground": ground}])).mark_rule(color=colour("rule"))
        lanes.append(rule.encode(y=alt.Y("ground:Q", axis=None)))
        lanes.append(
            labels.write(
                BANKS[bank], token, x=labels.PIXEL(frame.width + 8), y=labels.PIXEL(ground - 2), style="name"
            )
        )
    head = "大事：▲ 買進，▼ 縮表，● 其他"
    happened = frame.panel(*lanes, *_marks(placed, bare, tall), labels.heading(head, frame), height=tall)
    share = axes.span(rows, *HOLDERS, head=0.15)
    lines = [
        alt.Chart(having(whole, bank))
        .mark_line(color=colour(bank))
        .encode(x=x, y=axes.value(bank, frame, share))
        for bank in HOLDERS
    ]
    named = [(BANKS[bank], values(rows, bank)[-1], bank) for bank in HOLDERS]
    held = frame.panel(
        events.shading("fed-qt1-starts", "fed-qt1-ends", frame),
        events.shading("fed-qt2-starts", "fed-qt2-ends", frame),
        *lines,
        labels.heading("央行總資產，占 GDP 的 %", frame),
        labels.ends(named, frame, share),
    )
    return frame.page(happened, held)


def _rows() -> list[Row]:
    """The events from the first quarter-end with holdings on, and the holdings, by date."""
    assets = data.figure("central_bank_assets").rows
    held: list[Row] = [{"date": str(row["date"]), **{b: row[f"{b}_gdp"] for b in HOLDERS}} for row in assets]
    happened: list[Row] = [
        {
            "date": iso(event.date)[:10],
            "id": event.id,
            "event": event.title_zh,
            "bank": event.bank,
            "kind": event.kind,
        }
        for event in data.events()
    ]
    first = str(held[0]["date"])
    return sorted(
        [*held, *(row for row in happened if str(row["date"]) >= first)], key=lambda row: str(row["date"])
    )


@chart("timeline_over_holdings")
def timeline_over_holdings() -> Figure:
    """Every event of the timeline in its bank's lane, above four banks' assets in percent of GDP."""
    rows = _rows()
    count, before = len(_events(rows)), len(data.events()) - len(_events(rows))
    first, last = min(peaks(rows).values()), max(peaks(rows).values())
    span = f"{formats.date(first[:7])}底到 {formats.date(last[:7])}底之間"
    return Figure(
        title=f"四家央行的資產占 GDP 都在 {span}到頂",
        measure=f"上：{count} 件大事，各在自己的日子；下：四家央行的總資產占 GDP，季底",
        rows=rows,
        columns=[
            Column("date", "日期", "date"),
            Column("event", "大事", "text"),
            Column("id", "編號", "text", in_table=False),
            Column("bank", "誰", "text", in_table=False),
            Column("kind", "哪一類", "text", in_table=False),
            *(Column(bank, f"{BANKS[bank]}總資產", "percent of GDP", 1) for bank in HOLDERS),
        ],
        rules=[
            Rule(
                "四家都在這兩個季底之間到頂",
                lambda rows: all(first <= day <= last for day in peaks(rows).values()),
            ),
            Rule("最早與最晚的相隔不到兩季", lambda rows: _apart(rows) < 184),
            Rule(
                "四家都已經低於高點",
                lambda rows: all(values(rows, b)[-1] < max(values(rows, b)) for b in HOLDERS),
            ),
            Rule(f"畫的大事有 {count} 件", lambda rows: len(_events(rows)) == count),
        ],
        summary=(
            "上下兩張圖，共用 2000 年以來的時間軸。"
            f"上圖是 {count} 件大事，一家央行一列，買進、縮表與其他各用一種記號；"
            f"下圖是四家央行的總資產占 GDP 的比重，都在 {span}最高。"
        ),
        sources=["central_bank_assets"],
        other=["大事的出處在年表各列"],
        note=(
            f"點一個記號，跳到那一列。資產從 2000 年起才有四家可比的數字，更早的 {before} 件不在圖上。"
            "只知道年或月的日子，畫在那段期間的中間。底色是聯準會的兩次縮表。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )
