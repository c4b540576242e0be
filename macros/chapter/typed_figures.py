"""The prose of a page without what only the machine reads, and the figures typed into it by hand.

Free are years, dates, chapter numbers, counts in plain speech (三輪、279 天、10 年期) and numbers that are
part of a name (QE2, M1B, H.4.1, 第 26 條). A figure is what has a unit of money, rate or ratio, a decimal
point or a thousands separator: it comes from fact() or result(), or from given() when it is defined or
assumed.
"""

import re
from collections.abc import Iterator

_UNITS = (
    r"兆|億|萬|百萬|千萬|元|美元|歐元|英鎊|日圓|美金|台幣|新台幣|%|％|‰|個?百分點|個?基點|bps?\b|個?碼(?!頭)|倍|折(?!舊)"
    r"|成(?![立為員交分長本])"
)
_DIGITS = re.compile(
    r"(?P<sign>(?:US|NT|HK|A|C)?\$|€|£|¥|新台幣[ \u00a0]?)?"
    r"(?<![A-Za-z0-9.])(?P<number>\d[\d,]*(?:\.\d+)*)"
    rf"(?P<unit>[ \u00a0]?(?:多|餘)?(?:{_UNITS}))?(?P<after>[A-Za-z]?)"
)
_POWER = re.compile(r"(?<![A-Za-z0-9.])\d+(?:\.\d+)?[eE][+-]?\d+\b")
"""A number as machines write it: 1e9."""
_EMPHASIS = re.compile(r"(?<=[\d.,])(?:\*+|</?(?:span|b|i|em|strong|small|u|mark)\b[^<>]*>)+(?=[\d.,])")
"""Marks within a number, which a reader does not see: **6**.6."""
_WORDS = ("十億", "百億", "千億", "一兆", "一個百分點", "一個基點", "百分之一", "一碼")
"""Units by their own names, as in 「單位是十億美元」."""
_CHINESE = re.compile(
    r"(?<![幾數好])(?:[一二兩三四五六七八九十百千]+(?:點[一二三四五六七八九]+)?(?:多|餘)?(?:兆|億|個百分點|個基點|碼(?!頭))"
    r"|半碼|百分之[一二兩三四五六七八九十百點]+)"
)

_MASKS = tuple(
    re.compile(pattern, re.DOTALL | re.MULTILINE)
    for pattern in (
        r"<!--.*?-->",
        r"\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$",
        r"<[A-Za-z/][^<>]*>",
        r"\{[#:.][^{}\n]*\}",
        r"(?<=\])\([^()\n]*\)",
        r"\[\^[^\]\n]+\]",
        r"^\[[^\]\n]+\]:.*$",
        r"https?://\S+",
    )
)
_MACHINE = tuple(
    re.compile(pattern, re.DOTALL | re.MULTILINE)
    for pattern in (
        r"\A---\n.*?\n---$",
        r"^(?P<fence>```+|~~~+).*?^(?P=fence)",
        r"\[##.*?##\]",
        r"\[%.*?%\]",
        r"\[\[.*?\]\]",
        r"(?<!`)`[^`\n]+`(?!`)",
    )
)


def blank(match: re.Match[str]) -> str:
    """Return blanks in place of what was found: places and lines stay."""
    return re.sub(r"[^\n]", " ", match[0])


def without_code(text: str) -> str:
    """Blank front matter, code and macro calls; places and lines stay."""
    for pattern in _MACHINE:
        text = pattern.sub(blank, text)
    return text


def spoken(text: str) -> str:
    """Blank everything that a reader does not read; places and lines stay."""
    text = _EMPHASIS.sub("", without_code(text))
    for pattern in _MASKS:
        text = pattern.sub(blank, text)
    return text


def _typed(line: str) -> Iterator[str]:
    for match in _POWER.finditer(line):
        yield match[0]
    line = _POWER.sub(blank, line)
    for match in _DIGITS.finditer(line):
        number = match["number"].rstrip(",.")
        if match["after"] and not match["unit"]:
            continue
        named = re.search(r"[A-Za-z][ \u00a0]$", line[: match.start()])
        precise = ("." in number or "," in number) and not named
        if match["sign"] or match["unit"] or precise:
            yield (match["sign"] or "") + number + (match["unit"] or "")
    if not line.startswith("#"):
        for match in _CHINESE.finditer(re.sub(r"\[[^\]]*\](?= )", blank, line)):
            if match[0] not in _WORDS:
                yield match[0]


def typed_figures(text: str) -> Iterator[tuple[int, str]]:
    """Every figure typed by hand in a page: its line and what it says."""
    for number, line in enumerate(spoken(text).splitlines(), 1):
        for found in _typed(line):
            yield number, found.strip()


def exact(given: str) -> bool:
    """Whether a text of given() has a number with a unit as exact as observed ones are: 6.6 兆, 3,217 億."""
    for match in _DIGITS.finditer(given):
        number, unit = match["number"].rstrip(",."), match["unit"] or ""
        digits = number.replace(",", "")
        an_eighth = "." in digits and float(digits) * 8 % 1 == 0
        significant = len(digits.replace(".", "").strip("0"))
        if unit and ((significant > 2 and not an_eighth) or ("." in digits and unit.strip()[0] in "兆億")):
            return True
    return False
