"""What a build keeps: the same figures and numbers again, and nothing of another state."""

import json
from pathlib import Path

import pytest

from macros.figures import figure, html, results
from macros.figures.html import Book
from macros.kept import build_cache
from macros.tables import registry
from macros.text.address import from_root


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build_cache.store, "FOLDER", tmp_path)
    monkeypatch.setattr(build_cache, "state", lambda: "before")
    (tmp_path / build_cache.KIND).mkdir()
    return tmp_path / build_cache.KIND


def test_outside_a_build_everything_is_worked_out_anew(kept: Path) -> None:
    asked = []
    for _ in range(2):
        build_cache.once("x", lambda: asked.append(1))
    assert len(asked) == 2
    assert not list(kept.iterdir())


def test_a_build_reads_back_what_an_earlier_one_kept_and_only_of_its_own_state(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(answer: str) -> str:
        with build_cache.keeping():
            return build_cache.once("x", lambda: answer)

    assert [built("first"), built("second")] == ["first", "first"]
    monkeypatch.setattr(build_cache, "state", lambda: "after")
    assert built("third") == "third"
    assert [file.name for file in kept.iterdir()] == ["book-after"]


def test_what_is_saved_midway_is_there_for_a_process_beside_the_build(kept: Path) -> None:
    with build_cache.keeping():
        build_cache.once("x", lambda: 1)
        build_cache.save()
        (place,) = kept.iterdir()
        assert place.name == "book-before"
        assert json.loads(build_cache.store.read(build_cache.KIND, build_cache.NAME, "before") or "") == {
            "x": 1
        }


def test_what_another_process_worked_out_is_kept_as_if_it_were_our_own(kept: Path) -> None:
    with build_cache.apart() as found:
        build_cache.once("x", lambda: 1)
    assert found == {"x": 1} and not list(kept.iterdir())
    with build_cache.keeping():
        assert not build_cache.knows("x")
        build_cache.take(found)
    with build_cache.keeping():
        assert build_cache.knows("x") and build_cache.once("x", lambda: 2) == 1


def test_a_table_is_kept_for_every_page(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._TABLES, "links", lambda way: way("sources.md#x"))
    with build_cache.keeping():
        assert registry.table(from_root, "links") == "book:sources/#x"
    monkeypatch.setitem(registry._TABLES, "links", lambda way: pytest.fail("made again"))
    with build_cache.keeping():
        assert registry.table(from_root, "links") == "book:sources/#x"


def test_what_fails_is_tried_again(kept: Path) -> None:
    def fails() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"), build_cache.keeping():
        build_cache.once("x", fails)
    with build_cache.keeping():
        assert build_cache.once("x", lambda: "yes") == "yes"


@pytest.mark.parametrize("name", ["qt_caps_actual", "lab_sales"])
def test_a_figure_read_back_prints_as_it_did(name: str, kept: Path) -> None:
    def shown() -> str:
        figure.read_back.cache_clear()
        html.pictures.cache_clear()
        return html.figure_html(name, str, Book("書"))

    plain = shown()
    for _ in range(2):
        with build_cache.keeping():
            assert shown() == plain
    figure.read_back.cache_clear()
    html.pictures.cache_clear()


def test_after_a_build_a_figure_has_its_rules_again(kept: Path) -> None:
    with build_cache.keeping():
        assert figure.figure("qt_caps_actual").rules == []
    assert figure.figure("qt_caps_actual").rules


def test_a_number_read_back_is_the_number(kept: Path) -> None:
    results.computed.cache_clear()
    plain = results.computed("lab_sales_assets")
    for _ in range(2):
        results.computed.cache_clear()
        with build_cache.keeping():
            assert results.computed("lab_sales_assets") == plain
    results.computed.cache_clear()


def test_the_state_is_of_model_macros_palette_and_libraries() -> None:
    def state() -> str:
        build_cache.state.cache_clear()
        return build_cache.state()

    try:
        plain = state()
        assert state() == plain
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("macros.kept.model_answers.state", lambda: "another model")
            assert state() != plain
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build_cache, "PALETTE", build_cache.PACKAGE.with_name("pyproject.toml"))
            assert state() != plain
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build_cache.store, "libraries", lambda: "other libraries")
            assert state() != plain
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(build_cache, "PACKAGE", build_cache.PACKAGE / "search")
            assert state() != plain
    finally:
        build_cache.state.cache_clear()
