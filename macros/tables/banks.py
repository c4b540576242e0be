"""Tables of the other central banks: how far the model is from what they published, what is from memory."""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from macros.figures.html import Way
from macros.kept import build_cache
from macros.text import formats, html_tables
from qeqt import data, runs
from qeqt.study import backtest_banks
from qeqt.study.backtest import Score
from qeqt.study.evidence import conversions

BANKS = {"ecb": "歐元體系", "boe": "英格蘭銀行", "boj": "日本銀行"}

SERIES = {
    "app_and_pepp": "APP 加 PEPP",
    "app": "其中 APP",
    "pepp": "其中 PEPP",
    "loss_carried_forward": "待彌補虧損",
    "gilts": "公債餘額（公布點）",
    "gilts_against_announced_stock": "公債餘額（宣布的一年後餘額）",
    "gilt_maturities_a_year": "每年到期的公債",
    "indemnity_cumulative": "累計繳給財政部的現金",
    "total_assets": "總資產",
    "jgb_under_target": "公債（殖利率是目標的年代）",
    "long_jgb": "長期公債",
    "unrealised_gain": "公債未實現損益",
}

KINDS = {
    "policy": "公布的措施",
    "mix": "期限分布",
    "opening": "起點",
    "parameter": "參數",
    "path": "給定的路徑",
}


def _name(score: Score) -> str:
    first, last = score.first[:4], score.last[:4]
    return f"{BANKS[score.bank]}：{SERIES[score.series]}<br>{first} 至 {last} 年"


def _backtest(_: Way) -> str:
    rows = [
        (
            f"banks-{score.bank}-{score.series.replace('_', '-')}-{score.first[:4]}",
            [
                _name(score),
                str(score.n),
                formats.percent(score.mape, 1),
                f"{formats.percent(score.max_error, 1)}<br>{formats.month(score.max_at)}",
            ],
        )
        for score in backtest_banks.scores()
    ]
    head = ["數列", "點數", "平均誤差", "差最多的一點"]
    return html_tables.table(head, rows, "三家央行：模型與公布數字", 3)


def _remembered(_: Way) -> str:
    """Count what is from memory, by bank and kind: every such input is in the records, with its note."""
    found: dict[tuple[str, str], set[str]] = {}
    for scenario in (backtest_banks.ECB, backtest_banks.ECB_PEPP, backtest_banks.BOE, *backtest_banks.BOJ,
                     backtest_banks.BOJ_TARGET):  # fmt: skip
        bank = next(b for b in BANKS if scenario.startswith(b))
        for line in backtest_banks.given_of(scenario):
            sure, _colon, what = line.partition(": ")
            if sure.startswith("memory"):
                found.setdefault((bank, what.split()[0]), set()).add(what)
    rows = [
        ("", [f"{BANKS[bank]}：{KINDS[kind]}", str(len(names))])
        for (bank, kind), names in sorted(found.items(), key=lambda pair: list(BANKS).index(pair[0][0]))
    ]
    names = [
        entry.name_zh
        for bank in BANKS
        for entry in data.parameters(bank).values()
        if entry.confidence == "memory-approx"
    ] + [
        path.name_zh
        for bank in BANKS
        for path in data.environment(bank).values()
        if path.confidence == "memory-approx"
    ]
    listed = "、".join(dict.fromkeys(escape(name) for name in names))
    return (
        html_tables.table(["憑記憶的輸入", "項數"], rows, "憑記憶的輸入", 1)
        + f"<p>其中只約略記得的：{listed}。</p>"
    )


def _moved(key: str, value: float) -> str:
    """Say what one parameter at an end of its range does to the series that it is for."""
    if key == "premium_amortisation":
        held = runs.run(backtest_banks.ECB, None, {key: value})
        model = [
            a + b
            for a, b in zip(held.columns["treasuries"], held.columns["other_programme_holdings"], strict=True)
        ]
        at = held.months.index("2026-03")
        return f"2026 年 3 月底 {formats.money(model[at], 'bn EUR')}"
    columns = runs.run(backtest_banks.BOE, None, {key: value})
    cash = columns.columns["indemnity_cumulative"]
    end = cash[columns.months.index("2025-12")]
    return f"高點 {formats.money(max(cash), 'bn GBP')}，2025 年底 {formats.money(end, 'bn GBP')}"


def moved_parameters() -> Iterator[tuple[str, str, float, str]]:
    """Return each moved parameter: its bank, its key, the value it is moved to, what that does in words."""
    for bank, key in (("ecb", "premium_amortisation"), ("boe", "purchase_premium"), ("boe", "purchase_life")):
        entry = data.parameters(bank)[key]
        for value in (entry.low, entry.value, entry.high):
            yield bank, key, value, build_cache.once(f"moved {key} {value}", partial(_moved, key, value))


def _sensitivity(_: Way) -> str:
    rows = []
    for bank, key, value, said in moved_parameters():
        name = escape(data.parameters(bank)[key].name_zh)
        rows.append(("", [name, formats.trimmed(value, 6), said]))
    return html_tables.table(["參數", "取值", "結果"], rows, "參數動到範圍的兩端")


CURRENCY = {"fed": "bn USD", "ecb": "bn EUR", "boe": "bn GBP"}


def _conversion(bank: str) -> list[str]:
    found = conversions.conversion(bank)
    name = {"fed": "聯準會", **BANKS}[bank]
    when = f"{formats.month(found.before)}底至{formats.month(found.last)}底"
    amount = formats.money(found.reduction, CURRENCY[bank])
    low, high = (formats.decimal(end, 0) for end in found.effect_range)
    hikes = (found.same_yield, found.same_outcome, found.rule)
    return [
        f"{name}<br><small>{when}</small>",
        f"{amount}<br><small>GDP 的 {formats.percent(found.share)}</small>",
        f"{formats.decimal(found.effect, 0)}<br><small>{low} 至 {high}</small>",
        *(formats.decimal(hike, 0) for hike in hikes),
    ]


def _rate_equivalents(_: Way) -> str:
    """Three run-offs in rate rises, each definition in a column of its own."""
    head = [
        "央行", "縮減，模型", "十年期殖利率，基點", "一、同樣的十年期殖利率", "二、同樣的總體結果",
        "三、經驗比例",
    ]  # fmt: skip
    rows = [("", build_cache.once(f"conversion {bank}", partial(_conversion, bank))) for bank in CURRENCY]
    return html_tables.table(head, rows, "縮表折成政策利率的升幅，基點；一碼是 25 個基點", 5)


TABLES: dict[str, Callable[[Way], str]] = {
    "banks_backtest": _backtest,
    "banks_remembered": _remembered,
    "banks_sensitivity": _sensitivity,
    "banks_rate_equivalents": _rate_equivalents,
}
