"""Run inside a tree in which something was added: what is there to be seen of it, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import numpy

import qeqt
from macros import charts
from macros.figures import figure, results
from macros.kept import model_answers
from macros.lab import groups, page_data
from macros.lab.install import banks
from macros.tables import registry
from qeqt import data, runs
from qeqt.data import decisions
from qeqt.runs import case_to_json
from qeqt.study import bands, transmission

RUN = "taiwan_2022"


def at_home(address: str) -> str:
    """Return an address as it is."""
    return address


@contextmanager
def levers_of(scenario: str) -> Iterator[None]:
    """What levers do in one scenario, for what they do in all of them, which takes long."""
    reach = tuple(transmission.of_scenario(scenario))
    with mock.patch.object(model_answers, "transmission", lambda: reach):
        yield


def measure() -> dict[str, Any]:
    """What is seen of the measure."""
    book = case_to_json.packed_book("fed")
    return {
        "lever": decisions.levers("fed")["bill_sales"].name_zh,
        "travels": book["measures"].index("bill_sales"),
        "kind": dict(book["move_kinds"])["bill_sales"],
        "width": len(book["cases"][0]["plan"]["decisions"][0]["measures"]) - len(book["measures"]),
        "control": page_data.lever(decisions.levers("fed")["bill_sales"], "fed")["explain"],
    }


def parameter() -> dict[str, Any]:
    """What is seen of the parameter."""
    known = data.parameters("fed")
    moved = runs.run(RUN, overrides={"houses_confidence": 1.5}, keep_ladders=False).columns
    plain = runs.run(RUN, keep_ladders=False).columns
    draws = bands.draws_of(known, 50, numpy.random.default_rng(1))["houses_confidence"]
    return {
        "moved": [name for name in plain if moved[name] != plain[name]],
        "printed": 'id="parameter-houses_confidence"'
        in registry.table(at_home, "parameters_housing_and_insurers"),
        "drawn": [float(draws.min()), float(draws.max())],
        "control": page_data.parameter(known["houses_confidence"])["block"],
    }


def column() -> dict[str, Any]:
    """What is seen of the column."""
    found = runs.run(RUN, keep_ladders=False)
    return {
        "peak": max(map(abs, found.columns["tw_house_target"])),
        "unit": found.records["tw_house_target"].unit,
        "group": [group for group in groups.GROUPS if "tw_house_target" in groups.ordered(group)],
    }


def bank() -> dict[str, Any]:
    """What is seen of the bank."""
    found = runs.run("example_history")
    reach = tuple(transmission.of_scenario("example_history"))
    with mock.patch.object(
        model_answers, "transmission", lambda: reach
    ):  # what the other banks' levers do takes long
        page = page_data.bank("example")
    return {
        "gap": found.identity_error,
        "assets": [float(found.columns["total_assets"][n]) for n in (0, 5, 23)],
        "unit": found.records["total_assets"].unit,
        "offered": "example" in banks(),
        "name": page["name"],
        "presets": [each["key"] for each in page["presets"]],
        "levers": [each["key"] for each in page["levers"]],
        "dead": page["presets"][0]["dead"],
        "columns": sum(len(group["columns"]) for group in page["groups"]),
        "travels": len(case_to_json.packed_book("example")["cases"]),
        "scenarios": "example_history" in registry.table(at_home, "scenarios"),
    }


def chart() -> dict[str, Any]:
    """What is seen of the chart."""
    return {
        "listed": "taiwan_example" in figure.names(),
        "imported": "example" in charts.__all__,
        "table": "重貼現率" in registry.table(at_home, "taiwan_example"),
    }


def result() -> dict[str, Any]:
    """What is seen of the result."""
    found = results.computed("example_reserves_end")
    known = [name for name in results.names() if name.startswith("example_")]
    with mock.patch.object(results, "names", lambda: known):  # the others take long
        listed = 'id="result-example_reserves_end"' in registry.table(at_home, "results")
    return {"value": found.value, "listed": listed}


def scenario() -> dict[str, Any]:
    """What is seen of the scenario."""
    half, whole = (
        runs.run(name, 24).columns["runoff_treasuries"] for name in ("fed_2022_half", "fed_2022_capped")
    )
    with levers_of("fed_2022_half"):
        offered = page_data.preset(data.scenarios("fed")["fed_2022_half"], "fed")
    return {"largest": [max(half), max(whole)], "preset": offered["name"]}


def fact() -> dict[str, Any]:
    """What is seen of the fact."""
    return {
        "value": data.facts()["example_fact"].value,
        "listed": 'id="fact-example_fact"' in registry.table(at_home, "facts"),
    }


if __name__ == "__main__":
    seen = [measure, parameter, column, bank, chart, result, scenario, fact]
    where = Path(qeqt.__file__).parents[1].as_posix()
    json.dump({"tree": where, **{each.__name__: each() for each in seen}}, sys.stdout)
