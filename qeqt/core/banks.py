"""The central banks that the model knows: what each is called, counts in, and calls its columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class CentralBank:
    """A central bank: Chinese name, currency with its Chinese word, and what its columns are called where
    that is not what they are called at the Federal Reserve."""

    name_zh: str
    currency: str
    currency_zh: str
    labels: dict[str, str]


BANKS = {
    "fed": CentralBank("聯準會", "USD", "美元", {}),
    "ecb": CentralBank(
        "歐洲央行",
        "EUR",
        "歐元",
        {
            "treasuries": "計畫持有的證券",
            "total_assets": "計畫資產",
            "reserves": "購債創造的準備金",
            "term_premium_effect_bp": "計畫對十年期期限溢酬的效果（四大國公債，依 GDP 加權；OIS 不算在內）",
        },
    ),
    "boe": CentralBank(
        "英格蘭銀行",
        "GBP",
        "英鎊",
        {
            "treasuries": "公債（買進成本）",
            "total_assets": "機制資產",
            "reserves": "購債創造的準備金",
            "term_premium_effect_bp": "計畫對十年期英國公債期限溢酬的效果",
            "long_yield": "十年期英國公債殖利率（面值殖利率，季平均）",
        },
    ),
    "boj": CentralBank(
        "日本銀行",
        "JPY",
        "日圓",
        {
            "treasuries": "公債（含短期與其他操作）",
            "bills": "短期公債與其他操作",
            "reserves": "日銀活期存款",
            "term_premium_effect_bp": "計畫對十年期日本公債期限溢酬的效果",
            "long_yield": "十年期日本公債殖利率（月底）",
        },
    ),
}
"""In the order in which the book names them; their records are the files of this name in qeqt/data."""

ALL = [bank for bank in BANKS]  # noqa: C416  list() of a dict is empty in the browser
