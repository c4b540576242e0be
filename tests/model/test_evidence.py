"""The evidence table: one rule a test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qeqt import data
from qeqt.__main__ import main
from qeqt.evidence import table, vocabulary
from qeqt.reading import RecordError

FOUND = table.evidence()


@pytest.mark.parametrize("one", [one for one in FOUND if one.kind != "estimate"], ids=lambda one: one.id)
def test_every_identity_and_every_ordering_holds(one: table.Outcome) -> None:
    assert one.inside, f"{one.model} is not within {one.low} to {one.high}"


def test_of_the_estimates_that_were_read_or_computed_at_least_85_in_100_lie_inside() -> None:
    counted = [one for one in FOUND if one.kind == "estimate" and one.confidence in ("read", "computed")]
    assert sum(one.inside for one in counted) >= 0.85 * len(counted)


def test_every_row_outside_carries_its_reason_and_no_row_inside_does() -> None:
    for one in FOUND:
        assert one.inside != bool(one.reason)
    assert set(table.read_reasons()) == {one.id for one in FOUND if not one.inside}


def test_every_row_with_a_range_of_paths_prints_the_answers_over_it() -> None:
    for row, one in zip(table.read_rows(), FOUND, strict=True):
        if any(isinstance(x, list) for x in row.inputs.get("expected_path", {}).values()):
            assert one.path_range is not None
            assert one.path_range[0] < one.path_range[1]


@pytest.mark.parametrize("key", sorted(data.parameters("fed")))
def test_every_parameter_lies_inside_its_range(key: str) -> None:
    parameter = data.parameters("fed")[key]
    assert parameter.low <= parameter.value <= parameter.high


def test_every_input_and_quantity_of_the_vocabulary_says_what_it_is() -> None:
    assert all(vocabulary.INPUTS.values())
    assert all(entry.unit and entry.meaning for entry in vocabulary.QUANTITIES.values())


def written(tmp_path: Path, inputs: dict[str, object], quantity: str, unit: str = "basis points") -> Path:
    path = tmp_path / "rows.csv"
    cell = json.dumps(inputs).replace('"', '""')
    path.write_text(
        ",".join(table.HEADER) + "\n" + f'X1,c,estimate,x,"{cell}",{quantity},1,0,2,{unit},x,read,x\n',
        encoding="utf-8",
    )
    return path


def test_an_unknown_input_is_an_error_that_names_the_nearest_one(tmp_path: Path) -> None:
    path = written(tmp_path, {"purchases_usd_bm": 600}, "average_change_in_yields")
    with pytest.raises(RecordError, match="nearest valid: purchases_usd_bn"):
        table.evidence(path)


def test_an_unknown_quantity_is_an_error_that_names_the_nearest_one(tmp_path: Path) -> None:
    path = written(tmp_path, {"purchases_usd_bn": 600}, "average_change_in_yield")
    with pytest.raises(RecordError, match="nearest valid: average_change_in_yields"):
        table.evidence(path)


def test_a_row_that_lacks_what_its_quantity_needs_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="needs reserves_over_bank_assets or reserves_usd_tn"):
        table.evidence(written(tmp_path, {"reserves_change_pct": -1}, "change_in_EFFR_minus_IORB"))


def test_a_unit_that_is_not_the_quantity_s_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="is in USD bn"):
        table.evidence(written(tmp_path, {"year": 2014}, "net_income", "percent"))


def test_another_table_runs_any_column_of_a_run(tmp_path: Path) -> None:
    path = written(tmp_path, {"date": "2023-12"}, "deferred_asset", "USD tn")
    assert 0.1 < table.evidence(path)[0].model < 0.2


def test_larger_inputs_move_the_answer_so_that_no_row_is_a_constant(tmp_path: Path) -> None:
    once = table.evidence(written(tmp_path, {"purchases_usd_bn": 600}, "average_change_in_yields"))
    twice = table.evidence(written(tmp_path, {"purchases_usd_bn": 1200}, "average_change_in_yields"))
    assert twice[0].model == pytest.approx(2 * once[0].model, rel=0.02)


def test_the_command_prints_what_it_promises(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, {"purchases_usd_bn": 600}, "average_change_in_yields")
    assert main(["evidence", "--json", "--rows", str(path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    promised = {
        "id",
        "block",
        "kind",
        "value",
        "low",
        "high",
        "model",
        "inside",
        "confidence",
        "switches",
        "reason",
    }
    assert promised <= set(printed[0])


def test_the_command_counts_the_kinds_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence"]) == 0
    printed = capsys.readouterr().out
    assert "identity: 11 of 11 inside" in printed
    assert "ordering: 11 of 11 inside" in printed
