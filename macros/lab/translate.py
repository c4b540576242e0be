"""The core as one script for the lab's worker, made when the book is built; none is in the project."""

from __future__ import annotations

import ast
from pathlib import Path

import rjsmin

from macros.lab.core_modules import CoreError, Module, handed_on, in_order, path_of
from macros.lab.javascript import Writer, flat

FIRST = ("core.case", "core.case_from_json", "core.admissible", "core.floats")
"""What the worker needs of the core; the rest follows."""
RUNTIME = Path(__file__).with_name("core-runtime.js")

HANDED_OUT = """self.qeqt = {
  book: core_case_from_json__book_from,
  run(book, key, values, overrides, moves, since, known) {
    return core_case__run_known(
      book, key, values, overrides, moves, since, core_floats__module, false, known || {})
  },
  stable(values, overrides) {
    return core_admissible__stable(core_case__together(values, overrides), core_floats__module)
  },
}"""
"""What the worker calls: a book of cases out of JSON, a case's run (``known`` keeps what a run leans on, for
all runs), which parameters are stable."""


class TranslationError(Exception):
    """The core could not be translated, and why."""


def sources() -> list[Path]:
    """Return the source files that are translated."""
    return [path_of(module.name) for module in in_order(FIRST)]


def is_annotation(node: ast.stmt) -> bool:
    """Say whether a statement names a type: Columns = dict[str, list[Number]]."""
    value = node.value if isinstance(node, ast.Assign) else None
    return (
        isinstance(value, ast.Subscript)
        and isinstance(value.value, ast.Name)
        and value.value.id in ("dict", "list", "tuple")
    )


def as_value(module: Module) -> str:
    """Return a module's functions as one thing that can be handed on."""
    functions = sorted(node.name for node in module.tree.body if isinstance(node, ast.FunctionDef))
    given = {each: flat(module.name, each) for each in functions} | module.outside
    return f"const {flat(module.name, 'module')} = {{{', '.join(f'{a}: {b}' for a, b in given.items())}}};"


def script(modules: list[Module]) -> str:
    """Return modules, each after what it imports, as one script that defines all that is in them.

    Raises CoreError, with file and line, for what has no form in JavaScript.
    """
    records = {(module.name, name): fields for module in modules for name, fields in module.records.items()}
    handed = handed_on(modules)
    parts: list[str] = []
    for module in modules:
        writer = Writer(module, records)
        for node in module.tree.body:
            if not is_annotation(node):
                parts += writer.statement(node)
        if module.name in handed:
            parts.append(as_value(module))
    return "\n".join(parts) + "\n"


def core_script() -> str:
    """Return runtime and core as one script that hands the worker what it calls.

    Raises TranslationError when the core leaves its subset.
    """
    try:
        core = script(in_order(FIRST))
    except CoreError as error:
        raise TranslationError(f"the model cannot be translated for the browser: {error}") from None
    text = (
        f"(function () {{\n'use strict'\n{RUNTIME.read_text(encoding='utf-8')}\n{core}\n{HANDED_OUT}\n}})()"
    )
    return str(rjsmin.jsmin(text))
