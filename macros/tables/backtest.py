"""Tables of the backtest: how far the model is from history, and what an input does to that when moved."""

from collections.abc import Callable
from functools import cache
from html import escape

from macros.figures import results
from macros.figures.html import Way
from macros.kept import model_answers
from macros.text import formats, html_tables
from qeqt import data
from qeqt.core.columns import COLUMNS
from qeqt.data import maturity_mixes
from qeqt.study import backtest
from qeqt.study.backtest import Score
from qeqt.study.backtest_sensitivity import Moved

SERIES = {
    "total_assets": "總資產",
    "treasuries": "公債",
    "mbs": "房貸證券",
    "agency": "機構債",
    "reserves": "準備金",
}
ALLOWED = {"total_assets": 2.0, "treasuries": 3.0, "mbs": 3.0, "reserves": 4.0}
"""Mean error that was allowed before anything was run, percent; agency debt has none: little is held."""

BUCKETS = {
    "treasuries_up_to_1y": "一年以內",
    "treasuries_1_to_5y": "一至五年",
    "treasuries_5_to_10y": "五至十年",
    "treasuries_over_10y": "十年以上",
}

PURCHASE_PERIODS = {
    "treasury purchases of 2009": "2009 年買進的公債",
    "MBS purchases of 2009-2010": "2009 至 2010 年買進的房貸證券",
    "agency debt purchases of 2009-2010": "2009 至 2010 年買進的機構債",
    "treasury purchases of 2013-2014": "2013 至 2014 年買進的公債",
    "MBS purchases of 2012-2014": "2012 至 2014 年買進的房貸證券",
    "run-off caps of 2017-2019": "2017 至 2019 年的縮減上限",
    "bill purchases of 2019-2020": "2019 至 2020 年買進的國庫券",
    "treasury purchases of spring 2020": "2020 年春天買進的公債",
    "MBS purchases of spring 2020": "2020 年春天買進的房貸證券",
    "treasury purchases of the taper 2021-2022": "2021 至 2022 年減碼期買進的公債",
    "MBS purchases of the taper 2021-2022": "2021 至 2022 年減碼期買進的房貸證券",
    "auction sizes": "公債標售的天期分配",
    "agency debt falls due within": "機構債平均到期的期間",
    "MBS settlement": "房貸證券的交割",
    "opening: indexed part": "開頭的抗通膨公債",
}
MOST = 10
"""How many inputs the short table of the sensitivity names."""

CHANGES = {
    "held at its mean": "固定在平均值",
    "its neighbour instead": "換成相鄰時期的",
    "at once": "當月就交割",
    "one month later": "再晚一個月",
}


@cache
def scores() -> tuple[Score, ...]:
    """The backtest of the run of history that the charts draw."""
    return tuple(backtest.backtest(results.run(backtest.HISTORY)))


def of_series() -> list[Score]:
    """Scores of the series."""
    return [score for score in scores() if score.series in SERIES]


def of_maturities() -> list[Score]:
    """Scores of the maturity buckets, one a date."""
    return [score for score in scores() if score.series == "maturity_buckets"]


def _percent(value: float) -> str:
    return formats.percent(value, 1)


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + formats.percent(value, 1)


def _backtest(_: Way) -> str:
    rows = []
    for score in of_series():
        allowed = ALLOWED.get(score.series)
        rows.append(
            (
                f"backtest-{score.series}",
                [
                    SERIES[score.series],
                    _percent(score.mape),
                    _percent(allowed) if allowed else "未定",
                    f"{_signed(score.max_error)}<br>{formats.month(score.max_at)}",
                ],
            )
        )
    head = ["季底數列", "平均誤差", "事先容許", "差最多的一季"]
    return html_tables.table(head, rows, "模型與歷史：每一個數列的誤差", 3)


def _periods(_: Way) -> str:
    head = ["期間", *(SERIES[score.series] for score in of_series())]
    sums = [formats.money(score.mae, "bn USD", "億", bare=True) for score in of_series()]
    rows = [("", ["平均差，億美元", *sums])]
    for span in of_series()[0].by_period:
        first, _dots, last = span.partition("..")
        name = f"{formats.month(first)}至{formats.month(last)}" if last else f"{formats.month(first)}（不計）"
        rows.append(("", [name, *(_percent(score.by_period[span]) for score in of_series())]))
    return html_tables.table(head, rows, "模型與歷史：各時期的平均誤差", len(head) - 1)


def _maturities(_: Way) -> str:
    rows = []
    for score in of_maturities():
        cells = [_signed(score.by_period[name]) for name in BUCKETS]
        rows.append(("", [formats.date(score.last), *cells, _percent(score.mape)]))
    head = ["公布的日期", *BUCKETS.values(), "絕對值合計"]
    return html_tables.table(head, rows, "公債的剩餘期限：模型減公布，占當時存量", 5)


def moved_name(name: str) -> str:
    """Name an input of the sensitivity in Chinese; an unknown one is a KeyError."""
    if name in PURCHASE_PERIODS:
        return PURCHASE_PERIODS[name]
    kind, _, key = name.partition(" ")
    if kind == "parameter":
        return "參數：" + data.parameters("fed")[key].name_zh
    if kind == "mix":
        return maturity_mixes.mixes("fed").tables[key].name_zh
    return "給定：" + (
        COLUMNS[key].label_zh.removesuffix("（給定）")
        if key in COLUMNS
        else data.environment("fed")[key].name_zh
    )


def moved_by(change: str) -> str:
    """Say in Chinese how an input is moved."""
    if change in CHANGES:
        return CHANGES[change]
    if change.endswith(" points"):
        return change.removesuffix(" points").replace("-", formats.MINUS) + formats.NBSP + "個百分點"
    if change.endswith(" months"):
        return change.replace(" months", formats.NBSP + "個月")
    if change.endswith(" throughout"):
        return f"全程用 {maturity_mixes.mixes('fed').tables[change.removesuffix(' throughout')].name_zh}"
    factor = change.removeprefix("growth ").removeprefix("times ")
    if factor == change:
        return f"設為 {change}"
    return ("漲幅" if change.startswith("growth") else "") + f"乘以 {factor}"


def _moved_row(move: Moved) -> tuple[str, list[str]]:
    cells = []
    for name, value in move.mape.items():
        text = _percent(value)
        cells.append(f"<strong>{text}</strong>" if value - move.base[name] > 1.0 else text)
    return "", [escape(moved_name(move.input)), moved_by(move.change), *cells]


def _sensitivity(_: Way) -> str:
    moves = model_answers.moved()
    base = moves[0].base
    rows = [("", ["都不動", "", *(_percent(base[name]) for name in base)]), *map(_moved_row, moves)]
    head = ["動哪一項", "怎麼動", *(SERIES[name] for name in base)]
    return html_tables.table(head, rows, "輸入動一下，平均誤差變成多少", len(base))


def _worst(move: Moved) -> tuple[str, float]:
    """Return the series whose error grows most, and by how much."""
    return max(
        ((name, value - move.base[name]) for name, value in move.mape.items()), key=lambda pair: pair[1]
    )


def most_felt() -> list[Moved]:
    """Return each input at the end of its range that is felt most, the most felt first."""
    ends: dict[str, Moved] = {}
    for move in model_answers.moved():
        if move.input not in ends or _worst(move)[1] > _worst(ends[move.input])[1]:
            ends[move.input] = move
    return sorted(ends.values(), key=lambda move: -_worst(move)[1])


def _most(_: Way) -> str:
    rows = []
    for move in most_felt()[:MOST]:
        name = _worst(move)[0]
        rows.append(
            (
                "",
                [
                    escape(moved_name(move.input)),
                    moved_by(move.change),
                    SERIES[name],
                    _percent(move.base[name]),
                    _percent(move.mape[name]),
                ],
            )
        )
    head = ["動哪一項", "怎麼動", "受影響最大的數列", "原來的誤差", "變成"]
    return html_tables.table(head, rows, "影響最大的幾項輸入", 2)


TABLES: dict[str, Callable[[Way], str]] = {
    "backtest": _backtest,
    "backtest_periods": _periods,
    "backtest_maturities": _maturities,
    "sensitivity_most": _most,
    "sensitivity": _sensitivity,
}


def anchors(name: str) -> list[str]:
    """Return the ids that one of these tables brings to its page."""
    return [f"backtest-{score.series}" for score in of_series()] if name == "backtest" else []
