"""What CONTRIBUTING says of adding a measure, a parameter, a bank and the rest holds: tried in a copy."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.additions.made import ALL
from tests.additions.tree import Addition, added, copied

pytestmark = pytest.mark.xdist_group("additions")

LARGEST = 2
"""Files that an addition may touch besides its own."""


@pytest.fixture(scope="module")
def touched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The tree, and for each addition the files of its own and the others that were touched for it."""
    tree = copied(tmp_path_factory.mktemp("additions") / "tree")
    return {"tree": tree, **{addition.name: added(addition, tree) for addition in ALL}}


def in_tree(tree: Path, *command: str) -> str:
    """Run a module of the tree and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "QEQT_OFFICIAL": str(tree / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def seen(touched: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(in_tree(touched["tree"], "tests.additions.prove"))
    assert Path(found["tree"]).resolve() == touched["tree"].resolve()
    return found


@pytest.mark.parametrize("addition", ALL, ids=lambda addition: addition.name)
def test_an_addition_touches_at_most_two_files_besides_its_own(
    addition: Addition, touched: dict[str, Any]
) -> None:
    own, others = touched[addition.name]
    assert own
    assert len(others) <= LARGEST, sorted(others)


def last_row(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))[-1]


def test_a_measure_moves_a_column_is_offered_and_travels(
    touched: dict[str, Any], seen: dict[str, Any], tmp_path: Path
) -> None:
    rows = []
    for name, more in (("plain", []), ("moved", ["--set", "bill_sales=2", "--from", "2023-01"])):
        path = tmp_path / f"{name}.csv"
        in_tree(touched["tree"], "qeqt", "run", "fed_2022_capped", "--csv", str(path), *more)
        rows.append(last_row(path))
    plain, moved = rows
    column = next(key for key in plain if key.startswith("bills"))
    months = 12 * (int(plain["month"][:4]) - 2023) + int(plain["month"][5:7])
    assert float(plain[column]) - float(moved[column]) == pytest.approx(2.0 * months, rel=1e-6)
    assert any(key.startswith("tw_house_target") for key in plain)
    found = seen["measure"]
    assert (found["lever"], found["kind"], found["width"]) == ("賣出國庫券", "measure", 0)
    assert found["control"] == "每月賣出的國庫券。"


def test_a_parameter_is_read_printed_and_drawn(seen: dict[str, Any]) -> None:
    found = seen["parameter"]
    assert "tw_house_prices" in found["moved"]
    assert not {"reserves", "long_yield"} & set(found["moved"])
    assert found["printed"]
    assert found["control"] == "台灣：股、房與保險"
    low, high = found["drawn"]
    assert 0.5 <= low < 0.8 < 1.2 < high <= 1.5


def test_a_column_stands_in_a_run_and_in_a_group_of_the_lab(seen: dict[str, Any]) -> None:
    found = seen["column"]
    assert found["peak"] > 0.01
    assert (found["unit"], found["group"]) == ("percent", ["taiwan"])


def test_a_bank_runs_balances_and_is_offered(seen: dict[str, Any]) -> None:
    found = seen["bank"]
    start, bought, end = found["assets"]
    assert found["gap"] < 1e-9
    assert start == pytest.approx(63.0)
    assert bought == pytest.approx(78.0)
    assert 0.0 < end < bought
    assert (found["unit"], found["name"]) == ("bn XTS", "範例央行")
    assert (found["presets"], found["levers"]) == (["example_history"], ["treasury_runoff_cap"])
    assert found["dead"] == []
    assert found["columns"] > 5
    assert found["travels"] == 1
    assert found["scenarios"]
    assert found["offered"]


def test_a_chart_is_listed_and_its_picture_shows_its_rows(
    touched: dict[str, Any], seen: dict[str, Any]
) -> None:
    assert seen["chart"] == {"listed": True, "imported": True, "table": True}
    files = sorted((touched["tree"] / "tests").rglob("test_pictures.py"))
    files += sorted((touched["tree"] / "tests").rglob("test_gallery.py"))
    said = in_tree(touched["tree"], "pytest", "-n", "0", "-k", "taiwan_example", *map(str, files))
    assert "passed" in said


def test_a_result_is_computed_and_listed(seen: dict[str, Any]) -> None:
    assert seen["result"]["listed"]
    assert seen["result"]["value"] > 1000.0


def test_a_scenario_runs_and_is_offered(seen: dict[str, Any]) -> None:
    half, whole = seen["scenario"]["largest"]
    assert half == pytest.approx(30.0)
    assert whole > 55.0
    assert seen["scenario"]["preset"] == "2022 年：公債上限減半"


def test_a_fact_can_be_printed(seen: dict[str, Any]) -> None:
    assert seen["fact"] == {"value": 12, "listed": True}
