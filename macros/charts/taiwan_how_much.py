"""Numbers of the page of the title: estimates of news, and what the model says of programmes' stocks."""

from macros.figures.results import Estimate, Result, result, stamp
from macros.kept import band_draws, model_answers
from qeqt import runs
from qeqt.study.estimation import coefficients, records, stock
from qeqt.study.estimation.stock import INSTRUMENTS, PROGRAMMES, Instrument, Programme
from qeqt.study.estimation.table import MARCH_2009, Row

NEWS = {"rates": "利率的消息", "purchases": "買債的消息"}
OUTCOMES = {
    "twd_per_usd": ("twd", "新台幣貶多少", "percent", 2),
    "taiex": ("taiex", "台股跌多少", "percent", 1),
    "us_ten_year": ("us_yield", "美國十年期殖利率高多少", "bp", 0),
}
"""Outcome -> its part of the key, label, unit, places."""
ESTIMATES = {
    ("rates", "twd_per_usd"): ("", "low", "high"),
    ("rates", "taiex"): ("", "low", "high", "less"),
    ("rates", "us_ten_year"): ("",),
    ("purchases", "twd_per_usd"): ("less",),
    ("purchases", "us_ten_year"): ("",),
}
"""What a chapter prints of an estimate: itself, an end of its interval, itself without the largest dates."""
STOCK = {
    "long_rate_deviation": ("us_yield", "美國十年期殖利率", "percentage points", 2),
    "twd": ("twd", "新台幣", "percent", 1),
    "taiex": ("taiex", "台股", "percent", 1),
    "tw_house_prices": ("homes", "房價", "percent", 1),
}
"""Column -> its part of the key, label, unit, places."""
STOCKS = {
    ("2008-14", "long_rate_deviation"): ("",),
    ("2008-14", "twd"): ("",),
    ("2008-14", "taiex"): ("", "low", "high"),
    ("2008-14", "tw_house_prices"): ("",),
    ("2022-25", "twd"): ("",),
    ("2022-25", "taiex"): ("",),
}
"""What a chapter prints of a programme: what the model says, or an end of its band."""
SAID = {"": "", "low": "，九成範圍的小端", "high": "，九成範圍的大端", "less": "，拿掉最大的三天"}


def _estimate(name: str) -> Estimate:
    kept = records.kept(name)
    return Estimate(kept.name, kept.made, kept.version)


def _part(row: Row, part: str) -> float:
    """Return the size of an estimate, or of the end of its interval nearer to or farther from zero."""
    found = {"low": min(row.low, row.high, key=abs), "high": max(row.low, row.high, key=abs)}
    return abs(found.get(part, row.estimate))


def _news(instrument: Instrument, outcome: str, part: str) -> None:
    """Register an estimate two closes after an announcement."""
    name, label, unit, places = OUTCOMES[outcome]
    variant = "without_3_largest" if part == "less" else "all"

    @result("_".join(["tw_news", instrument.key, name, *([part] if part else [])]))
    def found() -> Result:
        row = stock.kept_row(
            instrument.record, "event_days", instrument.shock, outcome, variant, stock.CLOSES
        )
        said = f"{NEWS[instrument.key]}意外緊縮 10 個基點，兩個收盤後：{label}{SAID[part]}"
        return Result(said, _part(row, part), unit, places, _estimate(instrument.record))


def _stock(programme: Programme, column: str, part: str) -> None:
    """Register what the model says that a programme did."""
    name, label, unit, places = STOCK[column]

    @result("_".join(["tw", programme.key[:4], name, *([part] if part else [])]))
    def found() -> Result:
        four = model_answers.bands()[band_draws.lacking(programme)].ends[column][programme.month]
        ends = {"low": min(four, key=abs), "high": max(four, key=abs)}
        value = abs(ends.get(part, stock.stock(programme, column)))
        run = stamp(runs.run(programme.without, keep_ladders=False))
        said = f"{programme.key}，到 {programme.month}：{label}差多少{SAID[part]}"
        return Result(said, value, unit, places, run)


for _instrument in INSTRUMENTS:
    for _outcome in OUTCOMES:
        for _kind in ESTIMATES.get((_instrument.key, _outcome), ()):
            _news(_instrument, _outcome, _kind)
for _programme in PROGRAMMES:
    for _column in STOCK:
        for _kind in STOCKS.get((_programme.key, _column), ()):
            _stock(_programme, _column, _kind)


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
