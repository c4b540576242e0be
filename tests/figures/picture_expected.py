"""What each figure's picture has to show: here, and in every picture_of_*.py beside this file."""

from importlib import import_module
from pathlib import Path

from tests.figures.picture_of_taiwan import PROGRAMMES
from tests.figures.picture_series import (
    Beside,
    Series,
    Shown,
    band,
    bars,
    dots,
    line,
    model,
    span,
    step,
    tint,
)

HISTORY = ("total_assets", "treasuries", "mbs", "reserves")
SALES = ("total_assets", "reserves", "long_yield", "deferred_asset")
PARTS = {
    "reserves": ("fed", "準備金"),
    "on_rrp": ("qt", ""),
    "government_account": ("series-5", "財政部帳戶"),
    "currency": ("series-6", "鈔票"),
    "other_liabilities": ("band", "其他"),
}


def _stacked() -> tuple[Series, ...]:
    out, ground = [], "0"
    for key, (colour, label) in PARTS.items():
        top = f"{ground} + {key}"
        told = "ink-soft" if colour == "band" else ""
        out.append(band(ground, top, colour, label, label_colour=told))
        ground = top
    return tuple(out)


EXPECTED: dict[str, tuple[Shown, ...]] = {
    "banks_apf_cash": (
        Shown(
            (
                model("model", "boe"),
                dots("official", "boe", "公布"),
                band("high", "low", "band"),
                *tint("model", "boe"),
            )
        ),
    ),
    "banks_boj": (
        Shown(
            (
                line("official", "boj", "公布"),
                model("targets", "qe", "模型"),
                model("amounts", "qe", "模型"),
            )
        ),
    ),
    "banks_compare": (
        Shown(
            (
                bars("share", "boj", where="bank == '日本銀行'"),
                bars("share", "ecb", where="bank == '歐元體系'"),
                bars("share", "boe", where="bank == '英格蘭銀行'"),
                bars("share", "fed", where="bank == '聯準會'"),
                bars("share", "cbc", where="bank == '台灣外匯存底'"),
            ),
            category="bank",
        ),
    ),
    "banks_ecb": (
        Shown(
            (
                line("app", "ecb", "APP"),
                model("app_model", "ecb", "APP"),
                line("pepp", "series-2", "PEPP"),
                model("pepp_model", "series-2", "PEPP"),
                *tint("app_model", "ecb"),
            )
        ),
    ),
    "economy_consolidated": (Shown((line("share", "fed", "最高"),)),),
    "economy_premium": (
        Shown(
            (
                model("model", "qt", "模型"),
                band("low90", "high90", "qt"),
                band("low68", "high68", "qt"),
                dots("frbus_deeper", "ink", "點：聯準會公開模型"),
                dots("frbus_shallower", "ink", "點：聯準會公開模型"),
            ),
            x="quarter / 4",
        ),
    ),
    "effects_bond_at_low": (Shown((line("price", "series-1"),)),),
    "effects_ldi_loop": (
        Shown(
            (
                model("alone", "qt", "沒有救援"),
                model("backed", "qe", "有救援"),
                line("news", "ink-soft", "只有消息"),
                *tint("alone", "qt"),
                *tint("backed", "qe"),
            ),
            x="day",
        ),
    ),
    "effects_prices_assets": (
        Shown((line("total_assets", "fed", "總資產大增", label_colour="ink"),)),
        Shown((line("cpi_yoy", "ink", "物價平均"),)),
    ),
    "effects_wealth_measures": (
        Shown((line("top", "series-1", "前 10%"), line("bottom", "series-2", "後 50%"))),
        Shown((line("share_top", "series-1", "前 10%"), line("share_bottom", "series-2", "後 50%"))),
    ),
    "fiscal_deferred_asset": (
        Shown(
            (
                line("official", "fed", "最深"),
                dots("official", "fed", "最深"),
                model("low", "qt", "如果 {low}"),
                model("held", "qt", "如果 {held}"),
                model("high", "qt", "如果 {high}"),
                band("low", "high", "qt"),
                *tint("held", "qt"),
            )
        ),
    ),
    "fiscal_fed_flip": (
        Shown(
            (
                bars("income", "series-3", "收到：證券利息"),
                bars("0", "fed", "付出：準備金利息", low="-on_reserves"),
                bars("-on_reserves", "qt", "付出：附賣回利息", low="-on_reserves - on_rrp"),
                bars("0", "fed", "付出：準備金利息", low="-paid", where="on_reserves is None"),
                model("model_income", "ink", "虛線：模型"),
                model("-model_paid", "ink", "虛線：模型"),
                *tint("model_income", "ink"),
                *tint("model_paid", "ink", "-"),
            )
        ),
    ),
    "fiscal_largest_creditor": (Shown((line("share", "fed"),)),),
    "fiscal_remittances": (
        Shown(
            (
                bars("remitted", "fed", "繳給財政部"),
                bars("remitted + one_time", "qe", "2015 年一次提繳", low="remitted"),
                bars("0", "qt", "虧損", low="loss"),
            )
        ),
    ),
    "home_two_taipeis": (
        Shown((line("total_assets", "fed"),), at="day"),
        Shown((line("taiex", "cbc"), dots("taiex", "cbc", some=True)), at="day"),
    ),
    "home_balance_sheets": (
        Shown(
            (
                line("boj", "boj", "日本銀行"),
                line("ecb", "ecb", "歐元體系"),
                line("boe", "boe", "英格蘭銀行"),
                line("fed", "fed", "聯準會"),
            )
        ),
        Shown((line("cbc_reserves", "cbc", "台灣"),)),
    ),
    "lab_sales": tuple(
        Shown(
            (
                model(name, "fed", "再賣" if n == 0 else ""),
                model(f"base_{name}", "ink-soft", "照公布的上限" if n == 0 else ""),
                *tint(name, "fed"),
                *tint(f"base_{name}", "ink-soft"),
            )
        )
        for n, name in enumerate(SALES)
    ),
    "model_evidence": (
        Shown(
            (
                bars("1", "band", low="0"),
                dots("(value - low) / (high - low)", "ink-soft"),
                Series(
                    "tick",
                    "(model - low) / (high - low)",
                    "qt",
                    where="-1 <= (model - low) / (high - low) <= 2",
                ),
            ),
            category="id",
            ends={"容許的下限": 0.0, "上限": 1.0},
        ),
    ),
    "model_history": tuple(
        Shown((line(name, "band"), model(f"model_{name}", "ink"), *tint(f"model_{name}", "ink")), at="end")
        for name in HISTORY
    ),
    "model_income": tuple(
        Shown((bars(name, "fed"), model(f"model_{name}", "ink"), *tint(f"model_{name}", "ink")))
        for name in ("net_income", "deferred")
    ),
    "qe_2013_no_trade": (
        Shown((line("ten_year", "fed"), dots("ten_year", "fed", some=True)), at="day"),
        Shown((bars("purchases", "qe", covers=True),), at="day"),
    ),
    "qe_fed_programmes": (
        Shown(
            (
                line("total_assets", "fed", "官方數字"),
                model("model", "ink", "虛線：模型"),
                *tint("model", "ink"),
            ),
            beside=(*PROGRAMMES, Beside("dot", "ink", 1, "total assets of 31 December 2008, a fact")),
        ),
    ),
    "qt_autumn_2025": (
        Shown(
            (
                line("sofr_spread", "fed", "SOFR"),
                line("effr_spread", "series-3", "聯邦資金利率"),
                band("sofr_low", "sofr_high", "fed"),
            ),
            at="day",
        ),
        Shown((bars("standing_facility", "series-4"),), at="day"),
    ),
    "qt_caps_actual": (
        Shown(
            (
                bars("redeemed_treasuries", "qt", "實際", opacity=0.75),
                bars("fall_treasuries", "qt", "實際", opacity=0.4),
                step("cap_treasuries", "ink", "上限", x="start", until=2025 + 11 / 12),
            )
        ),
        Shown(
            (
                bars("fall_mbs", "qt", "實際"),
                step("cap_mbs", "ink", "上限", x="start", until=2025 + 11 / 12),
                step("model_mbs", "ink", "模型", x="start", until=2025 + 11 / 12, dashed=True),
                *(
                    Series(
                        "stepband",
                        f"model_mbs_{high}",
                        "ink",
                        "",
                        f"model_mbs_{low}",
                        x="start",
                        until=2025 + 11 / 12,
                    )
                    for low, high in (("low", "high"), ("low68", "high68"))
                ),
            )
        ),
    ),
    "qt_cushion": (
        Shown(
            (
                line("reserves", "fed", "只算準備金"),
                line("liquidity", "fed", "準備金加附賣回"),
                dots("liquidity", "ink", some=True),
            ),
            beside=(
                Beside("rect", "band", 1, "where the study sees the bend, 12 to 13 percent", up=((12, 13),)),
                Beside("line", "ink-soft", 1, "from a label to its dot"),
            ),
        ),
    ),
    "qt_four_ways": (
        Shown(
            (
                model("no_runoff", "ink-soft", "不縮表"),
                model("capped", "qt", "照公布的上限"),
                model("uncapped", "series-4", "不設上限"),
                model("active", "series-5", "上限加賣債"),
                line("actual", "fed", "實際"),
                *tint("no_runoff", "ink-soft"),
                *tint("capped", "qt"),
                *tint("uncapped", "series-4"),
                *tint("active", "series-5"),
            ),
            at="end",
        ),
    ),
    "qt_ladder": (
        Shown(
            (
                bars("min(due, cap)", "qt", "到期不續"),
                bars("due", "band", "超過上限，續買", low="cap", where="due > cap", label_colour="ink-soft"),
                step("cap", "ink", "每月上限", x="start", until=2025 + 11 / 12),
            )
        ),
    ),
    "qt_reserve_demand": (
        Shown(
            (
                model("spread", "qt", "模型的需求線", where="kind == '模型'"),
                band("low", "high", "qt", where="kind == '模型'"),
                dots("spread", "fed", where="kind != '模型'"),
            ),
            x="liquidity",
        ),
    ),
    "qt_september_2019": (
        Shown(
            (
                line("sofr", "fed", "SOFR"),
                line("effr", "series-3", "聯邦資金利率"),
                step("reserve_rate", "ink-soft", "準備金利率"),
            ),
            at="day",
        ),
        Shown((bars("government_account", "series-5"),), at="day"),
    ),
    "qt_two_knobs": (
        Shown((step("policy_rate", "fed"),)),
        Shown((line("total_assets", "fed"),)),
    ),
    "qt_who_shrank": (Shown(_stacked()),),
    "qe_term_premium_estimates": tuple(
        Shown(
            (
                span("low", "high", "ink", where="low != high"),
                dots("low", "ink", "論文" if name == "存量" else ""),
                dots("high", "ink", "論文" if name == "存量" else ""),
                dots("model", "qt", "模型" if name == "存量" else ""),
                span("model_low", "model_high", "qt", dashed=True),
            ),
            category="what",
            where=f"panel == '{name}'",
        )
        for name in ("存量", "窗口", "單次")
    ),
    "qt_three_definitions": tuple(
        Shown(
            (
                dots("published", "ink", "論文" if name == "同樣的景氣與物價" else ""),
                dots("model", "qt", "模型" if name == "同樣的景氣與物價" else ""),
                span("model_low", "model_high", "qt", dashed=True),
            ),
            category="case",
            where=f"definition == '{name}'",
        )
        for name in ("同樣的十年期殖利率", "同樣的景氣與物價", "同樣的經驗比例")
    ),
}

for path in sorted(Path(__file__).parent.glob("picture_of_*.py")):
    EXPECTED |= import_module(f"{__name__.rpartition('.')[0]}.{path.stem}").PICTURES

OWN_WAY = {
    "qe_four_banks": "stacked level bars, each segment a column",
    "qe_purchase_walk": "accounts in words, no scale",
    "qe_stock_not_flow": "one panel draws the plans' definitions",
    "taiwan_two_walks": "stacked bars whose whole is 100, no axis",
    "timeline_over_holdings": "events in lanes, on the years of the panel below",
}
"""Figures that are decoded by a test of their own, and why."""

TABLE_ONLY: dict[str, tuple[str, ...]] = {
    "economy_consolidated": ("bonds", "overnight"),
    "economy_premium": ("middle",),
    "effects_bond_at_low": ("ten_year",),
    "effects_ldi_loop": ("alone_sold", "backed_sold"),
    "fiscal_largest_creditor": ("debt", "treasuries"),
    "qe_fed_programmes": ("agency", "mbs"),
    "qt_cushion": ("amount",),
    "qt_three_definitions": ("runoff",),
    "taiwan_foreign_selling": ("net_buying",),
}
"""Columns of numbers that no mark shows: what a drawn one is worked out from, or what the text adds."""
