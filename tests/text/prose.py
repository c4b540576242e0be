"""The book's own words, as a reader meets them: pages without markup, records' Chinese, strings of charts."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from macros.text import formats
from qeqt import data
from qeqt.data.laws import laws
from tests.book import ROOT

HAN = r"\u4e00-\u9fff"
SAMPLE = "3 兆美元"
"""Stands where the model prints a number, so that the words around it can be judged."""
CODE = "code"

CALL = re.compile(r"\[\[\s*(?P<macro>\w+)\((?P<arguments>.*?)\)\s*\]\]")
KEY = re.compile(r"[\"'](?P<key>\w+)[\"']")


@dataclass(frozen=True)
class Passage:
    """A stretch of Chinese prose and the place where it stands."""

    place: str
    text: str

    def slips(self, pattern: str) -> list[str]:
        """Every match of a pattern, with its place."""
        return [f"{self.place}: {found[0]!r}" for found in re.finditer(pattern, self.text)]


def sources() -> list[Path]:
    """Every page of the book."""
    return sorted((ROOT / "docs").rglob("*.md"))


def body(source: Path) -> str:
    """A page without front matter and equations; code stands as one word."""
    text = re.sub(r"\A---\n.*?\n---\n", "", source.read_text(encoding="utf-8"), flags=re.S)
    for unwanted in (r"```.*?```", r"\$\$.*?\$\$"):
        text = re.sub(unwanted, "", text, flags=re.S)
    return re.sub(r"\\\(.*?\\\)|`[^`\n]*`", CODE, text)


def spoken(call: re.Match[str]) -> str:
    """What a macro prints, as far as a sentence needs it."""
    words = re.findall(r"[\"']([^\"']*)[\"']", call["arguments"])
    if call["macro"] == "fact":
        fact = data.facts()[words[0]]
        return formats.number(fact.value, fact.unit, "".join(words[1:]), fact.precision).replace(
            "\u00a0", " "
        )
    if call["macro"] == "paper":
        return words[1]
    if call["macro"] == "law":
        return words[2] if len(words) > 2 else laws()[words[0]].cited(words[1]).replace("\u00a0", " ")
    if call["macro"] == "term":
        return words[1] if len(words) > 1 else data.glossary()[words[0]].term_zh
    return {"result": SAMPLE, "given": words[0] if words else ""}.get(call["macro"], "")


def plain(markdown: str) -> str:
    """Markdown as read aloud: links and emphasis as their words, ids and footnote marks gone."""
    text = CALL.sub(spoken, markdown)
    text = re.sub(r"(?m)^(?:!!!|\?\?\?) \w+ \"(.*)\"$", r"\1", text)
    text = re.sub(r"\[\^\w+\]:?|\{[^{}\n]*\}|<[^>\n]+>", "", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    return re.sub(r"\*\*|(?m:^\s*(?:#+|-|\d\.|\|[-| ]+\|$)\s?)", "", text)


@cache
def pages() -> tuple[Passage, ...]:
    """Every page as a reader reads it, front matter's title and description first."""
    found = []
    for source in sources():
        place = source.relative_to(ROOT).as_posix()
        head = re.search(r"\A---\n(.*?)\n---\n", source.read_text(encoding="utf-8"), flags=re.S)
        words = re.findall(r"(?m)^(?:title|description): (.+)$", head[1]) if head else []
        found.append(Passage(place, "\n".join([*words, plain(body(source))])))
    return tuple(found)


def chinese(value: Any) -> Iterator[str]:
    """Every Chinese string in a record."""
    if isinstance(value, str):
        if re.search(f"[{HAN}]", value):
            yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "seen_in":
                yield from chinese(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from chinese(inner)


@cache
def records() -> tuple[Passage, ...]:
    """The Chinese of the record files: what a reader sees, not what only the search finds."""
    glossary, asked = (ROOT / "qeqt" / "data" / name for name in ("glossary.toml", "asked.toml"))
    files = sorted(set((ROOT / "qeqt").rglob("*.toml")) - {glossary, asked})
    words = [text for term in data.glossary().values() for text in (term.term_zh, term.definition_zh)]
    return tuple(
        Passage(file.relative_to(ROOT).as_posix(), text)
        for file in files
        for text in chinese(tomllib.loads(file.read_text(encoding="utf-8")))
    ) + tuple(Passage("qeqt/data/glossary.toml", text) for text in words)


@cache
def strings() -> tuple[Passage, ...]:
    """The Chinese that code prints: titles, labels, notices."""
    found = []
    for file in sorted([*(ROOT / "macros").rglob("*.py"), *(ROOT / "qeqt").rglob("*.py")]):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                place = f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
                found += [Passage(place, text) for text in chinese(node.value)]
    return tuple(found)


@cache
def everything() -> tuple[Passage, ...]:
    """Pages, records and strings together, each text once."""
    once = {passage.text: passage for passage in reversed(pages() + records() + strings())}
    return tuple(reversed(once.values()))


def paragraphs() -> Iterator[tuple[str, str]]:
    """Every paragraph of every page in Markdown, with its place."""
    for source in sources():
        for paragraph in body(source).split("\n\n"):
            yield source.relative_to(ROOT).as_posix(), paragraph


def units() -> dict[str, str]:
    """The unit of each fact."""
    return {key: fact.unit for key, fact in data.facts().items()}
