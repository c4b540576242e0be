"""Tables are put in place whole: interrupted anywhere, each loads, and the next run finishes."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data import figure_files
from qeqt.data.fields import RecordError
from qeqt.data.official import tables
from qeqt.data.official.tables import Draft

NAMES = ("us_mortgage_rate", "taiwan_margin")


def good(name: str) -> tuple[str, str]:
    path = data.HOME / "figures" / f"{name}.csv"
    text, sidecar = (path.with_suffix(end).read_text(encoding="utf-8") for end in (".csv", ".toml"))
    return text, sidecar


def newer(name: str) -> Draft:
    """The table with its last row gone."""
    text, sidecar = good(name)
    shorter = text.rsplit("\n", 2)[0] + "\n"
    return Draft(shorter, tables.renewed_sidecar(sidecar, shorter, "2026-10-12", "a test"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in NAMES:
        for suffix, text in zip((".csv", ".toml"), good(name), strict=True):
            (tmp_path / f"{name}{suffix}").write_text(text, encoding="utf-8")
    return tmp_path


DRAFTS = {name: newer(name) for name in NAMES}


def rows(folder: Path, name: str) -> int:
    return len(figure_files.load_figure(folder / f"{name}.csv").rows)


class Killed(BaseException):
    """What a kill leaves: nothing runs after it."""


def stopping(count: int, real: Callable[..., object]) -> Callable[..., object]:
    calls = [0]

    def stop(*arguments: object, **named: object) -> object:
        calls[0] += 1
        if calls[0] > count:
            raise Killed
        return real(*arguments, **named)

    return stop


@pytest.mark.parametrize("count", range(8))
@pytest.mark.parametrize("method", ["replace", "rename", "open", "unlink"])
def test_interrupted_anywhere_and_finished_by_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, method: str, count: int
) -> None:
    before = [rows(folder, name) for name in NAMES]
    with monkeypatch.context() as patch:
        patch.setattr(Path, method, stopping(count, getattr(Path, method)))
        with contextlib.suppress(Killed):
            tables.put(folder, DRAFTS)
    killed = [rows(folder, name) for name in NAMES]  # whole before anybody finishes it
    tables.finish(folder)
    after = [rows(folder, name) for name in NAMES]  # each loads: its checksum holds
    assert killed == after
    assert after in (before, [count - 1 for count in before])
    tables.put(folder, DRAFTS)
    assert [rows(folder, name) for name in NAMES] == [count - 1 for count in before]
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith(".draft-")) == sorted(
        f"{name}{suffix}" for name in NAMES for suffix in (".csv", ".toml")
    )


def test_a_draft_that_cannot_be_read_back_is_put_nowhere(folder: Path) -> None:
    broken = {**DRAFTS, "taiwan_margin": Draft("date,other\n", DRAFTS["taiwan_margin"].sidecar)}
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(RecordError):
        tables.put(folder, broken)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.fixture
def terminal() -> Iterator[None]:
    """Ctrl-C stops a program, as in a terminal; a shell's background job begins with it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_waits_until_the_files_are_in_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.replace

    def pressed(self: Path, target: str) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return real(self, target)

    monkeypatch.setattr(Path, "replace", pressed)
    with pytest.raises(KeyboardInterrupt):
        tables.put(folder, DRAFTS)
    monkeypatch.undo()
    assert not (folder / figure_files.JOURNAL).exists()
    assert [rows(folder, name) for name in NAMES] == [len(good(name)[0].splitlines()) - 2 for name in NAMES]


def test_a_value_keeps_its_text_and_nought_has_no_sign() -> None:
    before = {"2026-01-31": "4.50", "2026-02-28": "0.1"}
    after = tables.merged(before, {"2026-01-31": 4.499, "2026-03-31": -0.001})
    assert after == {**before, "2026-03-31": "0.00"}
