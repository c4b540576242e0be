"""How fresh the official tables are: under a figure, in a line on the first page, table by table."""

from collections.abc import Callable
from html import escape

from macros.text import formats, html_tables
from qeqt import data
from qeqt.data.official import staleness
from qeqt.data.official.staleness import Freshness

Way = Callable[[str], str]
WAYS_ZH = {"renewed": "程式", "by_hand": "人工", "closed": "不再更新"}


def awaited(one: Freshness) -> str:
    """Say when the next observation is due, or that it was due when the table was last read."""
    if one.by is None:
        return ""
    of = f"（{one.label}）" if one.label else ""
    return f"{'已逾期：' if one.overdue else ''}{formats.date(one.by.isoformat())}前{of}"


def overdue() -> tuple[int, int, str]:
    """Return how many tables were overdue when they were read, of how many, and when one was read last."""
    every = staleness.all_tables()
    late = sum(1 for one in every if one.overdue)
    return late, len(every), formats.date(max(one.accessed for one in every))


def line(way: Way) -> str:
    """Say in a sentence how fresh the tables are, for the first page."""
    late, count, read = overdue()
    link = f'<a href="{way("sources.md#sources-freshness")}">逐張看</a>'
    said = (
        f"官方數字最近一次取用是 {read}；{count} 張表裡，"
        f"取用時有 {late} 張已經過了下一筆該發布的日子（{link}）。"
    )
    return f'<p class="qeqt-freshness"><small>{said}</small></p>'


def counted(_: Way) -> str:
    """Say how many tables are renewed in which way, and how many were overdue."""
    late, count, read = overdue()
    by_way = {way: sum(1 for one in staleness.all_tables() if one.way == way) for way in WAYS_ZH}
    return (
        f'<p class="qeqt-freshness">書裡的圖用了 {count} 張官方統計表：'
        f"{by_way['renewed']} 張有向發布者更新的程式，{by_way['by_hand']} 張人工更新，"
        f"{by_way['closed']} 張是已經結束的一段。最近一次取用是 {read}；"
        f"各表取用的時候，有 {late} 張已經過了下一筆該發布的日子。</p>"
    )


def table(_: Way) -> str:
    """Print every table: way, last observation, what is due next, who publishes or where to look."""
    rows = []
    for one in staleness.all_tables():
        meta = data.figure(one.table).meta
        where = (
            html_tables.source(meta.producer, one.look_at)
            if one.look_at
            else escape("；".join(one.publishers))
        )
        name = f'<a href="#data-{one.table}">{escape(meta.name_zh)}</a>'
        last = formats.month(one.last) if meta.frequency == "monthly" else formats.date(one.last)
        note = awaited(one) or one.reason
        rows.append((f"fresh-{one.table}", [name, WAYS_ZH[one.way], last, escape(note), where]))
    return html_tables.table(
        ["表", "怎麼更新", "資料至", "下一筆", "向誰取、到哪裡看"], rows, "官方統計表的新舊"
    )


def anchors() -> list[str]:
    """Return the ids of the table's rows."""
    return [f"fresh-{one.table}" for one in staleness.all_tables()]
