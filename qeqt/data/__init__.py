"""The only door to the record files: parameters, policy, openings, figures, facts, events, terms.

Each function reads its files once and keeps the result. A file that says something it may not say
raises a RecordError, which names every slip: file, key, value found, what would be right.
"""

from __future__ import annotations

import os
from pathlib import Path

from qeqt.data import (
    book_files,
    environment_files,
    figure_files,
    model_files,
    opening_files,
    own,
    parameter_files,
)
from qeqt.data.asked import load_asked
from qeqt.data.fields import RecordError, file_name, nothing_missing
from qeqt.data.own import kept
from qeqt.data.records import (
    CoverageRow,
    EnvironmentSeries,
    Event,
    Fact,
    Figure,
    Opening,
    Parameter,
    PolicyMeasure,
    ScenarioRecord,
    Term,
)
from qeqt.data.same_number import repeated_facts

__all__ = [
    "RecordError",
    "asked",
    "compiled",
    "coverage",
    "environment",
    "events",
    "everyday",
    "facts",
    "figure",
    "figures",
    "glossary",
    "official_folder",
    "official_in_use",
    "opening",
    "openings",
    "parameters",
    "parameters_of",
    "policy",
    "read_official",
    "scenarios",
]

HOME = Path(__file__).parent


@kept
def parameters(bank: str = "fed") -> dict[str, Parameter]:
    """Return the parameters that hold for a bank: the common ones, and the bank's own over them."""
    folder = HOME / "parameters"
    common = [folder / f"{name}.toml" for name in ("common", "economy", "taiwan", "stability")]
    own = model_files.named(bank, folder, ".toml")
    return parameter_files.load_parameters(*common, own)


def parameters_of(*names: str, bank: str = "fed") -> tuple[str, ...]:
    """Return the names of a bank's parameters that these sectors, or these parts of them, read."""
    return tuple(
        key for key, entry in parameters(bank).items() if entry.sector in names or entry.part in names
    )


@kept
def policy(bank: str) -> dict[str, PolicyMeasure]:
    """Return a bank's dated decisions."""
    return model_files.load_policy(model_files.named(bank, HOME / "policy", ".toml"))


@kept
def opening(name: str) -> Opening:
    """Return a bank's balance sheet at a date."""
    return opening_files.load_opening(model_files.named(name, HOME / "openings", ".toml"))


def openings() -> list[str]:
    """Return the names of the openings."""
    return sorted(path.stem for path in model_files.files(HOME / "openings", ".toml"))


@kept
def environment(bank: str) -> dict[str, EnvironmentSeries]:
    """Return the given paths of a bank's economy."""
    return environment_files.load_environment(model_files.named(bank, HOME / "environment", ".toml"), figure)


def official_folder() -> Path:
    """Return where `make refresh` puts newer figures: $QEQT_OFFICIAL, or official/ in the working folder."""
    return Path(os.environ.get("QEQT_OFFICIAL", "official"))


def compiled(name: str) -> Figure:
    """Return a table of official figures as the book compiled it."""
    return figure_files.load_figure(model_files.named(name, HOME / "figures", ".csv"))


def read_official() -> None:
    """Read newer official figures in the whole process, where there are any: what the book does, and says."""
    folder = official_folder()
    if any(folder.glob("*.csv")):
        own.for_the_process(own.Own(official=str(folder.resolve())))


def official_in_use() -> str:
    """Return a line that says which newer official figures are read in the place of compiled ones, if any."""
    folder = own.in_use().official
    newer = [path.stem for path in model_files.files(Path(folder), ".csv")] if folder else []
    read = [name for name in newer if name in figures()]
    return f"Newer official figures in use, from {folder}: {', '.join(read)}\n" if read else ""


@kept
def figure(name: str) -> Figure:
    """Return a table of official figures: the compiled one; a newer one where official figures are read."""
    compiled = model_files.named(name, HOME / "figures", ".csv")
    official = own.in_use().official
    refreshed = Path(official) / compiled.name
    return figure_files.load_figure(refreshed if official and refreshed.is_file() else compiled)


def figures() -> list[str]:
    """Return the names of the figure tables."""
    return sorted(path.stem for path in model_files.files(HOME / "figures", ".csv"))


@kept
def facts() -> dict[str, Fact]:
    """Return the numbers that a chapter may print."""
    nothing_missing(HOME / "facts")
    found: dict[str, Fact] = {}
    for path in model_files.files(HOME / "facts", ".toml"):
        for key, record in book_files.load_facts(path, figure).items():
            if key in found:
                raise RecordError(f"{file_name(path)}: {key}: another fact has this name")
            found[key] = record
    if twice := repeated_facts(found.values()):
        raise RecordError("\n  ".join([f"facts: {len(twice)} slips", *twice]))
    return found


@kept
def events() -> list[Event]:
    """Return the dated events, in order."""
    return book_files.load_events(HOME / "events.toml")


@kept
def glossary() -> dict[str, Term]:
    """Return the words of the book."""
    return book_files.load_glossary(HOME / "glossary.toml")


@kept
def glossary_groups() -> dict[str, str]:
    """Return the groups of the words, in the order of their page: key -> name."""
    return book_files.load_glossary_groups(HOME / "glossary.toml")


@kept
def everyday() -> dict[str, tuple[str, ...]]:
    """Return what people call things besides the words of the book: for the search alone."""
    return book_files.load_everyday(HOME / "glossary.toml")


@kept
def asked() -> dict[str, tuple[str, ...]]:
    """Return in which words people ask for what a place of the book says: for the search alone."""
    return load_asked(HOME / "asked.toml")


@kept
def coverage() -> list[CoverageRow]:
    """Return what the book must show, and where it does."""
    return book_files.load_coverage(HOME / "coverage.csv")


@kept
def scenarios(bank: str | None = None) -> dict[str, ScenarioRecord]:
    """Return the scenarios, of one bank or of all."""
    found: dict[str, ScenarioRecord] = {}
    nothing_missing(HOME / "scenarios")
    brought = [own.place("scenarios", name) for name in own.in_use().names("scenarios")]
    for path in [*model_files.files(HOME / "scenarios", ".toml"), *brought]:
        for key, record in model_files.load_scenarios(path).items():
            if key in found:
                raise RecordError(f"{file_name(path)}: {key}: another scenario has this name")
            found[key] = record
    return {key: record for key, record in found.items() if bank is None or record.bank == bank}
