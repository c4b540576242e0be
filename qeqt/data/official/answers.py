"""What a publisher's answer is read into: days, numbers, the unit it names; strict, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
NOTHING = ("", ".", "-", "–", "ND", "NA", "NC", "null", "NaN")
"""What publishers print where there is no number."""


class AnswerError(ValueError):
    """A publisher's answer is not what it should be. The message says what, and what to do."""


class NothingYetError(AnswerError):
    """A publisher who answers month by month has nothing for the month asked."""


@dataclass
class Reading:
    """A series as it was read: day -> value, and what the answer says of its unit."""

    values: dict[str, float] = field(default_factory=dict)
    unit: str = ""
    published: str = ""
    """The day on which its publisher last changed it, where the answer says so."""
    blank: set[str] = field(default_factory=set)
    """Days that the answer lists without a number."""

    def put(self, day: str, cell: object, where: str) -> None:
        """Take one observation in. Raises AnswerError for a day that is there already, or no number."""
        if day in self.values or day in self.blank:
            raise AnswerError(f"{where}: {day} stands twice; one observation a day is needed")
        value = number(cell, where)
        if value is None:
            self.blank.add(day)
        else:
            self.values[day] = value


def decoded(body: bytes, encoding: str = "utf-8-sig") -> str:
    """Return an answer's text. Raises AnswerError for another encoding, a web page, or nothing at all."""
    if not body.strip():
        raise AnswerError("the answer is empty; ask again later")
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise AnswerError(f"the answer is UTF-16, {encoding} is needed: the publisher changed its files")
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise AnswerError(
            f"the answer is not {encoding} (byte {error.start}): Big5, or the publisher changed its files"
        ) from None
    if re.match(r"\s*<(!doctype|html|head|body|script)", text, re.IGNORECASE):
        raise AnswerError(
            "a web page came instead of figures: maintenance, a wall against programs, or a moved address; "
            "open the address in a browser"
        )
    if "\x00" in text:
        raise AnswerError("the answer holds zero bytes: it arrived damaged; ask again later")
    return text


def lines(text: str) -> list[str]:
    """Return the lines of a text, whichever way they end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def number(cell: object, where: str) -> float | None:
    """Return a cell as a number, None where there is none. Raises AnswerError for anything else."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        raise AnswerError(f"{where}: {cell!r} stands where a number is needed")
    text = str(cell).strip()
    if text in NOTHING:
        return None
    if not NUMBER.fullmatch(text) or not any(letter.isdigit() for letter in text):
        raise AnswerError(f"{where}: {text[:40]!r} stands where a number is needed")
    value = float(text.replace(",", ""))
    if abs(value) == float("inf"):
        raise AnswerError(f"{where}: {text[:40]!r} stands where a number is needed")
    return value


def day_of(text: object, form: str, where: str) -> str:
    """Return a publisher's date as YYYY-MM-DD; `form` as for strptime. Raises AnswerError for no such day."""
    try:
        if form == "%Y-%m-%d" and re.fullmatch(r"\d{4}-\d\d-\d\d", str(text), re.ASCII):
            found = date.fromisoformat(str(text))  # the same, ten times as fast
        else:
            found = datetime.strptime(str(text).strip(), form).date()
    except ValueError:
        raise AnswerError(
            f"{where}: {str(text)[:40]!r} stands where a date like "
            f"{date(2026, 8, 31).strftime(form)!r} is needed"
        ) from None
    return found.isoformat()


def period_day(text: object, where: str) -> str:
    """Return the first day of 2026, 2026M08, 2026-M8, 2026-08, 2026-Q3, 2026:Q3 or 2026-08-31, 20260831."""
    plain = str(text).strip()
    match = re.fullmatch(r"(\d{4})(?:[-:]?Q([1-4])|-?M(\d{1,2})|-?(\d{2})(?:-?(\d{2}))?)?", plain, re.ASCII)
    if not match:
        raise AnswerError(f"{where}: {plain[:40]!r} stands where a period is needed")
    month = int(match[2]) * 3 - 2 if match[2] else int(match[3] or match[4] or 1)
    try:
        return date(int(match[1]), month, int(match[5] or 1)).isoformat()
    except ValueError:
        raise AnswerError(f"{where}: {plain[:40]!r} is no day") from None


def roc_day(text: object, where: str) -> str:
    """Return 115/08/03, a day of the Republic's calendar, as YYYY-MM-DD."""
    match = re.fullmatch(r"\s*(\d{2,3})/(\d{1,2})/(\d{1,2})\s*", str(text), re.ASCII)
    try:
        assert match
        return date(int(match[1]) + 1911, int(match[2]), int(match[3])).isoformat()
    except (AssertionError, ValueError):
        raise AnswerError(
            f"{where}: {str(text)[:40]!r} stands where a date like 115/08/31 is needed"
        ) from None
