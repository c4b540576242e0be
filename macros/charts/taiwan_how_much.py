"""Numbers of the page of the title: estimates of news, and what the model says of programmes' stocks."""

from collections.abc import Callable

from macros.figures.results import Estimate, Result, result, stamp
from macros.kept import band_draws, model_answers
from qeqt import runs
from qeqt.study.estimation import coefficients, records, stock
from qeqt.study.estimation.stock import INSTRUMENTS, PROGRAMMES, Instrument, Programme
from qeqt.study.estimation.table import MARCH_2009, Row

NEWS = {"rates": "利率的消息", "guidance": "前瞻指引的消息", "purchases": "買債的消息"}
ASKED = {
    "twd_per_usd": ("twd", "新台幣貶多少", "percent", 2),
    "taiex": ("taiex", "台股動多少", "percent", 1),
    "foreign_net_buying": ("foreign", "外資少買多少", "bn TWD", 0),
    "us_ten_year": ("us_yield", "美國十年期殖利率高多少", "bp", 0),
}
"""Outcome -> its part of the key, label, unit, places."""
STOCK = {
    "long_rate_deviation": ("us_yield", "美國十年期殖利率", "percentage points", 2),
    "twd": ("twd", "新台幣", "percent", 1),
    "taiex": ("taiex", "台股", "percent", 0),
    "tw_long_yield": ("yield", "台灣十年期公債", "percentage points", 2),
    "tw_house_prices": ("homes", "房價", "percent", 1),
}
"""Column -> its part of the key, label, unit, places."""


def kept_row(instrument: Instrument, outcome: str, variant: str) -> Row:
    """Return the kept estimate of an outcome two closes after an announcement."""
    return stock.kept_row(instrument.record, "event_days", instrument.shock, outcome, variant, stock.CLOSES)


def _estimate(name: str) -> Estimate:
    kept = records.kept(name)
    return Estimate(kept.name, kept.made, kept.version)


def _news(instrument: Instrument, outcome: str) -> None:
    """Register an estimate and the ends of its interval, size without its sign."""
    part, label, unit, places = ASKED[outcome]
    whole = f"{NEWS[instrument.key]}意外緊縮 10 個基點，兩個收盤後：{label}"

    def register(key: str, said: str, value: Callable[[Row], float], variant: str = "all") -> None:
        @result(key)
        def found() -> Result:
            row = kept_row(instrument, outcome, variant)
            return Result(said, abs(value(row)), unit, places, _estimate(instrument.record))

    key = f"tw_news_{instrument.key}_{part}"
    register(key, whole, lambda row: row.estimate)
    register(f"{key}_low", f"{whole}，九成範圍的小端", lambda row: min(row.low, row.high, key=abs))
    register(f"{key}_high", f"{whole}，九成範圍的大端", lambda row: max(row.low, row.high, key=abs))
    register(f"{key}_less", f"{whole}，拿掉最大的三天", lambda row: row.estimate, "without_3_largest")


def _stock(programme: Programme, column: str) -> None:
    """Register what the model says that a programme did, and its band, size without its sign."""
    part, label, unit, places = STOCK[column]
    whole = f"{programme.key}，到 {programme.month}：{label}差多少"
    key = f"tw_{programme.key[:4]}_{part}"

    def register(name: str, said: str, value: Callable[[], float]) -> None:
        @result(name)
        def found() -> Result:
            run = stamp(runs.run(programme.without, keep_ladders=False))
            return Result(said, abs(value()), unit, places, run)

    def ends() -> list[float]:
        return model_answers.bands()[band_draws.lacking(programme)].ends[column][programme.month]

    register(key, whole, lambda: stock.stock(programme, column))
    register(f"{key}_low", f"{whole}，九成抽樣的小端", lambda: min(ends()[0], ends()[3], key=abs))
    register(f"{key}_high", f"{whole}，九成抽樣的大端", lambda: max(ends()[0], ends()[3], key=abs))


for _instrument in INSTRUMENTS:
    for _outcome in ASKED:
        _news(_instrument, _outcome)
for _programme in PROGRAMMES:
    for _column in STOCK:
        _stock(_programme, _column)


@result("tw_news_march_2009_share")
def march_2009_share() -> Result:
    """How much of the variation of news about purchases is one month."""
    name = INSTRUMENTS[2].record
    shares = records.kept(name).shares[INSTRUMENTS[2].shock]
    share = shares[f"largest_1: {MARCH_2009[0]}"]
    label = "買債意外的變動裡，2009 年 3 月占多少"
    return Result(label, 100.0 * share, "percent", 0, _estimate(name))


def _counted(basis: str, label: str) -> None:
    @result(f"tw_coefficients_{basis}")
    def found() -> Result:
        kept = coefficients.kept()
        count = len(kept) if basis == "all" else sum(1 for row in kept if row["basis"] == basis)
        return Result(label, float(count), "count", 0, _estimate(INSTRUMENTS[0].record))


for _basis, _label in (
    ("all", "台灣的係數有幾個"),
    ("estimated", "台灣的係數，站在本書的估計上的"),
    ("literature", "台灣的係數，引自文獻或官方說明的"),
    ("chosen", "台灣的係數，自選的"),
):
    _counted(_basis, _label)
