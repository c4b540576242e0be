"""What of the records was read, and where their links lead."""

from collections.abc import Iterator

from macros.audit.measure import Row
from macros.tables import readings

READ = {"事實": ("facts", 276), "事件": ("events", 103), "政策決定": ("policy values", 208)}
"""Name in English, and the least that must be read at the publisher's own text: nothing is unread again."""
TEXT_OR_CELL = 400
"""The least of the facts that stand on the publisher's text or on a cell read in a copy of the series."""


def audit_records() -> Iterator[Row]:
    """Records read at the publisher's text, series read cell by cell in a copy, and where links lead."""
    found = readings.counts()
    for name, (english, floor) in READ.items():
        read = found[name]["讀過原文"]
        yield Row(f"{english} read at the publisher's text, of {found[name].total()}", read, "", floor=floor)
    told = found["事實"]["讀過原文"] + found["事實"]["讀過官方數列的備份"]
    yield Row("facts read at the text, or cell by cell in a copy of the series", told, "", floor=TEXT_OR_CELL)
    documents, doors, without = readings.links()
    yield Row("facts and events linked to a document", documents, "")
    yield Row("facts and events linked to a front door", doors, "", budget=0)
    yield Row("facts and events named without a link", without, "")
