"""Accounts step by step: the Federal Reserve's from purchase to loss, Taiwan's from dollars to paper."""

from collections.abc import Sequence

from macros.figures import results
from macros.figures.figure import Column, Figure, Rows, Rule
from macros.figures.mechanism import (
    ASSETS,
    LIABILITIES,
    Entry,
    Mechanism,
    Step,
    mechanism,
    no_picture,
    rows_of,
)
from macros.text import formats

FED, TAIWAN = "fed_history", "taiwan_hot_money"
FROM_BANKS, FROM_OTHERS, PARKED, PAID, MATURED, LOST = (
    "2020-03", "2020-04", "2021-06", "2021-12", "2022-09", "2023-06",
)  # fmt: skip
"""The months of the six steps: the two largest of purchases, and one each of what followed."""
CENTRAL, BANKS, OTHERS, FUNDS, TREASURY = "聯準會", "銀行", "銀行以外的賣方", "貨幣市場基金", "國庫"

COLUMNS = [
    Column("step", "第幾步", "number", 0),
    Column("what", "發生什麼", "text"),
    Column("book", "誰的帳", "text"),
    Column("side", "哪一邊", "text"),
    Column("item", "項目", "text"),
]


def moved(run: str, column: str, month: str) -> float:
    """Return how much a column of a run changed in a month."""
    found = results.run(run)
    at = found.months.index(month)
    return float(found.columns[column][at] - found.columns[column][at - 1])


def flow(run: str, column: str, month: str) -> float:
    """Return a column of a run in a month."""
    found = results.run(run)
    return float(found.columns[column][found.months.index(month)])


def _purchase(amount: float, seller: str) -> list[Entry]:
    """Return the entries of a purchase by the central bank: from a bank, or from someone who has one."""
    mine = [Entry(CENTRAL, ASSETS, "債券", amount), Entry(CENTRAL, LIABILITIES, "準備金", amount)]
    if seller == BANKS:
        return [*mine, Entry(BANKS, ASSETS, "債券", -amount), Entry(BANKS, ASSETS, "準備金", amount)]
    return [
        *mine,
        Entry(BANKS, ASSETS, "準備金", amount),
        Entry(BANKS, LIABILITIES, "存款", amount),
        Entry(OTHERS, ASSETS, "債券", -amount),
        Entry(OTHERS, ASSETS, "存款", amount),
    ]


def _parked(amount: float) -> list[Entry]:
    """Money-market funds take their deposits to the central bank's reverse repo."""
    return [
        Entry(CENTRAL, LIABILITIES, "準備金", -amount),
        Entry(CENTRAL, LIABILITIES, "附賣回", amount),
        Entry(BANKS, ASSETS, "準備金", -amount),
        Entry(BANKS, LIABILITIES, "存款", -amount),
        Entry(FUNDS, ASSETS, "存款", -amount),
        Entry(FUNDS, ASSETS, "附賣回", amount),
    ]


def _paid(amount: float) -> list[Entry]:
    """Earnings go to the Treasury's account."""
    return [
        Entry(CENTRAL, LIABILITIES, "應繳國庫的盈餘", -amount),
        Entry(CENTRAL, LIABILITIES, "國庫存款", amount),
        Entry(TREASURY, ASSETS, "存款", amount),
        Entry(TREASURY, LIABILITIES, "收入", amount),
    ]


def _matured(amount: float) -> list[Entry]:
    """A bond is paid back out of the Treasury's account, which new bonds sold to others fill up again."""
    return [
        Entry(CENTRAL, ASSETS, "債券", -amount),
        Entry(CENTRAL, LIABILITIES, "準備金", -amount),
        Entry(BANKS, ASSETS, "準備金", -amount),
        Entry(BANKS, LIABILITIES, "存款", -amount),
        Entry("買新債的人", ASSETS, "存款", -amount),
        Entry("買新債的人", ASSETS, "債券", amount),
        Entry(TREASURY, LIABILITIES, "還聯準會的債", -amount),
        Entry(TREASURY, LIABILITIES, "新發的債", amount),
    ]


def _lost(amount: float) -> list[Entry]:
    """More interest is paid on reserves than comes in: the loss is booked as an asset."""
    return [
        Entry(CENTRAL, ASSETS, "遞延資產", amount),
        Entry(CENTRAL, LIABILITIES, "準備金", amount),
        Entry(BANKS, ASSETS, "準備金", amount),
        Entry(BANKS, LIABILITIES, "盈餘", amount),
    ]


def _fed_steps() -> list[Step]:
    unit = "bn USD"

    def step(month: str, title: str, amount: float, text: str, entries: list[Entry]) -> Step:
        head = f"{formats.month(month)}：{title} {formats.money(amount, unit)}"
        return Step(head, text, entries, unit)

    bought, more = flow(FED, "purchases", FROM_BANKS), flow(FED, "purchases", FROM_OTHERS)
    parked, paid = moved(FED, "on_rrp", PARKED), flow(FED, "remittances", PAID)
    matured = flow(FED, "runoff_treasuries", MATURED)
    lost = moved(FED, "deferred_asset", LOST)
    return [
        step(FROM_BANKS, "買進", bought, "假如全向銀行買：銀行的債券換成準備金，存款不變。",
             _purchase(bought, BANKS)),
        step(FROM_OTHERS, "再買進", more, "假如賣方全不是銀行：準備金多一筆，存款也多一筆。",
             _purchase(more, OTHERS)),
        step(PARKED, "停進附賣回", parked, "存款搬到貨幣市場基金，基金再借給聯準會：準備金變少，總資產不變。",
             _parked(parked)),
        step(PAID, "盈餘繳庫", paid, "賺的利息扣掉開銷，繳給國庫：負債換了名字，國庫的帳戶多錢。",
             _paid(paid)),
        step(MATURED, "到期不續的公債", matured,
             "財政部還了聯準會，再發新債給別人，帳戶補回原樣：準備金與存款一起變少。",
             _matured(matured)),
        step(LOST, "虧損記成遞延資產", lost, "付的利息比收的多：準備金憑空多出來，另一邊記成將來抵繳的資產。",
             _lost(lost)),
    ]  # fmt: skip


def _same(steps: Sequence[Step], amounts: Sequence[float]) -> bool:
    """Whether the first entry of each step is as large as the model's flow."""
    return all(
        abs(abs(step.entries[0].change) - amount) < 1e-9 for step, amount in zip(steps, amounts, strict=True)
    )


@mechanism("accounts_fed")
def accounts_fed() -> Mechanism:
    """Six months of the Federal Reserve, from the first purchase of the pandemic to the deferred asset."""
    steps = _fed_steps()
    bought, parked = steps[0].entries[0].change, steps[2].entries[1].change
    matured = -steps[4].entries[0].change
    return Mechanism(
        Figure(
            title=(
                f"六個月看懂一本帳：一個月買 {formats.money(bought, 'bn USD')}，"
                f"兩年後一個月縮 {formats.money(matured, 'bn USD')}"
            ),
            measure="每一步是模型某個月的流量，億美元；橘色增加，藍色減少；每本帳兩邊相等",
            rows=rows_of(steps),
            columns=[*COLUMNS, Column("change", "變動", "bn USD", 1)],
            rules=[
                Rule("每一步的金額就是模型的流量", lambda rows: _same(_fed_steps(), _fed_flows())),
                Rule(
                    "一個月買的，是一個月縮的十倍以上",
                    lambda rows: _amount(rows, 1, "債券") > 10 * -_amount(rows, 5, "債券"),
                ),
            ],
            summary="；".join(f"第 {n} 步，{step.title}：{step.text}" for n, step in enumerate(steps, 1)),
            runs=[results.stamp(results.run(FED))],
            note=(
                "金額是模型那個月的流量：買進、附賣回餘額的變動、繳庫、到期不續的公債、遞延資產的變動。"
                "分錄是本書依會計關係整理的；模型不分賣方是誰，第一、二步是兩個極端。"
                f"附賣回那一步只畫 {formats.money(parked, 'bn USD')}，同一個月的其他變動不在裡面。"
            ),
            draw=no_picture,
        ),
        steps,
    )


def _fed_flows() -> list[float]:
    return [
        flow(FED, "purchases", FROM_BANKS),
        flow(FED, "purchases", FROM_OTHERS),
        abs(moved(FED, "on_rrp", PARKED)),
        flow(FED, "remittances", PAID),
        flow(FED, "runoff_treasuries", MATURED),
        moved(FED, "deferred_asset", LOST),
    ]


def _amount(rows: Rows, step: int, item: str) -> float:
    return next(float(r["change"] or 0) for r in rows if r["step"] == step and r["item"] == item)


CBC = "台灣央行"
FIRST, LAST = "2009-04", "2009-10"
"""The first and the last month of the inflow."""


def _taiwan_steps() -> list[Step]:
    unit = "bn TWD"
    inflow, bought = flow(TAIWAN, "foreign_net_inflow", FIRST), flow(TAIWAN, "cbc_fx_purchases", FIRST)
    issued = moved(TAIWAN, "cbc_certificates", FIRST)
    assets, paper, left = (
        flow(TAIWAN, column, LAST) for column in ("cbc_fx_assets", "cbc_certificates", "tw_bank_reserves")
    )
    return [
        Step(
            f"第一個月：外資匯入{formats.money(inflow, unit)}，央行買下{formats.money(bought, unit)}的外匯",
            "央行收進美元，付出新台幣：銀行多了準備金，賣美元的人多了存款。沒買下的，讓新台幣升。",
            [
                Entry(CBC, ASSETS, "外匯", bought),
                Entry(CBC, LIABILITIES, "準備金", bought),
                Entry(BANKS, ASSETS, "準備金", bought),
                Entry(BANKS, LIABILITIES, "存款", bought),
            ],
            unit,
        ),
        Step(
            f"同一個月：發定期存單，收回{formats.money(issued, unit)}",
            "銀行拿準備金買存單：放出去的錢收回來，外匯留在帳上。",
            [
                Entry(CBC, LIABILITIES, "準備金", -issued),
                Entry(CBC, LIABILITIES, "定期存單", issued),
                Entry(BANKS, ASSETS, "準備金", -issued),
                Entry(BANKS, ASSETS, "定期存單", issued),
            ],
            unit,
        ),
        Step(
            f"七個月以後：外匯多了{formats.money(assets, unit)}，存單多了{formats.money(paper, unit)}",
            "準備金只多出一點：資產負債表變大，銀行間的錢沒有跟著變多。",
            [
                Entry(CBC, ASSETS, "外匯", assets),
                Entry(CBC, LIABILITIES, "定期存單", paper),
                Entry(CBC, LIABILITIES, "準備金", left),
                Entry(BANKS, ASSETS, "定期存單", paper),
                Entry(BANKS, ASSETS, "準備金", left),
                Entry(BANKS, LIABILITIES, "存款", assets),
            ],
            unit,
        ),
    ]


@mechanism("accounts_taiwan")
def accounts_taiwan() -> Mechanism:
    """From the dollars that the central bank buys to the certificates that take the money back."""
    steps = _taiwan_steps()
    share = 100 * steps[2].entries[1].change / steps[2].entries[0].change
    return Mechanism(
        Figure(
            title=f"買匯放出去的新台幣，{formats.percent(share, 0)}用存單收了回來",
            measure=(
                "外資一個月匯入新台幣 700 億元、連續七個月的情境，模型與基準的差距，億元；橘色增加，藍色減少"
            ),
            rows=rows_of(steps),
            columns=[*COLUMNS, Column("change", "變動", "bn TWD", 1)],
            rules=[
                Rule(
                    "收回來的占放出去的九成以上",
                    lambda rows: _amount(rows, 3, "定期存單") > 0.9 * _amount(rows, 3, "外匯"),
                ),
                Rule("匯入的金額與說明一致", lambda rows: flow(TAIWAN, "foreign_net_inflow", FIRST) == 70),
            ],
            summary="；".join(f"第 {n} 步，{step.title}：{step.text}" for n, step in enumerate(steps, 1)),
            runs=[results.stamp(results.run(TAIWAN))],
            note="金額是模型與沒有熱錢的基準相比的差距，不是當年的實際數字；分錄由本書依會計關係整理。",
            draw=no_picture,
        ),
        steps,
    )
