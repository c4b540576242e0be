"""A number of a record is taken to the ends of its range; what lies beyond is refused by key and value."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qeqt import data
from qeqt.data import announcements, book_files, model_files, opening_files, shocks, signs, studies
from qeqt.data.fields import RecordError


def facts(path: Path) -> Any:
    return book_files.load_facts(path, data.figure)


def at(module: Any, read: Callable[[], Any]) -> Callable[[Path], Any]:
    """Read a module's only file from elsewhere."""

    def load(path: Path) -> Any:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "PATH", path)
            return read.__wrapped__()  # type: ignore[attr-defined]

    return load


ENDS = [
    (studies.load, "studies.toml", "year", ("1989", "2031"), ("1990", "2030")),
    (model_files.load_scenarios, "scenarios/taiwan.toml", "months", ("0", "1201"), ("1", "1200")),
    (facts, "facts/taiwan_stocks.toml", "precision", ("7", "-1"), ("0", "6")),
    (announcements.load_announcements, "policy/announcements/fed.toml", "reserve_demand",
     ("-0.001", "1.001"), ("0.0",)),
    (opening_files.load_opening, "openings/fed_2008_12.toml", "rounding", ("-0.01",), ("0.5",)),
    (at(signs, signs.signs), "signs.toml", "sign", ("-2", "2", "0"), ("-1", "1")),
    (at(shocks, shocks.shocks), "shocks.toml", "pull", ("-1.0", "0.0"), ("0.01",)),
]  # fmt: skip


def said(load: Callable[[Path], Any], file: str, key: str, value: str, tmp_path: Path) -> str:
    """What a loader says of a file whose first such key has this value; nothing where it takes it."""
    home = Path(str(data.__file__)).parent
    text = (home / file).read_text(encoding="utf-8")
    changed, count = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
    if not count:
        changed = f"{key} = {value}\n{text}"
    path = tmp_path / Path(file).name
    path.write_text(changed, encoding="utf-8")
    try:
        load(path)
    except RecordError as error:
        return "\n".join(line for line in str(error).splitlines() if re.search(rf"\b{key}\b", line))
    return ""


@pytest.mark.parametrize(
    ("load", "file", "key", "value"),
    [(load, file, key, value) for load, file, key, refused, _ in ENDS for value in refused],
)
def test_what_lies_beyond_an_end_is_refused_with_its_value(
    load: Callable[[Path], Any], file: str, key: str, value: str, tmp_path: Path
) -> None:
    found = said(load, file, key, value, tmp_path)
    assert key in found and value.rstrip("0").rstrip(".") in found


@pytest.mark.parametrize(
    ("load", "file", "key", "value"),
    [(load, file, key, value) for load, file, key, _, taken in ENDS for value in taken],
)
def test_an_end_itself_is_taken(
    load: Callable[[Path], Any], file: str, key: str, value: str, tmp_path: Path
) -> None:
    assert said(load, file, key, value, tmp_path) == ""
