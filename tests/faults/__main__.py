"""`python -m tests.faults --seed 1 --number 100`: draw faults, try each, say which no test noticed."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

from tests.faults import draw, report
from tests.faults.bench import KILLED, NOT_APPLICABLE, TIMED_OUT, Bench, Outcome
from tests.faults.fault import Fault

ROOT = Path(__file__).resolve().parents[2]


def arguments() -> argparse.Namespace:
    """Read what was typed."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the same faults for the same seed and tree")
    parser.add_argument("--number", type=int, default=100, help="how many applicable faults")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="how many at once")
    parser.add_argument("--seconds", type=float, default=150, help="of tests a fault")
    parser.add_argument("--only", default="", help="files whose path begins so")
    parser.add_argument("--list", action="store_true", help="print the faults and try none")
    return parser.parse_args()


def drawn(tree: draw.Tree, seed: int, number: int) -> tuple[list[Fault], list[Fault]]:
    """Return so many applicable faults, and those met on the way that are not."""
    fit: list[Fault] = []
    unfit: list[Fault] = []
    for fault in draw.faults(tree, seed):
        (fit if draw.applicable(tree, fault) else unfit).append(fault)
        if len(fit) == number:
            break
    return fit, unfit


class Trial:
    """A run of the verb: what is to be tried, on which benches, and what was found."""

    def __init__(self, tree: draw.Tree, typed: argparse.Namespace, folder: Path) -> None:
        """`folder`: where the results are written."""
        self.tree, self.typed, self.folder = tree, typed, folder
        self.notes = folder / "results.jsonl"
        self.found = report.read(self.notes)
        self.lock = Lock()

    def note(self, fault: Fault, outcome: Outcome) -> None:
        """Keep an outcome and say it."""
        one = report.result(fault, self.tree.source(fault.path), outcome)
        with self.lock:
            self.found[one.id] = one
            report.add(self.notes, one)
            place = f"{one.path}:{one.line} ({one.operator})"
            print(f"{one.verdict:14} {one.seconds:5.0f} s  {place} {one.by}", flush=True)

    def known(self, fault: Fault) -> bool:
        """Whether an earlier run has tried the fault."""
        return fault.id(self.tree.source(fault.path)) in self.found

    def run(self, fit: list[Fault], scratch: Path) -> list[Bench]:
        """Try the faults that are not known yet, side by side; the benches that were used."""
        open_ones = [fault for fault in fit if not self.known(fault)]
        jobs = min(self.typed.jobs, len(open_ones))
        benches = [Bench(scratch / str(n) / "tree", self.typed.seconds) for n in range(jobs)]
        free: SimpleQueue[Bench] = SimpleQueue()

        def try_out(fault: Fault) -> None:
            bench = free.get()
            try:
                self.note(fault, bench.try_out(fault, self.typed.seed))
            finally:
                free.put(bench)

        for n, bench in enumerate(benches):
            if n:
                bench.like(benches[0])
            else:
                bench.prepare(self.tree.root)
        for bench in benches:
            free.put(bench)
        with ThreadPoolExecutor(max(1, jobs)) as pool:
            list(pool.map(try_out, open_ones))
        return benches


def main() -> int:
    """Draw, try, report."""
    typed = arguments()
    tree = draw.read(ROOT).below(typed.only)
    if typed.list:
        for fault in islice(draw.faults(tree, typed.seed), typed.number):
            print(fault.diff(tree.source(fault.path)))
        return 0
    fit, unfit = drawn(tree, typed.seed, typed.number)
    folder = ROOT / ".cache" / "faults" / f"seed-{typed.seed}"
    folder.mkdir(parents=True, exist_ok=True)
    trial = Trial(tree, typed, folder)
    for fault in unfit:
        if not trial.known(fault):
            trial.note(fault, Outcome(NOT_APPLICABLE))
    scratch = Path(tempfile.mkdtemp(prefix="qeqt-faults-"))
    try:
        benches = trial.run(fit, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    ids = [fault.id(tree.source(fault.path)) for fault in (*fit, *unfit)]
    results = [trial.found[each] for each in ids]
    red = {test for bench in benches for test, fails in bench.broken.items() if fails}
    text = report.page(typed.seed, results, red)
    (folder / "report.md").write_text(text, encoding="utf-8")
    noticed = sum(one.verdict in (KILLED, TIMED_OUT) for one in results)
    print(f"{noticed} of {len(fit)} applicable faults were noticed: {folder / 'report.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
