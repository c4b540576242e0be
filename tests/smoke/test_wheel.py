"""What the installed package must do on any system: the tutorial and the examples, out of the tree."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted((ROOT / "docs" / "model" / "examples").glob("*.py"))


def run(folder: Path, *command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_the_installed_package(tmp_path: Path) -> None:
    where = run(tmp_path, "-c", "import qeqt; print(qeqt.__file__)").strip()
    assert not Path(where).is_relative_to(ROOT / "qeqt")


def test_the_command_runs_a_scenario(tmp_path: Path) -> None:
    assert "assets = liabilities + capital" in run(tmp_path, "-m", "qeqt", "run", "fed_2022_capped")


def test_the_tutorial_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "TUTORIAL.md").read_text(encoding="utf-8"), re.DOTALL)
    assert "True {'qeqt': " in run(tmp_path, "-c", "\n".join(blocks))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_an_example_runs(path: Path, tmp_path: Path) -> None:
    assert run(tmp_path, "-c", path.read_text(encoding="utf-8")).strip()
