"""A run in the reader's hands: looked at, read, compared, taken elsewhere and read back equal."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

import qeqt
from qeqt.core.banks import BANKS
from qeqt.core.columns import records_of
from qeqt.data import renamed
from qeqt.data.fields import RecordError, toml
from qeqt.results import NotInRunError, Results, comparison, documents, pictures
from tests.book import ROOT


@pytest.fixture(scope="module")
def run() -> Results:
    return qeqt.run("fed_2022_capped", months=14)


@pytest.fixture(scope="module")
def moved() -> Results:
    return qeqt.run("fed_2022_capped", months=14, treasury_sales={"2022-09": 10})


def test_a_run_says_what_it_is_in_one_line(run: Results) -> None:
    assert "fed_2022_capped" in repr(run)
    assert len(repr(run)) < 200


def test_a_month_and_a_column_meet_in_one_number(run: Results) -> None:
    assert run.at("2022-12")["reserves"] == run["reserves"][run.months.index("2022-12")]


@pytest.mark.parametrize("ask", [lambda run: run["reserve"], lambda run: run.at("2019-01")])
def test_what_a_run_does_not_have_names_what_it_has(run: Results, ask: object) -> None:
    with pytest.raises(NotInRunError, match=r"nearest valid: reserves|2022-06 to 2023-07"):
        ask(run)  # type: ignore[operator]


def test_a_column_that_is_read_cannot_change_the_run(run: Results) -> None:
    run["reserves"][0] = 0.0
    assert run["reserves"][0] > 0.0


def test_a_difference_is_the_gap_in_every_month(run: Results, moved: Results) -> None:
    gap = moved - run
    assert gap["treasuries"] == [b - a for a, b in zip(run["treasuries"], moved["treasuries"], strict=True)]
    assert gap["treasuries"][2] == 0.0 and gap["treasuries"][3] == pytest.approx(-10.0, abs=0.01)
    assert gap.units == run.units


def test_runs_of_two_banks_have_no_difference(run: Results) -> None:
    with pytest.raises(RecordError, match="runs of one bank are needed"):
        run.difference(qeqt.run("boe_history", months=3))


def test_a_notebook_shows_a_table_with_units(run: Results) -> None:
    assert "<th scope='col'>reserves<br><small>bn USD</small></th>" in run._repr_html_()
    assert f"{run.at('2022-12')['reserves']:,.2f}" in run._repr_html_()


def test_a_frame_has_months_columns_and_units(run: Results) -> None:
    frame = run.to_frame("pandas")
    assert frame.loc[pd.Period("2022-12", "M"), "reserves"] == run.at("2022-12")["reserves"]
    assert frame.attrs == {"scenario": run.scenario, "units": run.units, "provenance": run.provenance}
    assert {name: frame[name].to_list() for name in frame} == {name: list(run[name]) for name in run.units}
    assert [str(month) for month in frame.index] == list(run.months)


def test_a_library_that_is_none_is_refused(run: Results) -> None:
    with pytest.raises(RecordError, match="nearest valid: pandas"):
        run.to_frame("panda")


def test_polars_and_xarray_where_they_are_installed(run: Results) -> None:
    pytest.importorskip("polars")
    frame = run.to_frame("polars")
    assert [f"{day:%Y-%m-%d}" for day in frame["month"]] == [f"{month}-01" for month in run.months]
    assert {name: frame[name].to_list() for name in frame.columns[1:]} == {n: run[n] for n in run.units}


def test_an_array_with_names_has_units(run: Results) -> None:
    pytest.importorskip("xarray")
    found = run.to_xarray()
    for name, unit in run.units.items():
        assert found[name].attrs == {"units": unit, "long_name": run.records[name].label_zh}
        assert found[name].values.tolist() == list(run[name])
    about = {"scenario": run.scenario, "bank": run.bank, "parameter_set": run.parameter_set}
    assert found.attrs == {**about, **run.provenance}
    assert float(found["reserves"].sel(month="2022-12-01")) == run.at("2022-12")["reserves"]


def test_a_csv_names_units_and_keeps_every_bit_when_asked(run: Results, tmp_path: Path) -> None:
    run.to_csv(tmp_path / "run.csv", digits=17)
    rows = list(csv.reader(io.StringIO((tmp_path / "run.csv").read_text(encoding="utf-8"))))
    assert float(rows[1][rows[0].index("reserves [bn USD]")]) == run["reserves"][0]


def test_json_keeps_to_the_published_schema_and_reads_back_equal(run: Results, tmp_path: Path) -> None:
    content = json.loads(run.to_json(tmp_path / "run.json"))
    jsonschema.validate(content, json.loads(documents.SCHEMA.read_text(encoding="utf-8")))
    assert Results.read(tmp_path / "run.json") == run


@pytest.mark.parametrize("name", ["package", "package.zip"])
def test_a_data_package_reads_back_equal(run: Results, name: str, tmp_path: Path) -> None:
    run.to_datapackage(tmp_path / name)
    assert Results.read(tmp_path / name) == run


def test_equal_runs_make_equal_packages(run: Results, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        run.to_datapackage(tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_package_says_type_unit_and_size_of_its_table(run: Results, tmp_path: Path) -> None:
    run.to_datapackage(tmp_path / "p.zip")
    with zipfile.ZipFile(tmp_path / "p.zip") as packed:
        resource = json.loads(packed.read("datapackage.json"))["resources"][0]
        assert len(packed.read("run.csv")) == resource["bytes"]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    assert (fields["month"]["type"], fields["reserves"]["type"]) == ("yearmonth", "number")
    assert fields["reserves"]["unit"] == "bn USD"


def test_a_table_that_was_changed_is_refused(run: Results, tmp_path: Path) -> None:
    run.to_datapackage(tmp_path / "p")
    table = tmp_path / "p" / "run.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2022-07", "2022-08", 1), encoding="utf-8")
    with pytest.raises(RecordError, match="not the table that the package was written with"):
        Results.read(tmp_path / "p")


SLIPS = [
    ({"format": "qeqt-run/9"}, "format: found 'qeqt-run/9'"),
    ({"months": ["2022-13"]}, "months: found '2022-13'; a month YYYY-MM"),
    ({"extra": 1}, "extra: found 1; unknown key"),
]


@pytest.mark.parametrize(("change", "said"), SLIPS)
def test_a_file_of_a_run_with_a_slip_says_which(
    run: Results, change: dict[str, object], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps({**json.loads(run.to_json()), **change}), encoding="utf-8")
    with pytest.raises(RecordError, match=said.replace("(", "[(]")):
        Results.read(path)


def test_every_input_that_moves_a_run_has_a_digest_that_changes(run: Results, moved: Results) -> None:
    plain = run.provenance
    assert {"qeqt", "model", "parameters", "opening", "environment", "plan"} <= set(plain)
    changed = {
        "parameters": qeqt.run("fed_2022_capped", months=14, stock_coefficient=30),
        "plan": moved,
        "environment": qeqt.run("fed_2022_capped", months=14, rates={"reserve_rate": {"2022-08": 1.0}}),
    }
    for name, other in changed.items():
        assert other.provenance[name] != plain[name], name
    assert changed["parameters"].provenance["plan"] == plain["plan"]


def test_a_comparison_names_the_input_and_the_column(run: Results, moved: Results) -> None:
    text = "\n".join(comparison.lines(run, moved, most=100))
    assert "input plan: A" in text and "input opening: A" not in text
    assert "treasuries: largest gap -" in text


def test_equal_runs_differ_in_nothing(run: Results) -> None:
    text = "\n".join(comparison.lines(run, qeqt.run("fed_2022_capped", months=14)))
    assert "inputs: the same" in text and "columns: the same" in text


def test_a_plot_holds_the_numbers_of_its_columns(run: Results, moved: Results) -> None:
    chart = run.plot("reserves", "treasuries", "long_yield", compared={"with sales": moved}).to_dict()
    assert len(chart["vconcat"]) == 2
    rows = chart["vconcat"][0]["data"]["values"]
    assert {row["run"] for row in rows} == {"fed_2022_capped", "with sales"}
    assert [row["value"] for row in rows if (row["run"], row["column"]) == ("with sales", "reserves")] == (
        moved["reserves"]
    )


def test_a_plot_of_a_column_that_is_none_names_the_nearest(run: Results) -> None:
    with pytest.raises(RecordError, match="nearest valid: reserves"):
        run.plot("reserve")


def test_a_plot_has_the_colours_of_the_book() -> None:
    css = (ROOT / "theme" / "assets" / "stylesheets" / "tokens.css").read_text(encoding="utf-8")
    light = css.partition('[data-md-color-scheme="slate"]')[0]
    for name, value in toml(pictures.LOOK)["colours"].items():
        assert f"--qeqt-{name}: {value};" in light, name


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(run: Results, tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    run.to_csv(link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("month,")


def test_a_pipe_is_written_into_and_stays_a_pipe(run: Results, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    small = Results(**{**vars(run), "columns": {"reserves": run.columns["reserves"]}})
    small.to_csv(pipe)
    assert os.read(reader, 6) == b"month,"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_renamed_column_is_read_under_its_old_name_with_a_warning() -> None:
    found = qeqt.run("ecb_history", months=3)
    with pytest.warns(FutureWarning, match="'beside' is called 'other_programme_holdings' since"):
        assert found["beside"] == found["other_programme_holdings"]


def test_what_a_renamed_name_is_called_now_exists() -> None:
    columns = {name for bank in BANKS for name in records_of(bank)}
    assert {entry["now"] for entry in renamed.known().get("columns", {}).values()} <= columns
    assert not set(renamed.known().get("columns", {})) & columns
