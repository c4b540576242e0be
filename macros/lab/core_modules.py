"""The core's source files, read: what each defines, what it takes from others, in which order they stand."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "qeqt"
ROOT = "qeqt"
LEFT_OUT = ("core.number",)
"""Modules that only annotations use."""

Fields = dict[str, ast.expr | None]
"""A record's fields in order, each with its default."""


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
    records: dict[str, Fields] = field(default_factory=dict)

    def error(self, node: ast.AST, why: str) -> CoreError:
        """Return an error that names the place."""
        return CoreError(f"{self.name}.py:{getattr(node, 'lineno', 0)}: {why}")


def path_of(name: str) -> Path:
    """Return a module's source file."""
    return PACKAGE / (name.replace(".", "/") + ".py")


def read(name: str) -> Module:
    """Read a source file of the core."""
    path = path_of(name)
    return module(name, path.read_text(encoding="utf-8"), str(path))


def module(name: str, text: str, path: str = "") -> Module:
    """Return a module's own names, imports and records."""
    found = Module(name, ast.parse(text, path or name))
    for node in found.tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.own.add(node.name)
            if isinstance(node, ast.ClassDef):
                found.records[node.name] = fields_of(node, found)
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
                    raise found.error(node, f"import {alias.name}")
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
            raise module.error(node, f"{source} is not in the core's reach")


def fields_of(node: ast.ClassDef, module: Module) -> Fields:
    """Return a record's fields; field(default_factory=list) is a new list each time."""
    found: Fields = {}
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            value = part.value
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "field":
                made = {word.arg: ast.unparse(word.value) for word in value.keywords}
                if made not in ({"default_factory": "list"}, {"default_factory": "dict"}):
                    raise module.error(value, "field() with a list or a dict as factory only")
                value = ast.List([], ast.Load()) if made["default_factory"] == "list" else ast.Dict([], [])
            found[part.target.id] = value
        elif not isinstance(part, (ast.Expr, ast.Pass)):
            raise module.error(part, f"only fields belong in a record, as {node.name} is")
    return found


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


def handed_on(modules: list[Module]) -> set[str]:
    """Return the modules that are handed to a function as a value: the arithmetic."""
    found = set()
    for module in modules:
        taken = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name) and node.id in module.modules and id(node) not in taken:
                found.add(module.modules[node.id])
    return found
