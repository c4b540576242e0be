"""A fault is tried in a copy, and what became of it is told apart: in a small tree of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.book import ROOT
from tests.faults import bench, report
from tests.faults.bench import KILLED, NOT_APPLICABLE, SURVIVED, TIMED_OUT, Bench, Outcome
from tests.faults.fault import Edit, Fault

TEXTS = {
    "qeqt/__init__.py": "",
    "qeqt/one.py": "def double(x):\n    return x + x\n\n\ndef spare(x):\n    return x - 1\n",
    "tests/test_one.py": (
        "import time\nfrom qeqt import one\n\n\ndef test_red_anyway():\n    assert one.double(1) == 3\n\n\n"
        "def test_double():\n    assert one.double(2) == 4\n\n\n"
        "def test_waits():\n    time.sleep(30 if one.spare(1) else 0)\n"
    ),
    ".gitignore": ".cache/\n",
    ".cache/kept": "as built",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("root")
    for name, text in TEXTS.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "tests/faults").mkdir()
    for name in ("__init__.py", "deadline.py"):
        shutil.copy(ROOT / "tests/faults" / name, root / "tests/faults" / name)
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.org")
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-q", "-m", "all"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "qeqt/one.py").write_text(TEXTS["qeqt/one.py"] + "# not committed yet\n", encoding="utf-8")
    (root / "qeqt/new.py").write_text("# nor this\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    found = Bench(tmp_path_factory.mktemp("bench") / "tree", seconds=20)
    bench.copy(root, found.tree)
    for place in (found.tree / ".cache", found.cache):
        place.mkdir()
        (place / "kept").write_text("as built", encoding="utf-8")
    return found


def fault(before: str, after: str) -> Fault:
    start = TEXTS["qeqt/one.py"].index(before)
    return Fault("qeqt/one.py", "sign", Edit(start, start + len(before), after))


def test_a_copy_has_what_is_not_committed_and_nothing_that_is_ignored(root: Path, made: Bench) -> None:
    for name in ("qeqt/one.py", "qeqt/new.py", "tests/test_one.py"):
        assert (made.tree / name).read_bytes() == (root / name).read_bytes()
    assert (made.tree / ".cache/kept").read_text(encoding="utf-8") == "as built"
    said = subprocess.run(
        ["git", "log", "--oneline"], cwd=made.tree, capture_output=True, text=True, check=True
    )
    assert "all" in said.stdout


def test_a_fault_that_a_test_notices_is_killed_and_a_test_that_is_red_anyway_left_out(made: Bench) -> None:
    outcome = made.try_out(fault("x + x", "x - x"), seed=1)
    assert (outcome.verdict, outcome.by) == (KILLED, "tests/test_one.py::test_double")
    assert made.broken == {
        "tests/test_one.py::test_red_anyway": True,
        "tests/test_one.py::test_double": False,
    }


def test_a_fault_that_no_test_notices_survives(made: Bench) -> None:
    outcome = made.try_out(fault("x + x", "2 * x"), seed=1)
    assert (outcome.verdict, outcome.by, outcome.ran) == (SURVIVED, "", 2)


def test_a_fault_that_cannot_even_be_imported_is_killed(made: Bench) -> None:
    outcome = made.try_out(fault("def double", "def doubly"), seed=1)
    assert outcome.verdict == KILLED
    outcome = made.try_out(fault("def double", "import nowhere; x ="), seed=1)
    assert (outcome.verdict, outcome.by) == (KILLED, "tests/test_one.py")


def test_a_test_that_does_not_end_times_out(made: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "GRACE_S", 0)
    monkeypatch.setattr(made, "seconds", 8)
    assert made.try_out(fault("x - 1", "x + 1"), seed=1).verdict == TIMED_OUT


def test_no_test_is_begun_when_the_time_is_up(made: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "seconds", 0)
    outcome = made.try_out(fault("x + x", "x - x"), seed=1)
    assert (outcome.verdict, outcome.by, outcome.ran) == (SURVIVED, "the time was up", 0)


def test_the_copy_is_as_before_when_a_fault_was_tried(root: Path, made: Bench) -> None:
    with made.with_fault(fault("x + x", "x - x")):
        assert "x - x" in (made.tree / "qeqt/one.py").read_text(encoding="utf-8")
        (made.tree / ".cache/kept").write_text("by a fault", encoding="utf-8")
    assert (made.tree / "qeqt/one.py").read_bytes() == (root / "qeqt/one.py").read_bytes()
    assert (made.tree / ".cache/kept").read_text(encoding="utf-8") == "as built"


def test_a_file_that_is_written_in_the_same_second_is_compiled_again(tmp_path: Path) -> None:
    place = tmp_path / "one.py"
    compiled = tmp_path / "__pycache__" / "one.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"of the file before")
    bench.write(place, b"x = 1\n")
    assert not compiled.exists()


SOURCE = TEXTS["qeqt/one.py"].encode()


def results() -> list[report.Result]:
    outcomes = [
        Outcome(KILLED, "a test", 3, 2.0),
        Outcome(SURVIVED, "the time was up", 9, 4.0),
        Outcome(TIMED_OUT),
        Outcome(NOT_APPLICABLE),
    ]
    return [report.result(fault("x + x", f"x - {n}"), SOURCE, outcome) for n, outcome in enumerate(outcomes)]


def test_a_broken_off_run_goes_on_from_what_was_written_down(tmp_path: Path) -> None:
    place = tmp_path / "results.jsonl"
    assert report.read(place) == {}
    for one in results():
        report.add(place, one)
    whole = place.read_text(encoding="utf-8")
    place.write_text(whole[:-20], encoding="utf-8")
    assert list(report.read(place).values()) == results()[:3]


def test_the_report_counts_the_four_apart_and_shows_what_was_left() -> None:
    text = report.page(7, results(), ["a red test"])
    assert (
        "2 of 3 applicable faults were noticed; killed 1, survived 1, timed out 1, not applicable 1. 2 s"
        in text
    )
    assert "| qeqt | 1 | 1 | 1 | 1 |" in text and "| sign | 1 | 1 | 1 | 1 |" in text
    assert "## survived: qeqt/one.py:2 (sign), 9 tests ran, then the time was up" in text
    assert "-    return x + x\n+    return x - 1\n" in text
    assert "x - 0" not in text and "- a red test" in text
