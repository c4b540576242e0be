"""Writes the core's Python as JavaScript, node by node; what is not listed here stops the build.

The core keeps to a plain subset (tests/core/test_language.py), so each node has one plain form: lists and
tuples are arrays, dicts plain objects with texts as keys, records objects of a class, conditions booleans.
What Python does and JavaScript does not stands in core-runtime.js, under names that begin with $.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable
from typing import TypeGuard

from macros.lab.core_modules import LEFT_OUT, CoreError, Fields, Module

RESERVED = frozenset(
    (
        *(
            "Array",
            "Infinity",
            "Math",
            "NaN",
            "Number",
            "Object",
            "String",
            "arguments",
            "await",
            "case",
            "catch",
        ),
        *("const", "debugger", "default", "delete", "do", "enum", "eval", "export", "extends", "function"),
        *("implements", "instanceof", "interface", "let", "new", "package", "private", "protected", "public"),
        *("static", "super", "switch", "this", "throw", "typeof", "undefined", "var", "void"),
    )
)
"""Names that mean something to JavaScript and nothing to Python."""

BINARY: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 12), ast.Sub: ("-", 12), ast.Mult: ("*", 13), ast.Div: ("/", 13), ast.Pow: ("**", 14),
}  # fmt: skip
"""Operators that both languages have, with how strongly they bind."""
COMPARED: dict[type[ast.cmpop], str] = {
    ast.Eq: "===", ast.NotEq: "!==", ast.Is: "===", ast.IsNot: "!==",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
BUILT_IN = {
    "abs": "Math.abs", "enumerate": "$enumerate", "int": "$int", "len": "$len", "list": "$list",
    "max": "$max", "min": "$min", "range": "$range", "reversed": "$reversed", "str": "$text",
    "ValueError": "new $ValueError",
}  # fmt: skip
METHODS = {
    "append": "push", "extend": "$extend", "get": "$get", "index": "$index", "insert": "$insert",
    "pop": "$pop", "replace": "$replace", "reverse": "reverse",
}  # fmt: skip
"""Methods of lists, dicts and texts: JavaScript's own, or a function of the runtime."""
ATOM, UNARY, COMPARE, AND, OR, CHOICE = 20, 15, 9, 5, 4, 2


class Writer:
    """Writes one module; ``records``: the fields of every record of the core, by module and name."""

    def __init__(self, module: Module, records: dict[tuple[str, str], Fields]) -> None:
        self.module, self.records = module, records
        self.local: set[str] = set()

    def refused(self, node: ast.AST, why: str = "") -> CoreError:
        """Return the error for what has no form in JavaScript."""
        return self.module.error(node, why or f"{type(node).__name__} has no form in the browser")

    # Names

    def origin(self, node: ast.expr) -> tuple[str, str] | None:
        """Return the module and name that an expression stands for, where it is a name of the core."""
        if isinstance(node, ast.Name) and node.id not in self.local:
            if node.id in self.module.own:
                return self.module.name, node.id
            return self.module.borrowed.get(node.id)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = node.value.id
            if name not in self.local and name in self.module.modules:
                return self.module.modules[name], node.attr
        return None

    def name(self, node: ast.Name) -> str:
        """Write a name as the one script has it."""
        if node.id in self.local:
            return spared(node.id)
        if origin := self.origin(node):
            if origin[0] in LEFT_OUT:
                raise self.refused(node, f"{node.id} is for annotations only")
            return flat(*origin)
        if node.id in self.module.modules:
            return flat(self.module.modules[node.id], "module")
        if node.id in self.module.outside:
            return self.module.outside[node.id]
        raise self.refused(node, f"{node.id} is not known in the browser")

    # Expressions

    def bound(self, node: ast.expr, least: int) -> str:
        """Write an expression, in brackets where it binds more weakly than its place asks."""
        text, binding = self.expression(node)
        return text if binding >= least else f"({text})"

    def value(self, node: ast.expr) -> str:
        """Write an expression on its own."""
        return self.expression(node)[0]

    def expression(self, node: ast.expr) -> tuple[str, int]:
        """Return an expression in JavaScript, and how strongly it binds."""
        match node:
            case ast.Constant():
                return json.dumps(node.value, ensure_ascii=False), ATOM
            case ast.Name():
                return self.name(node), ATOM
            case ast.Attribute():
                origin = self.origin(node)
                return flat(*origin) if origin else f"{self.bound(node.value, ATOM)}.{node.attr}", ATOM
            case ast.Subscript():
                return self.subscript(node), ATOM
            case ast.List() | ast.Tuple():
                return f"[{self.listed(node.elts)}]", ATOM
            case ast.Dict():
                return f"{{{', '.join(map(self.pair, node.keys, node.values))}}}", ATOM
            case ast.Call():
                return self.call(node), ATOM
            case ast.ListComp():
                return self.comprehension(node), ATOM
            case ast.JoinedStr():
                return " + ".join(['""', *map(self.part, node.values)]), BINARY[ast.Add][1]
            case ast.BinOp():
                return self.binary(node)
            case ast.UnaryOp(op=ast.USub()):
                return f"-{self.bound(node.operand, UNARY + 1)}", UNARY
            case ast.UnaryOp(op=ast.Not()):
                return f"!{self.condition(node.operand, UNARY + 1)}", UNARY
            case ast.BoolOp():
                sign, binding = ("&&", AND) if isinstance(node.op, ast.And) else ("||", OR)
                return f" {sign} ".join(self.condition(each, binding + 2) for each in node.values), binding
            case ast.Compare():
                return self.comparison(node)
            case ast.IfExp():
                parts = self.bound(node.body, CHOICE + 1), self.bound(node.orelse, CHOICE)
                return f"{self.condition(node.test, CHOICE + 1)} ? {parts[0]} : {parts[1]}", CHOICE
        raise self.refused(node)

    def pair(self, key: ast.expr | None, value: ast.expr) -> str:
        """Write one entry of a dict."""
        if key is None:
            raise self.refused(value, "a dict is written out entry by entry")
        text = self.value(key)
        return f"{text if isinstance(key, ast.Constant) else f'[{text}]'}: {self.value(value)}"

    def listed(self, nodes: Iterable[ast.expr]) -> str:
        """Write expressions one after another."""
        return ", ".join(map(self.value, nodes))

    def condition(self, node: ast.expr, least: int = 0) -> str:
        """Write a condition: what is not plainly a boolean is held to be one when the script runs."""
        plainly = isinstance(node, (ast.Compare, ast.BoolOp)) or (
            isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        )
        return self.bound(node, least) if plainly else f"$true({self.value(node)})"

    def comparison(self, node: ast.Compare) -> tuple[str, int]:
        """Write a comparison of two."""
        if len(node.ops) > 1:
            raise self.refused(node, "a comparison of two only")
        sign, other = node.ops[0], node.comparators[0]
        if isinstance(sign, (ast.In, ast.NotIn)):
            inside = f"$in({self.value(node.left)}, {self.value(other)})"
            return (f"!{inside}", UNARY) if isinstance(sign, ast.NotIn) else (inside, ATOM)
        return (
            f"{self.bound(node.left, COMPARE + 1)} {COMPARED[type(sign)]} {self.bound(other, COMPARE + 1)}",
            COMPARE,
        )

    def binary(self, node: ast.BinOp) -> tuple[str, int]:
        """Write arithmetic in the order in which Python does it."""
        if isinstance(node.op, (ast.FloorDiv, ast.Mod)):
            name = "$floordiv" if isinstance(node.op, ast.FloorDiv) else "$mod"
            return f"{name}({self.listed([node.left, node.right])})", ATOM
        if type(node.op) not in BINARY:
            raise self.refused(node, f"{type(node.op).__name__} is not for numbers")
        sign, binding = BINARY[type(node.op)]
        left = ATOM if sign == "**" else binding
        return f"{self.bound(node.left, left)} {sign} {self.bound(node.right, binding + 1)}", binding

    def subscript(self, node: ast.Subscript) -> str:
        """Write an entry or a slice."""
        of = self.bound(node.value, ATOM)
        if not isinstance(node.slice, ast.Slice):
            return f"{of}[{self.value(node.slice)}]"
        if node.slice.step is not None:
            raise self.refused(node, "a slice without steps only")
        start = self.value(node.slice.lower) if node.slice.lower else "0"
        ends = [start, self.value(node.slice.upper)] if node.slice.upper else [start]
        return f"{of}.slice({', '.join(ends)})"

    def part(self, node: ast.expr) -> str:
        """Write one part of a text."""
        if not isinstance(node, ast.FormattedValue):
            return self.value(node)
        if node.format_spec is None:
            return f"$text({self.value(node.value)})"
        form = ast.unparse(node.format_spec)[2:-1]
        if form not in (".1f", ".2f"):
            raise self.refused(node, f"the format {form}; .1f and .2f are known")
        return f"$fixed({self.value(node.value)}, {form[1]})"

    def comprehension(self, node: ast.ListComp) -> str:
        """Write a list made of another one, or of a range."""
        loop = node.generators[0]
        if len(node.generators) > 1 or loop.ifs:
            raise self.refused(node, "a comprehension of one plain loop only")
        over = loop.iter
        ranged = is_call(over, "range") and "range" not in self.module.own | self.local
        of = self.listed(node_args(over)) if ranged else self.walked(over)
        if is_field_of(node.elt, loop.target):
            return f"$taken({of}, {json.dumps(node.elt.attr)})"
        before = self.local
        self.local = before | names_in(loop.target)
        target, made = self.value(loop.target), self.value(node.elt)
        self.local = before
        function = f"{target if target.isidentifier() else f'({target})'} => {bracketed(made)}"
        if not ranged:
            return f"{of}.map({function})"
        return f"$made({of if len(node_args(over)) > 1 else f'0, {of}'}, {function})"

    def walked(self, node: ast.expr) -> str:
        """Write what a loop goes over: a list as it stands, a dict by its keys."""
        if isinstance(node, (ast.List, ast.ListComp, ast.Tuple)) or is_call(node, "enumerate", "reversed"):
            return self.value(node)
        return f"$each({self.value(node)})"

    def call(self, node: ast.Call) -> str:
        """Write a call: of a record, of something built in, of a method, or of a function of the core."""
        function, arguments = node.func, self.listed(node.args)
        origin = self.origin(function)
        if origin in self.records:
            return f"{flat(*origin)}({self.by_place(node, self.records[origin])})"
        if node.keywords:
            raise self.refused(node, "keywords are for building records only")
        if isinstance(function, ast.Name) and not origin and function.id not in self.local:
            if function.id in BUILT_IN:
                return f"{BUILT_IN[function.id]}({arguments})"
        elif isinstance(function, ast.Attribute) and not origin and function.attr in METHODS:
            method, of = METHODS[function.attr], self.bound(function.value, ATOM)
            if method.startswith("$"):
                return f"{method}({', '.join([of, *map(self.value, node.args)])})"
            return f"{of}.{method}({arguments})"
        return f"{self.bound(function, ATOM)}({arguments})"

    def by_place(self, node: ast.Call, fields: Fields) -> str:
        """Write what a record is made of, in the order of its fields."""
        given = {word.arg: self.value(word.value) for word in node.keywords}
        parts = [self.value(each) for each in node.args]
        for name, default in list(fields.items())[len(parts) :]:
            if name not in given and default is None:
                raise self.refused(node, f"{ast.unparse(node.func)} needs {name}")
            parts.append(given.pop(name, "undefined"))
        if given:
            raise self.refused(node, f"{ast.unparse(node.func)} has no {', '.join(map(str, given))}")
        return ", ".join(parts)

    # Statements

    def block(self, body: list[ast.stmt], indent: str, *first: str) -> str:
        """Write statements between braces; ``first``: lines before them."""
        lines = [*first, *(line for part in body for line in self.statement(part, indent + "  "))]
        return "{\n" + "".join(f"{indent}  {line}\n" for line in lines) + indent + "}"

    def statement(self, node: ast.stmt, indent: str = "") -> list[str]:
        """Return a statement in JavaScript; nothing for what only readers need."""
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
                return []
            case ast.AnnAssign(value=None):
                return []
            case ast.FunctionDef():
                return [self.function(node, indent)]
            case ast.ClassDef():
                return [self.record(node)]
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
                assert node.value is not None
                return [f"{self.declared(target)}{self.value(target)} = {self.value(node.value)};"]
            case ast.Return():
                return [f"return {self.value(node.value)};" if node.value else "return null;"]
            case ast.Raise() if node.exc is not None:
                return [f"throw {self.value(node.exc)};"]
            case ast.Expr():
                return [f"{self.value(node.value)};"]
            case ast.If():
                text = f"if ({self.condition(node.test)}) {self.block(node.body, indent)}"
                return [f"{text} else {self.block(node.orelse, indent)}" if node.orelse else text]
            case ast.While(orelse=[]):
                return [f"while ({self.condition(node.test)}) {self.block(node.body, indent)}"]
            case ast.For(orelse=[]):
                return [self.loop(node, indent)]
            case ast.Break() | ast.Continue():
                return [f"{type(node).__name__.lower()};"]
        raise self.refused(node)

    def declared(self, target: ast.expr) -> str:
        """Write what makes names: a function's reach all of it, as in Python; a module's never change."""
        parts = target.elts if isinstance(target, ast.Tuple) else [target]
        named = [isinstance(each, ast.Name) for each in parts]
        if any(named) and not all(named):
            raise self.refused(target, "either names or entries are set at once")
        return "" if not any(named) else "var " if self.local else "const "

    def loop(self, node: ast.For, indent: str) -> str:
        """Write a loop: a range is counted, its end worked out once; a list is walked place by place."""
        names = [self.value(each) for each in getattr(node.target, "elts", [node.target])]
        one = names[0]
        if is_call(node.iter, "range") and isinstance(node.target, ast.Name):
            ends = [self.value(each) for each in node_args(node.iter)]
            start, end = ends if len(ends) == 2 else ("0", *ends)
            head = f"var {one}$at = {start}, {one}$end = {end}; {one}$at < {one}$end; {one}$at++"
            return f"for ({head}) {self.block(node.body, indent, f'var {one} = {one}$at;')}"
        head = (
            f"var {one}$of = {self.walked(node.iter)}, {one}$at = 0; {one}$at < {one}$of.length; {one}$at++"
        )
        here = f"{one}$of[{one}$at]"
        parts = (f"{name} = {here}[{at}]" for at, name in enumerate(names))
        first = f"var {', '.join(parts) if isinstance(node.target, ast.Tuple) else f'{one} = {here}'};"
        return f"for ({head}) {self.block(node.body, indent, first)}"

    def function(self, node: ast.FunctionDef, indent: str) -> str:
        """Write a function under its name in the one script."""
        before = self.local
        inside = {each.arg for each in node.args.args} | names_in(node)
        defaults = [""] * (len(node.args.args) - len(node.args.defaults))
        defaults += [f" = {self.value(each)}" for each in node.args.defaults]
        name = spared(node.name) if before else flat(self.module.name, node.name)
        self.local = before | inside
        given = (spared(each.arg) + value for each, value in zip(node.args.args, defaults, strict=True))
        text = f"function {name}({', '.join(given)}) {self.block(node.body, indent)}"
        self.local = before
        return text

    def record(self, node: ast.ClassDef) -> str:
        """Write a record as a function that gives back a plain object: nothing is made at less cost."""
        fields = self.module.records[node.name]
        given = (
            spared(name) if value is None else f"{spared(name)} = {self.value(value)}"
            for name, value in fields.items()
        )
        kept = (name if name == spared(name) else f"{name}: {spared(name)}" for name in fields)
        return f"const {flat(self.module.name, node.name)} = ({', '.join(given)}) => ({{{', '.join(kept)}}});"


def spared(name: str) -> str:
    """Return a local name that JavaScript can take."""
    return f"{name}_" if name in RESERVED else name


def flat(module: str, name: str) -> str:
    """Return the name of something of a module in the one script."""
    return f"{module.replace('.', '_')}__{name}"


def bracketed(text: str) -> str:
    """Return what an arrow gives back: an object in brackets, or it would be a block."""
    return f"({text})" if text.startswith("{") else text


def is_call(node: ast.expr, *names: str) -> bool:
    """Say whether an expression calls one of the built-in names."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def is_field_of(node: ast.expr, one: ast.expr) -> TypeGuard[ast.Attribute]:
    """Say whether an expression is a field of one of many."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and isinstance(one, ast.Name)
        and node.value.id == one.id
    )


def node_args(node: ast.expr) -> list[ast.expr]:
    """Return what a call is given."""
    return node.args if isinstance(node, ast.Call) else []


def names_in(node: ast.AST) -> set[str]:
    """Return the names that are set inside a function, comprehensions aside, and of functions inside."""
    found: set[str] = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            found.add(child.name)
        elif not isinstance(child, ast.ListComp):
            found |= names_in(child)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        found.add(node.id)
    return found
