"""Months as the model writes them: "YYYY-MM"."""


def number(month: str) -> int:
    """Return the count of months since year 0."""
    return int(month[0:4]) * 12 + int(month[5:7]) - 1


def name(count: int) -> str:
    """Return the month with that count, "YYYY-MM"."""
    year = count // 12
    month = count - year * 12 + 1
    if month < 10:
        return str(year) + "-0" + str(month)
    return str(year) + "-" + str(month)


def after(month: str, steps: int) -> str:
    """Return the month so many steps later."""
    return name(number(month) + steps)


def names(start: str, count: int) -> list[str]:
    """Return so many months from start on."""
    first = number(start)
    return [name(first + n) for n in range(count)]


def between(start: str, end: str) -> int:
    """Return how many months lie from start to end (0 when they are the same)."""
    return number(end) - number(start)
