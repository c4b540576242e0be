"""The tables as they were on a day: what tests of a renewal start from, however often the book is renewed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from qeqt import data
from qeqt.data import figure_files
from qeqt.data.official import vintages
from qeqt.data.records import Figure

DAY = "2026-11-28"
SINCE = "2026-01-01"
"""What sidecars accept from then on came with a renewal."""
ACCEPTED = re.compile(r'^\[\[accepted\]\]\ncolumn = .*\ndate = "(?P<date>.*)"\n(?:\w.*\n)*\n?', re.MULTILINE)
HOME = data.HOME


def lay(folder: Path) -> Path:
    """Lay every table as it was into a folder of records; return the folder."""
    (folder / "figures").mkdir(parents=True)
    for path in sorted((HOME / "figures").glob("*.csv")):
        text = vintages.as_of(path.stem, DAY)
        sidecar = path.with_suffix(".toml").read_text(encoding="utf-8")
        sidecar = ACCEPTED.sub(lambda found: found[0] if found["date"] < SINCE else "", sidecar)
        digest = figure_files.checksum(text.encode())
        for key, value in (
            ("published", "2026-09-01"),
            ("accessed", "2026-10-05"),
            ("checksum", f'"{digest}"'),
        ):
            sidecar = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", sidecar, count=1)
        (folder / "figures" / path.name).write_text(text, encoding="utf-8")
        (folder / "figures" / f"{path.stem}.toml").write_text(sidecar, encoding="utf-8")
    return folder


@cache
def table(name: str) -> Figure:
    """Return a table as it was."""
    path = HOME / "figures" / f"{name}.csv"
    text = vintages.as_of(name, DAY)
    now = figure_files.load_figure(path)
    rows = figure_files.figure_rows(path, text, list(now.columns), now.meta.frequency, now.meta.kind)
    return Figure(name=name, meta=now.meta, columns=now.columns, rows=rows)
