"""`make accept`: records that were read again at their source go into the ledger, by name.

Without a name it says what differs, and takes nothing.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from qeqt.data.figure_files import checksum
from qeqt.data.ledger import HOME, NAME, Leaves, accepted, faults, files, of_file


def accept(names: list[str], home: Path = HOME) -> list[str]:
    """Take files as they stand into the ledger; return what differs from before, a line each.

    ``names``: files without their ending, such as facts/income. A figure's checksum goes into its sidecar.
    """
    known = {file: dict(found) for file, found in accepted(home).items()} if (home / NAME).is_file() else {}
    said = []
    there = {path.relative_to(home).as_posix(): path for path in files(home)}
    for name in names:
        chosen = [file for file in {*there, *known} if file.rpartition(".")[0] == name]
        if not chosen:
            raise ValueError(f"RECORDS={name}: no record file of this name")
        for file in sorted(chosen):
            if file.startswith("figures/") and file.endswith(".csv") and file in there:
                sealed(there[file])
            now = of_file(there[file]) if file in there else {}
            before = known.get(file, {})
            for place in dict.fromkeys([*before, *now]):
                if before.get(place) != now.get(place):
                    said.append(f"{file}: {place}: {before.get(place, 'new')} -> {now.get(place, 'gone')}")
            known[file] = now
            if not now:
                del known[file]
    write(known, home)
    return said or ["Nothing differs."]


def sealed(path: Path) -> None:
    """Write a table's checksum into its sidecar."""
    sidecar = path.with_suffix(".toml")
    lines = sidecar.read_text(encoding="utf-8").splitlines(keepends=True)
    fresh = f'checksum = "{checksum(path.read_bytes())}"\n'
    lines = [fresh if line.startswith("checksum") else line for line in lines]
    sidecar.write_text("".join(lines), encoding="utf-8")


def write(known: Mapping[str, Leaves], home: Path) -> None:
    """Write the ledger, in order."""
    with (home / NAME).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for name in sorted(known):
            writer.writerow([name])
            writer.writerows(sorted(known[name].items()))
    accepted.cache_clear()


def main(names: list[str]) -> int:
    """Accept the files that are named, or say what differs where none is."""
    if not names:
        for path in files(HOME):
            for line in faults(path, of_file(path)):
                print(f"{path.relative_to(HOME).as_posix()}: {line}")
        print("make accept RECORDS='facts/income policy/fed' takes what was read again at its source.")
        return 0
    if names == ["all"]:
        names = sorted({path.relative_to(HOME).with_suffix("").as_posix() for path in files(HOME)})
    print("\n".join(accept(names)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
