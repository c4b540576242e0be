"""What a title says is tested against the rows: every rule must be able to fail, and only the rows decide."""

import random
from collections.abc import Callable, Iterator

import pytest

from macros.figures import figure

RULES = [(name, n) for name in figure.names() for n in range(len(figure.figure(name).rules))]

Numbers = list[float | None]


def _swapped(numbers: Numbers) -> Numbers:
    """The known numbers from the last to the first, gaps kept in their places."""
    known = [n for n in numbers if n is not None]
    return [None if n is None else known.pop() for n in numbers]


def _shuffled(numbers: Numbers) -> Numbers:
    known = [n for n in numbers if n is not None]
    random.Random(len(known)).shuffle(known)
    return [None if n is None else known.pop() for n in numbers]


def _each(change: Callable[[float], float]) -> Callable[[Numbers], Numbers]:
    return lambda numbers: [None if n is None else change(n) for n in numbers]


def _one_up(numbers: Numbers) -> Numbers:
    """One number in the middle far above all others."""
    places = [n for n, number in enumerate(numbers) if number is not None]
    out = list(numbers)
    out[places[len(places) // 2]] = 1 + 3 * max(abs(n) for n in numbers if n is not None)
    return out


CHANGES: dict[str, Callable[[Numbers], Numbers]] = {
    "sign reversed": _each(lambda n: -n),
    "order reversed": _swapped,
    "shuffled": _shuffled,
    "constant": _each(lambda n: 1.0),
    "nought": _each(lambda n: 0.0),
    "halved": _each(lambda n: n / 2),
    "doubled": _each(lambda n: 2 * n),
    "one far up": _one_up,
}


def changed(found: figure.Figure) -> Iterator[tuple[str, list[dict[str, figure.Cell]]]]:
    """Yield the rows with one kind of change, in one column of numbers or in all; a row less; reversed."""
    keys = [c.key for c in found.columns if c.numeric and any(r.get(c.key) is not None for r in found.rows)]
    for name, change in CHANGES.items():
        for chosen in [*([key] for key in keys), keys]:
            rows = [dict(row) for row in found.rows]
            for key in chosen:
                numbers = [None if (cell := row.get(key)) is None else float(cell) for row in rows]
                for row, number in zip(rows, change(numbers), strict=True):
                    if number is not None:
                        row[key] = number
            yield f"{name}: {', '.join(chosen)}", rows
    plain = [dict(row) for row in found.rows]
    yield "one row gone", [row for n, row in enumerate(plain) if n != len(plain) // 2]
    yield "rows from the last to the first", plain[::-1]


def holds(rule: figure.Rule, rows: list[dict[str, figure.Cell]]) -> bool:
    """Whether a rule holds; one that cannot be worked out does not."""
    try:
        return bool(rule.holds(rows))
    except (ArithmeticError, LookupError, StopIteration, ValueError, figure.FigureError):
        return False


@pytest.mark.parametrize(("name", "number"), RULES, ids=lambda part: str(part))
def test_a_rule_reads_the_rows_and_can_fail(name: str, number: int) -> None:
    found = figure.figure(name)
    rule = found.rules[number]
    assert rule.holds(found.rows)
    assert any(not holds(rule, rows) for _, rows in changed(found)), (
        f"{name}: 「{rule.text}」 holds whatever the rows say"
    )
