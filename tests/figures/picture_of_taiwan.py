"""What the pictures of Taiwan's chapters have to show, and when the Federal Reserve bought and let go."""

from tests.figures.picture_series import Beside, Shown, bars, dots, line, step

_BOUGHT = (
    (2009.0, 2010.25),
    (2010 + 10 / 12, 2011.5),
    (2012 + 8 / 12, 2014 + 10 / 12),
    (2020 + 2 / 12, 2022.25),
)
_LET_GO = ((2017.75, 2019 + 7 / 12), (2022 + 5 / 12, 2025 + 11 / 12))
"""From the first day of a programme's first month to the last day of its last, as decided."""
PURCHASES = (Beside("rect", "qe", 4, "months of purchases, from the decisions", across=_BOUGHT),)
PROGRAMMES = (*PURCHASES, Beside("rect", "qt", 2, "months of run-off, from the decisions", across=_LET_GO))
SINCE_2017 = (
    Beside("rect", "qe", 1, "months of purchases, from the decisions", across=_BOUGHT[3:]),
    Beside("rect", "qt", 2, "months of run-off, from the decisions", across=_LET_GO),
)


PICTURES: dict[str, tuple[Shown, ...]] = {
    "taiwan_certificates": (
        Shown((dots("certificates", "cbc"),), beside=PURCHASES),
        Shown((line("fx_reserves", "cbc"),), beside=PURCHASES),
        Shown((bars("net_purchases", "cbc"),), x="int(date[:4]) + 0.5", beside=PURCHASES),
    ),
    "taiwan_follow": (Shown((step("fed", "fed", "聯準會"), step("cbc", "cbc", "台灣 +"))),),
    "taiwan_foreign_selling": (
        Shown((line("taiex", "cbc"), dots("taiex", "cbc", some=True)), beside=SINCE_2017),
        Shown((line("summed", "series-4"), dots("summed", "series-4", some=True)), beside=SINCE_2017),
    ),
    "taiwan_insurers_abroad": (
        Shown(
            (
                bars("overseas", "cbc", opacity=0.7, where="date[5:7] == '12'"),
                bars("overseas", "cbc", opacity=0.35, where="date[5:7] == '06'"),
            ),
            x="int(date[:4])",
        ),
        Shown(
            (line("hedge_ratio", "series-4", where="date >= '2025-07-31'"), dots("hedge_ratio", "series-4"))
        ),
        Shown((line("fx_reserve", "series-2", where="date >= '2025-07-31'"), dots("fx_reserve", "series-2"))),
    ),
    "taiwan_mortgage_and_prices": (
        Shown(
            (
                step("discount", "cbc", "重貼現率"),
                dots("mortgage", "qe", "新房貸", where="not '2022-12' <= date[:7] <= '2024-12'"),
                dots(
                    "mortgage",
                    "qe",
                    "新房貸",
                    where="'2022-12' <= date[:7] <= '2024-12'",
                    x="int(date[:4]) + 0.5",
                ),
            )
        ),
        Shown((line("index", "cbc"),), beside=(Beside("dot", "qt", 2, "days on which a rule was eased"),)),
    ),
    "taiwan_rates": (
        Shown(
            (
                step("discount_rate", "cbc", "重貼現率"),
                dots("thirty_day", "series-4", "30 天存單"),
                dots("twenty_eight_day", "series-4", "28 天存單"),
                dots("seven_day", "series-2", "7 天存單"),
                dots("overnight", "ink", "隔夜拆款"),
            )
        ),
    ),
    "taiwan_trading_and_twd": tuple(
        Shown((bars(key, "cbc"),), x="int(date[:4])") for key in ("trading", "twd", "purchases")
    ),
    "taiwan_news_moves": (
        Shown(
            (
                bars("high", "band", low="low"),
                dots("estimate", "cbc"),
                dots("less", "ink-soft"),
                dots("march", "ink"),
            ),
            category="what",
        ),
    ),
    "taiwan_transmission": (
        Shown(
            (
                bars("high90", "band", low="low90"),
                bars("high68", "cbc", low="low68"),
                dots("model", "cbc"),
            ),
            category="what",
            where="what != '台股'",
        ),
    ),
}
