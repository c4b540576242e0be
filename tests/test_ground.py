"""Rules of the ground: what a stranger finds in a bare clone."""

import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DIRECT = sorted(
    {
        re.split(r"[\[<>=!~; ]", requirement)[0].lower()
        for extra in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "optional-dependencies"
        ].values()
        for requirement in extra
    }
    - {"qeqt"}
)


ZENSICAL = (ROOT / "zensical.lock").read_text(encoding="utf-8")


def versions(lock: str) -> set[tuple[str, str]]:
    """Each package of a lock with its version."""
    return set(re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE))


def test_the_successor_is_locked_apart_and_moves_no_package_of_the_book() -> None:
    ours, theirs = dict(versions(LOCK)), dict(versions(ZENSICAL))
    assert "zensical" in theirs and "zensical" not in ours
    assert {name: theirs[name] for name in theirs.keys() & ours.keys()} == {
        name: ours[name] for name in theirs.keys() & ours.keys()
    }


@pytest.mark.parametrize("package", DIRECT)
def test_every_direct_requirement_is_locked(package: str) -> None:
    assert re.search(rf"^{re.escape(package)}==", LOCK, re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize("lock", [LOCK, ZENSICAL], ids=["book", "zensical"])
def test_every_locked_version_carries_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_python_gets_the_same_version_of_a_package() -> None:
    names = re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)
    assert [name for name, count in Counter(names).items() if count > 1] == []


BACKPORTS = {"importlib-metadata", "lazy-importer", "zipp"}
"""What Dask, which tests alone use, needs below Python 3.12; nothing of the book is made with them."""


def test_no_package_is_left_out_on_one_of_the_promised_pythons() -> None:
    found = re.findall(r"^([\w.-]+)==.*python(?:_full)?_version", LOCK, re.MULTILINE)
    assert set(found) == BACKPORTS


def test_the_locks_name_no_address() -> None:
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url|--find-links", LOCK + ZENSICAL) == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_a_full_hash(workflow: Path) -> None:
    uses = re.findall(r"uses:\s*(\S+)", workflow.read_text(encoding="utf-8"))
    assert uses
    others = [action for action in uses if not action.startswith("./.github/")]  # ours are of the same commit
    assert [action for action in others if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_workflow_starts_without_permissions(workflow: Path) -> None:
    assert "\npermissions: {}\n" in workflow.read_text(encoding="utf-8")


def test_continuous_integration_calls_what_readme_tells_a_user() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test"]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_make_help_lists_every_verb_that_readme_names() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"`make (\w+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named
    assert named - {line.split()[0] for line in listed.splitlines()} == set()


def test_no_tracked_file_is_heavier_than_half_a_megabyte() -> None:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    files = [ROOT / name for name in names.stdout.split("\0") if name] or [ROOT / "pyproject.toml"]
    assert [path.name for path in files if path.is_file() and path.stat().st_size > 500_000] == []


@pytest.mark.xdist_group("ground")
def test_tests_of_a_group_are_run_by_one_worker(request: pytest.FixtureRequest) -> None:
    """The distributor reads a group off a test's name; without it, what is dear is made twice."""
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@ground")
