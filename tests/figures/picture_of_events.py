"""What the pictures of the cases have to show: a line a panel, through its own days."""

from tests.figures.picture_series import Shown, line

_COLOURS = {"sofr": "fed", "us_10y": "fed", "us_2y": "fed", "usdjpy": "boj", "taiex": "cbc", "twd": "cbc"}
_PANELS = {
    "case_august_2024": ("usdjpy", "taiex", "twd"),
    "case_boj_2001": ("usdjpy", "taiex", "twd"),
    "case_december_2025": ("us_10y", "taiex", "twd"),
    "case_first_round": ("us_10y", "taiex", "twd"),
    "case_half_year_2025": ("taiex", "twd"),
    "case_hot_money": ("twd",),
    "case_insurers_2022": ("us_10y", "twd"),
    "case_march_2020": ("us_10y", "taiex", "twd"),
    "case_may_2025": ("taiex", "twd"),
    "case_repo_2019": ("sofr", "taiex", "twd"),
    "case_smp_2010": ("us_10y", "taiex", "twd"),
    "case_svb_2023": ("us_2y", "taiex", "twd"),
    "case_taiwan_1987": ("twd",),
    "case_taiwan_2022": ("taiex", "twd"),
    "case_taper_2013": ("us_10y", "taiex", "twd"),
    "case_uk_2022": ("us_10y", "taiex", "twd"),
}
PICTURES: dict[str, tuple[Shown, ...]] = {
    name: tuple(Shown((line(key, _COLOURS[key]),), at="day") for key in keys)
    for name, keys in _PANELS.items()
}
