"""What four central banks held when they held most of it, told apart by kind, against their own output."""

from math import fsum
from typing import Any

import altair as alt

from macros.figures import axes, labels
from macros.figures.dates import Values, numbered
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats
from qeqt import data

KINDS = {
    "government": ("公債", 0.95),
    "pandemic": ("疫情購債 PEPP（多為公債）", 0.62),
    "housing": ("房貸證券", 0.42),
    "private": ("擔保債券、公司債等", 0.26),
    "shares": ("ETF", 0.42),
}
"""Key: what it is, how full its tint; a bank keeps its colour, kinds are told apart by tint and by name."""
BANKS = {"boj": "日本銀行", "boe": "英格蘭銀行", "ecb": "歐元體系", "fed": "聯準會"}
DATES = {"boj": "2024-03-31", "boe": "2021-12-31", "ecb": "2022-06-30", "fed": "2022-03-31"}
"""The quarter-end nearest to each bank's largest holdings of government bonds."""


def _output(bank: str) -> float:
    """A year's output implied by assets and their share of GDP, bn of the bank's currency."""
    at = next(row for row in data.figure("central_bank_assets").rows if row["date"] == DATES[bank])
    return 100 * float(at[bank] or 0) / float(at[f"{bank}_gdp"] or 0)


def _held() -> dict[str, dict[str, float]]:
    """Holdings by kind, bn of the bank's currency."""
    facts = data.facts()
    fed = next(r for r in data.figure("fed_balance_sheet").rows if r["date"] == DATES["fed"])
    ecb = next(r for r in data.figure("ecb_portfolios").rows if r["date"] == DATES["ecb"])
    boj = next(r for r in data.figure("boj_balance_sheet").rows if r["date"] == DATES["boj"])
    return {
        "boj": {"government": float(boj["jgb"] or 0), "shares": facts["boj_etf_stock"].value},
        "boe": {
            "government": facts["boe_gilts_peak"].value,
            "private": facts["boe_corporate_peak"].value,
        },
        "ecb": {
            "government": float(ecb["pspp"] or 0),
            "pandemic": float(ecb["pepp_cumulative"] or 0),
            "private": fsum(float(ecb[key] or 0) for key in ("cspp", "cbpp3", "abspp")),
        },
        "fed": {"government": float(fed["treasuries"] or 0), "housing": float(fed["mbs"] or 0)},
    }


def _rows() -> list[Row]:
    held = _held()
    rows: list[Row] = []
    for bank, name in BANKS.items():
        output = _output(bank)
        shares = {kind: 100 * held[bank][kind] / output for kind in KINDS if kind in held[bank]}
        row: Row = {
            "bank": name,
            "date": DATES[bank],
            **{kind: round(shares[kind], 1) if kind in shares else None for kind in KINDS},
            "total": round(fsum(shares.values()), 1),
        }
        rows.append(row)
    return rows


def _of(rows: Rows, bank: str, kind: str) -> float:
    return next(float(row[kind] or 0) for row in rows if row["bank"] == BANKS[bank])


def _parts(bank: str, row: Row) -> Values:
    """Return a bank's holdings as segments from left to right, each with its ends and its tint."""
    found: Values = []
    at = 0.0
    for kind, (name, tint) in KINDS.items():
        share = float(row[kind] or 0)
        if share:
            name = "公司債" if (bank, kind) == ("boe", "private") else name
            found.append({**row, "name": name, "share": share, "tint": tint, "from": at, "to": at + share})
            at += share
    return found


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 74 * len(rows), left=10, right=12, top=14, bottom=34)
    percent = "datum.value ? datum.label + '%' : '0'"
    x = axes.number("from", grid=True, gridColor=axes.RULED, labelExpr=percent, domain=False)
    y = axes.rows("bank")
    layers: list[Chart] = []
    for bank, row in zip(BANKS, numbered(rows), strict=True):
        parts = _parts(bank, row)
        layers += [
            alt.Chart(alt.InlineData(values=[part]))
            .mark_bar(color=colour(bank), fillOpacity=float(part["tint"] or 0), height=20, yOffset=0,
                      stroke=colour("paper"), strokeWidth=1.5)
            .encode(x=x, x2="to", y=y)
            for part in parts
        ]  # fmt: skip
        said = [
            f"{part['name']}{'' if str(part['name']).endswith('）') else ' '}"
            f"{formats.decimal(float(part['share'] or 0), 1)}"
            for part in parts
        ]
        text = "、".join(said)
        if layout.narrow:
            text = text.replace("疫情購債 PEPP（多為公債）", "PEPP ").replace("公司債等", "公司債")
        head = f"{row['bank']}　合計 {formats.percent(float(row['total'] or 0), 0)}"
        edge: dict[str, Any] = {"x": labels.PIXEL(2), "y": y, "at": row}
        layers += [
            labels.write(head, bank, style="name", dy=-17, **edge),
            labels.write(text, dy=15 + layout.small, **edge),
        ]
    return frame.page(frame.panel(*layers))


COLUMNS = [
    Column("bank", "央行", "text"),
    Column("date", "日期", "date"),
    *(Column(kind, name, "percent of GDP", 1) for kind, (name, _) in KINDS.items()),
    Column("total", "合計", "percent of GDP", 1),
]


@chart("qe_four_banks")
def qe_four_banks() -> Figure:
    """Holdings by kind over the bank's own GDP, near each bank's largest holdings."""
    rows = _rows()
    japan = formats.percent(_of(rows, "boj", "government"), 0)
    america = formats.percent(_of(rows, "fed", "housing"), 0)
    said = "；".join(
        f"{row['bank']}（{formats.date(str(row['date']))}）"
        + "、".join(
            f"{KINDS[kind][0]} {formats.percent(float(row[kind] or 0), 1)}" for kind in KINDS if row[kind]
        )
        for row in rows
    )
    return Figure(
        title=f"日本銀行的公債相當於全年 GDP 的 {japan}；四家裡只有聯準會大買房貸證券，約 {america}",
        measure="各央行買來的部位占自己經濟體 GDP 的 %，在持有接近最多的那一季，按種類分段",
        rows=rows,
        columns=COLUMNS,
        rules=[
            Rule(
                "日本的公債，比其他任何一家的全部部位都多",
                lambda rows: all(
                    _of(rows, "boj", "government") > _of(rows, bank, "total")
                    for bank in BANKS
                    if bank != "boj"
                ),
            ),
            Rule(
                "房貸證券只有聯準會，ETF 只有日本銀行",
                lambda rows: all(
                    (_of(rows, bank, "housing") > 0) == (bank == "fed")
                    and (_of(rows, bank, "shares") > 0) == (bank == "boj")
                    for bank in BANKS
                ),
            ),
            Rule(
                "四家買得最多的都是公債",
                lambda rows: all(
                    2 * (_of(rows, bank, "government") + _of(rows, bank, "pandemic"))
                    > _of(rows, bank, "total")
                    for bank in BANKS
                ),
            ),
        ],
        summary=f"四條橫的堆疊長條，占各自 GDP 的比重。{said}。",
        sources=[
            "central_bank_assets",
            "fed_balance_sheet",
            "ecb_portfolios",
            "boj_balance_sheet",
            "boe_apf",
        ],
        as_of="2025-09-19",
        note=(
            "GDP 由總資產與它占 GDP 的比重還原，與各國公布值略有出入。"
            "PEPP 只公布合計，其中多數是公債，圖上畫累計淨購買。"
            "日本銀行的 ETF 是 2025 年 9 月的帳面值，除以 2024 年 3 月的 GDP；"
            "它 2024 年 3 月停止買 ETF，2026 年 1 月才開始賣。未列銀行放款與其他資產。"
        ),
        draw=lambda layout: _draw(layout, rows),
    )
