"""Tables of the page of the title: news over two closes, what a programme added up to, studies, coefficients.

News and stocks never stand in one column: the one is per 10 basis points of surprise, the other years.
"""

import math
from collections import Counter
from collections.abc import Callable
from html import escape

from macros.figures.html import Way
from macros.kept import band_draws, model_answers
from macros.tables.model import RESTS_ON
from macros.text import formats, html_tables
from qeqt.core import months
from qeqt.data.studies import Study, studies
from qeqt.study.estimation import coefficients, records, stock
from qeqt.study.estimation.outcomes import observed
from qeqt.study.estimation.stock import INSTRUMENTS, Instrument, Programme
from qeqt.study.estimation.table import Row, verdict

NEWS = {"rates": "利率", "guidance": "前瞻指引", "purchases": "買債"}
OUTCOMES = {"twd_per_usd": "新台幣", "taiex": "台股", "foreign_net_buying": "外資"}
WAYS = {"twd_per_usd": ("升", "貶"), "taiex": ("跌", "漲"), "foreign_net_buying": ("賣超", "買超")}
"""What below and above zero is called."""
VERDICTS = {
    "stands": "站得住",
    "rests on few dates": "靠少數幾天",
    "does not stand": "跟零分不開",
    "placebo dates tell too": "亂選的日期也這樣",
    "too few to judge": "次數太少",
}
SINCE = {"2008-14": "2008-10", "2020-21": "2020-02", "2022-25": "2022-05"}
"""Month before a programme, for what happened besides."""
PERIODS = {"2008-14": "from_2008_to_2014", "2020-21": "from_2020_to_2021", "2022-25": "from_2022"}


def amount(outcome: str, size: float) -> str:
    """Print the size of a response: percent, or 億 of trading."""
    if outcome == "foreign_net_buying":
        return f"{formats.money(size, 'bn TWD', '億', bare=True)}{formats.NBSP}億元"
    return formats.percent(size, 2)


def moved(outcome: str, value: float) -> str:
    """Say which way and how far: 貶 0.24%."""
    return f"{WAYS[outcome][value > 0]} {amount(outcome, abs(value))}"


def between(outcome: str, low: float, high: float) -> str:
    """Say where nine in ten lie: 貶 0.10% 至 0.38%, or 跌 0.28% 至漲 1.96% across zero."""
    near, far = sorted((low, high), key=abs)
    if low * high <= 0.0:
        return f"{moved(outcome, low)}至{moved(outcome, high)}".replace("%至", "% 至")
    if outcome == "foreign_net_buying":
        return f"{moved(outcome, near).removesuffix(formats.NBSP + '億元')} 至 {amount(outcome, abs(far))}"
    return f"{moved(outcome, near)} 至 {amount(outcome, abs(far))}"


def told(row: Row) -> str:
    """Return an estimate with its interval, as a cell."""
    mark = "" if row.tells else "<br><small>跟零分不開</small>"
    range90 = between(row.outcome, row.low, row.high)
    return f"{moved(row.outcome, row.estimate)}<br><small>{range90}</small>{mark}"


def closes(instrument: Instrument, outcome: str, variant: str) -> Row | None:
    """Return what followed over two closes; none where a sample holds too few announcements."""
    for row in records.kept(instrument.record).rows:
        if (row.method, row.shock, row.outcome, row.variant, row.horizon) == (
            "event_days", instrument.shock, outcome, variant, stock.CLOSES,
        ):  # fmt: skip
            return row
    return None


def _news(_: Way) -> str:
    rows = []
    for instrument in INSTRUMENTS:
        for variant, word in (("all", ""), ("without_3_largest", "，拿掉最大的三天")):
            found = [closes(instrument, outcome, variant) for outcome in OUTCOMES]
            cells = [told(row) if row else "沒有" for row in found]
            count = max(row.n for row in found if row)
            rows.append(("", [f"{NEWS[instrument.key]}{word}<br><small>{count} 次</small>", *cells]))
    caption = "意外緊縮 10 個基點，兩個收盤之後"
    return html_tables.table(["消息", *OUTCOMES.values()], rows, caption)


SERIES = {
    ("bauer_swanson", "MPS_ORTH"): "Bauer、Swanson（2023）：去掉事先知道的",
    ("bu_rogers_wu", "BRW"): "Bu、Rogers、Wu（2021）：整條殖利率曲線",
    ("jarocinski_karadi", "policy"): "Jarociński、Karadi（2020）：政策",
    ("jarocinski_karadi", "information"): "Jarociński、Karadi（2020）：透露的景氣消息",
    ("jarocinski_karadi_by_sign", "policy"): "同上，整天照正負號分：政策",
    ("jarocinski_karadi_by_sign", "information"): "同上，整天照正負號分：景氣消息",
    ("jarocinski_karadi_days", "MP_median"): "同上，逐次會議：政策（本頁的「利率」）",
    ("jarocinski_karadi_days", "CBI_median"): "同上，逐次會議：景氣消息",
    ("jarocinski_unconventional", "u1"): "Jarociński（2024）：當期利率",
    ("jarocinski_unconventional", "u2"): "Jarociński（2024）：承諾（本頁的「前瞻指引」）",
    ("jarocinski_unconventional", "u3"): "Jarociński（2024）：買債（本頁的「買債」）",
    ("jarocinski_unconventional", "u4"): "Jarociński（2024）：對景氣的看法",
    ("nakamura_steinsson", "NS"): "Nakamura、Steinsson（2018）：短期利率期貨",
}
"""Kept record and series -> what it is called on the page."""


def _judged(_: Way) -> str:
    """Every public series of surprises: what each says, and whether it stands."""
    rows = []
    for name in records.names():
        kept = records.kept(name)
        method = "event_days" if any(row.method == "event_days" for row in kept.rows) else "local_projection"
        horizon = stock.CLOSES if method == "event_days" else 0
        after = "兩個收盤" if method == "event_days" else "當月"
        for shock in dict.fromkeys(row.shock for row in kept.rows):
            own = [row for row in kept.rows if row.shock == shock]
            cells = []
            for outcome in OUTCOMES:
                row = next(r for r in own if (r.method, r.outcome, r.variant, r.horizon)
                           == (method, outcome, "all", horizon))  # fmt: skip
                judged = VERDICTS[verdict(own, method, outcome, horizon)]
                cells.append(f"{moved(outcome, row.estimate)}<br><small>{judged}</small>")
            rows.append(("", [f"{SERIES[name, shock]}<br><small>{after}</small>", *cells]))
    return html_tables.table(["意外數列", *OUTCOMES.values()], rows, "每一組公開的意外數列")


ASSETS = {
    "long_rate_deviation": ("美國十年期殖利率（輸入）", "points", "", ""),
    "twd": ("新台幣對美元", "percent", "twd_per_usd", "twd"),
    "taiex": ("台股", "percent", "taiex", "taiex"),
    "foreign_net_buying": ("外資買賣超，累計", "bn TWD", "foreign_net_buying", "flows"),
    "tw_long_yield": ("台灣十年期公債", "points", "", "bond"),
    "tw_mortgage_rate": ("新房貸利率", "points", "", ""),
    "tw_house_prices": ("房價", "percent", "", "homes"),
    "tw_exports": ("出口量", "percent", "", "exports"),
    "tw_cpi": ("消費者物價", "percent", "", "prices"),
}
"""Column -> name, how it is printed, outcome of the estimates, asset of the studies."""
UNSAID = {
    "long_rate_deviation": "這是美國那一頭的答案，不是台灣的；存量公式的誤差都帶進下面每一列。",
    "twd": "央行會調節，匯價看不到的壓力在外匯存底裡，而存底的資料一年只有一點，估不出來。",
    "taiex": "幾年裡的景氣、獲利與風險胃口也推著股價，沒有辦法把聯準會那一份挑出來。",
    "foreign_net_buying": "買賣超是換手，不是錢進出台灣；跨境資金沒有月資料可估。",
    "tw_long_yield": "手邊的台灣公債殖利率只有四個點，一個反應都估不出來；係數是自選的。",
    "tw_mortgage_rate": "一年一點，估不出來；模型讓它跟著央行的利率走。",
    "tw_house_prices": "季資料 2018 年才開始，短於一個反應要的長度；係數多半自選。",
    "tw_exports": "季資料的反應多半跟零分不開，跟晶片循環也拆不開。",
    "tw_cpi": "季資料估出的符號互相矛盾，不能用；傳遞率引央行的說法。",
}


def unit_of(column: str) -> str:
    """Return what follows a size of an asset."""
    kind = ASSETS[column][1]
    return {"percent": "%", "points": f"{formats.NBSP}個百分點"}.get(kind, f"{formats.NBSP}億元")


def bare_size(column: str, value: float) -> str:
    """Print a size of an asset without way and unit; below 1% by hundredths."""
    kind, size = ASSETS[column][1], abs(value)
    if kind == "bn TWD":
        return formats.money(size, kind, "億", bare=True)
    return formats.decimal(size, 2 if kind == "points" or size < 1.0 else 1)


def way_of(column: str, value: float) -> str:
    """Say which way an asset goes."""
    ways = {"twd": ("貶", "升"), "taiex": ("跌", "漲"), "foreign_net_buying": ("賣超", "買超")}
    return ways.get(column, ("低", "高"))[value > 0]


def model_size(column: str, value: float) -> str:
    """Print what the model says of an asset, which way first."""
    return f"{way_of(column, value)} {bare_size(column, value)}{unit_of(column)}"


def model_between(column: str, low: float, high: float) -> str:
    """Say where nine draws in ten lie: 漲 3.1% 至 8.7%, or 低 0.06 至高 0.14 個百分點 across zero."""
    near, far = sorted((low, high), key=abs)
    unit = unit_of(column)
    if low * high > 0.0:
        first = bare_size(column, near) + ("%" if unit == "%" else "")
        return f"{way_of(column, near)} {first} 至 {bare_size(column, far)}{unit}"
    first = f"{way_of(column, low)} {bare_size(column, low)}" + ("%" if unit == "%" else "")
    return f"{first} 至{model_size(column, high)}"


def long_run(outcome: str, value: float) -> str:
    """Say how far a price went over years."""
    return f"{WAYS[outcome][value > 0]} {formats.percent(abs(value), 1)}"


def happened(programme: Programme, column: str) -> str:
    """Say what the asset itself did in those years, whatever moved it; nothing where no series is at hand."""
    since, until = SINCE[programme.key], programme.month
    over = f"同期實際（{formats.month(since)}底至 {formats.month(until)}底，什麼原因都算）："
    if column == "taiex":
        path = observed("taiwan_stock_index_month", "taiex")
        return over + long_run("taiex", 100.0 * (path[until] / path[since] - 1.0))
    if column == "twd":
        path = observed("taiwan_rates", "twd")
        return over + long_run("twd_per_usd", 100.0 * (1.0 - path[since] / path[until]))
    if column == "foreign_net_buying":
        path = observed("taiwan_trading_month", "foreign_net_buying")
        names = months.names(months.after(since, 1), months.between(since, until))
        return over + moved("foreign_net_buying", math.fsum(path[month] for month in names))
    return ""


def news_of(programme: Programme, outcome: str) -> str:
    """Say what the announcements of those years moved, per 10 bp, a kind of news after another."""
    if not outcome:
        return "消息：沒有每天的數字，估不出兩個收盤的反應。"
    found = []
    for instrument in INSTRUMENTS:
        row = closes(instrument, outcome, PERIODS[programme.key])
        if row is not None:
            zero = "" if row.tells else "，跟零分不開"
            found.append(f"{NEWS[instrument.key]}，{row.n} 次，{moved(outcome, row.estimate)}"
                         f"（{between(outcome, row.low, row.high)}{zero}）")  # fmt: skip
    if not found:
        return "消息：這段期間的宣布太少，不另外估。"
    return "消息（每 10 個基點的意外緊縮，兩個收盤）：" + "；".join(found) + "。"


def studied(programme: Programme, asset: str) -> str:
    """Name the studies of an asset in those years, linked to their entries."""
    if not asset:
        return ""
    found = [one for one in studies().values() if asset in one.assets and programme.key in one.periods]
    if not found:
        return "研究：沒有找到（怎麼找，見本頁最後）。"
    names = "、".join(f'<a href="#study-{one.key}">{escape(short(one))}（{one.year}）</a>' for one in found)
    return f"研究：{names}。"


def short(one: Study) -> str:
    """Name a study by its first author."""
    authors = one.authors.split("、")
    if not authors[0].isascii():
        return one.authors
    return f"{authors[0].split()[-1]} 等" if len(authors) > 1 else authors[0]


def _stretched(_: Way) -> str:
    """News about purchases, the only kind whose first stage is strong, multiplied up to each stock."""
    rows = []
    for programme in stock.PROGRAMMES:
        ends = model_answers.bands()[band_draws.lacking(programme)].ends
        cells = []
        for outcome, column in (("twd_per_usd", "twd"), ("taiex", "taiex")):
            found = stock.stretch(programme, INSTRUMENTS[2], outcome, "all").stretched
            low, high = (ends[column][programme.month][n] for n in (0, 3))
            cells += [
                f"{moved(outcome, found[0])}<br><small>{between(outcome, *found[1:])}</small>",
                f"{model_size(column, stock.stock(programme, column))}<br><small>"
                f"{model_between(column, low, high)}</small>",
            ]
        rows.append(("", [programme.key, *cells]))
    head = ["期間", "新台幣：消息拉長", "新台幣：模型", "台股：消息拉長", "台股：模型"]
    return html_tables.table(head, rows, "買債的消息拉長到存量，與模型並列")


def _period(programme: Programme) -> Callable[[Way], str]:
    def table(_: Way) -> str:
        ends = model_answers.bands()[band_draws.lacking(programme)].ends
        found = []
        for column, (name, _kind, outcome, asset) in ASSETS.items():
            value = stock.total(programme, column) if column in band_draws.ADDED_UP else stock.stock(
                programme, column)  # fmt: skip
            low, high = (ends[column][programme.month][n] for n in (0, 3))
            found.append(
                (
                    f"how-much-{programme.key}-{column.replace('_', '-')}",
                    name,
                    model_size(column, value),
                    [
                        f"存量（模型）：九成在{model_between(column, low, high)}",
                        "" if column == "long_rate_deviation" else news_of(programme, outcome),
                        happened(programme, column),
                        studied(programme, asset),
                        f"不能說的：{UNSAID[column]}",
                    ],
                )
            )
        return html_tables.entries(found)

    return table


def signed(value: float) -> str:
    """Print basis points with their sign."""
    return ("+" if round(value) > 0 else "") + formats.basis_points(value)


def _stretch(_: Way) -> str:
    rows = []
    for programme in stock.PROGRAMMES:
        for instrument in INSTRUMENTS:
            one = stock.stretch(programme, instrument, "taiex", "all")
            less = stock.stretch(programme, instrument, "taiex", "without_1_largest")
            first = "太弱，不能除" if one.is_weak else formats.decimal(one.f, 0)
            rows.append(
                (
                    "",
                    [
                        f"{programme.key}　{NEWS[instrument.key]}",
                        signed(one.stock_bp),
                        signed(one.surprises_bp),
                        f"{formats.decimal(one.times, 1)} 倍<br><small>拿掉最大的一天，至少 "
                        f"{formats.decimal(less.times, 1)} 倍</small>",
                        first,
                    ],
                )
            )
    head = ["期間與消息", "模型的存量", "意外加總", "存量是最大一個月消息的", "第一階段 F"]
    return html_tables.table(head, rows, "從消息到存量，要拉長多少")


TAIWAN = {
    "only": "只談台灣",
    "among others": "台灣是其中一國",
    "not said": "讀到的部分沒有寫台灣在不在內",
    "not": "不含台灣",
}
READ = {"opening": "讀到全文的開頭", "abstract": "讀到摘要"}


def _studies(_: Way) -> str:
    return html_tables.entries(
        [
            (
                f"study-{one.key}",
                f"{escape(one.authors)}（{one.year}）",
                TAIWAN[one.taiwan],
                [
                    html_tables.source(f"〈{one.title}〉，{one.where}", one.address),
                    f"樣本：{escape(one.sample_zh)}",
                    f"方法：{escape(one.method_zh)}",
                    f"結果：{escape(one.found_zh)}",
                    f"大小：{escape(one.size_zh) or '讀到的部分沒有寫'}",
                    f"{READ[one.read]}：{escape('；'.join(one.seen_in))}，{formats.date(one.seen)}",
                ],
            )
            for one in studies().values()
        ]
    )


def _coefficients(_: Way) -> str:
    kept = coefficients.kept()
    counted = Counter(row["basis"] for row in kept)
    rows = [("", [word, str(counted[basis])]) for basis, word in RESTS_ON.items()]
    rows.append(("", ["合計", f"<strong>{len(kept)}</strong>"]))
    return html_tables.table(["台灣的係數站在什麼上面", "幾個"], rows, "台灣的係數", 1)


TABLES: dict[str, Callable[[Way], str]] = {
    "taiwan_news": _news,
    "taiwan_news_series": _judged,
    **{f"taiwan_{programme.key.replace('-', '_')}": _period(programme) for programme in stock.PROGRAMMES},
    "taiwan_stretch": _stretch,
    "taiwan_stretched": _stretched,
    "taiwan_studies": _studies,
    "taiwan_coefficients": _coefficients,
}


def anchors(name: str) -> list[str]:
    """Return the ids that one of these tables brings to its page."""
    if name == "taiwan_studies":
        return [f"study-{key}" for key in studies()]
    for programme in stock.PROGRAMMES:
        if name == f"taiwan_{programme.key.replace('-', '_')}":
            return [f"how-much-{programme.key}-{column.replace('_', '-')}" for column in ASSETS]
    return []
