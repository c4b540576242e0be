"""Faults in scripts, styles, templates and records: where each operator finds a place, by tree-sitter."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import cache

import tree_sitter_css
import tree_sitter_html
import tree_sitter_javascript
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from tests.faults.fault import Edit
from tests.faults.python import FLIPPED, other_number

GRAMMARS = {
    ".js": tree_sitter_javascript,
    ".css": tree_sitter_css,
    ".html": tree_sitter_html,
    ".toml": tree_sitter_toml,
}
OPPOSITE = {**FLIPPED, "===": "!==", "!==": "==="}
TURNED = {"+": "-", "-": "+", "*": "/", "/": "*", "+=": "-=", "-=": "+="}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MONTH = re.compile(r'"?(\d{4})-(\d{2})(-\d{2})?"?')
TEXTS = {"string", "template_string", "array"}


@cache
def _parser(kind: str) -> Parser:
    return Parser(Language(GRAMMARS[kind].language()))


def parsed(text: bytes, kind: str) -> Node:
    """Return the root of a file's syntax tree."""
    return _parser(kind).parse(text).root_node


def walk(node: Node) -> Iterator[Node]:
    """Every node below a node."""
    for child in node.children:
        yield child
        yield from walk(child)


def said(node: Node) -> str:
    """Return a node's text."""
    return (node.text or b"").decode()


def instead(node: Node, text: str) -> Edit:
    """Write something else in the place of a node."""
    return Edit(node.start_byte, node.end_byte, text)


def _texty(node: Node) -> bool:
    return node.type in TEXTS or any(child.type in TEXTS for child in walk(node))


def _binary(root: Node, words: dict[str, str]) -> Iterator[Edit]:
    for node in walk(root):
        if node.type in ("binary_expression", "augmented_assignment_expression") and not _texty(node):
            word = node.child_by_field_name("operator")
            if word is not None and said(word) in words:
                yield instead(word, words[said(word)])


def script_sign(root: Node) -> Iterator[Edit]:
    """Plus becomes minus, minus plus."""
    return _binary(root, {word: TURNED[word] for word in ("+", "-", "+=", "-=")})


def script_factor(root: Node) -> Iterator[Edit]:
    """Times becomes by, by times."""
    return _binary(root, {word: TURNED[word] for word in "*/"})


def script_comparison(root: Node) -> Iterator[Edit]:
    """A comparison says the opposite."""
    for node in walk(root):
        word = node.child_by_field_name("operator") if node.type == "binary_expression" else None
        if word is not None and said(word) in OPPOSITE and said(word) not in ("in", "not in"):
            yield instead(word, OPPOSITE[said(word)])


def script_constant(root: Node) -> Iterator[Edit]:
    """A number is another one."""
    for node in walk(root):
        if node.type == "number" and NUMBER.fullmatch(said(node)):
            number = said(node)
            yield instead(node, other_number(float(number) if "." in number else int(number)))


def script_branch(root: Node) -> Iterator[Edit]:
    """A branch is never taken, a condition never asked."""
    for node in walk(root):
        test = node.child_by_field_name("condition")
        if node.type == "if_statement" and test is not None:
            yield instead(test, "(false)")
        elif node.type == "ternary_expression" and test is not None:
            yield instead(test, "false")
        elif node.type == "unary_expression" and said(node).startswith("!"):
            yield Edit(node.start_byte, node.start_byte + 1, "")
        elif node.type == "binary_expression":
            word, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
            if left is not None and word is not None and said(word) in ("&&", "||"):
                yield Edit(left.end_byte, node.end_byte, "")


def script_wire(root: Node) -> Iterator[Edit]:
    """A call for its effect goes."""
    for node in walk(root):
        if node.type == "expression_statement" and node.named_children:
            call = node.named_children[0]
            if call.type in ("call_expression", "assignment_expression"):
                yield instead(call, "void 0")


def script_inputs(root: Node) -> Iterator[Edit]:
    """Two inputs stand in each other's place."""
    plain = ("identifier", "member_expression")
    for node in walk(root):
        called = said(node.parent) if node.parent is not None else ""
        if node.type != "arguments" or called.startswith(("Math.min", "Math.max")):
            continue
        for one, other in zip(node.named_children, node.named_children[1:], strict=False):
            if one.type in plain and other.type in plain and said(one) != said(other):
                whole, at = node.text or b"", node.start_byte
                between = whole[one.end_byte - at : other.start_byte - at].decode()
                yield Edit(one.start_byte, other.end_byte, f"{said(other)}{between}{said(one)}")


def style_constant(root: Node) -> Iterator[Edit]:
    """A length is halved, a colour another one."""
    for node in walk(root):
        if node.type in ("integer_value", "float_value"):
            if found := NUMBER.match(said(node)):
                value = float(found[0])
                new = f"{value / 2:g}" if value else "1"
                start = node.start_byte
                yield Edit(start, start + len(found[0]), new)
        elif node.type == "color_value" and re.fullmatch(r"#[0-9a-f]{6}", said(node)):
            red, green, blue = said(node)[1:3], said(node)[3:5], said(node)[5:]
            yield instead(node, f"#{blue}{red}{green}")


def style_wire(root: Node) -> Iterator[Edit]:
    """A declaration goes."""
    return (instead(node, "") for node in walk(root) if node.type == "declaration")


def template_wire(root: Node) -> Iterator[Edit]:
    """An attribute goes."""
    return (instead(node, "") for node in walk(root) if node.type == "attribute")


def record_factor(root: Node) -> Iterator[Edit]:
    """A number of a record is a tenth smaller."""
    for node in walk(root):
        if node.type in ("integer", "float") and NUMBER.fullmatch(said(node)):
            number = said(node)
            yield instead(node, other_number(float(number) if "." in number else int(number)))


def record_sign(root: Node) -> Iterator[Edit]:
    """A number of a record has the other sign."""
    for node in walk(root):
        if node.type in ("integer", "float") and NUMBER.fullmatch(said(node)) and float(said(node)):
            yield instead(node, said(node)[1:] if said(node)[0] == "-" else f"-{said(node)}")


def record_month(root: Node) -> Iterator[Edit]:
    """A date of a record is a month early; when a source was looked up, nothing but the record can say."""
    for node in walk(root):
        looked_up = node.parent is not None and said(node.parent).startswith("accessed")
        if node.type in ("string", "local_date") and MONTH.fullmatch(said(node)) and not looked_up:
            yield instead(node, a_month_early(said(node)))


def a_month_early(date: str) -> str:
    """Return a date, with or without day and quotes, in the month before."""
    found = MONTH.fullmatch(date)
    assert found
    months = 12 * int(found[1]) + int(found[2]) - 2
    day = min(int(found[3][1:]), 28) if found[3] else None
    new = f"{months // 12:04}-{months % 12 + 1:02}" + (f"-{day:02}" if day else "")
    return date.replace(found[0].strip('"'), new)


def record_branch(root: Node) -> Iterator[Edit]:
    """What a record affirms it denies."""
    for node in walk(root):
        if node.type == "boolean":
            yield instead(node, "false" if said(node) == "true" else "true")


OPERATORS: dict[str, dict[str, Callable[[Node], Iterator[Edit]]]] = {
    ".js": {
        "wire": script_wire,
        "inputs": script_inputs,
        "sign": script_sign,
        "factor": script_factor,
        "branch": script_branch,
        "comparison": script_comparison,
        "constant": script_constant,
    },
    ".css": {"constant": style_constant, "wire": style_wire},
    ".html": {"wire": template_wire},
    ".toml": {
        "factor": record_factor,
        "sign": record_sign,
        "month": record_month,
        "branch": record_branch,
    },
}


def cells(text: bytes) -> Iterator[tuple[int, int, str]]:
    """Each cell of a CSV table of one line a row, below its head: where it stands, and its text."""
    at = 0
    for number, line in enumerate(text.decode().splitlines(keepends=True)):
        if number and '"' not in line:
            place = at
            for cell in next(csv.reader(io.StringIO(line)), []):
                yield place, place + len(cell.encode()), cell
                place += len(cell.encode()) + 1
        at += len(line.encode())


def table_factor(text: bytes) -> Iterator[Edit]:
    """A number of a table is a tenth smaller."""
    for start, end, cell in cells(text):
        if NUMBER.fullmatch(cell):
            yield Edit(start, end, other_number(float(cell) if "." in cell else int(cell)))


def table_month(text: bytes) -> Iterator[Edit]:
    """A date of a table is a month early."""
    for start, end, cell in cells(text):
        if MONTH.fullmatch(cell):
            yield Edit(start, end, a_month_early(cell))


TABLE_OPERATORS: dict[str, Callable[[bytes], Iterator[Edit]]] = {"factor": table_factor, "month": table_month}


def applicable(before: bytes, after: bytes, kind: str) -> bool:
    """Whether the changed file can be read as well as before and does not say the same."""
    if kind == ".csv":
        return before != after
    old, new = parsed(before, kind), parsed(after, kind)
    return (old.has_error or not new.has_error) and tokens(old) != tokens(new)


def tokens(root: Node) -> list[tuple[str, str]]:
    """Return the words of a file, comments aside."""
    return [(node.type, said(node)) for node in walk(root) if not node.children and node.type != "comment"]
