"""Where many runs are worked out: any executor of concurrent.futures, or processes of the package's own.

The package's own workers are started as ``python -m qeqt.study.worker`` and are handed pickled tasks. They
load nothing of the script that asks: a plain script needs no guard, however processes begin on a system.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

AHEAD = 4
"""Tasks a worker that are handed out before the first answer is read."""


class Workers(Executor):
    """Processes of the package's own; each thread of a pool keeps one and hands it a task at a time."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.own = threading.local()
        self.begun: list[subprocess.Popen[bytes]] = []
        self.pool = ThreadPoolExecutor(count)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a task to a worker."""
        return self.pool.submit(self.asked, (fn, args, kwargs))

    def asked(self, task: tuple[Any, ...]) -> Any:
        """Return a task's answer, from this thread's worker; what it raises is raised here."""
        worker: Any = getattr(self.own, "worker", None)
        if worker is None:
            worker = self.own.worker = started()
            self.begun.append(worker)
        try:
            pickle.dump(task, worker.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            worker.stdin.flush()
            done, answer = pickle.load(worker.stdout)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise RuntimeError(f"a worker process ended before its answer ({worker.poll()})") from error
        if not done:
            raise answer
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers; those that are at work are ended too where nothing is waited for."""
        if not wait or cancel_futures:
            for worker in self.begun:
                worker.kill()
        self.pool.shutdown(wait=True, cancel_futures=cancel_futures)
        for worker in self.begun:
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    stream.close()
            worker.wait()


def started() -> subprocess.Popen[bytes]:
    """Start a worker, which finds the package where this process does."""
    home = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH", "")
    paths = os.pathsep.join([home, known] if known else [home])
    return subprocess.Popen(
        [sys.executable, "-m", "qeqt.study.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Answer tasks until there are no more: what a worker does."""
    while True:
        try:
            function, args, kwargs = pickle.load(tasks)
        except EOFError:
            return
        try:
            told: tuple[bool, Any] = (True, function(*args, **kwargs))
        except Exception as error:
            told = (False, error)
        pickle.dump(told, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


@contextmanager
def executor_of(given: Executor | None, workers: int) -> Iterator[Executor | None]:
    """Return the caller's executor, the package's own workers, or None where one process is enough."""
    if given is not None or workers <= 1:
        yield given
        return
    own = Workers(workers)
    try:
        yield own
    except BaseException:
        own.shutdown(cancel_futures=True)
        raise
    own.shutdown()


def in_order(
    function: Callable[..., Any], tasks: Iterable[Sequence[Any]], executor: Executor | None, ahead: int
) -> Iterator[Any]:
    """Yield each task's answer in the order of the tasks; so many are handed out ahead."""
    if executor is None:
        for task in tasks:
            yield function(*task)
        return
    waiting: deque[Future[Any]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(function, *task))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for each in waiting:
            each.cancel()


class Progress:
    """Says how far it is and how long it will take: a line that redraws itself, or a line a tenth."""

    def __init__(
        self, out: TextIO, of: int, already: int = 0, clock: Callable[[], float] = time.monotonic,
        what: str = "runs",
    ):  # fmt: skip
        self.out, self.of, self.already, self.clock, self.what = out, of, already, clock, what
        self.begun = clock()
        self.told = already

    def left(self, done: int) -> str:
        """Return the time left, reckoned from the runs of this time alone."""
        fresh = done - self.already
        seconds = (self.clock() - self.begun) / max(fresh, 1) * (self.of - done)
        return f"{seconds:.0f} s left" if seconds < 90 else f"{seconds / 60:.0f} min left"

    def __call__(self, done: int, of: int) -> None:
        """Say that so many are done, of how many: there may be more of them than at first."""
        before, self.told = self.told, done
        self.of = of
        if self.out.isatty():
            filled = 30 * done // of
            bar = "#" * filled + "." * (30 - filled)
            end = "\n" if done == of else ""
            self.out.write(f"\r[{bar}] {done}/{of}  {self.left(done):14}{end}")
            self.out.flush()
        elif 10 * done // of > 10 * before // of:
            self.out.write(f"{done} of {of} {self.what}, {self.left(done)}\n")
