"""Where faults are tried: copies of the tree, never the tree itself, and pytest on the nearest tests.

A copy has the history and what is not committed yet, and a .cache of its own that a first build filled; after
each fault both are as before. A test that fails is run again without the fault: one that is red then as
well is named in the report and left out from then on.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.faults.fault import Fault
from tests.faults.rooms import nearest

KILLED, SURVIVED, TIMED_OUT, NOT_APPLICABLE = "killed", "survived", "timed out", "not applicable"
NEAREST = 4
"""So many files are tried first by themselves: most faults are noticed there, before the others are read."""
GRACE_S = 180
"""What has begun when the time is up may take so much longer; then it is said to have hung."""
IN_THE_WAY = ("PYTEST_ADDOPTS", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")


@dataclass(frozen=True)
class Outcome:
    """What became of a fault: which test noticed it, how many ran, in how many seconds."""

    verdict: str
    by: str = ""
    ran: int = 0
    seconds: float = 0.0


@dataclass
class Bench:
    """A copy of the tree in which one fault after another is tried."""

    tree: Path
    seconds: float
    broken: dict[str, bool] = field(default_factory=dict)
    """Test that failed -> whether it fails without a fault as well."""

    @property
    def cache(self) -> Path:
        """The copy's .cache as the first build left it."""
        return self.tree.with_name(f"{self.tree.name}-cache")

    def prepare(self, root: Path) -> None:
        """Copy the tree and build its book once, from what the tree's own cache has."""
        copy(root, self.tree)
        if (root / ".cache").is_dir():
            apart = shutil.ignore_patterns("faults")
            shutil.copytree(root / ".cache", self.tree / ".cache", ignore=apart)
        subprocess.run(
            [sys.executable, "-m", "macros", "build"], cwd=self.tree, env=self.environment(), check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        shutil.rmtree(self.tree / "site")
        shutil.copytree(self.tree / ".cache", self.cache)

    def like(self, other: Bench) -> None:
        """Be as another bench is that was just prepared."""
        for one, to in ((other.tree, self.tree), (other.cache, self.cache)):
            shutil.copytree(one, to, symlinks=True)

    def environment(self) -> dict[str, str]:
        """Return the environment in which the copy's own packages are the ones that are imported."""
        kept = {key: value for key, value in os.environ.items() if key not in IN_THE_WAY}
        return {**kept, "PYTHONPATH": str(self.tree), "TMPDIR": str(self.tree.with_name("tmp"))}

    def try_out(self, fault: Fault, seed: int) -> Outcome:
        """Run the tests near a fault and say whether one of them noticed."""
        begun = time.monotonic()
        tests = nearest(fault.path, self.tree)
        while True:
            with self.with_fault(fault):
                outcome = self.run(tests, seed)
            if outcome.verdict != KILLED or not self.fails_anyway(outcome.by, seed):
                break
        return Outcome(outcome.verdict, outcome.by, outcome.ran, round(time.monotonic() - begun, 1))

    def fails_anyway(self, test: str, seed: int) -> bool:
        """Whether a test is red without a fault."""
        if test not in self.broken:
            self.broken[test] = self.run([test], seed).verdict != SURVIVED
            self.restore_cache()
        return self.broken[test]

    @contextmanager
    def with_fault(self, fault: Fault) -> Iterator[None]:
        """Have the fault in the copy meanwhile; afterwards the copy is as before."""
        place = self.tree / fault.path
        source = place.read_bytes()
        try:
            write(place, fault.edit.of(source))
            yield
        finally:
            write(place, source)
            self.restore_cache()

    def restore_cache(self) -> None:
        """Put the cache back, and what the tests left behind away."""
        shutil.rmtree(self.tree / ".cache", ignore_errors=True)
        shutil.copytree(self.cache, self.tree / ".cache")
        shutil.rmtree(self.tree.with_name("tmp"), ignore_errors=True)

    def run(self, tests: list[str], seed: int) -> Outcome:
        """Run the nearest test files, then the others, to the first failure or until the time is up."""
        begun, ran = time.monotonic(), 0
        outcome = Outcome(SURVIVED)
        for some in filter(None, (tests[:NEAREST], tests[NEAREST:])):
            outcome = self.pytest(some, seed, self.seconds - (time.monotonic() - begun))
            ran += outcome.ran
            if outcome.verdict != SURVIVED or outcome.by:
                break
        return replace(outcome, ran=ran)

    def pytest(self, tests: list[str], seed: int, seconds: float) -> Outcome:
        """Run test files or single tests in their order, to the first failure or for so long."""
        report = self.tree.with_name("report.json")
        report.unlink(missing_ok=True)
        self.tree.with_name("tmp").mkdir(exist_ok=True)
        command = [
            sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider",
            "-p", "tests.faults.deadline", f"--hypothesis-seed={seed}", *tests,
            *(f"--deselect={test}" for test, red in self.broken.items() if red),
        ]  # fmt: skip
        wanted = {"FAULTS_REPORT": str(report), "FAULTS_SECONDS": str(seconds)}
        process = subprocess.Popen(
            command, cwd=self.tree, env=self.environment() | wanted,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            code = process.wait(max(0.0, seconds) + GRACE_S)
        except subprocess.TimeoutExpired:
            return Outcome(TIMED_OUT)
        finally:
            end(process)
        if not report.is_file():
            return Outcome(KILLED, f"pytest itself ended with {code}")
        said = json.loads(report.read_text(encoding="utf-8"))
        if not said["failed"] and not said["stopped"] and code:
            return Outcome(KILLED, f"pytest itself ended with {code}", said["ran"])
        if said["failed"]:
            return Outcome(KILLED, said["failed"], said["ran"])
        return Outcome(SURVIVED, "the time was up" if said["stopped"] else "", said["ran"])


def end(process: subprocess.Popen[bytes]) -> None:
    """End a run with all that it began."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def write(place: Path, text: bytes) -> None:
    """Write a file so that what was compiled of it, in the same second perhaps, is not taken for it."""
    place.write_bytes(text)
    for compiled in (place.parent / "__pycache__").glob(f"{place.stem}.*.pyc"):
        compiled.unlink(missing_ok=True)


def copy(root: Path, tree: Path) -> None:
    """Copy a tree: its history, and every file as it stands now, committed or not; what is ignored stays."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", str(root), str(tree)], check=True)
    subprocess.run(["git", "reset", "-q"], cwd=tree, check=True)
    for name in files(root):
        place = tree / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, place)


def files(root: Path) -> list[str]:
    """Return every file of the tree that git does not ignore."""
    said = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    return sorted(name for name in set(said.split("\0")) if name and (root / name).is_file())
