"""What the core says in Python means the same in a browser; what has no form there is refused by place."""

import json
import math
import textwrap
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from macros.lab import translate
from macros.lab.core_modules import CoreError, module
from macros.lab.translate import script

RUNTIME = translate.RUNTIME.read_text(encoding="utf-8")
LIST = [3, 1.5, -2, 0, 10]

SAID: dict[str, tuple[str, list[Any]]] = {
    "arithmetic in Python's order": (
        "return a - (b - c) - a / (b * c) * (a + b) ** 2 ** 0.5 - -c",
        [1.5, 2.25, 3.0],
    ),
    "a power of a negated sum": ("return -(a + b) ** 2 + (-a) ** 2", [1.5, 2.0]),
    "whole division and rest go down": ("return [a // b, a % b, b // a, b % a]", [-7, 2]),
    "a text to a number": ("return [int(a[0:4]), int(a[5:7]), int(b), int(-b)]", ["2022-06", 3.9]),
    "texts": (
        "d = f'{a}: {b:.1f} bn, {c:.2f} %, {len(a)} {str(3)}'\nreturn d + a.replace('-', '$&')",
        ["2022-06", 2.25, -0.125],
    ),
    "a list grows, shrinks and turns round": (
        "b = a[:]\nb.append(1)\nb.extend(a[1:3])\nb.insert(0, 9)\nb.reverse()\n"
        "c = [b.pop(0), b.pop()]\nreturn [b, c, b.index(3), list(reversed(a)), len(b)]",
        [LIST],
    ),
    "a slice stops where the list does": ("return [a[2:99], a[9:], a[3:2], a[:2]]", [LIST]),
    "a dict in its order": (
        "b = {'z': 1, 'a': None}\nb['m'] = a\nc = [b.get('q', 4), b.get('a'), len(b)]\n"
        "return [[k for k in b], 'z' in b, 'toString' in b, c]",
        [2],
    ),
    "membership": ("return [2 in a, 2 not in a, 'b' in 'abc', False not in [x > 0 for x in a]]", [LIST]),
    "what and and or are": (
        "return [a > 1 and not b > 1, a > 1 or b > 1, a if b < 2 and a < 2 else b]",
        [1, 2],
    ),
    "a loop keeps what it was given to count": (
        "n = 3\nfound = []\nfor i in range(1, n):\n    n = 9\n    i = i * 2\n    found.append(i)\n"
        "while n > 5:\n    n = n - 1\n    if n == 7:\n        continue\n    if n == 6:\n        break\n"
        "return [found, n, i]",
        [],
    ),
    "a loop over pairs": (
        "found = []\nfor i, x in enumerate(a):\n    for y, z in [(i, x)]:\n        found.append(y * z)\n"
        "return found",
        [LIST],
    ),
    "a loop over a list that grows": (
        "b = [1]\nfor x in b:\n    if x < 4:\n        b.append(x + 1)\nreturn b",
        [],
    ),
    "lists made of lists": (
        "b = [[i + j for j in range(i)] for i in range(1, 4)]\n"
        "return [[x * 2 for x in a], [i for i in range(3)], b, [p[1] for p in [(x, -x) for x in a]]]",
        [LIST],
    ),
    "several at once": (
        "b = [0, 0]\na, c = 1, 2\na, c = c, a\nb[0], b[1] = c, a\nreturn [a, b, c]",
        [0],
    ),
    "records by place, by name and by default": (
        "r = R(1, kept=3)\nq = R(2)\nq.kept.append(1)\n"
        "return [r.kept, q.kept, R(5).kept, r.new, [x.new for x in [r, q]]]",
        [],
    ),
    "names that only one of the two languages knows": (
        "var = a\nnew = [function for function in var]\nMath = len(new)\nreturn Math",
        [LIST],
    ),
    "a function in a function": ("def inner(x):\n    return x + b\nb = 2\nreturn inner(a)", [1]),
    "the smaller and the larger": (
        "return [max(a), min(a), max(a[0], a[1]), min(2, 2.5), abs(a[2])]",
        [LIST],
    ),
    "nothing": ("x = None\nif x is None and a is not None:\n    return\nreturn a", [1]),
    "other functions and constants of the module": ("return twice(a, TABLE[1]) + K", [4]),
}

MODULE = """
from dataclasses import dataclass, field
TABLE = [1, 2]
K, L = 5, 6
@dataclass
class R:
    new: int
    kept: list = field(default_factory=list)
def twice(x, y=3):
    return x * y
def tried({names}):
{body}
"""


def python(names: list[str], body: str) -> str:
    return MODULE.format(names=", ".join(names), body=textwrap.indent(body, "    "))


@pytest.fixture(scope="module")
def blank(chromium: Browser) -> Any:
    page = chromium.new_page()
    yield page
    page.close()


def home_and_away(page: Page, body: str, arguments: list[Any]) -> tuple[Any, Any]:
    names = ["a", "b", "c"][: len(arguments)]
    text = python(names, body)
    found: dict[str, Any] = {}
    exec(compile(text, "tried", "exec"), found)
    written = script([module("tried", text)])
    away = page.evaluate(f"given => {{ {RUNTIME}\n{written}\nreturn tried__tried(...given) }}", arguments)
    return json.loads(json.dumps(found["tried"](*arguments))), away


@pytest.mark.parametrize("what", SAID)
def test_it_means_the_same(blank: Page, what: str) -> None:
    home, away = home_and_away(blank, *SAID[what])
    assert home == away


NUMBERS = st.floats(-1e6, 1e6) | st.integers(-8000, 8000).map(lambda eighths: eighths / 8)


@settings(max_examples=5)
@given(
    st.lists(
        st.floats(-1e6, 1e6) | st.integers(-8000, 8000).map(lambda eighths: eighths / 8),
        min_size=200,
        max_size=200,
    )
)
def test_a_number_has_the_digits_that_python_prints(blank: Page, numbers: list[float]) -> None:
    home, away = home_and_away(blank, "return [f'{x:.1f} {x:.2f}' for x in a]", [numbers])
    assert home == away


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return int(a)", "no whole number"),
        ("return a.index(9)", "is not in list"),
        ("b = []\nreturn b.pop()", "pop from empty list"),
        ("raise ValueError(f'no {a} here')", "no [object Object] here|a text or a whole number"),
        ("return 1 if a else 2", "a condition is a boolean"),
        ("return f'{1.5}'", "needs a format"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_there_too(blank: Page, body: str, said: str) -> None:
    written = script([module("tried", python(["a"], body))])
    with pytest.raises(Exception, match=said):
        blank.evaluate(
            f"given => {{ {RUNTIME}\n{written}\nreturn tried__tried(given) }}",
            math.nan if "int" in body else [],
        )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return lambda x: x", "Lambda has no form"),
        ("x = a + 1\nreturn sum(x)", "sum is not known"),
        ("return twice(1, y=2)", "keywords are for building records"),
        ("return R(1, c=1)", "R has no c"),
        ("return R()", "R needs new"),
        ("return 1 < a < 2", "a comparison of two only"),
        ("return [x for x in a if x > 1]", "one plain loop"),
        ("return a[::2]", "without steps"),
        ("return f'{a:>8}'", "the format"),
        ("a |= 1", "AugAssign has no form"),
        ("return a | 1", "BitOr is not for numbers"),
        ("a[0], b = 1, 2", "either names or entries"),
        ("try:\n    pass\nfinally:\n    pass", "Try has no form"),
        ("for x in a:\n    pass\nelse:\n    pass", "For has no form"),
    ],
)  # fmt: skip
def test_what_has_no_form_is_refused_by_its_place(body: str, said: str) -> None:
    with pytest.raises(CoreError, match=rf"tried\.py:1[2-5]: .*{said}"):
        script([module("tried", python(["a"], body))])


@pytest.mark.parametrize("line", ["import numpy", "from random import random"])
def test_what_is_out_of_reach_is_refused(line: str) -> None:
    with pytest.raises(CoreError, match=r"tried\.py:1: "):
        module("tried", line)


def test_no_annotation_docstring_or_import_is_carried() -> None:
    text = (
        'from qeqt.core.number import Number\n"""Said."""\nA = dict[str, Number]\n'
        'def f(x: Number) -> Number:\n    """Say."""\n    y: Number\n    return x\n'
    )
    assert script([module("tried", text)]) == "function tried__f(x) {\n  return x;\n}\n"
