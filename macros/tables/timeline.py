"""The timeline: what happened, on which kind of day, and by whom; with a filter where scripts run."""

from html import escape

from macros.tables import readings
from macros.text import formats, html_tables
from qeqt import data
from qeqt.core import banks
from qeqt.data.records import Event

BANKS = {
    **{name: bank.name_zh for name, bank in banks.BANKS.items()},
    "cbc": "台灣央行",
    "other": "其他",
}
"""Who acted, as the filter and the entries name them."""
KINDS = {
    "qe": "買進（QE）",
    "qt": "縮表（QT）",
    "rate": "利率",
    "facility": "流動性工具",
    "law": "法律與制度",
    "market": "市場",
    "taiwan": "台灣",
}
"""What an event belongs to, as the filter names it."""
DAYS = {"decided": "決定", "effective": "生效", "data": "數據"}
"""What the date of an event is the date of."""


def when(event: Event) -> str:
    """Say the day, what kind of day it is and whose: 2025 年 12 月 1 日生效（聯準會）."""
    until = f"至 {formats.date(event.until)}" if event.until else ""
    return f"{formats.date(event.date)}{until}{DAYS[event.date_is]}（{BANKS[event.bank]}）"


def entry(event: Event) -> str:
    """Return one event as an entry; the filter reads its bank and its kind."""
    said = ("據報導：" if event.reported else "") + event.detail_zh
    return (
        f'<div id="event-{event.id}" data-bank="{event.bank}" data-kind="{event.kind}">'
        f"<dt>{escape(event.title_zh)}</dt>"
        f'<dd class="qeqt-records__value">{when(event)}</dd>'
        f"<dd>{escape(said)}</dd>"
        f"<dd>{html_tables.source(event.source, event.official_address)}</dd>"
        f"<dd>{readings.line(event)}</dd></div>"
    )


def choices() -> str:
    """Return the filter of the list and of the axis above it."""
    events = data.events()
    return html_tables.record_filter(
        ".qeqt-timeline > [data-bank]",
        [
            ("bank", "誰", BANKS, {event.bank for event in events}),
            ("kind", "哪一類", KINDS, {event.kind for event in events}),
        ],
        ("件", "沒有這樣的事件。"),
    )


def timeline() -> str:
    """Return the list of all events."""
    blocks = "".join(entry(event) for event in data.events())
    return f'<dl class="qeqt-records qeqt-timeline" data-unsearched>{blocks}</dl>'
