"""One purchase walked through the books: who gains what when the seller is a bank, and when it is not."""

from collections.abc import Sequence
from math import fsum
from typing import Any

import altair as alt

from macros.figures import labels
from macros.figures.figure import Column, Figure, Row, Rows, Rule, chart
from macros.figures.panels import Chart, Frame, Picture
from macros.figures.theme import Layout, colour
from macros.text import formats

AMOUNT = 100.0
"""The example: a bond worth 100."""
CASES = ("賣方是銀行", "賣方是退休基金")
BANK, FUND = CASES
ENTRIES: tuple[tuple[str, str, str, str, float], ...] = (
    (BANK, "央行", "資產", "債券", AMOUNT),
    (BANK, "央行", "負債", "準備金", AMOUNT),
    (BANK, "銀行", "資產", "債券", -AMOUNT),
    (BANK, "銀行", "資產", "準備金", AMOUNT),
    (FUND, "央行", "資產", "債券", AMOUNT),
    (FUND, "央行", "負債", "準備金", AMOUNT),
    (FUND, "銀行", "資產", "準備金", AMOUNT),
    (FUND, "銀行", "負債", "存款", AMOUNT),
    (FUND, "退休基金", "資產", "債券", -AMOUNT),
    (FUND, "退休基金", "資產", "存款", AMOUNT),
)
"""Every change: case, whose book, side, item, amount."""
BOOKS = ("央行", "銀行", "退休基金")


def _sum(rows: Rows, **where: str) -> float:
    return fsum(float(r["change"] or 0) for r in rows if all(r[key] == value for key, value in where.items()))


def _balances(rows: Rows) -> bool:
    """Whether assets and liabilities of every book change by the same amount in both cases."""
    return all(
        _sum(rows, case=case, book=book, side="資產") == _sum(rows, case=case, book=book, side="負債")
        for case in CASES
        for book in BOOKS
    )


def _signed(amount: float) -> str:
    return ("+" if amount > 0 else "") + formats.decimal(amount, 0)


def _book(frame: Frame, rows: Rows, case: str, book: str) -> list[Chart]:
    """Draw a T-account: the name over the bar, assets on the left, liabilities on the right."""
    middle, small = frame.width / 2, frame.layout.small
    mine = [row for row in rows if row["case"] == case and row["book"] == book]

    def line(x: float, y: float, x2: float, y2: float) -> alt.Chart:
        rule = alt.Chart(alt.InlineData(values=[{}])).mark_rule(color=colour("ink"), strokeWidth=1.5)
        ends = {"x": x, "y": y, "x2": x2, "y2": y2}
        found: alt.Chart = rule.encode(**{key: labels.PIXEL(value) for key, value in ends.items()})
        return found

    def write(text: str, token: str, x: float, y: float, **look: Any) -> alt.Chart:
        return labels.write(text, token, x=labels.PIXEL(x), y=labels.PIXEL(y), align="center", **look)

    layers: list[Chart] = [
        write(book, "ink", middle, -12, style="strong"),
        line(0.02 * frame.width, 0, 0.98 * frame.width, 0),
    ]
    for n, side in enumerate(("資產", "負債")):
        place = (n + 0.5) * middle
        layers.append(write(side, "ink-soft", place, 6 + small))
        for turn, row in enumerate(row for row in mine if row["side"] == side):
            change = float(row["change"] or 0)
            said, token = f"{row['item']} {_signed(change)}", "qe" if change > 0 else "qt"
            layers.append(write(said, token, place, 34 + 22 * turn + small, style="strong"))
    if mine:
        return [*layers, line(middle, 0, middle, 0.95 * frame.height)]
    return [*layers, write("沒有變動", "ink-soft", middle, 50)]


def _draw(layout: Layout, rows: Rows) -> Picture:
    frame = Frame(layout, 92, left=8, right=8, top=72, bottom=8, columns=2 if layout.narrow else 3)
    panels: list[alt.LayerChart] = []
    for case, count in zip(CASES, ("一、", "二、"), strict=True):
        deposits = _sum(rows, case=case, side="負債", item="存款")
        told = f"存款 {_signed(deposits)}" if deposits else "存款不變"
        head = labels.write(f"{count}{case}：準備金 {_signed(AMOUNT)}，{told}", "ink", style="heading",
                            x=labels.PIXEL(1 - frame.left), y=labels.PIXEL(-48))  # fmt: skip
        books: Sequence[str] = BOOKS if case == FUND or not layout.narrow else BOOKS[:2]
        for n, book in enumerate(books):
            panels.append(frame.panel(*_book(frame, rows, case, book), *([head] if n == 0 else [])))
    return frame.page(*panels)


@chart("qe_purchase_walk")
def qe_purchase_walk() -> Figure:
    """The same purchase twice: from a bank, and from a pension fund through its bank."""
    rows: list[Row] = [
        {"case": case, "book": book, "side": side, "item": item, "change": change}
        for case, book, side, item, change in ENTRIES
    ]
    return Figure(
        title="同一筆購買，賣方是銀行，存款不變；賣方是退休基金，存款也多一筆",
        measure="央行買進 100 的債券以後，各家帳上的變動；100 是舉例的金額",
        rows=rows,
        columns=[
            Column("case", "情況", "text"),
            Column("book", "誰的帳", "text"),
            Column("side", "哪一邊", "text"),
            Column("item", "項目", "text"),
            Column("change", "變動", "number", 0),
        ],
        rules=[
            Rule("每一張帳的兩邊都相等", _balances),
            Rule(
                "兩種情況，準備金都多同樣多",
                lambda rows: (
                    {_sum(rows, case=c, book="央行", side="負債", item="準備金") for c in CASES} == {AMOUNT}
                ),
            ),
            Rule(
                "只有賣方不是銀行時，存款才多",
                lambda rows: (
                    [_sum(rows, case=c, book="銀行", side="負債", item="存款") for c in (BANK, FUND)]
                    == [0, AMOUNT]
                ),
            ),
            Rule(
                "債券只是換手：買賣雙方相抵",
                lambda rows: all(_sum(rows, case=case, item="債券") == 0 for case in CASES),
            ),
        ],
        summary=(
            "兩組 T 字帳。賣方是銀行：央行資產多債券 100、負債多準備金 100；"
            "銀行少債券 100、多準備金 100，存款不變。賣方是退休基金：央行的帳相同；"
            "銀行資產多準備金 100、負債多存款 100；基金少債券 100、多存款 100。"
        ),
        other=["本書整理的分錄，金額為舉例"],
        draw=lambda layout: _draw(layout, rows),
    )
