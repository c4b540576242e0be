"""One formatter for prose, axes, tips and tables: 兆, 億, 碼, percentages and dates as Taiwan writes them.

Records count money in English units (bn USD); readers count in 億 and 兆.
1 billion = 10 億, 1 trillion = 1 兆. A number and its unit never part at a line's end.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches

from qeqt.core.banks import BANKS

NBSP = "\u00a0"
MINUS = "\u2212"

_BILLIONS = {"mn": Decimal("0.001"), "bn": Decimal(1), "tn": Decimal(1000)}
_CURRENCIES = {
    **{bank.currency: bank.currency_zh for bank in BANKS.values()},
    "TWD": "元",
    "NZD": "紐元",
    "SEK": "瑞典克朗",
}
_PERIODS = {"per month": "每月", "per quarter": "每季", "a year": "每年", "per year": "每年"}
_PREFIX = {"TWD": "新台幣"}

_PLAIN = {
    "percent": "%",
    "percent a year": "%",
    "percent of GDP": "%",
    "percentage points": "個百分點",
    "bp": "個基點",
    "basis points": "個基點",
    "count": "",
    "number": "",
    "index": "",
    "index points": "點",
    "TWD per USD": "元",
    "JPY per USD": "日圓",
    "ratio": "",
    "times": "倍",
    "points": "點",
    "years": "年",
    "months": "個月",
    "days": "天",
    "banks": "家",
    "households": "戶",
    "rounds": "輪",
}
_PLACES = {"%": 2, "個百分點": 2, "個基點": 0, "倍": 1, "點": 0}


class FormatError(ValueError):
    """A unit, format or date that the formatter does not know."""


@dataclass(frozen=True)
class Money:
    """A sum of money: how many billions one unit is, which currency, over which period."""

    billions: Decimal
    currency: str
    period: str = ""


def money_unit(unit: str) -> Money | None:
    """Read 'bn USD' or 'bn USD per month'; None when the unit is not money."""
    match = re.fullmatch(r"(mn|bn|tn) ([A-Z]{3})(?: (.+))?", unit)
    if not match:
        return None
    scale, currency, period = match.groups()
    if currency not in _CURRENCIES:
        raise FormatError(f"unit {unit!r}: currency {currency!r} is none of {', '.join(_CURRENCIES)}")
    if period and period not in _PERIODS:
        raise FormatError(f"unit {unit!r}: period {period!r} is none of {', '.join(_PERIODS)}")
    return Money(_BILLIONS[scale], currency, period or "")


def decimal(value: float | int | str | Decimal, places: int) -> str:
    """Print a number with so many places, half up, thousands separated, a true minus sign."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,f}".replace("-", MINUS)


def trimmed(value: float | Decimal, places: int) -> str:
    """Print a number with at most so many places and no trailing zeros."""
    text = decimal(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(
    value: float | Decimal,
    unit: str,
    form: str = "",
    places: int | None = None,
    *,
    signed: bool = False,
    bare: bool = False,
) -> str:
    """Print a sum: form is 兆, 億 or empty (兆 from 10,000 億 on); bare leaves the words out.

    `value` is in `unit`, for example 6.6 in "tn USD" or 950 in "bn USD per month"; `places` are the decimals.
    """
    kind = money_unit(unit)
    if kind is None:
        raise FormatError(f"unit {unit!r} is not money")
    hundred_millions = Decimal(str(value)) * kind.billions * 10
    if not form:
        form = "兆" if abs(hundred_millions) >= 10_000 else "億"
    amount = hundred_millions / 10_000 if form == "兆" else hundred_millions
    if places is None:
        places = 2 if form == "兆" else 0 if abs(amount) >= 10 or amount == 0 else 1
    number = ("+" if signed and amount > 0 else "") + decimal(amount, places)
    if bare:
        return number
    period = _PERIODS[kind.period] + " " if kind.period else ""
    prefix = _PREFIX[kind.currency] + " " if kind.currency in _PREFIX else ""
    return f"{period}{prefix}{number}{NBSP}{form}{_CURRENCIES[kind.currency]}"


def percent(value: float, places: int = 1) -> str:
    """4.17 -> 4.2%."""
    return decimal(value, places) + "%"


def points(value: float, places: int = 2) -> str:
    """0.25 -> 0.25 個百分點; a change of a rate is never a per cent."""
    return trimmed(value, places) + NBSP + "個百分點"


def basis_points(value: float, places: int = 0) -> str:
    """29 -> 29 個基點."""
    return decimal(value, places) + NBSP + "個基點"


def steps(value: float) -> str:
    """Percentage points as 碼 (0.25 points): 0.25 -> 1 碼, 0.125 -> 半碼, 0.875 -> 3 碼半."""
    count = Decimal(str(value)) / Decimal("0.25")
    whole, rest = divmod(abs(count), 1)
    if rest not in (0, Decimal("0.5")):
        raise FormatError(f"{value} percentage points is no whole or half number of 碼 (0.25)")
    sign = MINUS if count < 0 else ""
    if whole == 0 and rest:
        return sign + "半碼"
    return f"{sign}{whole:.0f}{NBSP}碼" + ("半" if rest else "")


def date(text: str) -> str:
    """2022-06-01 -> 2022 年 6 月 1 日; 2022-06 -> 2022 年 6 月; 2022Q3 -> 2022 年第 3 季; 2022 -> 2022 年."""
    quarter = re.fullmatch(r"(\d{4})-?Q([1-4])", text)
    if quarter:
        return f"{quarter[1]}{NBSP}年第{NBSP}{quarter[2]}{NBSP}季"
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    if not match or (match[2] and not 1 <= int(match[2]) <= 12):
        raise FormatError(f"{text!r} is no date; write 2022-06-01, 2022-06, 2022Q3 or 2022")
    year, month, day = match.groups()
    out = f"{year}{NBSP}年"
    if month:
        out += f"{NBSP}{int(month)}{NBSP}月"
    if day:
        out += f"{NBSP}{int(day)}{NBSP}日"
    return out


def month(text: str) -> str:
    """Any date of a month -> 2022 年 6 月."""
    return date(text[:7])


FORMATS = ("", "億", "兆", "碼", "數字", "帶號")
"""What `fact(key, format)` may ask for: own unit, 億, 兆, 碼, the bare number, the number with its sign."""


def _own_form(value: float, unit: str) -> str:
    return money(value, unit).rpartition(NBSP)[2][0]


def number(value: float, unit: str, form: str = "", places: int | None = None) -> str:
    """Print a value of a record in its unit, as prose reads it.

    >>> number(6.6, "tn USD")
    '6.60\\xa0兆美元'
    """
    if form not in FORMATS:
        raise FormatError(f"format {form!r}: {nearest(form, FORMATS)}")
    signed = form == "帶號"
    if form == "碼":
        if unit not in ("percentage points", "percent"):
            raise FormatError(f"碼 counts percentage points, not {unit!r}")
        return steps(value)
    if money_unit(unit):
        if form in ("億", "兆"):
            return money(value, unit, form, None if form != _own_form(value, unit) else places)
        return money(value, unit, "", places, signed=signed, bare=form == "數字")
    if form in ("億", "兆"):
        raise FormatError(f"{form} counts money, not {unit!r}")
    if unit not in _PLAIN:
        known = [*_PLAIN, *(f"{s} {c}" for s in _BILLIONS for c in _CURRENCIES)]
        raise FormatError(f"unit {unit!r}: {nearest(unit, known)}")
    word = _PLAIN[unit]
    text = decimal(value, places) if places is not None else trimmed(value, _PLACES.get(word, 2))
    if signed and value > 0:
        text = "+" + text
    if form == "數字" or not word:
        return text
    return text + word if word == "%" else text + NBSP + word


def unit_word(unit: str, form: str = "") -> str:
    """Name a unit for an axis or the head of a column: bn USD in 兆 -> 兆美元."""
    kind = money_unit(unit)
    if kind:
        currency = "新台幣元" if kind.currency == "TWD" else _CURRENCIES[kind.currency]
        word = (form or "億") + ("元（新台幣）" if kind.currency == "TWD" else currency)
        return (_PERIODS[kind.period] if kind.period else "") + word
    if unit not in _PLAIN:
        raise FormatError(f"unit {unit!r}: {nearest(unit, _PLAIN)}")
    named = {
        "percent of GDP": "占 GDP 的%",
        "percentage points": "百分點",
        "bp": "基點",
        "basis points": "基點",
        "index": "指數",
        "TWD per USD": "新台幣元兌 1 美元",
        "JPY per USD": "日圓兌 1 美元",
        "percent a year": "年率，%",
    }
    return named.get(unit, _PLAIN[unit])


def in_unit(value: float, unit: str, form: str = "") -> float:
    """Return the value counted in the axis unit: 6600 bn USD in 兆 -> 6.6, in 億 -> 66000."""
    kind = money_unit(unit)
    if kind is None:
        return value
    hundred_millions = Decimal(str(value)) * kind.billions * 10
    return float(hundred_millions / 10_000 if form == "兆" else hundred_millions)


def nearest(wrong: str, allowed: "tuple[str, ...] | list[str] | dict[str, str]") -> str:
    """Say what would have been right: the nearest allowed word, else all of them."""
    close = get_close_matches(wrong, [str(a) for a in allowed if a], n=1, cutoff=0.5)
    return f"nearest: {close[0]}" if close else "allowed: " + ", ".join(str(a) for a in allowed if a)
