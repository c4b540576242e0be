"""One character for all the ways to write it: Traditional, Simplified, Taiwan, Hong Kong, Japanese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from opencc import OpenCC

# Each step leads from a way of writing to a plainer one; together they meet in one character.
STEPS = ("jp2t", "tw2t", "hk2t", "t2s")
# OpenCC leaves these apart: Taiwan's 著 has two readings and Simplified writes only one of them 着; 賬 is how
# others write 帳, here in their Simplified forms; 凖 and 沬 are what 準 and 沫 are taken for.
JOINED = {"着": "著", chr(0x8D26): chr(0x5E10), "凖": "准", "沬": "沫"}
HAN = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]


@cache
def canonical() -> dict[str, str]:
    """Every Han character that has a plainer form -> that form."""
    written = "\n".join(HAN)
    for step in STEPS:
        written = OpenCC(step).convert(written)
    forms = dict(zip(HAN, written.split("\n"), strict=True))
    forms = {char: JOINED.get(form, form) for char, form in forms.items() if len(form) == 1}
    return {char: form for char, form in forms.items() if char != form}


def fold(text: str) -> str:
    """Text in canonical characters; length and everything but Han characters stay as they are."""
    forms = canonical()
    return "".join(forms.get(char, char) for char in text)


def table(texts: Iterable[str]) -> dict[str, str]:
    """The part of the table that can make a reader's spelling meet these texts: form -> all its variants."""
    wanted = set(fold("".join(set("".join(texts)))))
    variants = defaultdict(list)
    for char, form in canonical().items():
        if form in wanted:
            variants[form].append(char)
    return {form: "".join(variants[form]) for form in sorted(variants)}
