"""The core is carried into the browser from its own source files, or the build says why not."""

from pathlib import Path

import pytest

from macros.lab import core_modules, translate
from macros.lab.core_modules import CoreError, in_order
from macros.lab.install import build_lab
from qeqt import data, runs
from qeqt.core import case, case_from_json, floats
from qeqt.runs import case_to_json

BANKS = ("fed", "ecb", "boe", "boj")


def test_what_is_translated_is_what_a_run_needs() -> None:
    names = {module.name for module in in_order(translate.FIRST)}
    assert {"core.model", "core.case", "core.case_from_json", "core.bank.treasuries"} <= names
    assert [name for name in names if not name.startswith("core.")] == []
    assert "core.arrays" not in names


def test_each_module_comes_after_what_it_needs() -> None:
    order = [module.name for module in in_order(translate.FIRST)]
    for module in in_order(translate.FIRST):
        needs = {*module.modules.values(), *(source for source, _ in module.borrowed.values())}
        left_out = set(core_modules.LEFT_OUT)
        assert all(order.index(need) < order.index(module.name) for need in needs - left_out)


def test_a_core_that_leaves_its_subset_is_said_and_the_book_is_built_without_a_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(modules: object) -> str:
        raise CoreError("core.model.py:7: Lambda has no form in the browser")

    monkeypatch.setattr("macros.lab.install.kept_files", lambda: {"model.js": translate.core_script()})
    monkeypatch.setattr("macros.lab.translate.script", fails)
    assert build_lab(tmp_path) == ""
    assert "core.model.py:7: Lambda has no form" in capsys.readouterr().err
    assert not (tmp_path / "assets").exists()


@pytest.mark.parametrize("bank", BANKS)
def test_cases_that_travelled_run_as_they_did_at_home(bank: str) -> None:
    plain = case_to_json.packed_book(bank)
    book = case_from_json.book_from(plain)
    for name in data.scenarios(bank):
        home = runs.run(name).columns
        away = case.run_case(book, plain["presets"][name], plain["values"], {}, {}, "", floats, False).columns
        assert list(home) == list(away)
        for column, values in home.items():
            scale = max(map(abs, values)) or 1.0
            assert max(abs(a - b) for a, b in zip(values, away[column], strict=True)) <= 1e-10 * scale, column
