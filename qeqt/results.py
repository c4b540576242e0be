"""What a run returns: monthly columns, each with its unit, and the check of the balance-sheet identity."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.blocks.treasuries import Treasuries
from qeqt.kinds import Number


@dataclass
class Column:
    """What a column is: unit, Chinese label, the banks that have it."""

    unit: str
    label_zh: str
    banks: list[str]


@dataclass
class Results:
    """A run: months, columns, what they are, the largest gap in the identity (relative), the ladders."""

    scenario: str
    bank: str
    months: list[str]
    columns: dict[str, list[Number]]
    records: dict[str, Column]
    identity_error: float
    parameter_set: str
    ladders: list[Treasuries]


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
    "reserves": Column("bn USD", "準備金", FED),
}
"""Every column of the portfolio and of the balance sheet."""
