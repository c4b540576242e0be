"""Makes one file of the core's source files: the same functions, under names that no longer meet.

Transcrypt mistranslates in silence what it does not know: submodules taken from a package, keywords,
dataclasses with fields made by a factory, docstrings behind constants. So each of these is written out in
plainer Python first, from the very source files that CPython runs; whatever has no plainer form stops the
build. What is left out: annotations, docstrings, imports.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "qeqt"
ROOT = "qeqt"
LEFT_OUT = ("core.number",)
"""Modules that only annotations use."""


RESERVED = (
    "arguments", "await", "case", "catch", "const", "debugger", "default", "delete", "do", "enum", "eval",
    "export", "extends", "function", "implements", "instanceof", "interface", "let", "new", "package",
    "private", "protected", "public", "static", "super", "switch", "this", "throw", "typeof", "var", "void",
)  # fmt: skip
"""Words that JavaScript keeps for itself and Python does not."""


ALIASED = (
    "clear", "copy", "enumerate", "get", "is", "items", "iter", "keys", "name", "next", "pop", "replace",
    "reversed", "selector", "sort", "split", "type", "undefined", "update", "values",
)  # fmt: skip
"""Names that Transcrypt takes for those of its own dicts, lists and texts, wherever they stand."""


def kept_as(field_name: str) -> str:
    """Return what a record's field is called in the browser."""
    return f"{field_name}_" if field_name in ALIASED or field_name in RESERVED else field_name


def spared(name: str) -> str:
    """Return a local name that JavaScript can take."""
    return f"{name}_" if name in RESERVED else name


class CoreError(Exception):
    """The core says something that cannot be carried into a browser."""


@dataclass
class Module:
    """One source file: what it defines, and what its names for other modules and their contents stand for."""

    name: str
    tree: ast.Module
    own: set[str] = field(default_factory=set)
    modules: dict[str, str] = field(default_factory=dict)
    """Name here -> module of the core."""
    borrowed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name here -> module and name there."""
    outside: dict[str, str] = field(default_factory=dict)
    """Name here -> what the browser calls it."""

    @property
    def prefix(self) -> str:
        """What every name of the module begins with in the one file."""
        return self.name.replace(".", "_") + "__"


def path_of(name: str) -> Path:
    """Return a module's source file."""
    return PACKAGE / (name.replace(".", "/") + ".py")


def read(name: str) -> Module:
    """Read a source file: its own names and its imports."""
    path = path_of(name)
    found = Module(name, ast.parse(path.read_text(encoding="utf-8"), str(path)))
    for node in found.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.own.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found.own |= {
                each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)
            }
        elif isinstance(node, ast.ImportFrom):
            take_from(found, node)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name != "math":
                    raise CoreError(f"{name}.py:{node.lineno}: import {alias.name}")
                found.outside["math"] = "Math"
    return found


def take_from(module: Module, node: ast.ImportFrom) -> None:
    """Note what an import brings in."""
    source = node.module or ""
    for alias in node.names:
        here = alias.asname or alias.name
        if source in ("__future__", "dataclasses", "typing"):
            continue
        if source == "math":
            module.outside[here] = f"Math.{alias.name}"
        elif source == ROOT or source.startswith(f"{ROOT}."):
            inside = source.removeprefix(ROOT).removeprefix(".")
            child = f"{inside}.{alias.name}".removeprefix(".")
            if path_of(child).is_file():
                module.modules[here] = child
            else:
                module.borrowed[here] = (inside, alias.name)
        else:
            raise CoreError(f"{module.name}.py:{node.lineno}: {source} is not in the core's reach")


def in_order(first: tuple[str, ...]) -> list[Module]:
    """Return what the first modules need, and themselves, each after what it imports."""
    known: dict[str, Module] = {}
    done: list[Module] = []

    def visit(name: str) -> None:
        if name in known or name in LEFT_OUT:
            return
        known[name] = read(name)
        needs = [*known[name].modules.values(), *(source for source, _ in known[name].borrowed.values())]
        for need in dict.fromkeys(needs):
            visit(need)
        done.append(known[name])

    for name in first:
        visit(name)
    return done


def fields_of(node: ast.ClassDef) -> list[tuple[str, ast.expr | None]]:
    """Return a record's fields in order, each with its default."""
    found: list[tuple[str, ast.expr | None]] = []
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            found.append((part.target.id, made(part.value)))
        elif not isinstance(part, (ast.Expr, ast.Pass)):
            raise CoreError(f"record {node.name}, line {part.lineno}: only fields belong in a record")
    return found


def made(value: ast.expr | None) -> ast.expr | None:
    """Return a default as an expression: field(default_factory=list) is a new list each time."""
    if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "field"):
        return value
    factories = [word.value for word in value.keywords if word.arg == "default_factory"]
    if len(factories) == 1 and isinstance(factories[0], ast.Name) and factories[0].id in ("list", "dict"):
        return ast.List([], ast.Load()) if factories[0].id == "list" else ast.Dict([], [])
    raise CoreError(f"line {value.lineno}: field() with a list or a dict as factory only")


@dataclass
class Names:
    """What every module defines, and every record's fields: (module, name) -> fields."""

    modules: dict[str, Module]
    records: dict[tuple[str, str], list[tuple[str, ast.expr | None]]]

    @cached_property
    def fields(self) -> set[str]:
        """Every name of a field."""
        return {name for fields in self.records.values() for name, _ in fields}


class Rewriter(ast.NodeTransformer):
    """Rewrites one module: names of the one file, records built by place, nothing that only readers need."""

    def __init__(self, module: Module, names: Names) -> None:
        self.module, self.names = module, names
        self.local: set[str] = set()
        self.called: set[int] = set()

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

    def renamed(self, origin: tuple[str, str]) -> str:
        """Return the name in the one file."""
        return origin[0].replace(".", "_") + "__" + origin[1]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Rename what the core defines, and local names that JavaScript keeps for itself."""
        if node.id in self.local:
            return ast.copy_location(ast.Name(spared(node.id), node.ctx), node)
        origin = self.origin(node)
        if origin:
            if origin[0] in LEFT_OUT:
                raise CoreError(f"{self.module.name}.py:{node.lineno}: {node.id} is for annotations only")
            return ast.copy_location(ast.Name(self.renamed(origin), node.ctx), node)
        if node.id in self.module.modules:
            name = self.module.modules[node.id].replace(".", "_") + "__module"
            return ast.copy_location(ast.Name(name, node.ctx), node)
        if node.id in self.module.outside:
            return ast.copy_location(ast.parse(self.module.outside[node.id], mode="eval").body, node)
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """Rename what is taken from another module."""
        origin = self.origin(node)
        if origin:
            return ast.copy_location(ast.Name(self.renamed(origin), node.ctx), node)
        self.generic_visit(node)
        if node.attr in self.names.fields and id(node) not in self.called:
            node.attr = kept_as(node.attr)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Build records by place."""
        origin = self.origin(node.func)
        self.called.add(id(node.func))
        self.generic_visit(node)
        if origin not in self.names.records:
            if not node.keywords:
                return node
            raise CoreError(f"{self.module.name}.py:{node.lineno}: keywords are for building records only")
        fields = self.names.records[origin]
        given = {word.arg: word.value for word in node.keywords}
        arguments = list(node.args)
        for name, default in fields[len(node.args) :]:
            if name in given:
                arguments.append(given.pop(name))
            elif default is not None:
                arguments.append(default)
            else:
                raise CoreError(f"{self.module.name}.py:{node.lineno}: {origin[1]} needs {name}")
        if given:
            raise CoreError(
                f"{self.module.name}.py:{node.lineno}: {origin[1]} has no {', '.join(map(str, given))}"
            )
        return ast.copy_location(ast.Call(node.func, arguments, []), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Rename a function and keep its local names."""
        before = self.local
        self.local = before | locals_of(node)
        asked = [ast.arg(spared(each.arg)) for each in node.args.args]
        defaults = [self.visit(each) for each in node.args.defaults]
        arguments = ast.arguments([], asked, None, [], [], None, defaults)
        body = [found for part in node.body if (found := self.statement(part)) is not None]
        self.local = before
        name = node.name if before else self.module.prefix + node.name
        return ast.copy_location(ast.FunctionDef(name, arguments, body or [ast.Pass()], [], None), node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        """Write a record out as a plain object of its fields, the cheapest thing that a browser makes."""
        fields = [name for name, _ in self.names.records[self.module.name, node.name]]
        given = ",".join(spared(name) for name in fields)
        kept = ",".join(f"{kept_as(name)}:{spared(name)}" for name in fields)
        text = f"var {self.module.prefix}{node.name}=function({given}){{return {{{kept}}};}};"
        return ast.copy_location(ast.parse(f"__pragma__('js', '{{}}', {text!r})").body[0], node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt | None:
        """Leave the annotation out."""
        if node.value is None:
            return None
        return ast.copy_location(ast.Assign([self.visit(node.target)], self.visit(node.value)), node)

    def statement(self, node: ast.stmt) -> ast.stmt | None:
        """Rewrite a statement; a docstring goes."""
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return None
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return None
        found: ast.stmt | None = self.visit(node)
        return found


def locals_of(node: ast.FunctionDef) -> set[str]:
    """Return the names that a function makes for itself."""
    stored = {
        each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    inner = {each.name for each in ast.walk(node) if isinstance(each, ast.FunctionDef) and each is not node}
    return stored | inner | {each.arg for each in node.args.args}


def is_annotation_only(node: ast.stmt, module: Module) -> bool:
    """Say whether a statement names a type: Columns = dict[str, list[Number]]."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Subscript):
        return False
    root = node.value.value
    return isinstance(root, ast.Name) and root.id in ("dict", "list", "tuple")


def handed_on(modules: list[Module]) -> set[str]:
    """Return the modules that are handed to a function as a value: the arithmetic."""
    found = set()
    for module in modules:
        taken = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name) and node.id in module.modules and id(node) not in taken:
                found.add(module.modules[node.id])
    return found


def as_value(module: Module) -> str:
    """Return the lines that make a module's functions into one thing that can be handed on."""
    name = module.name.replace(".", "_")
    functions = {node.name for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    given = {each: f"{name}__{each}" for each in sorted(functions)} | module.outside
    lines = [
        f"class {name}__Module:\n    def __init__(self):\n        pass",
        f"{name}__module = {name}__Module()",
    ]
    return "\n".join([*lines, *(f"{name}__module.{each} = {value}" for each, value in given.items())])


def flattened(first: tuple[str, ...]) -> str:
    """Return the core as one file of plainer Python.

    Raises CoreError, with file and line, for what has no plainer form.
    """
    modules = in_order(first)
    records = {
        (module.name, node.name): fields_of(node)
        for module in modules
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
    }
    names = Names({module.name: module for module in modules}, records)
    parts: list[str] = []
    handed = handed_on(modules)
    for module in modules:
        rewriter = Rewriter(module, names)
        for node in module.tree.body:
            if is_annotation_only(node, module):
                continue
            found = rewriter.statement(node)
            if found is not None:
                parts.append(ast.unparse(ast.fix_missing_locations(found)))
        if module.name in handed:
            parts.append(as_value(module))
    return "\n".join(parts) + "\n"
