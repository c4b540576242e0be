"""Each operator makes the change that it is named after, in one line, where it may, and nowhere else."""

from __future__ import annotations

import pytest

from tests.faults import grammars, python
from tests.faults.fault import changes_one_line

PROGRAM = '''"""Words."""
from os import path


def price(first: float, second: float, third: str = "a", *, rate: float, cut: float = 0.0):
    """More words: 1 + 1."""
    if first > second and third:
        raise ValueError(f"{first} is above {second - 1}")
    return first - second * 0.5 + rate[month]


def state(digest, folder):
    digest.update(folder.name.encode() + folder.read_bytes())
    return sha256(f"{folder}{digest}").hexdigest()


def walk(rows, month):
    rows.append(price(rows.low, rows.high, rate=rows.rate, cut=rows.cut))
    last = [row for row in rows if not row.gone]
    return "a" + "b" if len(last) < 3 else max(rows.low, rows.high)
'''
EXPECTED = {
    "wire": {
        "    pass",
        "    rows.append(price(0.0 * rows.low, rows.high, rate=rows.rate, cut=rows.cut))",
        "    rows.append(price(rows.low, 0.0 * rows.high, rate=rows.rate, cut=rows.cut))",
        "    rows.append(price(rows.low, rows.high, rate=0.0 * (rows.rate), cut=rows.cut))",
        "    rows.append(price(rows.low, rows.high, rate=rows.rate))",
    },
    "inputs": {
        "    rows.append(price(rows.high, rows.low, rate=rows.rate, cut=rows.cut))",
        "    rows.append(price(rows.low, rows.high, rate=rows.cut, cut=rows.rate))",
    },
    "sign": {
        "    return first + second * 0.5 + rate[month]",
        "    return first - second * 0.5 - rate[month]",
        "    digest.update(folder.name.encode() - folder.read_bytes())",
    },
    "factor": {
        'def price(first: float, second: float, third: str = "a", *, rate: float, cut: float = 0.1):',
        "    return first - second / 0.5 + rate[month]",
        "    return first - second * 0.45 + rate[month]",
        '    return "a" + "b" if len(last) < 4 else max(rows.low, rows.high)',
    },
    "month": {"    return first - second * 0.5 + rate[month - 1]"},
    "branch": {
        "    if False:",
        "    if first > second:",
        "    last = [row for row in rows if True]",
        "    last = [row for row in rows if row.gone]",
        '    return "a" + "b" if False else max(rows.low, rows.high)',
    },
    "comparison": {
        "    if first <= second and third:",
        "    if first >= second and third:",
        '    return "a" + "b" if len(last) >= 3 else max(rows.low, rows.high)',
        '    return "a" + "b" if len(last) <= 3 else max(rows.low, rows.high)',
    },
    "key": {
        "    digest.update(folder.name.encode())",
        '    return sha256(f"{digest}").hexdigest()',
        '    return sha256(f"{folder}").hexdigest()',
    },
}


def changed(before: bytes, after: bytes) -> str:
    (line,) = set(after.decode().splitlines()) - set(before.decode().splitlines())
    return line


@pytest.mark.parametrize("operator", python.OPERATORS)
def test_an_operator_of_python_makes_these_changes_and_no_others(operator: str) -> None:
    text = PROGRAM.encode()
    file = python.source(text, python.signatures({"program.py": text}))
    found = {changed(text, edit.of(text)) for edit in python.OPERATORS[operator](file)}
    assert found == EXPECTED[operator]


@pytest.mark.parametrize("operator", python.OPERATORS)
def test_places_are_found_behind_letters_of_several_bytes(operator: str) -> None:
    plain = PROGRAM.encode()
    text = PROGRAM.replace('"a"', '"上限"').replace("Words", "字").encode()
    made = []
    for each in (plain, text):
        file = python.source(each, python.signatures({"program.py": each}))
        made.append({edit.of(each).decode() for edit in python.OPERATORS[operator](file)})
    assert made[1] == {one.replace('"a"', '"上限"').replace("Words", "字") for one in made[0]}


FILES = {
    ".js": "if (a < b && !c) draw(one, two)\nx = n * 4 - m\ny = c ? 'a' + 1 : 2\n",
    ".css": ".a {\n  width: 10px;\n  color: #112233;\n}\n",
    ".html": '<p class="a">text</p>\n',
    ".toml": 'value = 20\nshare = -0.5\ndate = "2022-01-31"\nopen = true\nname = ""\naccessed = 2026-01-02\n',
}
MADE = {
    (".js", "wire"): {"if (a < b && !c) void 0", "void 0"},
    (".js", "inputs"): {"if (a < b && !c) draw(two, one)"},
    (".js", "sign"): {"x = n * 4 + m"},
    (".js", "factor"): {"x = n / 4 - m"},
    (".js", "branch"): {
        "if (false) draw(one, two)",
        "if (a < b) draw(one, two)",
        "if (a < b && c) draw(one, two)",
        "y = false ? 'a' + 1 : 2",
    },
    (".js", "comparison"): {"if (a >= b && !c) draw(one, two)"},
    (".js", "constant"): {"x = n * 5 - m", "y = c ? 'a' + 2 : 2", "y = c ? 'a' + 1 : 3"},
    (".css", "constant"): {"  width: 5px;", "  color: #331122;"},
    (".css", "wire"): {"  "},
    (".html", "wire"): {"<p >text</p>"},
    (".toml", "factor"): {"value = 18", "share = -0.45"},
    (".toml", "sign"): {"value = -20", "share = 0.5"},
    (".toml", "month"): {'date = "2021-12-28"'},
    (".toml", "branch"): {"open = false"},
}


@pytest.mark.parametrize(("kind", "operator"), MADE)
def test_an_operator_of_another_language_makes_these_changes_and_no_others(kind: str, operator: str) -> None:
    text = FILES[kind].encode()
    edits = list(grammars.OPERATORS[kind][operator](grammars.parsed(text, kind)))
    assert {changed(text, edit.of(text)) for edit in edits} == MADE[kind, operator]


def test_every_operator_of_another_language_is_shown() -> None:
    assert {(kind, name) for kind, found in grammars.OPERATORS.items() for name in found} == set(MADE)


def test_a_table_changes_in_a_cell_below_its_head() -> None:
    text = 'date,2020,name\n2022-03-31,12.5,上限\n2022-06-30,,"a,1"\n'.encode()
    made = {
        changed(text, edit.of(text))
        for operator in grammars.TABLE_OPERATORS.values()
        for edit in operator(text)
    }
    assert made == {"2022-03-31,11.25,上限", "2022-02-28,12.5,上限"}


def test_what_says_the_same_or_cannot_be_read_is_not_applicable() -> None:
    assert python.applicable(b"x = 1", b"x = 2")
    assert not python.applicable(b"x = 1", b"x = (1)")
    assert not python.applicable(b"x = 1", b"x = (1")
    assert grammars.applicable(b"x = 1", b"x = 2", ".js")
    assert not grammars.applicable(b"x = 1", b"x  =  1", ".js")
    assert not grammars.applicable(b"x = 1", b"x = (1", ".js")


@pytest.mark.parametrize(
    ("start", "end", "text", "one"),
    [(0, 1, "b", True), (0, 1, "a", False), (0, 1, "a\nb", False), (0, 3, "x", False)],
)
def test_a_fault_changes_one_line(start: int, end: int, text: str, one: bool) -> None:
    from tests.faults.fault import Edit

    assert changes_one_line(Edit(start, end, text), b"a\nb\n") is one
