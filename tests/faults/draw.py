"""Draws faults: a file in proportion to its size, one of the operators that find a place there, one place."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import grammars, python
from tests.faults.fault import Edit, Fault, changes_one_line

ROOMS = ("qeqt", "macros", "theme")
CODE = (".py", ".js", ".css", ".html")
RECORDS = (".toml", ".csv")
LINES_OF_RECORDS = 10
"""So many lines of records weigh as one of code: of a hundred faults some ten are a record's."""


@dataclass(frozen=True)
class Tree:
    """The files that faults are drawn from, and what the project's functions take."""

    root: Path
    weights: dict[str, float]
    sources: dict[str, bytes]
    known: python.Signatures
    places: dict[str, Sites] = field(default_factory=dict)

    def source(self, path: str) -> bytes:
        """Return a file as it was when the tree was read."""
        return self.sources[path]

    def below(self, start: str) -> Tree:
        """Return the tree with the files alone whose path begins so."""
        kept = {path: weight for path, weight in self.weights.items() if path.startswith(start)}
        return Tree(self.root, kept, self.sources, self.known, self.places)


def read(root: Path) -> Tree:
    """Find every file of code and records, with its weight in lines of code."""
    places = sorted(path for room in ROOMS for path in (root / room).rglob("*"))
    sources = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in places
        if path.is_file() and path.suffix in CODE + RECORDS
    }
    weights = {path: weight for path, text in sources.items() if (weight := weight_of(path, text))}
    return Tree(root, weights, sources, python.signatures(sources))


def weight_of(path: str, text: bytes) -> float:
    """Return a file's size: its lines that are not empty, of records the tenth part."""
    lines = sum(1 for line in text.splitlines() if line.strip())
    return lines if path.endswith(CODE) else lines / LINES_OF_RECORDS


def places(kind: str, text: bytes, known: python.Signatures) -> Sites:
    """Return what each operator can do in a text, operators without a place left out."""
    found: dict[str, list[Edit]] = {}
    if kind == ".py":
        file = python.source(text, known)
        found = {name: list(operator(file)) for name, operator in python.OPERATORS.items()}
    elif kind == ".csv":
        found = {name: list(operator(text)) for name, operator in grammars.TABLE_OPERATORS.items()}
    else:
        root = grammars.parsed(text, kind)
        found = {name: list(operator(root)) for name, operator in grammars.OPERATORS[kind].items()}
    fit = {name: [edit for edit in edits if changes_one_line(edit, text)] for name, edits in found.items()}
    return {name: edits for name, edits in fit.items() if edits}


Sites = dict[str, list[Edit]]
"""Operator -> what it can do in a file."""


def sites(tree: Tree, path: str) -> Sites:
    """Return what each operator can do in a file, found once a tree."""
    if path not in tree.places:
        tree.places[path] = places(Path(path).suffix, tree.source(path), tree.known)
    return tree.places[path]


def applicable(tree: Tree, fault: Fault) -> bool:
    """Whether the changed file can be read and does not say the same as before."""
    before = tree.source(fault.path)
    after, kind = fault.edit.of(before), Path(fault.path).suffix
    return python.applicable(before, after) if kind == ".py" else grammars.applicable(before, after, kind)


def faults(tree: Tree, seed: int) -> Iterator[Fault]:
    """Draw faults without end, none twice, the same ones for a seed and a tree."""
    chance = random.Random(seed)
    paths, weights = list(tree.weights), list(tree.weights.values())
    seen: set[Fault] = set()
    while True:
        path = chance.choices(paths, weights)[0]
        found = sites(tree, path)
        if not found:
            continue
        operator = chance.choice(sorted(found))
        fault = Fault(path, operator, chance.choice(found[operator]))
        if fault not in seen:
            seen.add(fault)
            yield fault
