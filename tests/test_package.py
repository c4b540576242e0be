"""The package alone: built as a wheel, installed where nothing else is, used from another folder."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.book import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def machine(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a fresh environment that has the package and nothing besides."""
    home = tmp_path_factory.mktemp("machine")
    venv.create(home, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(home)]
    subprocess.run(
        [*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True, capture_output=True
    )
    return home / ("Scripts" if os.name == "nt" else "bin")


def told(machine: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "QEQT"))}
    return subprocess.run([machine / command[0], *command[1:]], cwd=folder, env=clean, capture_output=True,
                          text=True, check=False)  # fmt: skip


def test_the_wheel_holds_the_records_and_says_that_it_is_typed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    records = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "qeqt").rglob("*.[tc]*")
        if path.suffix != ".pyc"
    }
    assert records | {"qeqt/py.typed"} <= names


def test_the_wheel_holds_nothing_of_the_book(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"qeqt"}


def test_scenarios_are_listed_from_any_folder(machine: Path, tmp_path: Path) -> None:
    found = told(machine, tmp_path, "qeqt", "scenarios")
    assert found.returncode == 0
    assert "fed_2022_capped" in found.stdout


def test_a_run_writes_its_columns_to_any_folder(machine: Path, tmp_path: Path) -> None:
    found = told(machine, tmp_path, "qeqt", "run", "fed_2022_capped", "--months", "3", "--csv", "run.csv")
    assert found.returncode == 0
    assert len((tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_a_slip_is_answered_with_the_nearest_name(machine: Path, tmp_path: Path) -> None:
    found = told(machine, tmp_path, "qeqt", "run", "fed_2022_caped")
    assert found.returncode == 2
    assert "nearest valid: fed_2022_capped" in found.stderr


@pytest.mark.parametrize("verb", ["evidence", "backtest"])
def test_the_model_is_held_against_studies_and_history_from_any_folder(
    machine: Path, tmp_path: Path, verb: str
) -> None:
    found = told(machine, tmp_path, "qeqt", verb, "--json")
    assert found.returncode == 0
    assert len(json.loads(found.stdout)) > 10


@pytest.mark.parametrize("scenario", ["boe_history", "taiwan_qt", "stability_uk_2022"])
def test_scenarios_of_every_part_run_from_any_folder(machine: Path, tmp_path: Path, scenario: str) -> None:
    assert told(machine, tmp_path, "qeqt", "run", scenario, "--months", "6").returncode == 0


def test_without_numpy_bands_say_what_to_install(machine: Path, tmp_path: Path) -> None:
    found = told(machine, tmp_path, "qeqt", "run", "fed_2022_capped", "--bands")
    assert found.returncode == 2
    assert "qeqt[ensemble]" in found.stderr


def test_without_its_libraries_an_estimate_says_what_to_install(machine: Path, tmp_path: Path) -> None:
    found = told(machine, tmp_path, "qeqt", "estimate", "taiwan")
    assert found.returncode == 2
    assert "qeqt[estimate]" in found.stderr


def test_kept_estimates_are_read_without_the_libraries(machine: Path, tmp_path: Path) -> None:
    found = told(machine, tmp_path, "qeqt", "estimate", "taiwan", "--kept")
    assert found.returncode == 0
    assert "jarocinski_karadi" in found.stdout


def test_a_sweep_runs_without_numpy(machine: Path, tmp_path: Path) -> None:
    typed = ("--scenario", "fed_2022_capped", "--set", "turnover_cpr=0.06,0.065", "--months", "2", "--last")
    assert told(machine, tmp_path, "qeqt", "sweep", *typed, "--csv", "grid.csv").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["grid.csv"]
