"""What the sector of financial stability prints."""

from __future__ import annotations

from qeqt.core.results import FED, Column, Columns
from qeqt.core.stability.bank_runs import Banks
from qeqt.core.stability.leveraged_funds import Ldi

COLUMNS = {
    "ldi_forced_sales": Column("bn GBP per month", "負債驅動投資基金被迫賣出", ["boe"]),
    "ldi_discount": Column("percent", "被迫賣出壓低的價格，當月最深", ["boe"]),
    "ldi_yield_effect_bp": Column("bp", "賣壓與央行持有對三十年期殖利率的影響，月底", ["boe"]),
    "ldi_backstop_held": Column("bn GBP", "救援買進、還在手上的公債", ["boe"]),
    "liquidity_index": Column("index, 100 in calm", "公債市場深度，當月最低", ["boe"]),
    "liquidity_index_mean": Column("index, 100 in calm", "公債市場深度，當月平均", ["boe"]),
    "bank_mtm_loss": Column("bn USD", "銀行長天期資產市價低於帳面", FED),
    "bank_loss_of_equity": Column("percent", "這筆損失占銀行資本", FED),
    "bank_run_risk": Column("probability", "存款集中的銀行當月被擠兌的機率", FED),
    "bank_run_risk_typical": Column("probability", "一般銀行當月被擠兌的機率", FED),
}


def funds(loop: list[Ldi]) -> Columns:
    """Return the loop of leveraged funds."""
    return {
        "ldi_forced_sales": [f.sold_in_month for f in loop],
        "ldi_discount": [f.discount for f in loop],
        "ldi_yield_effect_bp": [f.yield_effect for f in loop],
        "ldi_backstop_held": [f.bought for f in loop],
        "liquidity_index": [f.liquidity for f in loop],
        "liquidity_index_mean": [f.mean_liquidity for f in loop],
    }


def banks(lenders: list[Banks]) -> Columns:
    """Return the banks that hold long assets."""
    return {
        "bank_mtm_loss": [b.loss for b in lenders],
        "bank_loss_of_equity": [b.loss_of_equity for b in lenders],
        "bank_run_risk": [b.run_risk for b in lenders],
        "bank_run_risk_typical": [b.run_risk_typical for b in lenders],
    }
