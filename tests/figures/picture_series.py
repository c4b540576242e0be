"""What a picture has to show, said once for each figure: which series, where, in which colour and dash.

Values are expressions over a row of the figure's CSV; a name that is empty in a row leaves the row out.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Series:
    """A series as it has to be drawn.

    kind: line, step, band, stepband, dots, bars, span (a level line from low to high), tick.
    low, high: expressions over a row; a series of points has `high` alone.
    label: words of the picture that name it; {key} stands for the last word of a column's heading.
    where: which rows.  x: their place, else the panel's.  until: a staircase goes on to there.
    some: some of the rows, at least one.  covers: the bar lies over the place and need not be centred.
    """

    kind: str
    high: str
    colour: str
    label: str = ""
    low: str = ""
    dashed: bool = False
    opacity: float = 0
    where: str = ""
    x: str = ""
    some: bool = False
    covers: bool = False
    until: float = 0
    label_colour: str = ""


@dataclass(frozen=True)
class Beside:
    """Marks that show no row: how many, of which kind and colour, and why.

    across, up: the ends that they have on the level and on the upright axis, a pair for each.
    """

    kind: str
    colour: str
    count: int
    why: str
    across: tuple[tuple[float, float], ...] = ()
    up: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Shown:
    """A panel: its series, how a month is placed, what else is drawn, where the rows' places come from.

    at: "middle" or "end" of a month, "start", or "day".  x: the place of a row, an expression.
    category: the column whose text names the place.
    """

    series: tuple[Series, ...]
    at: str = "middle"
    x: str = ""
    category: str = ""
    where: str = ""
    beside: tuple[Beside, ...] = ()
    ends: dict[str, float] = field(default_factory=dict)


def line(high: str, colour: str, label: str = "", **more: object) -> Series:
    return Series("line", high, colour, label, **more)  # type: ignore[arg-type]


def model(high: str, colour: str, label: str = "", **more: object) -> Series:
    return Series("line", high, colour, label, dashed=True, **more)  # type: ignore[arg-type]


def step(high: str, colour: str, label: str = "", **more: object) -> Series:
    return Series("step", high, colour, label, **more)  # type: ignore[arg-type]


def dots(high: str, colour: str, label: str = "", **more: object) -> Series:
    return Series("dots", high, colour, label, **more)  # type: ignore[arg-type]


def bars(high: str, colour: str, label: str = "", low: str = "0", **more: object) -> Series:
    return Series("bars", high, colour, label, low, **more)  # type: ignore[arg-type]


def band(low: str, high: str, colour: str, label: str = "", **more: object) -> Series:
    return Series("band", high, colour, label, low, **more)  # type: ignore[arg-type]


def span(low: str, high: str, colour: str, label: str = "", **more: object) -> Series:
    return Series("span", high, colour, label, low, **more)  # type: ignore[arg-type]


def tint(key: str, colour: str, sign: str = "", **more: object) -> tuple[Series, Series]:
    """Both bands of a column: nine draws in ten, and 68%."""
    first, last = ("high", "low") if sign else ("low", "high")
    return (
        band(f"{sign}{key}_{first}", f"{sign}{key}_{last}", colour, **more),
        band(f"{sign}{key}_{first}68", f"{sign}{key}_{last}68", colour, **more),
    )
