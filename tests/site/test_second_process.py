"""Work in two processes: each piece is done once, what fails is left to the check, halves weigh the same."""

import sys
from concurrent.futures import Executor, Future
from pathlib import Path
from types import ModuleType

import pytest

from macros.kept import model_answers
from macros.notebook import execute
from macros.pages.finish import Site
from macros.site import half_build, mkdocs_driver, second_process
from macros.site.half_build import Half
from macros.text.errors import BuildError


class Here(Executor):
    """Does in this process, at once, what it is asked to do."""

    def submit(self, fn, /, *args, **kwargs):
        done: Future = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name in ("a", "b", "c", "sources"):
        (tmp_path / f"{name}.md").write_text("[[ x ]]", encoding="utf-8")
    return tmp_path


def test_each_piece_of_work_is_done_once_and_the_gathering_page_is_left(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(second_process, "do", lambda job: asked.append((job[0], job[-1])))
    second_process.work_out(Here(), docs)
    pages = sorted(name for kind, name in asked if kind == "page")
    assert pages == ["a.md", "b.md", "c.md"]
    assert len(asked) == len(set(asked)) == len(model_answers.ANSWERS) + 3 + len(pages)


def test_a_piece_of_work_that_fails_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise ValueError("no")

    monkeypatch.setattr(execute, "outputs", fails)
    assert second_process.apart(second_process.do, ("notebook",)) == (None, {})


def test_a_short_book_needs_no_second_process(docs: Path) -> None:
    with second_process.second_process(docs) as pool:
        assert pool is None


def test_the_halves_weigh_about_the_same_whatever_the_order() -> None:
    weights = {"a": 9, "b": 5, "c": 4, "d": 3, "e": 2, "f": 1}
    half = half_build.split(weights)
    assert sum(weights[name] for name in half) == 12
    assert half_build.split(dict(reversed(weights.items()))) == half


def half(**of: object) -> Half:
    return Half(Site("書", "", None), **of)  # type: ignore[arg-type]


def test_a_link_from_one_half_to_an_id_that_the_other_lacks_stops_the_build() -> None:
    ours = half(order=["a.md", "b.md"], links=[("a.md", "b.md", "there"), ("a.md", "b.md", "lost")])
    theirs = half(order=["a.md", "b.md"], anchors={"b.md": {"there"}})
    with pytest.raises(BuildError, match=r"a\.md: links to b\.md#lost"):
        half_build.joined([ours, theirs])


def test_a_module_for_later_is_the_module_once_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    late = mkdocs_driver.Late("colorsys")
    monkeypatch.setitem(sys.modules, "colorsys", late)
    import colorsys

    assert colorsys is late and "hsv_to_rgb" not in vars(late)
    assert colorsys.hsv_to_rgb(0, 0, 1) == (1, 1, 1)
    assert isinstance(sys.modules["colorsys"], ModuleType) and sys.modules["colorsys"] is not late
    with pytest.raises(AttributeError):
        _ = late.no_such_name
