"""A copy of the records, one file of it changed at a time and loaded in process by its own loader."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qeqt import data
from qeqt.data import (
    announcements,
    book_files,
    decisions,
    environment_files,
    figure_files,
    ledger,
    maturity_mixes,
    model_files,
    opening_files,
    parameter_files,
)
from qeqt.data.fields import RecordError
from qeqt.study.evidence import table
from tests.mutations.operators import OPERATORS

ROOT = Path(__file__).resolve().parents[2]
LEANING = ("docs/**/*.md", "macros/**/*.py", "qeqt/study/**/*.py")
"""Where facts, events and scenarios are asked for by name: `make check` names one that is gone."""

REFUSED, UNNAMED, BARE, HARMLESS, ACCEPTED = "refused", "without file or key", "bare", "harmless", "accepted"

COMMON = ("common", "economy", "taiwan", "stability")
TABLES = {"figures": ".csv"}


@dataclass(frozen=True)
class Outcome:
    """What came of one changed file."""

    kind: str
    file: str
    seed: int
    result: str
    said: str


class Bench:
    """The records in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        """`folder`: where the copy is made."""
        self.home = folder / "data"
        shutil.copytree(
            data.HOME, self.home, ignore=shutil.ignore_patterns("__pycache__", "*.py", "official")
        )
        shutil.copy(table.ROWS, self.home / "rows.csv")
        self.files = sorted(self.loaders())
        self.known: dict[str, Any] = {}
        texts = (path.read_text(encoding="utf-8") for glob in LEANING for path in ROOT.glob(glob))
        self.asked_for = frozenset(name for text in texts for name in re.findall(r'"([\w-]+)"', text))

    def forget(self) -> None:
        """Take the ledger away: only what a record says itself is held against it."""
        (self.home / ledger.NAME).unlink()

    def loaders(self) -> dict[str, Callable[[], Any]]:
        """Return each file of the copy with what loads it."""
        home = self.home
        parameters = home / "parameters"
        common = [parameters / f"{name}.toml" for name in COMMON]
        found: dict[str, Callable[[], Any]] = {
            "decisions.toml": partial(decisions.load_decisions, home / "decisions.toml"),
            "events.toml": partial(book_files.load_events, home / "events.toml"),
            "glossary.toml": partial(book_files.load_glossary, home / "glossary.toml"),
            "coverage.csv": partial(book_files.load_coverage, home / "coverage.csv"),
            "rows.csv": partial(table.read_rows, home / "rows.csv"),
        }
        for path in parameters.glob("*.toml"):
            paths = common if path in common else [*common, path]
            found[f"parameters/{path.name}"] = partial(parameter_files.load_parameters, *paths)
        rooms: dict[str, Callable[[Path], Any]] = {
            "policy": model_files.load_policy,
            "policy/announcements": announcements.load_announcements,
            "policy/mixes": maturity_mixes.load_mixes,
            "openings": opening_files.load_opening,
            "scenarios": model_files.load_scenarios,
            "environment": lambda path: environment_files.load_environment(path, data.figure),
            "facts": lambda path: book_files.load_facts(path, data.figure),
        }
        for room, load in rooms.items():
            for path in (home / room).glob("*.toml"):
                found[f"{room}/{path.name}"] = partial(load, path)
        for path in (home / "figures").glob("*.csv"):
            found[f"figures/{path.name}"] = partial(self.figure, path)
            found[f"figures/{path.stem}.toml"] = partial(figure_files.load_figure, path)
        return found

    def figure(self, path: Path) -> Any:
        """Load a table whose checksum was mended: what a hurried author does."""
        sidecar = path.with_suffix(".toml")
        before = sidecar.read_text(encoding="utf-8")
        digest = figure_files.checksum(path.read_bytes())
        mended = re.sub(r'checksum = "\w+"', f'checksum = "{digest}"', before)
        try:
            sidecar.write_text(mended, encoding="utf-8")
            return figure_files.load_figure(path).rows
        finally:
            sidecar.write_text(before, encoding="utf-8")

    def tried(self, kind: str, file: str, seed: int) -> Outcome | None:
        """Change a file, load it, put it back; None where the kind has nothing to change there."""
        path = self.home / file
        raw = path.read_bytes()
        changed = OPERATORS[kind](raw.decode(), random.Random(seed))
        if changed is None or changed == raw:
            return None
        load = self.loaders()[file]
        if file not in self.known:
            self.known[file] = load()
        try:
            path.write_bytes(changed)
            result, said = self.result(load, path, self.known[file])
            if result == ACCEPTED and (gone := self.leant_on(self.known[file], load())):
                result, said = REFUSED, f"{path.stem}: {gone}: a page or a chart asks for it"
            return Outcome(kind, file, seed, result, said)
        finally:
            path.write_bytes(raw)

    def leant_on(self, known: Any, found: Any) -> str:
        """Return a record that is gone and that a page, a chart or a study asks for by name."""
        before, after = (set(each) if isinstance(each, dict) else set() for each in (known, found))
        return ", ".join(sorted(str(name) for name in (before - after) & self.asked_for))

    @staticmethod
    def result(load: Callable[[], Any], path: Path, known: Any) -> tuple[str, str]:
        """Return what loading a changed file came to, and what was said."""
        try:
            found = load()
        except RecordError as error:
            said = str(error)
            named = path.stem in said and ("found" in said or "line" in said or ": " in said)
            return (REFUSED if named else UNNAMED), said
        except Exception as error:
            return BARE, f"{type(error).__name__}: {error}"
        return (HARMLESS, "") if found == known else (ACCEPTED, "")

    def drawn(self, seed: int, number: int) -> Iterator[Outcome]:
        """Yield so many outcomes, the kinds in turn, files by chance; harmless ones are not counted."""
        draw = random.Random(seed)
        kinds = list(OPERATORS)
        made = 0
        while made < number:
            one = self.tried(kinds[made % len(kinds)], draw.choice(self.files), draw.randrange(2**32))
            if one is not None and one.result != HARMLESS:
                made += 1
                yield one
