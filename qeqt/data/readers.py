"""Who reads a parameter: each part of the model, and the names that its source asks for.

A sector's parts are the modules of its folder. A parameter that only the wiring of a sector (``sector.py``,
``wiring.py``) or a module that all share reads belongs to the part that it is handed to.
"""

from __future__ import annotations

import re
from functools import cache

from qeqt.data.fields import PACKAGE, nearest
from qeqt.data.records import Parameter

CORE = PACKAGE / "core"
SECTORS = ("bank", "economy", "stability", "taiwan")
WIRING = ("sector", "wiring")
NO_PARTS = ("__init__", "columns", *WIRING)

OUTSIDE = {
    "consolidated_debt": ("economy", "study/consolidated_debt.py"),
}
"""Parts that stand outside the core: the sector that they belong to, and where they are."""

EVIDENCE = "evidence"
"""The part of parameters that no run reads, only the experiments beside published results."""

QUOTED = re.compile(r'"(\w+)"')
ASKED = re.compile(r'parameters(?:\(\))?\["(\w+)"\]')


@cache
def parts() -> dict[str, tuple[str, ...]]:
    """Return the parts of each sector that a parameter may name."""
    found = {}
    for sector in SECTORS:
        own = sorted(path.stem for path in (CORE / sector).glob("*.py") if path.stem not in NO_PARTS)
        beyond = [part for part, (home, _) in OUTSIDE.items() if home == sector]
        found[sector] = (*own, *beyond, EVIDENCE)
    return found


@cache
def source(place: str) -> str:
    """Return the source text of a module or of all modules of a folder, named from the package on."""
    path = PACKAGE / place
    files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def words(place: str) -> frozenset[str]:
    """Return every quoted word of a module or folder: the names that it may ask for."""
    return frozenset(QUOTED.findall(source(place)))


@cache
def asked() -> frozenset[str]:
    """Return every name that the core asks for as a parameter."""
    return frozenset(ASKED.findall(source("core")))


@cache
def wiring(sector: str) -> tuple[str, ...]:
    """Return the modules that hand a sector's parts what they are given."""
    return tuple(f"core/{sector}/{name}.py" for name in WIRING if (CORE / sector / f"{name}.py").is_file())


@cache
def shared() -> tuple[str, ...]:
    """Return the modules of the core that belong to no sector."""
    return tuple(sorted(f"core/{path.name}" for path in CORE.glob("*.py")))


def place_of(sector: str, part: str) -> str:
    """Return where a part is read from, from the package on."""
    if part == EVIDENCE:
        return "study/evidence"
    return OUTSIDE[part][1] if part in OUTSIDE else f"core/{sector}/{part}.py"


def asks_for(key: str, place: str) -> bool:
    """Say whether a module or folder asks for a name, whole or put together from its beginning."""
    known = words(place)
    return key in known or any(key.startswith(word) for word in known if word.endswith("_"))


@cache
def core_parts(key: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of the core, each with its sector, that ask for a parameter themselves."""
    return tuple(
        (sector, part)
        for sector, known in parts().items()
        for part in known
        if part not in OUTSIDE and part != EVIDENCE and key in words(place_of(sector, part))
    )


def read_in_a_run(entry: Parameter) -> bool:
    """Say whether the core asks for a parameter: else no run moves with it once its case is put together."""
    wired = [place for sector in SECTORS for place in wiring(sector)]
    return bool(core_parts(entry.key)) or any(entry.key in words(place) for place in (*wired, *shared()))


def readers(entry: Parameter) -> tuple[tuple[str, str], ...]:
    """Return the parts that read a parameter, the one that its record names first."""
    named = (entry.sector, entry.part)
    return (named, *(each for each in core_parts(entry.key) if each != named))


def wrong(entry: Parameter) -> str:
    """Return why nothing reads a parameter where its record says so, or nothing when it is read there."""
    place = place_of(entry.sector, entry.part)
    if asks_for(entry.key, place):
        return ""
    others = core_parts(entry.key)
    wired = any(entry.key in words(each) for each in wiring(entry.sector))
    apart = not others and any(entry.key in words(each) for each in shared())
    if (place.startswith("core/") and wired) or (entry.part != EVIDENCE and apart):
        return ""
    if others:
        where = " or ".join(f'sector = "{sector}", part = "{part}"' for sector, part in others)
        return f"qeqt/{place} does not read it: {where}"
    return f"nothing reads it in qeqt/{place}; {nearest(entry.key, ASKED.findall(source(place)))}"
