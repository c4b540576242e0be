"""The units that a parameter, an opening or a given path may have, with what each is called in Chinese."""

from __future__ import annotations

import re

from qeqt.core.banks import BANKS
from qeqt.data.fields import nearest

UNITS = {
    **{f"bn {bank.currency}": f"10 億{bank.currency_zh}" for bank in BANKS.values()},
    "bn USD per month": "每月 10 億美元",
    "bp": "基點",
    "bp per GDP share held for a quarter": "基點，每多持有 GDP 的全額一季",
    "bp per log unit": "基點，每一對數單位",
    "bp per log unit, per share of bank assets": "基點，每一對數單位、每一倍銀行資產",
    "bp per percent of GDP bought in a month": "基點，一個月買進 GDP 的 1%",
    "bp per share below satiation": "基點，低於門檻的比例每 1",
    "index points": "指數",
    "log odds": "對數勝算",
    "log odds per share below satiation": "對數勝算，低於門檻的比例每 1",
    "log odds per share of reserves": "對數勝算，占準備金的比例每 1",
    "months": "個月",
    "per month": "每月",
    "per percentage point": "每個百分點",
    "per quarter": "每季",
    "percent": "%",
    "percent of output per percentage point": "%（產出），每 1 個百分點",
    "percent of output per percent of share prices": "%（產出），股價每 1%",
    "percent per percent": "%，每 1%",
    "percent per percent of output": "%，產出每 1%",
    "percent per percentage point": "%，每 1 個百分點",
    "percentage points per percent of output": "個百分點，產出每 1%",
    "percent a year": "%，年率",
    "percentage points": "個百分點",
    "probability": "機率",
    "quarters": "季",
    "ratio": "倍",
    "share": "比例",
    "share a month": "比例，每月",
    "share a year": "比例，每年",
    "share of bank assets": "占銀行資產的比例",
    "share of bank assets a month": "占銀行資產的比例，每月",
    "share of bank assets per percentage point": "占銀行資產的比例，每 1 個百分點",
    "percent of bank assets": "占銀行資產的%",
    "share of GDP": "占 GDP 的比例",
    "share of par": "占面額的比例",
    "share of par per ten years to maturity": "占面額的比例，每十年到期期限",
    "share of principal": "占本金的比例",
    "TWD bn per percent": "10 億元新台幣，每 1%",
    "TWD bn per percentage point": "10 億元新台幣，每 1 個百分點",
    "percent per 100 bn TWD": "%，每 1,000 億元新台幣",
    "percentage points per log unit": "個百分點，每一對數單位",
    "percentage points per unit of GDP": "個百分點，每 GDP 的 1 倍",
    "percentage points per percentage point": "個百分點，每 1 個百分點",
    "percentage points per percent": "個百分點，每 1%",
    "percent per percent of GDP": "%，GDP 的每 1%",
    "trading days": "個交易日",
    "bp per bn GBP": "基點，每 10 億英鎊",
    "GBP bn a day": "每天 10 億英鎊",
    "share a day": "比例，每天",
    "basis points a day": "每天基點",
    "bp per percent of GDP": "基點，GDP 的每 1%",
    "per basis point": "每 1 個基點",
    "per bn GBP": "每 10 億英鎊",
    "yes or no": "1 是、0 否",
    "years": "年",
    "bn TWD": "10 億元新台幣",
    "basis points": "基點",
    "share of purchase cost": "占買進成本的比例",
    "TWD per USD": "1 美元兌新台幣元",
}

OWN = {**{name: bank.currency for name, bank in BANKS.items()}, "taiwan": "TWD"}
"""The currency of each bank, and of Taiwan."""


def codes() -> re.Pattern[str]:
    """Return what finds a currency in a unit."""
    return re.compile(rf"\b(?:{'|'.join(sorted(set(OWN.values())))})\b")


def enter(owner: str, currency: str, in_chinese: str) -> None:
    """Make the currency of a bank of a reader's own known."""
    OWN[owner] = currency
    UNITS.setdefault(f"bn {currency}", f"10 億{in_chinese}")


def leave(owner: str) -> None:
    """Forget it; its unit stays known."""
    OWN.pop(owner, None)


def wrong(unit: str, owner: str) -> str:
    """Return what a unit should have been, or nothing when it may be so.

    ``owner``: whose currency amounts are in: a bank or Taiwan; empty: nobody's, no currency may be named.
    """
    if unit not in UNITS:
        return f"unknown unit; {nearest(unit, UNITS)}"
    named = codes().findall(unit)
    own = OWN.get(owner, "")
    if named and own not in named:
        return f"{owner} counts in {own}" if own else "a number that banks share has no currency"
    return ""
