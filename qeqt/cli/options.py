"""What is typed: values, months, tables of months; and output that any terminal can take."""

from __future__ import annotations

import re
import sys
from typing import Any

from qeqt.data.fields import is_month, nearest

FORM = "NAME=VALUE with a number, or NAME=YYYY-MM:VALUE,YYYY-MM:VALUE"


def any_terminal() -> None:
    """Let no letter that a terminal cannot show end what is printed: it is written as its number."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def takes_chinese() -> bool:
    """Say whether standard output can show every letter: JSON is written in ASCII where it cannot."""
    name = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    return name.replace("-", "").replace("_", "") in ("utf8", "utf8sig", "utf16", "utf32")


def number(pair: str, text: str) -> float:
    """Return a number as it was typed; ValueError for what is none."""
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|nan|[+-]?inf", text.strip()):
        raise ValueError(f"--set {pair}: found {text!r}; {FORM} is needed")
    return float(text)


def settings(pairs: list[str]) -> dict[str, Any]:
    """Return what --set gives: a number, or months with numbers; ValueError for what is neither, or twice."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise ValueError(f"--set {pair}: {FORM} is needed")
        if name in found:
            raise ValueError(f"--set {pair}: {name} is set twice")
        found[name] = by_month(pair, value) if ":" in value else number(pair, value)
    return found


def by_month(pair: str, text: str) -> dict[str, float | None]:
    """Return months with numbers; a month with nothing after the colon ends the move."""
    found: dict[str, float | None] = {}
    for part in text.split(","):
        month, colon, value = part.strip().partition(":")
        if not colon or not is_month(month):
            raise ValueError(f"--set {pair}: found {part!r}; {FORM} is needed")
        if month in found:
            raise ValueError(f"--set {pair}: {month} stands there twice")
        found[month] = number(pair, value) if value else None
    return found


def values(pairs: list[str]) -> dict[str, list[float]]:
    """Return what --set gives a grid: NAME=V,V,... as numbers."""
    found: dict[str, list[float]] = {}
    for pair in pairs:
        name, equals, listed = pair.partition("=")
        if not equals or not name:
            raise ValueError(f"--set {pair}: NAME=V,V,... with numbers is needed")
        if name in found:
            raise ValueError(f"--set {pair}: {name} is set twice")
        found[name] = [number(pair, value) for value in listed.split(",")]
    return found


def without_effect(chosen: Any, needed: str, names: tuple[str, ...]) -> None:
    """Raise ValueError for an option that does nothing without another one."""
    for name in names:
        if getattr(chosen, name) not in (None, False, "", []):
            raise ValueError(f"--{name.replace('_', '-')} does nothing without --{needed.replace('_', '-')}")


def known_bank(name: str, banks: Any) -> str:
    """Return a bank's name; ValueError with the nearest one for another text."""
    if name not in banks:
        raise ValueError(f"bank {name!r} is not known; {nearest(name, banks)}")
    return name
