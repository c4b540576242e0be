"""What a fact may say and still make sense: words, label, publisher's money, year, sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qeqt.data import said, sense
from qeqt.data.records import Fact

MONEY_OF = (
    ("聯準|聯邦|美國|Federal", ("USD",)), ("英格蘭|英國", ("GBP",)), ("歐洲", ("EUR",)), ("日本", ("JPY",)),
    ("瑞典", ("SEK",)), ("紐西蘭", ("NZD",)),
    ("證券交易所|中華徵信所|國家金融安定|壽險", ("TWD",)), ("灣|金融監督", ("TWD", "USD")),
)  # fmt: skip
"""Publisher -> the currencies that it counts in."""

RATE = re.compile("率|占|比重")
MOVE = re.compile("幅|差|減|影響|暫時|長久|抵銷|高於|低於|影響|壓低|效果|升|降|高多少|多多少")
"""A label of the first kind and not of the second names a percentage."""

OF_YIELDS = re.compile("(殖利率|溢酬|利差).*(幅|影響|壓低|上升|下降|緩衝|效果)")
"""A label of what moved a yield: points or basis points, never percent."""
TIMES = re.compile("倍|係數|日圓對|幾倍")
"""A label of a ratio."""

SIZES = (
    (re.compile("利率|殖利率|SOFR"), "percent", 0.02, 20.0),
    (re.compile("年增率|成長率"), "percent", 0.0, 100.0),
    (re.compile("占(?!.*外匯存底)|比重"), "percent", 0.005, 100.0),
    (re.compile("新台幣對美元|美元兌新台幣|收盤價|盤中最"), "TWD per USD", 20.0, 50.0),
    (re.compile("加權指數"), "index points", 500.0, 100000.0),
    (re.compile("房價|住宅價格"), "index points", 50.0, 300.0),
)
"""What a label names, its unit, and between which sizes it has ever been."""


def faults(fact: Fact, below_zero: bool) -> Iterator[tuple[str, object, str]]:
    """Yield the key of each field that makes no sense, what was found and what would be right."""
    if right := sense.of_fact(fact.value, fact.unit):
        yield "value", fact.value, right
    if fact.figure:
        return
    if (fact.value < 0.0) != below_zero:
        needed = "0 or more, or below_zero = true," if fact.value < 0.0 else "a number below 0"
        yield "value", fact.value, f"{needed} is needed"
    if fact.words and not said.agrees(fact.value, fact.words, fact.unit):
        told = "; ".join(f"{value:g}" for value, _ in said.in_unit(fact.words, fact.unit)) or "nothing"
        yield "value", fact.value, f"the words say {told} in {fact.unit}: value, unit and words must agree"
    yield from of_money(fact)
    is_level = not MOVE.search(fact.label_zh)
    if is_level and RATE.search(fact.label_zh) and fact.unit in ("bp", "percentage points"):
        yield "unit", fact.unit, "percent is needed: the label names a rate or a share"
    if fact.unit == "percent" and OF_YIELDS.search(fact.label_zh):
        yield "unit", fact.unit, "percentage points or bp are needed: the label names what a yield moved by"
    if fact.unit == "ratio" and not TIMES.search(fact.label_zh):
        yield "unit", fact.unit, "a ratio is told as one in its label (倍): percent, or another label"
    if fact.value and round(fact.value, fact.precision) == 0.0:
        yield "value", fact.value, f"it prints as 0 with precision {fact.precision}: another unit, or a slip"
    for label, unit, low, high in SIZES:
        if is_level and unit == fact.unit and label.search(fact.label_zh):
            if not low <= abs(fact.value) <= high and fact.value != 0.0:
                yield "value", fact.value, f"{low:g} to {high:g} {unit} is needed: another unit, or a slip"
            break
    year = fact.as_of[:4]
    texts = [
        fact.key,
        fact.label_zh,
        fact.source,
        fact.words,
        fact.note,
        fact.official_address,
        *fact.seen_in,
    ]
    if not any(name in text for text in texts for name in (year, str(int(year) - 1911))):
        yield "as_of", fact.as_of, f"the year {year} stands neither in the label nor in the source"


def of_money(fact: Fact) -> Iterator[tuple[str, object, str]]:
    """Yield a unit whose currency neither the words nor the publisher use."""
    if not fact.unit.startswith("bn "):
        return
    currency = fact.unit[3:6]
    named = said.currencies(fact.words)
    if not named:
        named = set(next((codes for words, codes in MONEY_OF if re.search(words, fact.publisher)), ()))
    if named and currency not in named:
        valid = ", ".join(sorted(named))
        yield "unit", fact.unit, f"a currency of the words or of the publisher is needed: {valid}"
