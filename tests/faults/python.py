"""Faults in Python: where each operator finds a place, by the syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tests.faults.fault import Edit

FLIPPED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "==",
           "in": "not in", "not in": "in", "is": "is not", "is not": "is"}  # fmt: skip
NEXT_DOOR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
INDICES = {"month", "at", "t", "i", "n", "index", "place", "year", "quarter", "first", "last", "start", "end"}
COMMUTES = {"min", "max", "isinstance", "print", "zip", "hypot", "issubclass"}
OF_KEYS = re.compile(r"key|digest|state|fingerprint|version|edition|sha|hash", re.IGNORECASE)
PLACEHOLDER = re.compile(rb"\{[^{}]+\}")
NUMERIC = {"Number", "Numbers", "float", "int"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function, or a field of a record: name, annotation, whether it may be left out."""

    name: str
    kind: str
    optional: bool


Signatures = dict[str, tuple[Parameter, ...]]
"""Name of a function or record -> its parameters; of names that mean two things, neither."""


@dataclass(frozen=True)
class Source:
    """A file: its bytes, where its lines begin, its tree, and what the project's functions take."""

    text: bytes
    lines: tuple[int, ...]
    tree: ast.Module
    known: Signatures

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where a node begins and ends, in bytes."""
        place: ast.expr = node  # type: ignore[assignment]
        assert place.end_lineno is not None and place.end_col_offset is not None
        return (
            self.lines[place.lineno - 1] + place.col_offset,
            self.lines[place.end_lineno - 1] + place.end_col_offset,
        )

    def of(self, node: ast.AST) -> str:
        """Return a node's text."""
        start, end = self.span(node)
        return self.text[start:end].decode()

    def between(self, left: ast.AST, right: ast.AST, word: str, new: str) -> Iterator[Edit]:
        """Replace an operator that stands between two nodes."""
        start, end = self.span(left)[1], self.span(right)[0]
        gap = re.sub(rb"#[^\n]*", lambda found: b" " * len(found[0]), self.text[start:end])
        if found := re.search(rb"\s+".join(re.escape(part.encode()) for part in word.split()), gap):
            yield Edit(start + found.start(), start + found.end(), new)


def source(text: bytes, known: Signatures) -> Source:
    """Read a file."""
    lines, at = [0], text.find(b"\n")
    while at >= 0:
        lines.append(at + 1)
        at = text.find(b"\n", at + 1)
    return Source(text, tuple(lines), ast.parse(text), known)


def signatures(sources: Mapping[str, bytes]) -> Signatures:
    """Return what every function and record of the Python files among the sources takes."""
    found: dict[str, set[tuple[Parameter, ...]]] = {}
    for path, text in sources.items():
        for node in ast.walk(ast.parse(text)) if path.endswith(".py") else ():
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, set()).add(_parameters(node.args))
            elif isinstance(node, ast.ClassDef):
                fields = [each for each in node.body if isinstance(each, ast.AnnAssign)]
                found.setdefault(node.name, set()).add(
                    tuple(
                        Parameter(each.target.id, ast.unparse(each.annotation), each.value is not None)
                        for each in fields
                        if isinstance(each.target, ast.Name)
                    )
                )
    return {name: next(iter(kinds)) for name, kinds in found.items() if len(kinds) == 1}


def _parameters(arguments: ast.arguments) -> tuple[Parameter, ...]:
    plain = [*arguments.posonlyargs, *arguments.args]
    least = len(plain) - len(arguments.defaults)
    every = [(each, n >= least) for n, each in enumerate(plain)]
    every += [
        (each, default is not None)
        for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    return tuple(
        Parameter(each.arg, ast.unparse(each.annotation) if each.annotation else "", optional)
        for each, optional in every
        if each.arg not in ("self", "cls")
    )


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs: no annotation, no words of an error, no text with places for values."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.Raise | ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Assert):
                continue
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.AST):
                yield child
                yield from walk(child)


def texty(*nodes: ast.AST) -> bool:
    """Whether nodes are evidently no numbers."""
    lists = (ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp)
    makes = {"list", "tuple", "set", "sorted", "str", "join"}
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, lists) or (isinstance(part, ast.Constant) and isinstance(part.value, str)):
                return True
            if isinstance(part, ast.Call) and called(part) in makes:
                return True
    return False


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def simple(node: ast.AST) -> bool:
    """Whether a node is a name, or a field of one."""
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and not texty(node)


def wire(file: Source) -> Iterator[Edit]:
    """An input that may be left out is left out, a numeric one is nought; a call for its effect goes."""
    for node in walk(file.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            yield Edit(*file.span(node), "pass")
        if not isinstance(node, ast.Call):
            continue
        takes = file.known.get(called(node), ())
        by_name = {each.name: each for each in takes}
        for word in node.keywords:
            given = by_name.get(word.arg or "")
            if given and not isinstance(word.value, ast.Constant):
                yield from _cut(file, word, word.value, given)
        if not any(isinstance(each, ast.Starred) for each in node.args):
            for each, given in zip(node.args, takes, strict=False):
                if given.kind in NUMERIC and simple(each):
                    yield Edit(*file.span(each), f"0.0 * {file.of(each)}")


def _cut(file: Source, word: ast.keyword, value: ast.expr, given: Parameter) -> Iterator[Edit]:
    start, end = file.span(word)
    if given.optional:
        if found := re.match(rb"\s*,\s?", file.text[end:]):
            yield Edit(start, end + found.end(), "")
        elif found := re.search(rb",\s*$", file.text[:start]):
            yield Edit(found.start(), end, "")
    elif given.kind in NUMERIC:
        yield Edit(*file.span(value), f"0.0 * ({file.of(value)})")


def inputs(file: Source) -> Iterator[Edit]:
    """Two inputs of one type stand in each other's place."""
    for node in walk(file.tree):
        if not isinstance(node, ast.Call) or called(node) in COMMUTES:
            continue
        takes = file.known.get(called(node))
        kinds = [each.kind for each in takes] if takes else [""] * len(node.args)
        pairs: list[tuple[ast.expr, ast.expr]] = []
        if not any(isinstance(each, ast.Starred) for each in node.args):
            for n, (one, other) in enumerate(zip(node.args, node.args[1:], strict=False)):
                if n + 1 < len(kinds) and kinds[n] == kinds[n + 1]:
                    pairs.append((one, other))
        by_name = {each.name: each.kind for each in takes or ()}
        for one_word, other_word in zip(node.keywords, node.keywords[1:], strict=False):
            if one_word.arg in by_name and by_name[one_word.arg] == by_name.get(other_word.arg or ""):
                pairs.append((one_word.value, other_word.value))
        for one, other in pairs:
            if simple(one) and simple(other) and file.of(one) != file.of(other):
                (start, middle), (then, end) = file.span(one), file.span(other)
                kept = file.text[middle:then].decode()
                yield Edit(start, end, f"{file.of(other)}{kept}{file.of(one)}")


def sign(file: Source) -> Iterator[Edit]:
    """Plus becomes minus, minus plus."""
    turned = {ast.Add: ("+", "-"), ast.Sub: ("-", "+")}
    for node in walk(file.tree):
        if isinstance(node, ast.BinOp) and type(node.op) in turned and not texty(node.left, node.right):
            yield from file.between(node.left, node.right, *turned[type(node.op)])
        elif isinstance(node, ast.AugAssign) and type(node.op) in turned and not texty(node.value):
            word, new = turned[type(node.op)]
            yield from file.between(node.target, node.value, f"{word}=", f"{new}=")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            yield Edit(*file.span(node), file.of(node.operand))


def factor(file: Source) -> Iterator[Edit]:
    """A number is a tenth smaller, a whole one another; times becomes by, by times."""
    turned = {ast.Mult: ("*", "/"), ast.Div: ("/", "*")}
    indices = {id(part) for node in walk(file.tree) if isinstance(node, ast.Subscript)
               for part in ast.walk(node.slice)}  # fmt: skip
    for node in walk(file.tree):
        if isinstance(node, ast.BinOp) and type(node.op) in turned and not texty(node.left, node.right):
            yield from file.between(node.left, node.right, *turned[type(node.op)])
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and id(node) not in indices:
            yield Edit(*file.span(node), other_number(node.value))  # type: ignore[arg-type]


def other_number(value: float) -> str:
    """Return a number near another one: a tenth less, the next whole one for a small whole one."""
    if isinstance(value, int):
        return str(value + 1 if abs(value) < 10 else value - max(1, abs(value) // 10))
    return f"{0.9 * value:.10g}" if value else "0.1"


def month(file: Source) -> Iterator[Edit]:
    """A month early: a place in a list one before, the first as the second, the last as the last but one."""
    for node in walk(file.tree):
        if not isinstance(node, ast.Subscript):
            continue
        cut = node.slice
        for part in [cut.lower, cut.upper] if isinstance(cut, ast.Slice) else [cut]:
            if isinstance(part, ast.Name) and part.id in INDICES:
                yield Edit(*file.span(part), f"{part.id} - 1")
            elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub) and not texty(part):
                yield Edit(*file.span(part), f"{file.of(part)} - 1")
            elif isinstance(part, ast.Constant) and type(part.value) is int:
                yield Edit(*file.span(part), str(part.value + 1))
            elif isinstance(part, ast.UnaryOp) and isinstance(part.operand, ast.Constant):
                yield Edit(*file.span(part), f"{file.of(part)} - 1")


def branch(file: Source) -> Iterator[Edit]:
    """A branch is never taken, a condition never asked."""
    for node in walk(file.tree):
        if isinstance(node, ast.If | ast.IfExp):
            yield Edit(*file.span(node.test), "False")
        elif isinstance(node, ast.BoolOp):
            start, end = file.span(node.values[-2])[1], file.span(node)[1]
            if file.text[end - 1 : end] != b")" or file.of(node.values[-1]).endswith(")"):
                yield Edit(start, end, "")
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield Edit(*file.span(node), file.of(node.operand))
        elif isinstance(node, ast.comprehension):
            yield from (Edit(*file.span(test), "True") for test in node.ifs)


def comparison(file: Source) -> Iterator[Edit]:
    """A comparison says the opposite; of whole numbers, the end belongs to the other side."""
    words = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
             ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not"}  # fmt: skip
    for node in walk(file.tree):
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            continue
        word, right = words[type(node.ops[0])], node.comparators[0]
        yield from file.between(node.left, right, word, FLIPPED[word])
        if word in NEXT_DOOR and (whole(node.left) or whole(right)):
            yield from file.between(node.left, right, word, NEXT_DOOR[word])


def whole(node: ast.AST) -> bool:
    """Whether a node is evidently a whole number or a month."""
    if isinstance(node, ast.Constant):
        return type(node.value) is int and node.value != 0
    return (isinstance(node, ast.Call) and called(node) == "len") or getattr(node, "id", "") in INDICES


def key(file: Source) -> Iterator[Edit]:
    """A part of a cache key is left out."""
    for function in walk(file.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        raised = (node for node in ast.walk(function) if isinstance(node, ast.Raise))
        words = {part for node in raised for part in ast.walk(node)}
        for node in (node for node in ast.walk(function) if node not in words):
            if isinstance(node, ast.JoinedStr) and OF_KEYS.search(function.name):
                yield from _placeholders(file, node)
            if not isinstance(node, ast.Call) or not OF_KEYS.search(file.of(node.func)):
                continue
            for part in node.args:
                if isinstance(part, ast.BinOp):
                    yield Edit(file.span(part.left)[1], file.span(part)[1], "")
                elif len(node.args) > 1 and not isinstance(part, ast.Starred):
                    yield Edit(*file.span(part), '""')
            for part in ast.walk(node):
                if isinstance(part, ast.JoinedStr):
                    yield from _placeholders(file, part)


def _placeholders(file: Source, node: ast.JoinedStr) -> Iterator[Edit]:
    start, end = file.span(node)
    for found in PLACEHOLDER.finditer(file.text[start:end]):
        yield Edit(start + found.start(), start + found.end(), "")


OPERATORS: dict[str, Callable[[Source], Iterator[Edit]]] = {
    "wire": wire,
    "inputs": inputs,
    "sign": sign,
    "factor": factor,
    "month": month,
    "branch": branch,
    "comparison": comparison,
    "key": key,
}


def applicable(before: bytes, after: bytes) -> bool:
    """Whether the changed file can be read and does not say the same."""
    try:
        return ast.dump(ast.parse(before)) != ast.dump(ast.parse(after))
    except (SyntaxError, ValueError):
        return False
