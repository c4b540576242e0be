"""A page's front matter and mkdocs.yml, each held to a schema (schemas/), each mistake with its line."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from qeqt.data import sense

SCHEMAS = Path(__file__).with_name("schemas")
Place = tuple[Hashable, ...]
PLAIN = tuple(f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "null"))
TYPES = {
    "object": "a table of keys",
    "array": "a list",
    "boolean": "true or false",
    "number": "a number",
    "string": "a text",
}
Found = tuple[int, str, str]
"""A mistake: its line, what is wrong, the nearest right word."""


@dataclass
class Written:
    """What a YAML text says, where each part of it stands, and what stands twice."""

    content: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    twice: list[tuple[Place, int]] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a part, or of what it belongs to."""
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(text: str) -> Written:
    """Read a YAML text; a day stays text, what the environment fills in is empty; raises YAMLError."""
    written = Written()
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    written.content = _plain(node, (), written) if node else {}
    return written


def _plain(node: yaml.Node, place: Place, written: Written) -> Any:
    written.lines.setdefault(place, node.start_mark.line + 1)
    if node.tag == "!ENV":
        parts = node.value if isinstance(node, yaml.SequenceNode) else []
        return _plain(parts[-1], place, written) if parts else ""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                written.twice.append(((*place, name), key.start_mark.line + 1))
            written.lines[*place, name] = key.start_mark.line + 1
            found[name] = _plain(value, (*place, name), written)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, (*place, n), written) for n, each in enumerate(node.value)]
    return yaml.safe_load(node.value) if node.tag in PLAIN else node.value


@cache
def schema(name: str) -> dict[str, Any]:
    """Return one of the schemas."""
    found: dict[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return found


def formats(root: Path) -> FormatChecker:
    """What the schemas' formats mean in a book: a past day, a page, a file of the theme."""

    def past(value: object) -> bool:
        if wrong := sense.of_day(date.fromisoformat(str(value)).isoformat()):
            raise ValueError(wrong)
        return True

    def page(value: object) -> bool:
        return str(value).startswith("https://") or (root / "docs" / str(value)).is_file()

    def theme_file(value: object) -> bool:
        return any((root / folder / str(value)).is_file() for folder in ("theme", "docs"))

    checker = FormatChecker(())
    checker.checkers = {"past-date": (past, ValueError), "page": (page, ()), "theme-file": (theme_file, ())}
    return checker


def held(written: Written, rules: dict[str, Any], root: Path) -> Iterator[Found]:
    """Yield where what was written departs from its schema."""
    for place, line in written.twice:
        yield line, f"{dotted(place)} stands on an earlier line already: the later one would win", ""
    checker = Draft202012Validator(rules, format_checker=formats(root))
    for error in checker.iter_errors(written.content):
        yield from told(deepest(error), written)


def deepest(error: ValidationError) -> ValidationError:
    """The part of an error that says what is wrong: of alternatives, the one that came nearest."""
    while error.context:
        error = max(error.context, key=lambda each: (len(each.absolute_path), each.validator != "type"))
    return error


def told(error: ValidationError, written: Written) -> Iterator[Found]:
    """Yield the lines of one error, an unknown key on its own."""
    place: Place = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(error.schema.get("properties", ()))
        for key in error.instance:
            if key not in known:
                near = next(iter(get_close_matches(key, known, n=1, cutoff=0.4)), "")
                yield written.line((*place, key)), f"{dotted((*place, key))}: unknown key", near
        return
    if error.validator == "required":
        key = error.message.split("'")[1]
        yield written.line(place), f"{dotted((*place, key))}: not there, and needed", ""
        return
    value = json.dumps(error.instance, ensure_ascii=False)
    said = {
        "format": {
            "past-date": f"a day that was, up to {sense.today()}, is needed: 2026-10-05",
            "page": "no such page below docs/",
            "theme-file": "no such file below theme/ or docs/",
        }.get(str(error.validator_value), ""),
        "const": f"{json.dumps(error.validator_value, ensure_ascii=False)} is needed",
        "enum": f"one of {', '.join(map(str, error.validator_value))} is needed"
        if error.validator == "enum"
        else "",
        "minLength": "it may not be empty",
        "type": f"{TYPES.get(str(error.validator_value), error.validator_value)} is needed",
    }.get(str(error.validator)) or error.message
    options = [str(each) for each in error.validator_value] if error.validator == "enum" else []
    near = next(iter(get_close_matches(str(error.instance), options, n=1, cutoff=0.4)), "")
    yield written.line(place), f"{dotted(place)}: found {value[:60]}; {said}", near


def dotted(place: Place) -> str:
    """A place as a reader finds it: theme.features.3."""
    return ".".join(map(str, place)) or "the whole"


def of_page(text: str, root: Path) -> tuple[dict[str, Any], list[Found]]:
    """Return what a page's front matter says, and what is wrong with it; `text` without the marks around."""
    try:
        written = read(text)
    except yaml.YAMLError as error:
        return {}, [not_yaml(error, "front matter", 1)]
    if not isinstance(written.content, dict):
        return {}, [(2, f"front matter: found {str(written.content)[:40]!r}; keys and values are needed", "")]
    found = held(written, schema("page"), root)
    return written.content, [(line + 1, f"front matter: {said}", near) for line, said, near in found]


def of_book(file: Path) -> list[Found]:
    """Return what is wrong with mkdocs.yml; one that goes on from another (INHERIT) may leave things out."""
    try:
        written = read(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        return [not_yaml(error, file.name, 0)]
    if not isinstance(written.content, dict):
        return [(1, f"found {str(written.content)[:40]!r}; keys and values are needed", "")]
    if written.content.pop("INHERIT", None):
        return list(held(written, schema("mkdocs") | {"required": []}, file.parent))
    return [*held(written, schema("mkdocs"), file.parent), *unlisted(written, file.parent / "docs")]


def unlisted(written: Written, docs: Path) -> Iterator[Found]:
    """Yield the pages that no entry of the contents names, and those that several do."""
    named: list[tuple[str, Place]] = []

    def walk(entry: Any, place: Place) -> None:
        if isinstance(entry, str):
            named.append((entry, place))
        elif isinstance(entry, (dict, list)):
            for key, each in entry.items() if isinstance(entry, dict) else enumerate(entry):
                walk(each, (*place, key))

    walk(written.content.get("nav", []), ("nav",))
    seen: set[str] = set()
    for page, place in named:
        if page in seen:
            yield written.line(place), f"{page} stands in the contents already", ""
        seen.add(page)
    for page in sorted(file.relative_to(docs).as_posix() for file in docs.rglob("*.md")):
        if page not in seen:
            yield written.line(("nav",)), f"nav: {page} is not in the contents", ""


def not_yaml(error: yaml.YAMLError, what: str, after: int) -> Found:
    """Say what is no YAML, on its line."""
    mark = getattr(error, "problem_mark", None)
    line = (mark.line + 1 if mark else 1) + after
    return line, f"{what} is not YAML: {getattr(error, 'problem', None) or ' '.join(str(error).split())}", ""
