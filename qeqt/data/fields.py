"""How a record file is read: field by field, every slip collected, one message for the whole file."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from qeqt.data import ledger, own, sense
from qeqt.data.front_doors import front_door
from qeqt.data.text_files import EncodingError, text_of

CONFIDENCE = ("read", "computed", "memory-sure", "memory-approx")
"""How sure a record is: seen in a public source, computed from such, known well, known roughly."""

PACKAGE = Path(__file__).parents[1]


class RecordError(ValueError):
    """A record file says something it may not say. The message lists every slip of the file."""


class Slips:
    """The slips found in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[str] = []

    def add(self, where: str, found: object, right: str) -> None:
        """Keep one slip: the key, the value found there, what would be right."""
        self.found.append(f"{where}: found {quoted(found)}; {right}")

    def raise_any(self) -> None:
        """Raise one error that lists them all, if there is any."""
        if self.found:
            count = "1 slip" if len(self.found) == 1 else f"{len(self.found)} slips"
            raise RecordError(f"{file_name(self.path)}: {count}\n  " + "\n  ".join(self.found))


def file_name(path: Path) -> str:
    """Return the path as a reader of the project knows it; an own record as it was brought."""
    if key := own.key_of(path):
        return own.in_use().called.get(key, key)
    parent = PACKAGE.parent
    return path.relative_to(parent).as_posix() if path.is_relative_to(parent) else path.as_posix()


def quoted(value: object) -> str:
    """Return a value as a message shows it; None is 'nothing'."""
    if value is None:
        return "nothing"
    text = repr(value) if isinstance(value, (str, list, dict, tuple)) else str(value)
    return text if len(text) <= 80 else text[:77] + "..."


def nearest(word: object, valid: Iterable[str]) -> str:
    """Return 'nearest valid: …' and the choice, for the end of a message."""
    options = sorted(valid)
    close = difflib.get_close_matches(str(word), options, n=1, cutoff=0.5)
    listed = ", ".join(options) if len(options) <= 24 else f"{len(options)} possible"
    return (f"nearest valid: {close[0]}; " if close else "") + f"valid: {listed}"


def toml(path: Path) -> dict[str, Any]:
    """Return a TOML file's content; a file that is missing, not UTF-8 or not TOML is a RecordError."""
    brought = own.content_of(path)
    if brought is not None:
        return brought
    try:
        content = tomllib.loads(written(path))
    except tomllib.TOMLDecodeError as error:
        raise RecordError(f"{file_name(path)}: not TOML: {error}") from None
    for key in sorted(keys_of(content)):
        if right := sense.of_name(key):
            raise RecordError(f"{file_name(path)}: the name {quoted(key)}: {right}")
    as_accepted(path, dict(ledger.leaves(content)))
    return content


def keys_of(content: object) -> set[str]:
    """Return every key of a file's content, at whatever depth."""
    if isinstance(content, dict):
        return {*content}.union(*map(keys_of, content.values()))
    return set().union(*map(keys_of, content)) if isinstance(content, list) else set()


def as_accepted(path: Path, found: ledger.Leaves) -> None:
    """Raise RecordError where a file says otherwise than it was accepted, beyond a revision."""
    if lines := ledger.faults(path, found):
        count = "1 slip" if len(lines) == 2 else f"{len(lines) - 1} slips"
        raise RecordError(f"{file_name(path)}: {count}\n  " + "\n  ".join(lines))


def nothing_missing(folder: Path, suffix: str = ".toml") -> None:
    """Raise RecordError for a file of a room that was accepted and is not there."""
    if gone := ledger.missing(folder, suffix):
        raise RecordError(f"{', '.join(gone)}: no such file; others lean on it")


def written(path: Path) -> str:
    """Return a text file's content; a RecordError of one line for a file that is missing or not UTF-8."""
    if path.is_dir():
        raise RecordError(f"{file_name(path)}: found a folder; a file is needed")
    if not path.exists():
        others = [p.stem for p in path.parent.glob(f"*{path.suffix}") if not p.name.startswith(".")]
        raise RecordError(f"{file_name(path)}: no such file; {nearest(path.stem, others)}")
    try:
        return text_of(path)
    except EncodingError as error:
        raise RecordError(f"{file_name(path)}: {error}") from None
    except OSError as error:
        raise RecordError(f"{file_name(path)}: cannot be read: {error.strerror}") from None


class Table:
    """One table of a record file. Each question names a key; keys never asked for are unknown keys."""

    def __init__(self, slips: Slips, where: str, content: object) -> None:
        self.slips = slips
        self.where = where
        self.asked: set[str] = set()
        self.content: dict[str, Any] = {}
        if isinstance(content, dict):
            self.content = content
        else:
            slips.add(where, content, "a table of keys is needed")

    def slip(self, key: str, right: str) -> None:
        """Keep a slip about one of this table's keys."""
        self.slips.add(f"{self.where}.{key}", self.content.get(key), right)

    def has(self, key: str) -> bool:
        """Say whether the table has the key."""
        self.asked.add(key)
        return key in self.content

    def _value(self, key: str, needed: str, fits: Callable[[Any], bool], default: Any, stand_in: Any) -> Any:
        if not self.has(key):
            if default is None:
                self.slip(key, f"{needed} is needed")
                return stand_in
            return default
        value = self.content[key]
        if fits(value):
            return value
        self.slip(key, f"{needed} is needed")
        return stand_in

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text that is not empty."""
        found = str(self._value(key, "a text", lambda v: isinstance(v, str) and v.strip() != "", default, ""))
        self.printable(key, found)
        return found

    def name(self, key: str) -> str:
        """Return a name that becomes part of an address: lower-case Latin letters, digits, hyphens."""
        found = self.text(key)
        if found and not re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", found):
            self.slip(key, "a name of lower-case Latin letters, digits and hyphens is needed")
        return found

    def printable(self, key: str, *texts: str) -> None:
        """Keep a slip about a text that may not be printed: letters that nobody sees, markup."""
        for text in texts:
            if right := sense.of_text(text):
                self.slip(key, right)

    def choice(self, key: str, options: Iterable[str], default: str | None = None) -> str:
        """Return one of the options."""
        options = tuple(options)
        if not self.has(key) and default is not None:
            return default
        value = self.content.get(key)
        if value not in options:
            self.slip(key, nearest(value, options))
            return options[0] if options else ""
        return str(value)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return true or false."""
        return bool(self._value(key, "true or false", lambda v: isinstance(v, bool), default, False))

    def number(
        self,
        key: str,
        default: float | None = None,
        low: float = -math.inf,
        high: float = math.inf,
    ) -> float:
        """Return a finite number between low and high."""
        needed = "a number" if low == -math.inf and high == math.inf else f"a number from {low:g} to {high:g}"
        return float(
            self._value(key, needed, lambda v: is_number(v) and low <= v <= high, default, max(low, 0.0))
        )

    def whole(self, key: str, default: int | None = None, low: int = 0, high: int = 10**9) -> int:
        """Return a whole number between low and high."""

        def fits(value: Any) -> bool:
            return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high

        return int(self._value(key, f"a whole number from {low} to {high}", fits, default, low))

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return one text or a list of texts, as a tuple."""

        def fits(value: Any) -> bool:
            items = value if isinstance(value, list) else [value]
            return bool(items) and all(isinstance(item, str) and item.strip() != "" for item in items)

        value = self._value(key, "a text or a list of texts", fits, default, ())
        found = (value,) if isinstance(value, str) else tuple(value)
        self.printable(key, *found)
        return found

    def day(self, key: str, default: str | None = None, partial: bool = False) -> str:
        """Return a date as ISO text; partial also admits "YYYY-MM" and "YYYY"."""
        needed = 'a date YYYY-MM-DD (or "YYYY-MM", "YYYY")' if partial else "a date YYYY-MM-DD"
        value = self._value(key, needed, lambda v: is_day(str(v), partial), default, "1900-01-01")
        return str(value)

    def past_day(self, key: str, partial: bool = False) -> str:
        """Return a date that is not in the future."""
        found = self.day(key, partial=partial)
        if right := sense.of_day(found):
            self.slip(key, right)
        return found

    def address(self, key: str) -> str:
        """Return an https address, or an empty text where there is none."""
        right = "an address that begins with https://"
        return str(self._value(key, right, lambda v: isinstance(v, str) and v.startswith("https://"), "", ""))

    def document(self, key: str) -> str:
        """Return the https address of a document, or an empty text; a front door is a slip."""
        address = self.address(key)
        if front_door(address):
            self.slip(key, "the document's own address, or none: this leads to a front door")
        return address

    def proof(self) -> dict[str, Any]:
        """Return where the official text is, whether it was read, and the words or the cell read there."""
        found = {
            "official_address": self.document("official_address"),
            "official_read": self.flag("official_read", False),
            "words": self.text("words", ""),
        }
        if found["official_read"] and not found["words"]:
            self.slip("words", "official_read = true needs the place, and the words or the cell read there")
        return found

    def tables(self, key: str) -> list[Table]:
        """Return the tables of a list of tables; an empty or missing list is a slip."""
        value = self.content.get(key)
        self.asked.add(key)
        if not isinstance(value, list) or not value:
            self.slip(key, "a list of tables with at least one entry is needed")
            return []
        return [Table(self.slips, f"{self.where}.{key}[{n}]", item) for n, item in enumerate(value, 1)]

    def table(self, key: str) -> Table:
        """Return a table inside this one."""
        self.asked.add(key)
        return Table(self.slips, f"{self.where}.{key}", self.content.get(key))

    def named_tables(self, key: str) -> dict[str, Table]:
        """Return the named tables inside one of this table's keys; none where the key is missing."""
        if not self.has(key):
            return {}
        inner = self.table(key)
        return {
            name: Table(self.slips, f"{inner.where}.{name}", inner.content[name]) for name in inner.content
        }

    def close(self) -> None:
        """Report the keys nobody asked for."""
        for key in self.content:
            if key not in self.asked:
                self.slips.add(
                    f"{self.where}.{key}", self.content[key], f"unknown key; {nearest(key, self.asked)}"
                )


def is_number(value: object) -> bool:
    """Say whether a value is a finite number (true and false are not)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def is_month(text: str) -> bool:
    """Say whether a text is a month YYYY-MM."""
    return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text) is not None


def is_day(text: str, partial: bool = False) -> bool:
    """Say whether a text is an ISO date; partial also admits a month or a year."""
    if partial and re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text):
        return True
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    if match is None:
        return False
    year, month, day = (int(part) for part in match.groups())
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def days_in_month(year: int, month: int) -> int:
    """Return the length of a month in days."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
