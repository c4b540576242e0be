"""What a run returns: monthly columns, each with its unit, and the check of the balance-sheet identity."""

from __future__ import annotations

from dataclasses import dataclass

from qeqt.core.bank.treasuries import Ladder
from qeqt.core.number import Number


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
    cautions: list[str]
    """Where the run's answers lie outside the data that its equations were fitted on, in words."""


FED = ["fed"]
ALL = ["fed", "ecb", "boe", "boj"]

CURRENCIES = {"fed": "USD", "ecb": "EUR", "boe": "GBP", "boj": "JPY"}

COLUMNS = {
    "total_assets": Column("bn USD", "總資產", ALL),
    "treasuries": Column("bn USD", "美國公債（含通膨補償）", ALL),
    "bills": Column("bn USD", "國庫券", ["fed", "boj"]),
    "indexed": Column("bn USD", "抗通膨公債本金（含通膨補償）", FED),
    "mbs": Column("bn USD", "機構房貸擔保證券", FED),
    "agency": Column("bn USD", "機構債", FED),
    "other_assets": Column("bn USD", "其他資產（給定）", ["fed", "boj"]),
    "temporary_lending": Column("bn USD", "臨時性融通", FED),
    "maturing": Column("bn USD per month", "到期公債本金（國庫券除外）", ALL),
    "runoff_treasuries": Column("bn USD per month", "公債縮減", ALL),
    "runoff_bills": Column("bn USD per month", "其中：國庫券補足上限", FED),
    "runoff_mbs": Column("bn USD per month", "房貸擔保證券縮減", FED),
    "mbs_principal": Column("bn USD per month", "房貸擔保證券還本", FED),
    "reinvested": Column("bn USD per month", "本金再投資", ALL),
    "purchases": Column("bn USD per month", "買入（再投資除外，房貸擔保證券按交割）", ALL),
    "sales": Column("bn USD per month", "賣出", ["fed", "boe"]),
    "realised_gain": Column("bn USD per month", "賣出公債的實現損益", ["fed", "boe"]),
    "inflation_compensation": Column("bn USD per month", "當月通膨補償", FED),
    "ten_year_equivalents": Column("bn USD", "十年期約當量", ALL),
    "currency": Column("bn USD", "流通貨幣（給定）", ["fed", "boj"]),
    "government_account": Column("bn USD", "財政部帳戶（給定）", FED),
    "on_rrp": Column("bn USD", "隔夜附賣回", FED),
    "foreign_rrp": Column("bn USD", "外國官方附賣回（給定）", FED),
    "other_liabilities": Column("bn USD", "其他負債（給定）", ["fed", "boj"]),
    "capital": Column("bn USD", "資本（給定）", ["fed", "boj"]),
    "remittances_due": Column("bn USD", "應繳庫盈餘（負數是遞延資產）", FED),
    "reserves": Column("bn USD", "準備金", ALL),
    "reserves_to_bank_assets": Column("percent", "準備金占銀行資產", FED),
    "liquidity_to_bank_assets": Column("percent", "準備金加隔夜附賣回占銀行資產", FED),
    "reserve_regime": Column(
        "0 satiated, 1 sloped, 2 scarce, 3 below the curve's data",
        "準備金處於哪一段：充裕、變陡、稀少、低於曲線的資料",
        FED,
    ),
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
    "unrealised_gain": Column("bn USD", "未實現損益", ["fed", "boe", "boj"]),
    "amortisation": Column("bn USD per month", "溢價攤銷", ["ecb"]),
    "beside": Column("bn USD", "另一個計畫的持有", ["ecb", "boe"]),
    "loss_provision": Column("bn USD", "風險準備", ["ecb"]),
    "provision_released": Column("bn USD per month", "動用的風險準備", ["ecb"]),
    "reported_result": Column("bn USD per month", "動用準備之後的損益", ["ecb"]),
    "loss_carried_forward": Column("bn USD", "待彌補虧損", ["ecb"]),
    "profit_distributed": Column("bn USD per month", "分配的盈餘", ["ecb"]),
    "coupons": Column("bn USD per month", "票息現金", ["boe"]),
    "loan_interest": Column("bn USD per month", "付給央行的利息", ["boe"]),
    "redemption_loss": Column("bn USD per month", "到期損失（溢價買進、面額還本）", ["boe"]),
    "sale_loss": Column("bn USD per month", "賣出損失", ["boe"]),
    "indemnity": Column("bn USD per month", "繳給財政部的現金（負數是財政部補償）", ["boe"]),
    "indemnity_cumulative": Column("bn USD", "累計淨繳現金", ["boe"]),
    "treasury_interest": Column("bn USD per month", "公債利息（依買進殖利率）", ["boe", "boj"]),
    "equity_holdings": Column("bn USD", "ETF 與不動產投資信託（帳面）", ["boj"]),
    "policy_rate": Column("percent", "政策利率", FED),
    "policy_rate_deviation": Column("percentage points", "政策利率與基準的差距", FED),
    "long_rate_deviation": Column("percentage points", "十年期殖利率與基準的差距", FED),
    "output_gap": Column("percent", "產出與基準的差距", FED),
    "unemployment_gap": Column("percentage points", "失業率與基準的差距", FED),
    "inflation": Column("percentage points", "通膨（十二個月）與基準的差距", FED),
    "core_inflation": Column("percentage points", "核心通膨（當月年率）與基準的差距", FED),
    "expected_inflation": Column("percentage points", "預期通膨與基準的差距", FED),
    "price_level": Column("percent", "消費者物價與基準的差距", FED),
    "equities": Column("percent", "股價與基準的差距：大盤", FED),
    "growth_equities": Column("percent", "股價與基準的差距：成長股", FED),
    "value_equities": Column("percent", "股價與基準的差距：價值股", FED),
    "house_prices": Column("percent", "房價與基準的差距", FED),
    "mortgage_rate_deviation": Column("percentage points", "房貸利率與基準的差距", FED),
    "corporate_yield_deviation": Column("percentage points", "公司債殖利率與基準的差距", FED),
    "wealth_share_top10": Column("percentage points", "前 10% 家庭的財富占比與基準的差距", FED),
    "wealth_share_bottom50": Column("percentage points", "後 50% 家庭的財富占比與基準的差距", FED),
    "wealth_cash_top10": Column("bn USD", "前 10% 家庭的財富與基準的差距", FED),
    "wealth_cash_bottom50": Column("bn USD", "後 50% 家庭的財富與基準的差距", FED),
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
    "ldi_forced_sales": Column("bn GBP per month", "負債驅動投資基金被迫賣出", ["boe"]),
    "ldi_discount": Column("percent", "被迫賣出壓低的價格，當月最深", ["boe"]),
    "ldi_yield_effect_bp": Column("bp", "賣壓與央行持有對三十年期殖利率的影響，月底", ["boe"]),
    "ldi_backstop_held": Column("bn GBP", "救援買進、還在手上的公債", ["boe"]),
    "liquidity_index": Column("index, 100 in calm", "公債市場深度，當月最低", ["boe"]),
    "bank_mtm_loss": Column("bn USD", "銀行長天期資產市價低於帳面", FED),
    "bank_loss_of_equity": Column("percent", "這筆損失占銀行資本", FED),
    "bank_run_risk": Column("probability", "存款集中的銀行當月被擠兌的機率", FED),
    "bank_run_risk_typical": Column("probability", "一般銀行當月被擠兌的機率", FED),
}
"""Every column that the model knows; a run has those that its environment gives the means for."""


LABELS = {
    "ecb": {"treasuries": "計畫持有的證券", "total_assets": "計畫資產", "reserves": "購債創造的準備金"},
    "boe": {"treasuries": "公債（買進成本）", "total_assets": "機制資產", "reserves": "購債創造的準備金"},
    "boj": {
        "treasuries": "公債（含短期與其他操作）",
        "bills": "短期公債與其他操作",
        "reserves": "日銀活期存款",
    },
}
"""What a column is called at a bank, where it is not what it is called at the Federal Reserve."""


KNOWN: dict[str, dict[str, Column]] = {}
"""The records of each bank's columns, once they were asked for."""


def records_of(bank: str) -> dict[str, Column]:
    """Return the records of a bank's columns: in its own currency, under its own names."""
    if bank not in KNOWN:
        own = LABELS.get(bank, {})
        found: dict[str, Column] = {}
        for name in COLUMNS:
            column = COLUMNS[name]
            if bank in column.banks:
                label = own.get(name, column.label_zh)
                found[name] = Column(column.unit.replace("USD", CURRENCIES[bank]), label, column.banks)
        KNOWN[bank] = found
    return KNOWN[bank]


def written(columns: dict[str, list[Number]], bank: str) -> dict[str, list[Number]]:
    """Return the columns that a run has written: its bank has them, its environment gave the means."""
    found: dict[str, list[Number]] = {}
    for name in records_of(bank):
        if name in columns and len(columns[name]) > 0:
            found[name] = columns[name]
    return found
