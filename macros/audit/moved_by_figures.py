"""What newer figures change in the book: sentences, facts, results, titles, and rules that no longer hold.

The book is worked out twice, each time in a process of its own: from the compiled tables, and from a folder
of newer ones. Nothing is written.
"""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from macros.chapter.check import DOCS, read
from macros.chapter.vocabulary import words
from macros.figures import figure, results
from macros.figures.html import Book
from macros.text import formats
from qeqt import data

CALL = re.compile(r"\[\[\s*(fact|result|given|term)\((.*?)\)\s*\]\]")
TAG = re.compile(r"<[^>]+>")
SENTENCE = re.compile(r"[^。！？]*[。！？]?")
NONE = "none"
"""A folder that is not there: the compiled tables alone."""

State = dict[str, Any]


def plain(text: str) -> str:
    """Return a text without tags, spaces that do not break as plain ones."""
    return unescape(TAG.sub("", text)).replace(formats.NBSP, " ")


def said(compute: Callable[[], str]) -> str:
    """Return what a call prints, or why it cannot."""
    try:
        return plain(compute())
    except Exception as error:  # a chart or a result may break in any way on figures it never saw
        return f"⚠ {type(error).__name__}: {error}"


def spoken(line: str, known: dict[str, Callable[..., str]]) -> str:
    """Return a line of a chapter with its numbers in it."""

    def call(match: re.Match[str]) -> str:
        arguments = ast.literal_eval(f"({match[2]},)")
        return said(lambda: known[match[1]](*arguments))

    return plain(CALL.sub(call, line))


def of_pages(docs: Path) -> dict[str, list[str]]:
    """Every line of a chapter that prints a fact or a result: place -> its sentences."""
    known, found = words(Book(""), str), {}
    for page in read(docs):
        for number, line in enumerate(page.text.splitlines(), 1):
            if "fact(" in line or "result(" in line:
                sentences = [one for one in SENTENCE.findall(spoken(line, known)) if one]
                found[f"{page.name}:{number}"] = sentences
    return found


def of_figure(name: str) -> dict[str, Any]:
    """A figure's title and what its data say of each rule."""
    try:
        found, holds = figure.verdicts(name)
    except Exception as error:  # see said()
        return {"title": f"⚠ {type(error).__name__}: {error}", "summary": "", "rules": {}}
    return {"title": plain(found.title), "summary": plain(found.summary), "rules": holds}


def state(docs: Path = DOCS) -> State:
    """Return what the book says with the figures in use."""
    facts = data.facts()
    return {
        "facts": {
            key: said(lambda one=one: formats.number(one.value, one.unit, "", one.precision))  # type: ignore[misc]
            for key, one in facts.items()
        },
        "results": {key: said(lambda key=key: printed_result(key)) for key in results.names()},  # type: ignore[misc]
        "figures": {name: of_figure(name) for name in figure.names()},
        "sentences": of_pages(docs),
    }


def printed_result(key: str) -> str:
    """Return a result as a chapter prints it."""
    found = results.computed(key)
    return formats.number(found.value, found.unit, "", found.places)


def worked_out(official: Path) -> State:
    """Return the state of the book with a folder of figures, from a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "macros.audit.moved_by_figures"],
        env={**os.environ, "QEQT_OFFICIAL": str(official)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    found: State = json.loads(run.stdout)
    return found


@dataclass
class Moves:
    """What differs between two states of the book, in lines."""

    broken: list[str] = field(default_factory=list)
    """Titles that no longer hold, with what does."""
    titles: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """Return the moves for a pull request."""
        parts = {
            "### 不再成立的圖題": self.broken,
            "### 圖題": self.titles,
            "### 正文": self.sentences,
            "### 事實": self.facts,
            "### 模型結果": self.results,
        }
        told = [line for head, lines in parts.items() if lines for line in (head, "", *lines, "")]
        return "\n".join(
            ["## 書裡會動的地方", "", *(told or ["沒有：每一句、每個題目、每個數字都一樣。", ""])]
        )


def differing(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return a line for each key whose text differs."""
    keys = [key for key in {**before, **now} if before.get(key, "") != now.get(key, "")]
    return [f"- `{key}`：{before.get(key) or '（沒有）'} → {now.get(key) or '（沒有）'}" for key in keys]


def failing(name: str, before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Say of a figure which rules no longer hold, which do, and what its title would be."""
    lost = [text for text, holds in now["rules"].items() if not holds]
    if not lost and not (now["title"].startswith("⚠") and not before["title"].startswith("⚠")):
        return []
    kept = [text for text, holds in now["rules"].items() if holds]
    out = [f"- `{name}`〈{before['title']}〉"]
    out += [f"  - 不成立：{text}" for text in lost]
    out += [f"  - 仍成立：{text}" for text in kept]
    out += [f"  - 用新的數字算，題目會是〈{now['title']}〉", f"  - 新的數字說：{now['summary']}"]
    return out


def compare(before: State, now: State) -> Moves:
    """Return what moved from one state of the book to another."""
    found = Moves(
        facts=differing(before["facts"], now["facts"]), results=differing(before["results"], now["results"])
    )
    for name, old in before["figures"].items():
        new = now["figures"][name]
        found.broken += failing(name, old, new)
        if old["title"] != new["title"]:
            found.titles.append(f"- `{name}`：〈{old['title']}〉 → 〈{new['title']}〉")
    for place, sentences in before["sentences"].items():
        for old_one, new_one in zip(sentences, now["sentences"][place], strict=False):
            if old_one != new_one:
                found.sentences.append(f"- `{place}`：{old_one.strip()} → {new_one.strip()}")
    return found


def moved(official: Path) -> Moves:
    """Return what a folder of newer figures changes in the book."""
    with ThreadPoolExecutor(2) as both:
        before, now = both.map(worked_out, (Path(NONE), official.resolve()))
    return compare(before, now)


def written(official: Path, out: Path | None, before: Iterable[Path] = ()) -> str:
    """Return the moves as Markdown; `out`: where to write them too, behind what other files say."""
    text = "\n".join([*(path.read_text(encoding="utf-8") for path in before), moved(official).markdown()])
    if out:
        out.write_text(text, encoding="utf-8")
    return text


if __name__ == "__main__":
    json.dump(state(), sys.stdout, ensure_ascii=False)
