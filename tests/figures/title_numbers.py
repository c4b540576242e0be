"""Numbers in a title that nothing bears out: neither drawn, nor read off the rows, nor named by a rule."""

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

from macros.figures.figure import Figure
from macros.text import formats

_DATES = re.compile(
    r"\d{4} ?年(?: ?\d+ ?月)?(?: ?\d+ ?日)?|\d+ ?月 ?\d+ ?日|\d+ ?月(?:底|初|中)?|\d+ ?日"
    r"|第 ?\d+|[前後] ?\d+%"
)
"""Days, and shares that are a group's name: 前 10% is who they are."""
_NUMBER = re.compile(r"(?<![A-Za-z\d.,])[−-]?\d[\d,]*(?:\.\d+)?(?![\d.]*[A-Za-z])")
_FORMS = (1.0, 0.001, 0.1, 10.0, 100.0, 0.01, 10000.0)
"""What a value is multiplied by on its way into words: 兆 or 億 of billions, 基點 of points, shares."""


def numbers(title: str) -> list[str]:
    """Return the numbers of a title as printed; days and names are none."""
    return _NUMBER.findall(_DATES.sub("／", title.replace(formats.NBSP, " ")))


def _value(printed: str) -> tuple[float, int]:
    """Return a printed number without its sign, and its decimals."""
    plain = printed.replace(",", "").lstrip("−-")
    return float(plain), len(plain.partition(".")[2])


def _same(printed: str, value: float, forms: Iterable[float]) -> bool:
    """Whether a value, in some form, is printed so; the sign may be told by a word."""
    wanted, places = _value(printed)
    return any(abs(abs(value) * form - wanted) <= 0.5001 * 10**-places for form in forms)


def _marked(cells: list[float]) -> list[float]:
    """Return the cells of a column that a reader finds: first, last, least, most."""
    return list(dict.fromkeys([cells[0], cells[-1], min(cells), max(cells)]))


def _read_off(found: Figure) -> Iterator[tuple[float, tuple[float, ...]]]:
    """Yield what is read off the rows, and in which forms: values, and how marked ones differ or compare."""
    yield float(len(found.rows)), (1.0,)
    marked: list[float] = []
    for column in found.columns:
        cells = [float(c) for row in found.rows if column.numeric and (c := row.get(column.key)) is not None]
        if cells:
            yield from ((cell, _FORMS) for cell in cells)
            yield float(len(cells)), (1.0,)
            marked += _marked(cells)
    for one, other in permutations(marked, 2):
        yield one - other, _FORMS
        if other:
            yield one / other, (1.0,)
            yield 100 * (one / other - 1), (1.0,)


def unborne(found: Figure, drawn: Iterable[str], rules: Iterable[str]) -> Iterator[str]:
    """Yield the numbers of a figure's title that are not drawn, not read off its rows, and in no rule's text.

    ``drawn``: the words of its picture.  ``rules``: what its rules test, in words.
    """
    said = {
        number for words in (*drawn, *rules) for number in _NUMBER.findall(words.replace(formats.NBSP, " "))
    }
    known = {number.lstrip("−-") for number in said}
    values = list(_read_off(found))
    for number in numbers(found.title):
        if number.lstrip("−-") not in known and not any(_same(number, *each) for each in values):
            yield f"{found.name}: {number} in the title is neither drawn nor tested"
