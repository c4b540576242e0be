"""What the numbers of a column are: which units they may be told in."""

from __future__ import annotations

import re

from qeqt.data.fields import nearest

MONEY = "money"
UNITS = {
    "stock": (MONEY,),
    "flow": (MONEY, "money per month", "money per quarter"),
    "interest_rate": ("percent",),
    "term_premium": ("percent",),
    "spread": ("bp",),
    "surprise": ("bp",),
    "growth": ("percent",),
    "share": ("percent",),
    "ratio_to_gdp": ("percent of GDP",),
    "index": ("index points",),
    "exchange_rate": ("currency per USD",),
    "day_of_month": ("day of the month",),
}
"""Quantity -> units: ``money`` is bn of the column's currency."""

CURRENCIES = ("USD", "EUR", "GBP", "JPY", "TWD")


def wrong(quantity: str, currency: str, unit: str) -> str:
    """Return what a column's unit should have been, "" where it is right."""
    valid = [
        form.replace(MONEY, f"bn {currency}").replace("currency per", f"{currency} per")
        for form in UNITS[quantity]
    ]
    if bool(currency) != any(MONEY in form or "currency" in form for form in UNITS[quantity]):
        return f"a {quantity} in {unit} has {'no' if currency else 'a'} currency"
    return "" if unit in valid else f"quantity = {quantity!r}: {nearest(unit, valid)}"


def named(unit: str) -> str:
    """Return the currency that a unit names, "" where it names none."""
    found = re.search(r"\b(?:bn ([A-Z]{3})|([A-Z]{3}) per USD)\b", unit)
    return (found[1] or found[2]) if found else ""
