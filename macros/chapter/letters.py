"""Letters that are not seen, not of the book's scripts, or a digit in disguise; days that no calendar has."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from qeqt.data import sense

UNSEEN = re.compile(
    rf"{sense.UNSEEN.pattern}|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2064\u3164\U000e0000-\U000e007f]"
)
SCRIPTS = ("LATIN", "CJK UNIFIED", "HIRAGANA", "KATAKANA", "BOPOMOFO", "IDEOGRAPHIC", "MODIFIER", "MICRO")
"""Scripts that a page is written in: words of Japanese are quoted, Latin ones may have marks."""
DAY = re.compile(
    r"(?<![\d.])(?:(?P<year>\d{4})[ \u00a0]?年[ \u00a0]?)?(?P<month>\d{1,2})[ \u00a0]?月"
    r"(?:[ \u00a0]?(?P<day>\d{1,2})[ \u00a0]?[日號](?!圓))?"
    r"|(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\w-])"
)
UNTIL = re.compile(r"(?:截至|資料到|更新到|數字到|止於)[ \u00a0]?$")
LEAP = 2024


def faults(text: str, plain: str) -> Iterator[tuple[int, str]]:
    """Yield the place and what is wrong there; ``plain``: the text without code, macro calls and formulas."""
    for found in UNSEEN.finditer(text):
        yield found.start(), f"the letter U+{ord(found[0]):04X} is not seen: leave it out"
    for place, letter in enumerate(plain):
        if letter > "\x7f" and (said := wrong(letter)):
            yield place, f"{letter!r} (U+{ord(letter):04X}) {said}"
    yield from days(plain)


def wrong(letter: str) -> str:
    """Return why a letter may not stand on a page, or nothing."""
    kind, name = unicodedata.category(letter), unicodedata.name(letter, "")
    if kind in ("Nd", "No", "Nl") and not name.startswith(("SUPERSCRIPT", "SUBSCRIPT")):
        return "is a digit in disguise: write 0 to 9"
    if kind in ("Co", "Cn"):
        return "is no letter that fonts have"
    if kind.startswith("L") and not name.startswith(SCRIPTS):
        return "is of a script that the book does not use"
    return ""


def days(plain: str) -> Iterator[tuple[int, str]]:
    """Yield days that no calendar has, and data that would be of a day to come."""
    for found in DAY.finditer(plain):
        try:
            day = date.fromisoformat(found["iso"]) if found["iso"] else counted(found)
        except ValueError:
            yield found.start(), f"{found[0]!r}: no calendar has this day"
            continue
        dated = found["year"] or found["iso"]
        if dated and day.isoformat() > sense.today() and UNTIL.search(plain[: found.start()]):
            yield found.start(), f"{found[0]!r}: data are of a day that was, up to {sense.today()}"


def counted(found: re.Match[str]) -> date:
    """The day that the words name; the first of a month, and a leap year, where they leave it open."""
    return date(int(found["year"] or LEAP), int(found["month"]), int(found["day"] or 1))
