"""Work in two processes: each piece is done once, what fails is left to the check."""

import subprocess
import sys
import time
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from macros.kept import model_answers
from macros.lab import install
from macros.site import second_process
from macros.site.build import runs
from tests.book import ROOT


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
    assert len(asked) == len(set(asked)) == len(model_answers.ANSWERS) + 2 + len(pages)


def test_a_piece_of_work_that_fails_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise ValueError("no")

    monkeypatch.setattr(install, "kept_library", fails)
    assert second_process.apart(second_process.do, ("library",)) == (None, {})


def test_it_ends_when_the_build_is_killed() -> None:
    script = """
import os
from macros.site import second_process
if __name__ == "__main__":
    print(second_process.begin().submit(os.getpid).result(), flush=True)
    input()
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as build:
        assert build.stdout
        second = int(build.stdout.readline())
        assert runs(second)
        build.kill()
    deadline = time.monotonic() + 20
    while runs(second) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs(second)


def test_a_short_book_needs_no_second_process(docs: Path) -> None:
    with second_process.second_process(docs) as pool:
        assert pool is None
