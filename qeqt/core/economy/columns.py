"""What the economy's sector prints: long yields, output and prices, assets and wealth."""

from __future__ import annotations

from qeqt.core.banks import ALL
from qeqt.core.economy.asset_prices import Markets
from qeqt.core.economy.output_and_prices import Macro
from qeqt.core.economy.term_premium import Yields
from qeqt.core.number import Number
from qeqt.core.results import FED, Column, Columns

COLUMNS = {
    "term_premium_effect_bp": Column("bp", "計畫對十年期期限溢酬的效果", ALL),
    "belief_effect_bp": Column("bp", "其中由讀者自訂的市場預期造成的部分", ALL),
    "expected_duration": Column("ratio", "市場預期的超額持有量：GDP 的幾倍，乘季數折現", ALL),
    "duration_news": Column("ratio", "當月的消息使那個現值改變多少", ALL),
    "announcement_effect_bp": Column("bp", "當月宣布使效果改變多少", ALL),
    "flow_effect_bp": Column("bp", "當月買賣對所買天期的暫時效果", ALL),
    "long_yield": Column("percent", "十年期公債殖利率", ["fed", "boe", "boj"]),
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
}


def long_yields(effects: list[Yields], has_level: bool) -> Columns:
    """Return what plans do to the ten-year yield, and the yield itself where its reference is known."""
    found: Columns = {
        "term_premium_effect_bp": [y.term_premium_effect_bp for y in effects],
        "belief_effect_bp": [y.belief_effect_bp for y in effects],
        "expected_duration": [y.duration for y in effects],
        "duration_news": [y.duration_news for y in effects],
        "announcement_effect_bp": [y.announcement_effect_bp for y in effects],
        "flow_effect_bp": [y.flow_effect_bp for y in effects],
    }
    if has_level:
        found["long_yield"] = [y.long_yield for y in effects]
    return found


def output_and_prices(months: list[Macro], policy_rate: list[Number], long_yield: list[Number]) -> Columns:
    """Return the economy, given the baseline's two rates; inflation is over twelve months."""
    level = [m.price_level for m in months]
    every = range(len(months))
    return {
        "price_level": level,
        "inflation": [level[t] - level[t - 12] if t >= 12 else level[t] for t in every],
        "core_inflation": [m.core_inflation for m in months],
        "expected_inflation": [m.expected_inflation for m in months],
        "output_gap": [m.output_gap for m in months],
        "unemployment_gap": [m.unemployment_gap for m in months],
        "policy_rate": [policy_rate[t] + months[t].policy_rate for t in every],
        "policy_rate_deviation": [m.policy_rate for m in months],
        "long_rate_deviation": [m.long_rate for m in months],
        "long_yield": [long_yield[t] + months[t].long_rate for t in every],
    }


def asset_prices(prices: list[Markets]) -> Columns:
    """Return shares, homes and wealth."""
    return {
        "equities": [p.equities for p in prices],
        "growth_equities": [p.growth_equities for p in prices],
        "value_equities": [p.value_equities for p in prices],
        "house_prices": [p.house_prices for p in prices],
        "mortgage_rate_deviation": [p.mortgage_rate for p in prices],
        "corporate_yield_deviation": [p.corporate_yield for p in prices],
        "wealth_share_top10": [p.share_top10 for p in prices],
        "wealth_share_bottom50": [p.share_bottom50 for p in prices],
        "wealth_cash_top10": [p.wealth_top10 for p in prices],
        "wealth_cash_bottom50": [p.wealth_bottom50 for p in prices],
    }
