"""Tables of the model's chapter: parameters by reader, scenarios with their identity, what is given."""

from collections.abc import Callable, Iterable
from functools import cache
from html import escape

from macros.figures.html import Way
from macros.kept import model_answers
from macros.text import formats, html_tables
from qeqt import data
from qeqt.core.banks import BANKS
from qeqt.data import maturity_mixes
from qeqt.data.fields import RecordError
from qeqt.data.records import EnvironmentSeries, Parameter
from qeqt.data.series import GIVEN, GIVEN_TO_BLOCKS
from qeqt.data.units import UNITS
from qeqt.study.backtest import HISTORY

SURE = {"read": "讀到", "computed": "算出", "memory-sure": "熟知", "memory-approx": "約略記得"}
RESTS_ON = {"estimated": "估計", "literature": "文獻", "chosen": "自選"}
"""What a coefficient of Taiwan rests on, as its table says."""


PARAMETERS = "parameters_"
"""A table of parameters is named by this and the part that reads them."""
TABLES_BANK = "fed"
"""Whose parameters the pages print."""

OPENED = {
    "treasury_indexed": "抗通膨公債的到期結構",
    "agency": "機構債的到期結構",
    "mbs_unsettled": "已買進、尚未交割的房貸證券",
}


def unit_word(unit: str) -> str:
    """Name a record's unit in Chinese; a unit without a name is a FormatError with the nearest."""
    if unit not in UNITS:
        raise formats.FormatError(f"unit {unit!r} has no Chinese name; {formats.nearest(unit, UNITS)}")
    return UNITS[unit]


def symbol(text: str) -> str:
    """Set a record's symbol: what follows an underscore is lowered."""
    parts = []
    for part in text.split("/"):
        name, _, low = part.partition("_")
        parts.append(f"<i>{escape(name)}</i>" + (f"<sub>{escape(low)}</sub>" if low else ""))
    return "/".join(parts)


@cache
def printed_parameters() -> dict[str, tuple[str, ...]]:
    """Return what the table of each part prints: in the order of the records, or after another parameter."""
    known = data.parameters(TABLES_BANK)
    following: dict[str, list[str]] = {}
    for key, entry in known.items():
        if entry.printed_after and entry.printed_after not in known:
            right = formats.nearest(entry.printed_after, list(known))
            raise RecordError(f"parameter {key}: printed_after: found {entry.printed_after!r}; {right}")
        following.setdefault(entry.printed_after, []).append(key)

    def from_here(key: str) -> list[str]:
        return [key, *(each for after in following.get(key, []) for each in from_here(after))]

    found: dict[str, list[str]] = {}
    for key in following[""]:
        found.setdefault(known[key].part, []).extend(from_here(key))
    return {part: tuple(keys) for part, keys in found.items()}


def table_of(key: str) -> str:
    """Return the part whose table prints a parameter; nothing for one that no table prints."""
    return next((part for part, keys in printed_parameters().items() if key in keys), "")


def _parameters(part: str) -> str:
    known = data.parameters(TABLES_BANK)
    found = []
    for key in printed_parameters()[part]:
        parameter = known[key]
        low, high = (formats.trimmed(bound, 6) for bound in (parameter.low, parameter.high))
        within = "固定" if low == high or parameter.shape == "fixed" else f"範圍 {low} 至 {high}"
        found.append(
            (
                f"parameter-{key}",
                f"{escape(parameter.name_zh)}　{symbol(parameter.symbol)}",
                formats.trimmed(parameter.value, 6),
                [
                    "；".join(
                        [
                            *([RESTS_ON[parameter.basis]] if parameter.basis else []),
                            within,
                            f"單位：{unit_word(parameter.unit)}",
                            SURE[parameter.confidence],
                        ]
                    ),
                    html_tables.source(parameter.source, parameter.official_address),
                ],
            )
        )
    return html_tables.entries(found)


def _scenarios(_: Way) -> str:
    known = data.scenarios()
    found = []
    for one in model_answers.scenario_runs():
        record = known[one.scenario]
        length = f"{formats.month(record.start)}起{formats.NBSP}{one.months}{formats.NBSP}個月"
        found.append(
            (
                f"scenario-{one.scenario}",
                escape(record.name_zh),
                formats.money(one.total_assets, f"bn {BANKS[record.bank].currency}"),
                [
                    f"<code>{one.scenario}</code>　{length}；誤差最多是資產的 {power(one.identity_error)}",
                    escape(record.summary_zh),
                ],
            )
        )
    return html_tables.entries(found)


def power(value: float) -> str:
    """Print a very small number as a power of ten: 2.2e-16 -> 2 × 10⁻¹⁶."""
    if value == 0:
        return "0"
    digits, exponent = f"{value:.0e}".split("e")
    return f"{digits} × 10<sup>{formats.MINUS if int(exponent) < 0 else ''}{abs(int(exponent))}</sup>"


def _given(_: Way) -> str:
    series = data.environment("fed")
    found = []
    for key in (*GIVEN, *(name for name in GIVEN_TO_BLOCKS if name in series)):
        path = series[key]
        found.append(
            (
                f"given-{key}",
                escape(path.name_zh),
                SURE[path.confidence],
                [
                    f"單位：{unit_word(path.unit)}；觀察到 {formats.month(path.last)}",
                    html_tables.source(path.source, path.official_address),
                ],
            )
        )
    return html_tables.entries(found)


def remembered() -> list[tuple[str, list[str]]]:
    """Inputs of the backtest that are known from memory, by kind: the name of the kind, what is in it."""
    record = data.scenarios()[HISTORY]
    economy = data.parameters_of("output_and_prices", "asset_prices", "consolidated_debt", bank=record.bank)
    given = (*GIVEN, *GIVEN_TO_BLOCKS)
    policy = []
    for measure in data.policy(record.bank).values():
        dates = [
            step.start + ("約" if step.confidence == "memory-approx" else "")
            for step in measure.steps
            if step.confidence.startswith("memory")
        ]
        if dates:
            policy.append(f"{measure.name_zh}：{_months(dates)}")
    return [
        ("政策的金額與日期", policy),
        ("買進與展延的天期分配", _named(maturity_mixes.mixes(record.bank).tables.values())),
        (
            "開頭的資產負債表",
            [
                OPENED[key] + _mark(ladder.confidence)
                for key, ladder in data.opening(record.opening).ladders.items()
                if ladder.confidence.startswith("memory")
            ],
        ),
        ("參數", _named(p for key, p in data.parameters(record.bank).items() if key not in economy)),
        ("給定的路徑", _named(s for key, s in data.environment(record.bank).items() if key in given)),
    ]


def _mark(confidence: str) -> str:
    return "（約略）" if confidence == "memory-approx" else ""


def _named(records: Iterable[Parameter | EnvironmentSeries | maturity_mixes.Mix]) -> list[str]:
    return [
        record.name_zh + _mark(record.confidence)
        for record in records
        if record.confidence.startswith("memory")
    ]


def _months(dates: list[str]) -> str:
    return "、".join(date[:7] + ("（約略）" if date.endswith("約") else "") for date in dates)


def _remembered(_: Way) -> str:
    return "".join(
        f"<p><strong>{kind}</strong>（{len(names)} 項）：{escape('；'.join(names))}。</p>"
        for kind, names in remembered()
    )


def _part(part: str) -> Callable[[Way], str]:
    return lambda _: _parameters(part)


TABLES: dict[str, Callable[[Way], str]] = {
    **{f"{PARAMETERS}{part}": _part(part) for part in printed_parameters()},
    "scenarios": _scenarios,
    "given": _given,
    "remembered": _remembered,
}


def anchors(name: str) -> list[str]:
    """Return the ids that one of these tables brings to its page."""
    if name.startswith(PARAMETERS):
        return [f"parameter-{key}" for key in printed_parameters()[name.removeprefix(PARAMETERS)]]
    if name == "scenarios":
        return [f"scenario-{key}" for key in data.scenarios()]
    if name == "given":
        series = data.environment("fed")
        names = [*GIVEN, *(key for key in GIVEN_TO_BLOCKS if key in series)]
        return [f"given-{key}" for key in names]
    return []
