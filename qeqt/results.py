"""What a run returns: monthly columns, each with its unit, and the check of the balance-sheet identity."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.blocks.treasuries import Ladder
from qeqt.kinds import Number


@dataclass
class Column:
    """What a column is: unit, Chinese label, the banks that have it."""

    unit: str
    label_zh: str
    banks: list[str]


@dataclass
class Results:
    """A run: months, columns, what they are, the largest gap in the identity (relative).

    ``ladders``: what is due when, at each month's end, of a run that was asked to keep it.
    """

    scenario: str
    bank: str
    months: list[str]
    columns: dict[str, list[Number]]
    records: dict[str, Column]
    identity_error: float
    parameter_set: str
    ladders: list[Ladder]


FED = ["fed"]

COLUMNS = {
    "total_assets": Column("bn USD", "總資產", FED),
    "treasuries": Column("bn USD", "美國公債（含通膨補償）", FED),
    "bills": Column("bn USD", "國庫券", FED),
    "indexed": Column("bn USD", "抗通膨公債本金（含通膨補償）", FED),
    "mbs": Column("bn USD", "機構房貸擔保證券", FED),
    "agency": Column("bn USD", "機構債", FED),
    "other_assets": Column("bn USD", "其他資產（給定）", FED),
    "temporary_lending": Column("bn USD", "臨時性融通", FED),
    "maturing": Column("bn USD per month", "到期公債本金（國庫券除外）", FED),
    "runoff_treasuries": Column("bn USD per month", "公債縮減", FED),
    "runoff_bills": Column("bn USD per month", "其中：國庫券補足上限", FED),
    "runoff_mbs": Column("bn USD per month", "房貸擔保證券縮減", FED),
    "mbs_principal": Column("bn USD per month", "房貸擔保證券還本", FED),
    "reinvested": Column("bn USD per month", "本金再投資", FED),
    "purchases": Column("bn USD per month", "買入（再投資除外，房貸擔保證券按交割）", FED),
    "sales": Column("bn USD per month", "賣出", FED),
    "realised_gain": Column("bn USD per month", "賣出公債的實現損益", FED),
    "inflation_compensation": Column("bn USD per month", "當月通膨補償", FED),
    "ten_year_equivalents": Column("bn USD", "十年期約當量", FED),
    "currency": Column("bn USD", "流通貨幣（給定）", FED),
    "government_account": Column("bn USD", "財政部帳戶（給定）", FED),
    "on_rrp": Column("bn USD", "隔夜附賣回", FED),
    "foreign_rrp": Column("bn USD", "外國官方附賣回（給定）", FED),
    "other_liabilities": Column("bn USD", "其他負債（給定）", FED),
    "capital": Column("bn USD", "資本（給定）", FED),
    "remittances_due": Column("bn USD", "應繳庫盈餘（負數是遞延資產）", FED),
    "reserves": Column("bn USD", "準備金", FED),
    "reserves_to_bank_assets": Column("percent", "準備金占銀行資產", FED),
    "liquidity_to_bank_assets": Column("percent", "準備金加隔夜附賣回占銀行資產", FED),
    "reserve_regime": Column("0 satiated, 1 sloped, 2 scarce", "準備金處於哪一段：充裕、變陡、稀少", FED),
    "reserve_demand_slope": Column("bp per log unit", "準備金需求曲線的斜率", FED),
    "effr_spread_bp": Column("bp", "聯邦資金利率減準備金利率", FED),
    "repo_spread_bp": Column("bp", "附買回利率（SOFR）減準備金利率", FED),
    "stress_probability": Column("probability", "附買回市場出現壓力的機率", FED),
    "stress_without_facility": Column("probability", "沒有常備附買回時的壓力機率", FED),
    "repo_peak_bp": Column("bp", "壓力爆發時最壞一天的附買回利差", FED),
    "term_premium_effect_bp": Column("bp", "計畫對十年期期限溢酬的效果", FED),
    "announcement_effect_bp": Column("bp", "當月宣布使效果改變多少", FED),
    "flow_effect_bp": Column("bp", "當月買賣對所買天期的暫時效果", FED),
    "long_yield": Column("percent", "十年期公債殖利率", FED),
    "treasury_income": Column("bn USD per month", "公債利息收入", FED),
    "mbs_income": Column("bn USD per month", "房貸擔保證券利息收入（扣溢價攤銷）", FED),
    "interest_income": Column("bn USD per month", "投資組合利息收入", FED),
    "reserve_interest": Column("bn USD per month", "準備金利息支出", FED),
    "reverse_repo_interest": Column("bn USD per month", "附賣回利息支出", FED),
    "interest_expense": Column("bn USD per month", "利息支出", FED),
    "net_income": Column("bn USD per month", "淨收益", FED),
    "remittances": Column("bn USD per month", "繳庫", FED),
    "deferred_asset": Column("bn USD", "遞延資產", FED),
    "unrealised_gain": Column("bn USD", "未實現損益", FED),
}
"""Every column that the model knows; a run has those that its environment gives the means for."""


def empty_columns() -> dict[str, list[Number]]:
    """Return every column, without any month yet."""
    columns: dict[str, list[Number]] = {}
    for name in COLUMNS:
        columns[name] = []
    return columns


def written(columns: dict[str, list[Number]]) -> dict[str, list[Number]]:
    """Return the columns that a run has written: those that its environment gave the means for."""
    found: dict[str, list[Number]] = {}
    for name in columns:
        if len(columns[name]) > 0:
            found[name] = columns[name]
    return found
