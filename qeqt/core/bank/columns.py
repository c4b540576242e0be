"""What the bank's sector prints: securities, the balance sheet, the market for reserves, income."""

from __future__ import annotations

from qeqt.core.bank.apf_indemnity import Indemnity
from qeqt.core.bank.balance_sheet import Balance
from qeqt.core.bank.ecb_losses import Waterfall
from qeqt.core.bank.income import Income
from qeqt.core.bank.mortgages import Mortgages
from qeqt.core.bank.reserve_market import ReserveMarket
from qeqt.core.bank.treasuries import Treasuries, treasuries_held
from qeqt.core.banks import ALL
from qeqt.core.number import Number
from qeqt.core.results import FED, Column, Columns

COLUMNS = {
    "total_assets": Column("bn USD", "總資產", ALL),
    "treasuries": Column("bn USD", "美國公債（含通膨補償）", ALL),
    "bills": Column("bn USD", "國庫券", ["fed", "boj"]),
    "indexed": Column("bn USD", "抗通膨公債本金（含通膨補償）", FED),
    "mbs": Column("bn USD", "機構房貸擔保證券", FED),
    "agency": Column("bn USD", "機構債", FED),
    "other_assets": Column("bn USD", "其他資產（給定）", ALL),
    "temporary_lending": Column("bn USD", "臨時性融通", FED),
    "maturing": Column("bn USD per month", "到期公債本金（國庫券除外）", ALL),
    "runoff_treasuries": Column("bn USD per month", "公債縮減", ALL),
    "runoff_bills": Column("bn USD per month", "其中：國庫券補足上限", FED),
    "runoff_share": Column("share", "縮減與賣出照計畫走的比例（準備金下限）", FED),
    "runoff_mbs": Column("bn USD per month", "房貸擔保證券縮減", FED),
    "mbs_principal": Column("bn USD per month", "房貸擔保證券還本", FED),
    "reinvested": Column("bn USD per month", "本金再投資", ALL),
    "purchases": Column("bn USD per month", "買入（再投資除外，房貸擔保證券按交割）", ALL),
    "reserve_management": Column("bn USD per month", "其中：為準備金充裕而買進", FED),
    "bills_withdrawn": Column("bn USD", "持有的國庫券，減去財政部為縮減改發的", FED),
    "treasuries_acquired": Column("bn USD per month", "公債：續買與買進合計", ALL),
    "treasuries_sold": Column("bn USD per month", "公債：市場賣出", ["fed", "boe"]),
    "bills_acquired": Column("bn USD per month", "國庫券：買進減讓出", ["fed", "boj"]),
    "indexed_acquired": Column("bn USD per month", "抗通膨公債：買進", FED),
    "indexed_maturing": Column("bn USD per month", "抗通膨公債：到期", FED),
    "mbs_traded": Column("bn USD per month", "房貸擔保證券：成交", FED),
    "mbs_settled": Column("bn USD per month", "房貸擔保證券：交割", FED),
    "mbs_unsettled": Column("bn USD", "房貸擔保證券：已成交、尚未交割", FED),
    "mbs_sold": Column("bn USD per month", "房貸擔保證券：賣出", FED),
    "agency_acquired": Column("bn USD per month", "機構債：買進", FED),
    "agency_principal": Column("bn USD per month", "機構債：到期", FED),
    "equities_acquired": Column("bn USD per month", "ETF 與不動產投資信託：買進減賣出", ["boj"]),
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
    "treasury_income": Column("bn USD per month", "公債利息收入", FED),
    "mbs_income": Column("bn USD per month", "房貸擔保證券利息收入（扣溢價攤銷）", FED),
    "interest_income": Column("bn USD per month", "投資組合利息收入", FED),
    "reserve_interest": Column("bn USD per month", "準備金利息支出", FED),
    "reverse_repo_interest": Column("bn USD per month", "附賣回利息支出", FED),
    "interest_expense": Column("bn USD per month", "利息支出", FED),
    "loan_income": Column("bn USD per month", "放款與臨時性融通收入", FED),
    "dividends": Column("bn USD per month", "會員銀行股利（給定）", FED),
    "net_income": Column("bn USD per month", "淨收益", FED),
    "remittances": Column("bn USD per month", "繳庫", FED),
    "deferred_asset": Column("bn USD", "遞延資產", FED),
    "unrealised_gain": Column("bn USD", "未實現損益", ["fed", "boe", "boj"]),
    "amortisation": Column("bn USD per month", "溢價攤銷", ["ecb"]),
    "other_programme_holdings": Column("bn USD", "另一個計畫的持有", ["ecb", "boe"]),
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
}


def portfolio(bonds: list[Treasuries], loans: list[Mortgages], equivalents: list[Number]) -> Columns:
    """Return securities and their flows; ``equivalents``: ten-year equivalents held, bn."""
    every = range(len(bonds))
    return {
        "treasuries": [treasuries_held(b) for b in bonds],
        "bills": [b.bills for b in bonds],
        "indexed": [b.indexed_units * b.price_index for b in bonds],
        "mbs": [m.mbs for m in loans],
        "agency": [m.agency for m in loans],
        "maturing": [b.maturing for b in bonds],
        "runoff_treasuries": [b.runoff + b.bills_redeemed for b in bonds],
        "runoff_bills": [b.bills_redeemed for b in bonds],
        "runoff_mbs": [m.runoff for m in loans],
        "mbs_principal": [m.principal for m in loans],
        "reinvested": [bonds[t].reinvested + loans[t].reinvested + loans[t].to_treasuries for t in every],
        "purchases": [
            bonds[t].bought - loans[t].to_treasuries + loans[t].settled - loans[t].reinvested for t in every
        ],
        "reserve_management": [b.managed for b in bonds],
        "treasuries_acquired": [b.reinvested + b.bought for b in bonds],
        "treasuries_sold": [b.sold - b.matured_as_sold for b in bonds],
        "bills_acquired": [b.bills_acquired for b in bonds],
        "indexed_acquired": [b.indexed_acquired for b in bonds],
        "indexed_maturing": [b.indexed_maturing for b in bonds],
        "mbs_traded": [m.traded for m in loans],
        "mbs_settled": [m.settled for m in loans],
        "mbs_unsettled": [m.waiting for m in loans],
        "mbs_sold": [m.sold for m in loans],
        "agency_acquired": [m.agency_bought for m in loans],
        "agency_principal": [m.agency_principal for m in loans],
        "sales": [bonds[t].sold + loans[t].sold for t in every],
        "realised_gain": [b.realised_gain for b in bonds],
        "inflation_compensation": [b.compensation for b in bonds],
        "ten_year_equivalents": equivalents,
    }


def balance_sheet(balances: list[Balance]) -> Columns:
    """Return the balance sheet besides securities."""
    return {
        "total_assets": [b.total_assets for b in balances],
        "other_assets": [b.other_assets for b in balances],
        "temporary_lending": [b.temporary_lending for b in balances],
        "currency": [b.currency for b in balances],
        "government_account": [b.government_account for b in balances],
        "on_rrp": [b.on_rrp for b in balances],
        "foreign_rrp": [b.foreign_rrp for b in balances],
        "other_liabilities": [b.other_liabilities for b in balances],
        "capital": [b.capital for b in balances],
        "remittances_due": [-b.deferred_asset for b in balances],
        "reserves": [b.reserves for b in balances],
    }


def reserve_market(months: list[ReserveMarket]) -> Columns:
    """Return the market for reserves."""
    return {
        "reserves_to_bank_assets": [m.reserves_to_bank_assets for m in months],
        "liquidity_to_bank_assets": [m.liquidity_to_bank_assets for m in months],
        "reserve_regime": [m.regime for m in months],
        "reserve_demand_slope": [m.slope for m in months],
        "effr_spread_bp": [m.effr_spread_bp for m in months],
        "repo_spread_bp": [m.repo_spread_bp for m in months],
        "stress_probability": [m.stress_probability for m in months],
        "stress_without_facility": [m.stress_without_facility for m in months],
        "repo_peak_bp": [m.repo_peak_bp for m in months],
    }


def income(statements: list[Income]) -> Columns:
    """Return the income statement."""
    return {
        "treasury_income": [s.treasury_income for s in statements],
        "mbs_income": [s.mbs_income for s in statements],
        "interest_income": [s.interest_income for s in statements],
        "reserve_interest": [s.reserve_interest for s in statements],
        "reverse_repo_interest": [s.reverse_repo_interest for s in statements],
        "interest_expense": [s.interest_expense for s in statements],
        "loan_income": [s.loan_income for s in statements],
        "net_income": [s.net_income for s in statements],
        "remittances": [s.remittances for s in statements],
        "deferred_asset": [s.deferred_asset for s in statements],
    }


def indemnity(transfers: list[Indemnity]) -> Columns:
    """Return the cash between the fund and the Treasury."""
    return {
        "coupons": [t.coupons for t in transfers],
        "loan_interest": [t.loan_interest for t in transfers],
        "redemption_loss": [t.redemption_loss for t in transfers],
        "sale_loss": [t.sale_loss for t in transfers],
        "indemnity": [t.cash for t in transfers],
        "indemnity_cumulative": [t.cumulative for t in transfers],
    }


def waterfall(losses: list[Waterfall]) -> Columns:
    """Return the steps down the waterfall."""
    return {
        "loss_provision": [w.provision for w in losses],
        "provision_released": [w.released for w in losses],
        "reported_result": [w.reported for w in losses],
        "loss_carried_forward": [w.carried_forward for w in losses],
        "profit_distributed": [w.distributed for w in losses],
    }
