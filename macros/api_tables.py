"""The reference of the package's public names: signatures and docstrings, read from the source by Griffe."""

import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import griffe

from macros.markup import Way

ROOT = Path(__file__).resolve().parents[1]

PUBLIC = {
    "run": ("qeqt.run", "qeqt.runs.run", "qeqt.core.results.Results", "qeqt.core.results.Column"),
    "bands": (
        "qeqt.study.bands.bands",
        "qeqt.study.bands.Bands",
        "qeqt.study.bands.sample",
        "qeqt.study.bands.Sample",
        "qeqt.study.bands.spread",
        "qeqt.study.bands.EnsembleError",
    ),
    "sweep": (
        "qeqt.study.sweep.read_grid",
        "qeqt.study.sweep.Grid",
        "qeqt.study.sweep.sweep",
        "qeqt.study.sweep.Done",
    ),
    "simulate": (
        "qeqt.core.model.simulate",
        "qeqt.core.scenario.Opening",
        "qeqt.core.scenario.Environment",
        "qeqt.core.scenario.Scenario",
        "qeqt.core.scenario.Decision",
        "qeqt.core.scenario.Announcement",
    ),
    "records": (
        "qeqt.data.scenarios",
        "qeqt.data.parameters",
        "qeqt.data.policy",
        "qeqt.data.opening",
        "qeqt.data.environment",
        "qeqt.data.figure",
        "qeqt.data.facts",
        "qeqt.data.fields.RecordError",
    ),
}
"""Section of the page -> the names that it explains: what others may rely on."""


@cache
def module(name: str) -> griffe.Module:
    """Return a module as its source has it; nothing is imported."""
    path = ROOT / (name.replace(".", "/") + ".py")
    path = path if path.is_file() else path.with_suffix("") / "__init__.py"
    return griffe.visit(name, filepath=path, code=path.read_text(encoding="utf-8"))


def found(name: str) -> griffe.Function | griffe.Class:
    """Return the object under a dotted name; KeyError when its module has none."""
    home, _, last = name.rpartition(".")
    return module(home).members[last]  # type: ignore[return-value]


def prose(text: str) -> str:
    """Return a docstring as paragraphs; what stands between two backticks is code."""
    marked = re.sub(r"``(.+?)``", r"<code>\1</code>", escape(text.strip(), quote=False))
    return "".join(f"<p>{' '.join(part.split())}</p>" for part in re.split(r"\n\s*\n", marked))


def signature(thing: griffe.Function | griffe.Class) -> str:
    """Return how a function is called, or a class's name."""
    return str(thing.signature()) if isinstance(thing, griffe.Function) else f"class {thing.name}"


def members(thing: griffe.Function | griffe.Class) -> str:
    """Return a class's documented fields and public methods, as a list."""
    if not isinstance(thing, griffe.Class):
        return ""
    lines = []
    for name, member in thing.members.items():
        if name.startswith("_") or not isinstance(member, (griffe.Attribute, griffe.Function)):
            continue
        shown = (
            signature(member) if isinstance(member, griffe.Function) else f"{name}: {member.annotation or ''}"
        )
        said = prose(member.docstring.value) if member.docstring else ""
        lines.append(f"<li><code>{escape(shown)}</code>{said}</li>")
    return f'<ul class="qeqt-api__members">{"".join(lines)}</ul>' if lines else ""


def entry(name: str) -> str:
    """Return one public name with its signature, its docstring and its members."""
    thing = found(name)
    said = prose(thing.docstring.value) if thing.docstring else ""
    return (
        f'<div id="{anchor(name)}"><dt><code>{escape(name)}</code></dt>'
        f"<dd><pre><code>{escape(signature(thing))}</code></pre>{said}{members(thing)}</dd></div>"
    )


def anchor(name: str) -> str:
    """Return the id of a public name on its page; a class and a function may differ by a capital alone."""
    kind = "class-" if name.rpartition(".")[2][0].isupper() else ""
    return f"api-{kind}" + name.removeprefix("qeqt.").replace(".", "-").replace("_", "-").lower()


def _section(section: str) -> Callable[[Way], str]:
    def said(_: Way) -> str:
        entries = "".join(entry(name) for name in PUBLIC[section])
        return f'<dl class="qeqt-records qeqt-api" lang="en" data-search-exclude>{entries}</dl>'

    return said


TABLES: dict[str, Callable[[Way], str]] = {f"api_{section}": _section(section) for section in PUBLIC}


def anchors(name: str) -> list[str]:
    """Return the ids that a section of the reference brings to its page."""
    return [anchor(each) for each in PUBLIC.get(name.removeprefix("api_"), ())]
