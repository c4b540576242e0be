"""What the model says of the other three central banks: errors against history, losses, years of sales."""

from math import fsum

from macros.charts.banks import score_of
from macros.figures import results
from macros.figures.results import Result, result
from qeqt.study import apf_lifetime, backtest_banks


def _error(series: str, label: str, run: str, first: str = "") -> Result:
    score = score_of(series, first)
    return Result(label, score.mape, "percent", 1, results.stamp(results.run(run)), score.last)


@result("banks_error_app_pepp")
def banks_error_app_pepp() -> Result:
    """Mean error of APP and PEPP together."""
    return _error("app_and_pepp", "APP 與 PEPP 合計，模型與公布的平均誤差", backtest_banks.ECB)


@result("banks_error_boj_2001")
def banks_error_boj_2001() -> Result:
    """Mean error of the Bank of Japan's total assets under the target for current accounts."""
    return _error("total_assets", "日本銀行 2001 至 2006 年總資產的平均誤差", backtest_banks.BOJ[0], "2001")


@result("banks_error_boj_2013")
def banks_error_boj_2013() -> Result:
    """Mean error of the Bank of Japan's total assets while amounts were announced."""
    return _error("total_assets", "日本銀行 2013 至 2016 年總資產的平均誤差", backtest_banks.BOJ[1], "2013")


@result("banks_ecb_loss_carried")
def banks_ecb_loss_carried() -> Result:
    """Losses that the ECB carries forward at the end of 2025."""
    found = results.run(backtest_banks.ECB)
    value = found.columns["loss_carried_forward"][found.months.index("2025-12")]
    return Result("歐洲央行待彌補虧損", value, "bn EUR", 2, results.stamp(found), "2025-12")


@result("banks_boj_etf_years")
def banks_boj_etf_years() -> Result:
    """Years that selling the shares takes at the announced pace."""
    found = results.run(backtest_banks.BOJ[2])
    held = found.columns["equity_holdings"]
    at = found.months.index("2026-02")
    return Result("照公布的速度賣完 ETF 與不動產投資信託要幾年", held[at] / (held[at] - held[at + 12]),
                  "years", 0, results.stamp(found))  # fmt: skip


@result("banks_apf_maturing")
def banks_apf_maturing() -> Result:
    """Gilts that mature from October 2022 to September 2026 in the model."""
    found = results.run(backtest_banks.BOE)
    first, last = found.months.index("2022-10"), found.months.index("2026-09")
    total = fsum(found.columns["maturing"][first : last + 1])
    return Result("模型裡 2022 年 10 月起四年到期的公債", total, "bn GBP", 0, results.stamp(found), "2026-09")


@result("banks_lifetime_cost")
def banks_lifetime_cost() -> Result:
    """What the British fund costs over its life if rates stay."""
    found = apf_lifetime.lifetime(0.0)
    value = -found.columns["indemnity_cumulative"][-1]
    return Result("利率不變、不再賣，全程淨付", value, "bn GBP", 0, results.stamp(found), "2050")


@result("banks_boj_unrealised")
def banks_boj_unrealised() -> Result:
    """Unrealised loss on the Bank of Japan's bonds at the end of September 2025."""
    found = results.run(backtest_banks.BOJ[2])
    value = -found.columns["unrealised_gain"][found.months.index("2025-09")]
    return Result("日本銀行公債未實現損失", value, "bn JPY", 1, results.stamp(found), "2025-09")


@result("banks_boe_error_maturities")
def banks_boe_error_maturities() -> Result:
    """Mean error of the gilts that mature in a year."""
    return _error("gilt_maturities_a_year", "每年到期的公債，模型與公布的平均誤差", backtest_banks.BOE)
