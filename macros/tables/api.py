"""The reference of the package's public names: signatures and docstrings, read from the source by Griffe."""

import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import griffe

from macros.figures.html import Way

ROOT = Path(__file__).resolve().parents[2]

PUBLIC: dict[str, dict[str, str]] = {
    "run": {
        "qeqt.run": "api-run",
        "qeqt.results.results.Results": "api-class-results-results",
        "qeqt.runs.run": "api-runs-run",
        "qeqt.core.results.Column": "api-class-results-column",
    },
    "scenario": {
        "qeqt.scenario": "api-scenario",
        "qeqt.runs.own_scenario.OwnScenario": "api-class-ownscenario",
    },
    "bands": {
        "qeqt.bands": "api-bands",
        "qeqt.study.bands.bands": "api-ensemble-bands",
        "qeqt.study.bands.Bands": "api-class-ensemble-bands",
        "qeqt.study.bands.sample": "api-ensemble-sample",
        "qeqt.study.bands.Sample": "api-class-ensemble-sample",
        "qeqt.study.bands.spread": "api-ensemble-spread",
        "qeqt.study.bands.EnsembleError": "api-class-ensemble-ensembleerror",
    },
    "sweep": {
        "qeqt.sweep": "api-sweep",
        "qeqt.study.sweep.Swept": "api-class-swept",
        "qeqt.study.grid.read_grid": "api-sweep-read-grid",
        "qeqt.study.grid.Grid": "api-class-sweep-grid",
        "qeqt.study.sweep.sweep": "api-sweep-sweep",
        "qeqt.study.sweep.Done": "api-class-sweep-done",
    },
    "studies": {
        "qeqt.estimate": "api-estimate",
        "qeqt.backtest": "api-backtest",
        "qeqt.evidence": "api-evidence",
    },
    "simulate": {
        "qeqt.core.model.simulate": "api-model-simulate",
        "qeqt.core.scenario.Opening": "api-class-scenario-opening",
        "qeqt.core.scenario.Environment": "api-class-scenario-environment",
        "qeqt.core.scenario.Scenario": "api-class-scenario-scenario",
        "qeqt.core.scenario.Decision": "api-class-scenario-decision",
        "qeqt.core.scenario.Announcement": "api-class-scenario-announcement",
    },
    "records": {
        "qeqt.data.scenarios": "api-data-scenarios",
        "qeqt.data.parameters": "api-data-parameters",
        "qeqt.data.policy": "api-data-policy",
        "qeqt.data.opening": "api-data-opening",
        "qeqt.data.environment": "api-data-environment",
        "qeqt.data.figure": "api-data-figure",
        "qeqt.data.facts": "api-data-facts",
        "qeqt.data.fields.RecordError": "api-class-reading-recorderror",
    },
}
"""Section of the page -> the names it explains, what others may rely on, each with its id, which stays."""


@cache
def module(name: str) -> griffe.Module:
    """Return a module as its source has it; nothing is imported."""
    path = ROOT / (name.replace(".", "/") + ".py")
    path = path if path.is_file() else path.with_suffix("") / "__init__.py"
    return griffe.visit(name, filepath=path, code=path.read_text(encoding="utf-8"))


def found(name: str) -> griffe.Function | griffe.Class:
    """Return the object under a dotted name; KeyError when its module has none."""
    home, _, last = name.rpartition(".")
    member = module(home).members[last]
    return found(member.target_path) if isinstance(member, griffe.Alias) else member  # type: ignore[return-value]


def told(docstring: griffe.Docstring | None) -> str:
    """Return a docstring: paragraphs, then what each argument is and what is raised."""
    if docstring is None:
        return ""
    parts = []
    for section in docstring.parse("google", warnings=False):
        if section.kind is griffe.DocstringSectionKind.text:
            parts.append(prose(section.value))
            continue
        rows = [(getattr(each, "name", None) or each.annotation, each.description) for each in section.value]
        listed = "".join(f"<li><code>{escape(str(name))}</code>{prose(said)}</li>" for name, said in rows)
        parts.append(f'<ul class="qeqt-api__members">{listed}</ul>')
    return "".join(parts)


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
        said = told(member.docstring)
        lines.append(f"<li><code>{escape(shown)}</code>{said}</li>")
    return f'<ul class="qeqt-api__members">{"".join(lines)}</ul>' if lines else ""


def entry(name: str, anchor: str) -> str:
    """Return one public name with its signature, its docstring and its members."""
    thing = found(name)
    said = told(thing.docstring)
    return (
        f'<div id="{anchor}"><dt><code>{escape(name)}</code></dt>'
        f"<dd><pre><code>{escape(signature(thing))}</code></pre>{said}{members(thing)}</dd></div>"
    )


def _section(section: str) -> Callable[[Way], str]:
    def said(_: Way) -> str:
        entries = "".join(entry(name, anchor) for name, anchor in PUBLIC[section].items())
        return f'<dl class="qeqt-records qeqt-api" lang="en" data-unsearched>{entries}</dl>'

    return said


TABLES: dict[str, Callable[[Way], str]] = {f"api_{section}": _section(section) for section in PUBLIC}


def anchors(name: str) -> list[str]:
    """Return the ids that a section of the reference brings to its page."""
    return list(PUBLIC.get(name.removeprefix("api_"), {}).values())
