"""What the lab's page is built from comes from the records, and every message has words for its reader."""

import ast
import re
from typing import Any

import pytest

from macros.lab.core_modules import in_order
from macros.lab.groups import GROUPS, group_of, ordered
from macros.lab.install import banks
from macros.lab.messages import MESSAGES
from macros.lab.page_data import room
from macros.lab.translate import FIRST
from qeqt import data, runs
from qeqt.core.columns import COLUMNS
from qeqt.data import decisions
from qeqt.study import bands

pytestmark = pytest.mark.xdist_group("laboratory")


@pytest.fixture(scope="module")
def offered() -> dict[str, Any]:
    """What the page is built from."""
    return room(banks())


def test_every_column_stands_in_one_group() -> None:
    assert sorted(name for group in GROUPS for name in ordered(group)) == sorted(COLUMNS)


@pytest.mark.parametrize(
    "name", [name for name in COLUMNS if name.startswith(("tw_", "cbc_", "taiex", "twd"))]
)
def test_results_of_taiwan_stand_under_taiwan(name: str) -> None:
    assert group_of(name) == "taiwan"


def test_every_scenario_is_a_preset(offered: dict[str, Any]) -> None:
    assert sorted(preset["key"] for bank in offered["banks"] for preset in bank["presets"]) == sorted(
        data.scenarios()
    )


def test_a_control_says_what_it_is(offered: dict[str, Any]) -> None:
    for bank in offered["banks"]:
        for control in [*bank["levers"], *bank["parameters"]]:
            assert control["name"] and control["explain"], control["key"]
            assert control["low"] < control["high"], control["key"]
        for control in bank["levers"]:
            assert control["why"].endswith("。"), control["key"]


@pytest.mark.parametrize("bank", banks())
def test_no_control_stands_twice(bank: str, offered: dict[str, Any]) -> None:
    found = next(each for each in offered["banks"] if each["key"] == bank)
    keys = [control["key"] for part in ("levers", "parameters") for control in found[part]]
    assert len(keys) == len(set(keys))
    assert set(decisions.levers(bank)) <= set(keys)


@pytest.mark.parametrize("key", ["cpi_passthrough", "phillips_slope", "twd_of_yields", "model_consistent"])
def test_what_matters_for_taiwan_and_the_economy_can_be_moved(key: str, offered: dict[str, Any]) -> None:
    fed = offered["banks"][0]
    assert key in {control["key"] for control in fed["parameters"]}
    assert any(key in preset["front"] for preset in fed["presets"])


def test_parameters_of_pension_funds_stand_only_where_there_are_some(offered: dict[str, Any]) -> None:
    for bank in offered["banks"]:
        assert any(control["leveraged"] for control in bank["parameters"]) == (bank["key"] == "boe")
        for preset in bank["presets"]:
            columns = runs.run(preset["key"], 2, keep_ladders=False).columns
            assert preset["leveraged"] == ("ldi_forced_sales" in columns), preset["key"]


@pytest.mark.parametrize("bank", ["ecb", "boe", "boj"])
def test_a_parameter_of_a_bank_without_an_economy_moves_one_of_its_runs(
    bank: str, offered: dict[str, Any]
) -> None:
    found = next(each for each in offered["banks"] if each["key"] == bank)
    plain = {
        preset["key"]: runs.run(preset["key"], keep_ladders=False).columns for preset in found["presets"]
    }
    for control in (each for each in found["parameters"] if not each["leveraged"]):
        ends = [control["low"], control["high"]]
        assert any(
            runs.run(name, overrides={control["key"]: end}, keep_ladders=False).columns != columns
            for name, columns in plain.items()
            for end in ends
        ), control["key"]


def test_what_is_drawn_is_what_the_books_own_bands_draw(offered: dict[str, Any]) -> None:
    numpy = pytest.importorskip("numpy")
    drawn = bands.draws_of(data.parameters("fed"), 2, numpy.random.default_rng(1))
    said = {control["key"] for control in offered["banks"][0]["parameters"] if control["drawn"]}
    assert said <= set(drawn)


def test_every_complaint_of_the_core_has_words_for_the_reader() -> None:
    said = []
    for module in in_order(FIRST):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                text = ast.unparse(node.exc.args[0])
                said.append(eval_text(text))
    assert said
    assert [text for text in said if not any(re.search(pattern, text) for pattern, _ in MESSAGES)] == []


def test_every_caution_of_a_run_has_words_for_the_reader() -> None:
    said = runs.run("fed_no_qe", keep_ladders=False).cautions
    said += runs.run("ecb_history", overrides={"premium_amortisation": 1.0}, keep_ladders=False).cautions
    assert len(said) > 1
    assert all(any(re.search(pattern, text) for pattern, _ in MESSAGES) for text in said)


def eval_text(text: str) -> str:
    """What a message reads like: each number or month in it as a month."""
    parts = [
        node.value if isinstance(node, ast.Constant) else "2022"
        for node in ast.walk(ast.parse(text, mode="eval"))
        if (isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != ".1f")
        or isinstance(node, ast.FormattedValue)
    ]
    return re.sub(r"\s+", " ", "".join(parts))
