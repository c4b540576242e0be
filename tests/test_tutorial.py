"""The tutorial and the example programs run as they stand, in a folder of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.book import ROOT

PROGRAMS = sorted((ROOT / "docs" / "model" / "examples").glob("*.py"))


def done(folder: Path, program: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_tutorial_runs_from_the_first_block_to_the_last(tmp_path: Path) -> None:
    text = (ROOT / "TUTORIAL.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) >= 8
    said = done(tmp_path, "\n".join(blocks))
    assert "a number from 0 to 120 bn USD per month is needed" in said
    assert "True {'qeqt': " in said
    assert {path.name for path in tmp_path.iterdir()} == {"slower.html", "slower.zip"}


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_an_example_runs_and_says_something(path: Path, tmp_path: Path) -> None:
    assert done(tmp_path, path.read_text(encoding="utf-8")).strip()


def test_the_reference_leads_to_every_example() -> None:
    page = (ROOT / "docs" / "model" / "api.md").read_text(encoding="utf-8")
    assert [path.name for path in PROGRAMS if f"examples/{path.name}" not in page] == []
