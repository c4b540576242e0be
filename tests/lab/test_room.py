"""What the lab's page is built from comes from the records, and every message has words for its reader."""

import ast
import re

import pytest

from macros.lab.flatten import in_order
from macros.lab.groups import GROUPS, group_of, ordered
from macros.lab.install import banks
from macros.lab.messages import MESSAGES
from macros.lab.room import room
from macros.lab.translate import FIRST
from qeqt import data, lever_records, runs
from qeqt.results import COLUMNS

ROOM = room(banks())


def test_every_column_stands_in_one_group() -> None:
    assert sorted(name for group in GROUPS for name in ordered(group)) == sorted(COLUMNS)


@pytest.mark.parametrize(
    "name", [name for name in COLUMNS if name.startswith(("tw_", "cbc_", "taiex", "twd"))]
)
def test_results_of_taiwan_stand_under_taiwan(name: str) -> None:
    assert group_of(name) == "taiwan"


def test_every_scenario_is_a_preset() -> None:
    assert sorted(preset["key"] for bank in ROOM["banks"] for preset in bank["presets"]) == sorted(
        data.scenarios()
    )


def test_a_control_says_what_it_is() -> None:
    for bank in ROOM["banks"]:
        for control in [*bank["levers"], *bank["front"], *bank["parameters"]]:
            assert control["name"] and control["explain"], control["key"]
            assert control["low"] < control["high"], control["key"]
        for control in bank["levers"]:
            assert control["why"].endswith("。"), control["key"]


@pytest.mark.parametrize("bank", banks())
def test_no_control_stands_twice(bank: str) -> None:
    found = next(each for each in ROOM["banks"] if each["key"] == bank)
    keys = [control["key"] for part in ("levers", "front", "parameters") for control in found[part]]
    assert len(keys) == len(set(keys))
    assert set(lever_records.of_bank(bank)) <= set(keys)


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
