"""A parameter is added with its record and the block that reads it, and with nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RECORD = """
[okun_scale]
symbol = "o_s"
name_zh = "失業反應的放大倍數"
sector = "economy"
part = "output_and_prices"
unit = "ratio"
value = 1.0
low = 0.5
high = 2.0
shape = "uniform"
source = "Choice of this test"
seen_in = ["a test"]
confidence = "computed"
"""
READ = 'parameters["okun"]'
ASKED = """
from macros.lab.page_data import acts, parameter
from macros.tables import model
from qeqt import data, runs
from qeqt.runs import presence

assert data.parameters()["okun_scale"].part == "output_and_prices"
assert "okun_scale" in data.parameters_of("output_and_prices")
plain, half = (runs.run("economy_rate_100bp", 12, values) for values in ({}, {"okun_scale": 0.5}))
assert half.columns["unemployment_gap"] != plain.columns["unemployment_gap"]
assert presence.unread(data.scenarios()["boj_taper"], data.parameters("boj")["okun_scale"])
assert "parameter-okun_scale" in model.TABLES["parameters_output_and_prices"](str)
assert acts(data.parameters()["okun_scale"], "fed")
assert parameter(data.parameters()["okun_scale"])["block"] == "產出、物價與政策利率"
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the model."""
    shutil.copytree(ROOT / "qeqt", tmp_path / "qeqt", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def asked(tree: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(tree)!r}, {str(ROOT)!r}]\n{script}"],
        capture_output=True, text=True, cwd=tree, check=False,
    )  # fmt: skip


def with_record(tree: Path) -> None:
    with (tree / "qeqt/data/parameters/economy.toml").open("a", encoding="utf-8") as file:
        file.write(RECORD)


def with_reader(tree: Path) -> None:
    block = tree / "qeqt/core/economy/output_and_prices.py"
    text = block.read_text(encoding="utf-8")
    assert text.count(READ) == 1
    block.write_text(text.replace(READ, f'{READ} * parameters["okun_scale"]'), encoding="utf-8")


def test_record_and_block_are_all_that_a_new_parameter_needs(tree: Path) -> None:
    with_record(tree)
    with_reader(tree)
    found = asked(tree, ASKED)
    assert found.returncode == 0, found.stderr


def test_a_record_that_nothing_reads_is_refused(tree: Path) -> None:
    with_record(tree)
    found = asked(tree, "from qeqt import data; data.parameters()")
    assert "okun_scale.part: found 'output_and_prices'; nothing reads it in" in found.stderr


def test_a_block_that_asks_for_what_no_record_has_says_so(tree: Path) -> None:
    with_reader(tree)
    found = asked(tree, "from qeqt import runs; runs.run('economy_term_premium_100bp', 2)")
    assert "parameters/fed.toml: okun_scale: found nothing; the model asks for it" in found.stderr
