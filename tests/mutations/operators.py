"""One slip of a record file, by kind: sign, power of ten, unit, date, gap, double, encoding, cut."""

import random
import re
from collections.abc import Callable
from itertools import pairwise

Draw = random.Random
Operator = Callable[[str, Draw], bytes | None]

NUMBER = re.compile(r"(?<![\w.\"'-])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.\"'-])")
DATE = re.compile(r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b")
TEXT = re.compile(r"\"[^\"\n]*\"")
UNITS = {
    "bn USD": ["bn JPY", "mn USD", "tn USD", "bn EUR"], "bn TWD": ["bn USD", "mn TWD"], "bn EUR": ["bn USD"],
    "bn GBP": ["bn USD", "mn GBP"], "bn JPY": ["tn JPY", "bn USD"], "percentage points": ["percent", "bp"],
    "percent a year": ["bp", "percent"], "percent": ["bp", "ratio", "percentage points"], "bp": ["percent"],
    "share": ["percent"], "ratio": ["percent"], "months": ["years"], "years": ["months"],
    "count": ["percent"],
    "quarters": ["months"], "USD bn": ["USD tn", "EUR bn"], "basis points": ["percent"],
}  # fmt: skip


def masked(line: str, is_table: bool) -> str:
    """Return a line without its texts and comments, as long as before."""
    if is_table:
        return line
    plain = TEXT.sub(lambda found: " " * len(found[0]), line)
    return plain.partition("#")[0]


def numbers(text: str, is_table: bool) -> list[tuple[int, int]]:
    """Return where a file's numbers stand that are not nothing."""
    places, at = [], 0
    for n, line in enumerate(text.splitlines(keepends=True)):
        if not (is_table and n == 0):
            for found in NUMBER.finditer(masked(line, is_table)):
                if float(found[0]) != 0.0:
                    places.append((at + found.start(), at + found.end()))
        at += len(line)
    return places


def replaced(text: str, place: tuple[int, int], new: str) -> bytes:
    """Return a file with something else in a place."""
    return (text[: place[0]] + new + text[place[1] :]).encode()


def is_table(text: str) -> bool:
    """Say whether a file is a CSV."""
    return "=" not in text.splitlines()[0] and not text.lstrip().startswith(("#", "[")) and "," in text[:200]


def sign(text: str, draw: Draw) -> bytes | None:
    """Turn a number's sign."""
    places = numbers(text, is_table(text))
    if not places:
        return None
    place = draw.choice(places)
    old = text[place[0] : place[1]]
    return replaced(text, place, old[1:] if old.startswith("-") else f"-{old}")


def power(text: str, draw: Draw) -> bytes | None:
    """Take a number times a power of ten."""
    places = numbers(text, is_table(text))
    if not places:
        return None
    place = draw.choice(places)
    old = text[place[0] : place[1]]
    fresh = float(old) * 10.0 ** draw.choice([-3, -2, -1, 1, 2, 3])
    whole = "." not in old and fresh == int(fresh)
    return replaced(text, place, str(int(fresh)) if whole else f"{fresh:.10g}")


def unit(text: str, draw: Draw) -> bytes | None:
    """Tell a number in another unit."""
    pattern = re.compile(r"(?<=unit = \")[^\"]+(?=\")|(?<=,)(?:" + "|".join(UNITS) + r")(?=,)")
    places = [found.span() for found in pattern.finditer(text) if found[0] in UNITS]
    if not places:
        return None
    place = draw.choice(places)
    return replaced(text, place, draw.choice(UNITS[text[place[0] : place[1]]]))


def date(text: str, draw: Draw) -> bytes | None:
    """Move a date: another year, a month that is none, the future."""
    places, at = [], 0
    for line in text.splitlines(keepends=True):
        dated = re.match(r"\s*(date|as_of|from|until|start|month|accessed|published)\b", line)
        if dated or "from =" in line or re.match(r"(19|20)\d\d-\d\d", line) or "values = {" in line:
            found = [each for each in DATE.finditer(line) if "reference" not in line[: each.start()][-12:]]
            places += [(at + each.start(), at + each.end()) for each in found[:1] or []]
        at += len(line)
    if not places:
        return None
    place = draw.choice(places)
    old = text[place[0] : place[1]]
    year, rest = old[:4], old[4:]
    years = [f"{int(year) + by}{rest}" for by in (100, -10, -1, 3)]
    fresh = draw.choice([*years, f"{year}-13{rest[3:]}", f"{year}/{rest[1:]}"])
    return replaced(text, place, fresh)


def blocks(text: str) -> list[tuple[int, int]]:
    """Return where a file's entries stand: rows of a table, tables or dated steps of a record file."""
    if is_table(text):
        lines = text.splitlines(keepends=True)
        starts = [sum(map(len, lines[:n])) for n in range(len(lines) + 1)]
        return [(starts[n], starts[n + 1]) for n in range(2, len(lines) - 1)]
    heads = [found.start() for found in re.finditer(r"^\[", text, re.MULTILINE)] + [len(text)]
    tables = list(pairwise(heads))
    steps = [found.span() for found in re.finditer(r"^ +(\{[^\n]*\}|\[[^\n]*\]),\n", text, re.MULTILINE)]
    return tables + steps


def gap(text: str, draw: Draw) -> bytes | None:
    """Leave an entry out."""
    found = blocks(text)
    return replaced(text, draw.choice(found), "") if found else None


def double(text: str, draw: Draw) -> bytes | None:
    """Write an entry twice."""
    found = blocks(text)
    if not found:
        return None
    place = draw.choice(found)
    return replaced(text, (place[1], place[1]), text[place[0] : place[1]])


def encoding(text: str, draw: Draw) -> bytes | None:
    """Save the file in another encoding, or damage a byte."""
    if draw.random() < 0.4:
        return text.encode(draw.choice(["utf-16", "utf-16-le", "utf-32"]))
    if draw.random() < 0.5:
        return text.encode(draw.choice(["big5", "shift_jis", "gb18030"]), errors="replace")
    raw = text.encode()
    place = draw.randrange(len(raw))
    return raw[:place] + bytes([draw.choice([0x80, 0xFE, 0xC3])]) + raw[place:]


def cut(text: str, draw: Draw) -> bytes | None:
    """End the file early."""
    return text[: draw.randrange(len(text) // 10, len(text) - 1)].encode()


OPERATORS: dict[str, Operator] = {
    "sign": sign, "power of ten": power, "unit": unit, "date": date, "gap": gap, "double": double,
    "encoding": encoding, "cut": cut,
}  # fmt: skip
