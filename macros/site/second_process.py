"""A second process beside the build: it works out half of what is not kept, and renders half of the calls.

It is spawned, not forked: the library that draws runs threads of its own. This module imports nothing that
takes long, so that the second process can begin before the first has imported what the build needs.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from macros.chapter.check import Page

T = TypeVar("T")

FEW = 12
"""So many pages are rendered sooner by one process than a second one is begun."""
DONE = "worked out"
"""What says that all of it is kept, for this state of model and macros."""
GATHERS = "sources.md"
"""The page that lists what all others work out: the check renders its calls, when that is kept."""


@contextmanager
def second_process(docs: Path) -> Iterator[Executor | None]:
    """A process that does one thing after another, for a book that is long enough; else None.

    What it has not begun when the block ends is dropped.
    """
    if sum(1 for _ in docs.rglob("*.md")) <= FEW:
        yield None
        return
    pool = begin()
    try:
        yield pool
    finally:
        begin.cache_clear()
        pool.shutdown(cancel_futures=True)


@cache
def begin() -> Executor:
    """Begin the second process; whoever begins it early has it import what it needs while others still do."""
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent)
    pool.submit(get_ready)
    return pool


def end_with_parent() -> None:
    """Have this process end when the one that began it is gone, however that ended."""
    parent = parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()


def get_ready() -> None:
    """Import what the second process will need."""
    from macros.chapter import check

    assert check


def work_out(pool: Executor, docs: Path) -> None:
    """Have both processes work out what the book's pages ask for, until all of it is kept.

    Long answers of the model begin on one side, the laboratory on the other; pages lie between. What fails
    here fails again where the check asks for it, and is reported there.
    """
    from macros.chapter import check
    from macros.kept import build_cache, model_answers

    pages = sorted(check.read(docs), key=lambda page: page.text.count("[["), reverse=True)
    pages = [page for page in pages if page.name != GATHERS]
    jobs = deque[tuple[str, ...]](("answer", name) for name in model_answers.ANSWERS)
    jobs += [("page", str(docs), page.name) for page in (*pages[::2], *reversed(pages[1::2]))]
    jobs += [("library",), ("laboratory",)]

    def in_background() -> None:
        with suppress(IndexError):
            while True:
                answer(pool.submit(apart, do, jobs.popleft(), knowing=False))

    thread = Thread(target=in_background)
    thread.start()
    with suppress(IndexError):
        while True:
            do(jobs.pop())
    thread.join()
    build_cache.take({DONE: True})
    build_cache.save()


def rendered_pages(pool: Executor | None, docs: Path) -> dict[str, Page]:
    """Return every page with its calls rendered, half of them by the second process."""
    from macros.chapter import check

    pages = list(check.read(docs))
    asked = pool and pool.submit(apart, rendered_part, pages[::2])
    found = rendered_part(pages[1::2] if asked else pages)
    if asked:
        found = [*found, *answer(asked)]
    return {page.name: page for page in sorted(found, key=lambda page: page.name)}


def rendered_part(pages: list[Page]) -> list[Page]:
    """Render the calls of pages."""
    from macros.chapter import check

    return [check.rendered(page) for page in pages]


def apart(work: Callable[..., T], *arguments: Any, knowing: bool = True) -> tuple[T, dict[str, Any]]:
    """Do some work in this process for another one: its result, and what the other one is to keep."""
    from macros.kept import build_cache

    with build_cache.apart(knowing) as found:
        return work(*arguments), found


def answer(asked: Future[tuple[T, dict[str, Any]]]) -> T:
    """Wait for work that was done apart and keep what it found."""
    from macros.kept import build_cache

    result, found = asked.result()
    build_cache.take(found)
    return result


def do(job: tuple[str, ...]) -> None:
    """Do a job; what stops it is left to whoever needs its result."""
    from macros.chapter import check
    from macros.kept import model_answers
    from macros.lab.install import kept_files, kept_library

    kind, *names = job
    with suppress(Exception):
        if kind == "answer":
            model_answers.ANSWERS[names[0]]()
        elif kind == "library":
            kept_library()
        elif kind == "laboratory":
            kept_files()
        else:
            check.rendered(check.Page(names[1], (Path(names[0]) / names[1]).read_text(encoding="utf-8")))
