"""A sweep: a grid checked whole before it runs, and a file that is whole or not there."""

import csv
import io
from pathlib import Path

import pytest

from qeqt import runs
from qeqt.cli.commands import main
from qeqt.data.fields import RecordError
from qeqt.results.files import whole_file
from qeqt.study import grid as grids
from qeqt.study import sweep
from qeqt.study.executors import Progress

TYPED = {
    "scenarios": ["fed_2022_capped", "fed_2022_active"],
    "parameters": {"turnover_cpr": [0.06, 0.065]},
    "columns": ["mbs", "indemnity"],
    "months": 3,
    "last": True,
}


def table(grid: grids.Grid, jobs: int = 1) -> list[dict[str, str]]:
    out = io.StringIO()
    sweep.sweep(grid, out, jobs)
    return list(csv.DictReader(io.StringIO(out.getvalue())))


def grid(**changes: object) -> grids.Grid:
    return grids.grid_of(grids.COMMAND_LINE, {**TYPED, **changes})


def test_every_scenario_meets_every_combination() -> None:
    met = grid(parameters={"turnover_cpr": [0.06, 0.065], "stock_coefficient": [25, 30, 40]}).cases()
    assert len(met) == len({(name, *chosen.values()) for name, chosen in met}) == 2 * 2 * 3


def test_a_row_of_a_sweep_is_that_run() -> None:
    row = table(grid())[1]
    alone = runs.run("fed_2022_capped", 3, {"turnover_cpr": 0.065})
    assert float(row["mbs [bn]"]) == pytest.approx(alone.columns["mbs"][-1], rel=1e-5)


def test_many_processes_write_what_one_writes() -> None:
    assert table(grid(), jobs=2) == table(grid(), jobs=1)


def test_a_column_that_the_bank_lacks_is_empty() -> None:
    assert {row["indemnity [bn per month]"] for row in table(grid())} == {""}


def test_all_months_unless_the_last_alone_is_asked_for() -> None:
    assert [row["month"] for row in table(grid(last=False))][:3] == ["2022-06", "2022-07", "2022-08"]


def test_a_plan_that_cannot_be_carried_out_is_a_row_that_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*rest: object, **words: object) -> None:
        raise ValueError("2022-07: more bills are sold than are held")

    monkeypatch.setattr(runs, "run", refuse)
    assert "2022-07: more bills" in table(grid())[0]["error"]


SLIPS = [
    ({"scenarios": ["fed_2022_caped"]}, ["scenarios", "fed_2022_caped", "nearest valid: fed_2022_capped"]),
    ({"scenarios": []}, ["scenarios", "at least one name"]),
    ({"columns": ["reserve"]}, ["columns", "nearest valid: reserves"]),
    ({"parameters": {"turnover_cprs": [0.06]}}, ["parameters.turnover_cprs", "nearest valid: turnover_cpr"]),
    ({"parameters": {"turnover_cpr": [9.0]}}, ["parameters.turnover_cpr", "9.0", "a number from"]),
    ({"parameters": {"turnover_cpr": 0.06}}, ["parameters.turnover_cpr", "a list with at least one number"]),
    ({"parameters": [1]}, ["parameters", "a table of lists"]),
    ({"months": 0}, ["months", "a whole number from 1 to 1200"]),
    ({"last": 3}, ["last", "true or false"]),
    ({"from": "2023"}, ["from", "2023", "a month YYYY-MM"]),
    ({"parameters": {"treasury_sale": [20]}}, ["parameters.treasury_sale", "nearest valid: treasury_sales"]),
    ({"scenario": ["fed_2022_capped"]}, ["scenario", "unknown key; nearest valid: scenarios"]),
]


@pytest.mark.parametrize(("change", "said"), SLIPS)
def test_a_slip_names_key_value_and_what_is_right(change: dict[str, object], said: list[str]) -> None:
    with pytest.raises(RecordError) as error:
        grid(**change)
    assert all(words in str(error.value) for words in ["command line", *said])


def test_all_slips_of_a_file_come_in_one_message(tmp_path: Path) -> None:
    path = tmp_path / "grid.toml"
    path.write_text('scenarios = ["fed_2022_caped"]\nlast = 3\n', encoding="utf-8")
    with pytest.raises(RecordError, match=r"grid\.toml: 2 slips"):
        grids.read_grid(path)


def test_a_sweep_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "out.csv") as file:
        file.write("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_sweep_that_breaks_off_leaves_the_last_one_as_it_was(tmp_path: Path) -> None:
    kept = tmp_path / "out.csv"
    kept.write_text("whole", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), whole_file(kept) as file:
        file.write("half")
        raise KeyboardInterrupt
    assert kept.read_text(encoding="utf-8") == "whole"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal() -> None:
    seen, times = Terminal(), iter([0.0, 20.0])
    Progress(seen, 10, clock=lambda: next(times))(5, 10)
    assert seen.getvalue().rstrip() == "\r[" + "#" * 15 + "." * 15 + "] 5/10  20 s left"


def test_progress_elsewhere_is_ten_lines_at_most() -> None:
    seen = io.StringIO()
    tell = Progress(seen, 1000)
    for done in range(1, 1001):
        tell(done, 1000)
    assert len(seen.getvalue().splitlines()) == 10


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    typed = ["--scenario", "fed_2022_capped", "--set", "turnover_cpr=0.06,0.065", "--months", "2"]
    assert main(["sweep", *typed, "--csv", str(path), "--jobs", "1"]) == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1 + 2 * 2


def test_a_grid_with_a_slip_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert main(["sweep", "--scenario", "fed_2022_caped", "--csv", str(path)]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("closure", ["expected_hold", "expected_runoff"])
def test_the_closure_answers_to_a_sweep(closure: str) -> None:
    found = table(grid(scenarios=["fed_qe2"], parameters={closure: [8, 12]}, months=30,
                       columns=["term_premium_effect_bp"]))  # fmt: skip
    assert found[0]["term_premium_effect_bp [bp]"] != found[1]["term_premium_effect_bp [bp]"]


def test_a_measure_is_moved_from_the_month_that_is_named() -> None:
    rows = table(grid(scenarios=["fed_2022_capped"], parameters={"treasury_sales": [0, 20]}, months=9,
                      columns=["treasuries"], last=False, **{"from": "2023-01"}))  # fmt: skip
    apart = [float(a["treasuries [bn]"]) - float(b["treasuries [bn]"])
             for a, b in zip(rows[:9], rows[9:], strict=True)]  # fmt: skip
    assert apart[:7] == [0] * 7
    assert apart[7:] == pytest.approx([20, 40], abs=0.1)


def test_a_caution_about_some_months_stands_in_their_rows_alone() -> None:
    cautions = ["2019-09 to 2019-10: reserves are low", "okun is set by the scenario"]
    for month in ("2019-09", "2019-10"):
        assert sweep.of_month(cautions, month) == "; ".join(cautions)
    for month in ("2019-08", "2019-11"):
        assert sweep.of_month(cautions, month) == cautions[1]


def test_a_sweep_says_the_cautions_of_its_runs() -> None:
    scarce = grids.grid_of(grids.COMMAND_LINE, {"scenarios": ["fed_2022_passive_uncapped"], "last": True})
    alone = runs.run("fed_2022_passive_uncapped").cautions
    done = sweep.sweep(scarce, io.StringIO(), 1)
    assert done.examples == alone[: sweep.EXAMPLES]
    assert any("1 of 1 runs have cautions" in line for line in done.said(1))
    assert table(scarce)[0]["caution"] == "; ".join(alone)


def test_a_sweep_without_cautions_says_nothing() -> None:
    assert sweep.sweep(grid(), io.StringIO(), 1).said(4) == []


@pytest.mark.parametrize("jobs", [0, -1])
def test_no_process_at_all_is_refused(jobs: int) -> None:
    with pytest.raises(ValueError, match="from 1 is needed"):
        sweep.sweep(grid(), io.StringIO(), jobs)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["--scenario", "fed_2022_capped", "--months", "2", "--csv", str(tmp_path / "no" / "out.csv")]
    assert main(["sweep", *typed]) == 2
    assert "out.csv" in capsys.readouterr().err
