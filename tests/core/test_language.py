"""The core keeps to a plain subset of Python, so that it runs on arrays and in a browser as it stands."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "qeqt"
FIRST = ("core.case", "core.case_from_json", "core.admissible", "core.floats")
OUTSIDE = {"dataclasses", "math", "typing", "__future__"}

ALLOWED = (
    ast.Module, ast.Import, ast.ImportFrom, ast.alias, ast.FunctionDef, ast.ClassDef, ast.arguments,
    ast.arg, ast.Assign, ast.AnnAssign, ast.For, ast.While, ast.If, ast.IfExp, ast.Return, ast.Raise,
    ast.Expr, ast.Pass, ast.Break, ast.Continue, ast.Call, ast.keyword, ast.Attribute, ast.Name,
    ast.Constant, ast.Subscript, ast.Slice, ast.List, ast.Tuple, ast.Dict, ast.ListComp, ast.comprehension,
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.JoinedStr, ast.FormattedValue, ast.Load,
    ast.Store, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.BitOr, ast.USub,
    ast.Not, ast.And, ast.Or, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn,
    ast.Is, ast.IsNot,
)  # fmt: skip
"""Everything else is refused: match, try, with, lambda, starred, augmented assignment, generators, …"""

FORBIDDEN_CALLS = {
    "isinstance",
    "issubclass",
    "type",
    "hasattr",
    "getattr",
    "setattr",
    "eval",
    "exec",
    "open",
    "sum",  # compensated from Python 3.12 on: qeqt.core.addition adds in order
}


def core() -> list[str]:
    """Return the modules that a run needs: what model and floats import, and what that imports."""
    found: list[str] = []
    waiting = list(FIRST)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.append(name)
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "qeqt":
                inside = node.module.split(".", 1)[1:] or [""]
                for alias in node.names:
                    child = f"{inside[0]}.{alias.name}".strip(".")
                    waiting.append(child if source(child).is_file() else inside[0])
    return sorted(set(found) - {""})


def source(name: str) -> Path:
    return PACKAGE / (name.replace(".", "/") + ".py")


def tree(name: str) -> ast.Module:
    path = source(name) if source(name).is_file() else PACKAGE / name / "__init__.py"
    return ast.parse(path.read_text(encoding="utf-8"))


CORE = core()


def test_the_core_is_what_a_run_needs() -> None:
    assert {"core.model", "core.floats", "core.bank.treasuries", "core.taiwan.fx_and_flows"} <= set(CORE)
    assert [name for name in CORE if not name.startswith("core.")] == []
    assert "core.arrays" not in CORE


@pytest.mark.parametrize("name", CORE)
def test_the_core_speaks_a_plain_subset(name: str) -> None:
    assert slips(name, tree(name)) == []


def test_what_the_subset_refuses() -> None:
    refused = [
        "match x:\n    case 1:\n        pass",
        "x += 1",
        "x = y = 0.0",
        "y = x[-1]",
        "y = [0.0] * 3",
        "def f(*a):\n    pass",
        "y = lambda x: x",
        "y = isinstance(x, float)",
        "y = [a for a in b for c in d]",
        "import numpy",
        "f(**x)",
        "with x:\n    pass",
        "y = [1.0] + z",
        "y = x[1:] + x[:1]",
        "for a in b + c:\n    pass",
    ]
    assert [text for text in refused if not slips("refused", ast.parse(text))] == []


def slips(name: str, module: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(module):
        fault = fault_of(node, name)
        if fault:
            found.append(f"{name}.py:{getattr(node, 'lineno', 0)}: {fault}")
    return found


def is_list(node: ast.AST) -> bool:
    """Say whether an expression can only be a list, or a part of one."""
    part_of_one = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)
    return isinstance(node, (ast.List, ast.ListComp)) or part_of_one


def fault_of(node: ast.AST, name: str) -> str:
    """Return what is wrong with a node, or nothing."""
    if name == "core.number":
        return ""
    if not isinstance(node, ALLOWED):
        return f"{type(node).__name__} is not in the subset"
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        root = (module or "").split(".")[0]
        return "" if root == "qeqt" or root in OUTSIDE else f"{module} is not in the core's reach"
    if isinstance(node, ast.Assign) and len(node.targets) > 1:
        return "two names for one value"
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.UnaryOp):
        return "negative index"
    if (
        isinstance(node, ast.BinOp)
        and ast.List in (type(node.left), type(node.right))
        and type(node.op) is ast.Mult
    ):
        return "list repetition"
    if (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add)
        and any(map(is_list, (node.left, node.right)))
    ):
        return "lists joined by +"
    if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.iter, ast.BinOp):
        return "a loop over joined lists"
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            return f"{node.func.id}() is not in the subset"
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if any(word.arg is None for word in node.keywords):
            return "** in a call"
        if node.keywords and not called[:1].isupper() and called not in ("field", "dataclass"):
            return f"keywords are for building records only, not for {called}()"
    if isinstance(node, ast.arguments) and (node.vararg or node.kwarg or node.kwonlyargs):
        return "only plain arguments"
    if isinstance(node, ast.ListComp) and (len(node.generators) > 1 or node.generators[0].ifs):
        return "a comprehension of one plain loop only"
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        return "chained comparison"
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        return "decorated function"
    return ""
