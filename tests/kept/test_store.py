"""The one cache: another state is another key, what is damaged is made anew, nobody reads half an entry."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.figures import render
from macros.kept import build_cache, model_answers, store
from macros.lab import install
from macros.notebook import source


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(store, "FOLDER", tmp_path / ".cache")
    return tmp_path / ".cache"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    texts = {"a.py": "import b\n", "b.py": "def f():\n    from c import x\n", "c.py": "x = 1\n", "d.py": ""}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_part_of_a_key_counts_and_so_does_where_it_stands() -> None:
    parts = ["data", "code", "libraries"]
    found = {store.key(*parts)}
    for n in range(len(parts)):
        found.add(store.key(*parts[:n], "another", *parts[n + 1 :]))
        found.add(store.key(*parts[:n], *parts[n + 1 :]))
    found |= {
        store.key("datacode", "libraries"),
        store.key("d", "atacode", "libraries"),
        store.key(*parts[::-1]),
    }
    assert len(found) == 1 + 2 * len(parts) + 3
    assert store.key(*parts) == store.key(*parts)


@pytest.mark.parametrize(
    ("changed", "counts"), [("a.py", True), ("b.py", True), ("c.py", True), ("d.py", False)]
)
def test_code_is_followed_through_its_imports(house: Path, changed: str, counts: bool) -> None:
    before = store.code(house / "a.py", root=house)
    assert store.code(house / "a.py", root=house) == before
    (house / changed).write_text((house / changed).read_text(encoding="utf-8") + "y = 2\n", encoding="utf-8")
    assert (store.code(house / "a.py", root=house) != before) is counts


def test_a_file_that_moved_is_another_state(house: Path) -> None:
    before = store.files(house.glob("*.py"), house)
    (house / "d.py").rename(house / "e.py")
    assert store.files(house.glob("*.py"), house) != before


def test_records_and_newer_official_figures_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QEQT_OFFICIAL", str(tmp_path))
    before = store.records()
    (tmp_path / "us_rates.csv").write_text("date,x\n", encoding="utf-8")
    with_one = store.records()
    (tmp_path / "us_rates.csv").write_text("date,y\n", encoding="utf-8")
    assert len({before, with_one, store.records()}) == 3


@pytest.mark.parametrize("name", ["parameters", "scenarios", "figures", "facts", "environment"])
def test_every_kind_of_record_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(store, "files", lambda found, root: seen.extend(found) or "")
    store.records()
    assert any(name in path.parts for path in seen)
    assert {path.suffix for path in seen} == {".toml", ".csv"}


def test_a_newer_library_is_another_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def state() -> str:
        store.libraries.cache_clear()
        return store.libraries()

    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    found = [state()]
    for version in ("1.0", "1.1"):
        for old in tmp_path.iterdir():
            old.rmdir()
        (tmp_path / f"altair-{version}.dist-info").mkdir()
        found.append(state())
    monkeypatch.setattr(sys, "version", "4.0")
    found.append(state())
    monkeypatch.undo()
    store.libraries.cache_clear()
    assert len(set(found)) == 4


def counted(answers: list[str]) -> Callable[[], str]:
    def make() -> str:
        answers.append("made")
        return f"上限\r\n{len(answers)}"

    return make


def test_what_is_kept_is_read_back_for_its_own_state_alone(folder: Path) -> None:
    made: list[str] = []
    for of in ("before", "before", "after", "after"):
        said = store.once("kind", "name", of, counted(made))
        assert said == f"上限\r\n{len(made)}"
    assert len(made) == 2
    assert [path.name for path in (folder / "kind").iterdir()] == ["name-after"]


def test_entries_of_other_names_stay(folder: Path) -> None:
    for name in ("a", "a-b", "ab"):
        store.keep("kind", name, "1" * 32, name)
    store.keep("kind", "a", "2" * 32, "new")
    assert [store.read("kind", name, "1" * 32) for name in ("a", "a-b", "ab")] == [None, "a-b", "ab"]


@pytest.mark.parametrize("damage", ["cut", "emptied", "turned", "headless", "no text", "a folder"])
def test_what_is_damaged_is_made_anew(folder: Path, damage: str) -> None:
    made: list[str] = []
    store.once("kind", "name", "of", counted(made))
    place = store.place("kind", "name", "of")
    whole = place.read_bytes()
    place.unlink()
    if damage == "a folder":
        place.mkdir()
    else:
        place.write_bytes({
            "cut": whole[:-1],
            "emptied": b"",
            "turned": whole[:-1] + bytes([whole[-1] ^ 1]),
            "headless": whole.partition(b"\n")[2],
            "no text": whole.partition(b"\n")[0],
        }[damage])  # fmt: skip
    assert store.once("kind", "name", "of", counted(made)) == "上限\r\n2"
    if damage != "a folder":
        assert store.once("kind", "name", "of", counted(made)) == "上限\r\n2"


def test_what_fails_is_not_kept(folder: Path) -> None:
    def fails() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.once("kind", "name", "of", fails)
    assert not folder.exists()


def test_a_writer_that_is_killed_leaves_the_entry_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep("kind", "name", "of", "old")

    def killed(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            store.keep("kind", "name", "of", "new")
    assert store.read("kind", "name", "of") == "old"


def test_what_a_killed_writer_left_goes_in_time(folder: Path) -> None:
    store.keep("kind", "name", "of", "old")
    parts = [folder / "kind" / f".name-of.{number}" for number in (1, 2)]
    for part in parts:
        part.write_text("half", encoding="utf-8")
    os.utime(parts[0], (0, 0))
    store.keep("kind", "name", "of", "new")
    assert [part.exists() for part in parts] == [False, True]


def test_a_disk_that_takes_nothing_stops_nothing(folder: Path) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    made: list[str] = []
    assert [store.once("kind", "name", "of", counted(made))[-1] for _ in range(2)] == ["1", "2"]


def test_a_sealed_file_that_was_changed_goes(folder: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for name in ("same", "cut"):
        (theirs / name).write_text(name, encoding="utf-8")
    store.seal(theirs, "now")
    (theirs / "cut").write_text("cu", encoding="utf-8")
    (theirs / "stray").write_text("never sealed", encoding="utf-8")
    store.refuse_unsealed(theirs, "now")
    assert [path.name for path in theirs.iterdir()] == ["same"]


def test_a_sealed_file_that_rests_on_another_state_goes(folder: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "page").write_text("page", encoding="utf-8")
    store.seal(theirs, "then")
    store.refuse_unsealed(theirs, "now")
    assert not list(theirs.iterdir())


KEYS: dict[str, tuple[Callable[[], object], tuple[str, ...]]] = {
    "answers of the model": (model_answers.state, ("code", "records", "libraries")),
    "the book": (build_cache.state, ("code", "records", "files", "libraries")),
    "the notebook": (source.state, ("code", "records", "files", "libraries")),
}


@pytest.mark.parametrize("what", KEYS)
def test_each_key_has_all_of_its_parts(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state, parts = KEYS[what]

    def fresh() -> object:
        for each in (model_answers.state, build_cache.state):
            each.cache_clear()
        return state()

    try:
        before = fresh()
        for part in parts:
            with monkeypatch.context() as patch:
                patch.setattr(store, part, lambda *_, **__: "another")
                assert fresh() != before, part
        assert fresh() == before
    finally:
        for each in (model_answers.state, build_cache.state):
            each.cache_clear()


def asked(make: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """Kind, name and key under which something is kept."""
    seen: list[tuple[str, str, str]] = []
    with monkeypatch.context() as patch:
        patch.setattr(store, "once", lambda kind, name, of, make: seen.append((kind, name, of)) or "")
        make()
    return seen[0]


def test_the_charts_library_is_kept_for_one_state_of_code_and_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {asked(install.kept_library, monkeypatch)}
    for part in ("code", "libraries"):
        with monkeypatch.context() as patch:
            patch.setattr(store, part, lambda *_, **__: "another")
            found.add(asked(install.kept_library, patch))
    assert len(found) == 3


def test_a_picture_is_kept_for_one_figure_layout_specification_code_and_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dataclasses import replace

    from macros.figures import figure
    from macros.figures.theme import NARROW, WIDE

    one = figure.figure("qt_caps_actual")

    def key(figure: figure.Figure = one, layout: object = WIDE, spec: str = "{}") -> str:
        render._made_by.cache_clear()
        return asked(lambda: render.drawn(figure, layout, spec), monkeypatch)[2]  # type: ignore[arg-type]

    wider = replace(WIDE, width=641)
    found = {key(), key(replace(one, name="other")), key(layout=NARROW), key(layout=wider), key(spec="{ }")}
    for part in ("code", "libraries"):
        with monkeypatch.context() as patch:
            patch.setattr(store, part, lambda *_, **__: "another")
            found.add(key())
    render._made_by.cache_clear()
    assert len(found) == 7
