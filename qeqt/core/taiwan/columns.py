"""What Taiwan's sector prints, deviations from the baseline throughout."""

from __future__ import annotations

from qeqt.core.results import FED, Column, Columns
from qeqt.core.taiwan.fx_and_flows import Flows
from qeqt.core.taiwan.housing_and_insurers import Assets
from qeqt.core.taiwan.small_open_economy import Taiwan

COLUMNS = {
    "foreign_net_buying": Column("bn TWD per month", "外資買賣超（與基準的差距）", FED),
    "foreign_net_inflow": Column("bn TWD per month", "外資淨匯入（與基準的差距）", FED),
    "twd": Column("percent", "新台幣對美元（正數是升值，與基準的差距）", FED),
    "cbc_fx_purchases": Column("bn TWD per month", "央行買匯（與基準的差距）", FED),
    "cbc_fx_assets": Column("bn TWD", "央行的國外資產（與基準的差距）", FED),
    "cbc_bonds": Column("bn TWD", "央行持有的公債（與基準的差距）", FED),
    "cbc_certificates": Column("bn TWD", "央行定存單（與基準的差距）", FED),
    "tw_bank_reserves": Column("bn TWD", "銀行準備金（與基準的差距）", FED),
    "tw_overnight_rate": Column("percentage points", "隔夜拆款利率（與基準的差距）", FED),
    "tw_import_prices": Column("percent", "進口物價（與基準的差距）", FED),
    "tw_cpi": Column("percent", "消費者物價（與基準的差距）", FED),
    "tw_inflation": Column("percentage points", "通膨率（與基準的差距）", FED),
    "tw_exports": Column("percent", "出口量（與基準的差距）", FED),
    "tw_output_gap": Column("percent", "產出缺口（與基準的差距）", FED),
    "cbc_rate": Column("percentage points", "台灣央行政策利率（與基準的差距）", FED),
    "tw_long_yield": Column("percentage points", "台灣十年期公債殖利率（與基準的差距）", FED),
    "taiex": Column("percent", "台股（與基準的差距）", FED),
    "taiex_discount": Column("percent", "台股：折現率的部分（與基準的差距）", FED),
    "taiex_earnings": Column("percent", "台股：盈餘的部分（與基準的差距）", FED),
    "tw_mortgage_rate": Column("percentage points", "台灣房貸利率（與基準的差距）", FED),
    "tw_house_prices": Column("percent", "台灣房價（與基準的差距）", FED),
    "tw_hedge_cost": Column("percentage points", "壽險避險成本（與基準的差距）", FED),
    "tw_hedge_ratio": Column("percentage points", "壽險避險比率（與基準的差距）", FED),
    "tw_insurer_result": Column("bn TWD", "壽險未避險部位的累計損益（與基準的差距）", FED),
}


def taiwan(flows: list[Flows], island: list[Taiwan], assets: list[Assets]) -> Columns:
    """Return Taiwan, deviations from the baseline throughout."""
    return {
        "foreign_net_buying": [f.net_buying for f in flows],
        "foreign_net_inflow": [f.net_inflow for f in flows],
        "twd": [f.twd for f in flows],
        "cbc_fx_purchases": [f.fx_purchases for f in flows],
        "cbc_fx_assets": [f.fx_assets for f in flows],
        "cbc_bonds": [f.bonds for f in flows],
        "cbc_certificates": [f.certificates for f in flows],
        "tw_bank_reserves": [f.bank_reserves for f in flows],
        "tw_overnight_rate": [f.overnight for f in flows],
        "tw_import_prices": [i.import_prices for i in island],
        "tw_cpi": [i.cpi for i in island],
        "tw_inflation": [i.inflation for i in island],
        "tw_exports": [i.exports for i in island],
        "tw_output_gap": [i.output_gap for i in island],
        "cbc_rate": [i.cbc_rate for i in island],
        "tw_long_yield": [i.long_yield for i in island],
        "taiex": [i.taiex for i in island],
        "taiex_discount": [i.taiex_discount for i in island],
        "taiex_earnings": [i.taiex_earnings for i in island],
        "tw_mortgage_rate": [a.mortgage_rate for a in assets],
        "tw_house_prices": [a.house_prices for a in assets],
        "tw_hedge_cost": [a.hedge_cost for a in assets],
        "tw_hedge_ratio": [a.hedge_ratio for a in assets],
        "tw_insurer_result": [a.insurer_total for a in assets],
    }
