"""How far each record was read, in plain words, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from macros.text import html_tables
from qeqt import data
from qeqt.core.banks import BANKS
from qeqt.data.front_doors import front_door
from qeqt.data.records import Event, Fact, Step

Read = Fact | Event | Step

GRADES = {
    "讀過原文": "讀到發布者自己的公告、紀錄、法條、報表或論文（或它的全文存檔），抄下位置與讀到的字句、格子",
    "讀過官方數列的備份": "在公開備份裡讀到官方數列的那一格；發布者自己的檔案這次沒有打開",
    "據報導": "原文還沒讀到，兩份以上互相獨立的文本這樣寫",
    "讀過整理或報導": "讀到的是引用官方數字的報導、整理或論文摘要",
    "本書計算": "由讀到的數字算出來，算法寫在出處裡",
    "公認的紀錄": "公認的政策紀錄，原文這次沒有讀到",
}
"""From the firmest: what a reader is told, and what it means."""


def grade(record: Read) -> str:
    """Return the plain words for how far a record was read."""
    if record.official_read:
        return "讀過原文"
    if record.words:
        return "讀過官方數列的備份"
    if getattr(record, "reported", False):
        return "據報導"
    return {"computed": "本書計算", "read": "讀過整理或報導"}.get(record.confidence, "公認的紀錄")


def line(record: Read) -> str:
    """Say how a record was read, with the words or the cell that were read."""
    return f"{grade(record)}：{escape(record.words)}" if record.words else grade(record)


def steps() -> list[Step]:
    """Return every dated decision of every bank."""
    return [step for bank in BANKS for measure in data.policy(bank).values() for step in measure.steps]


def counts() -> dict[str, Counter[str]]:
    """Return how many facts, events and decisions stand in each grade."""
    kinds: dict[str, Iterable[Read]] = {
        "事實": data.facts().values(),
        "事件": data.events(),
        "政策決定": steps(),
    }
    return {name: Counter(map(grade, records)) for name, records in kinds.items()}


def links() -> tuple[int, int, int]:
    """Return how many facts and events link to a document, to a home page or list, and to nothing."""
    records: list[Fact | Event] = [*data.facts().values(), *data.events()]
    addresses = [record.official_address for record in records]
    linked = [address for address in addresses if address]
    doors = len([address for address in linked if front_door(address)])
    return len(linked) - doors, doors, len(addresses) - len(linked)


def readings() -> str:
    """Print the grades, what they mean, and how many records stand in each."""
    found = counts()
    rows = [
        (f"grade-{at}", [name, meaning, *(f"{found[kind][name]:,}" for kind in found)])
        for at, (name, meaning) in enumerate(GRADES.items(), 1)
    ]
    return html_tables.table(["標示", "意思", *found], rows, "每一筆讀到什麼程度", numbers=len(found))
