"""What a record says: unchanged, a bank's own before the common one, a policy and a given path at a month."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from qeqt.data import environment_files, model_files, parameter_files
from tests.data.test_data import MEASURE, PARAMETER, SEEN, SERIES, no_figure, step


def test_a_record_cannot_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "fed.toml"
    path.write_text(PARAMETER + SEEN, encoding="utf-8")
    record = parameter_files.load_parameters(path)["okun"]
    with pytest.raises(FrozenInstanceError):
        record.value = 3.0  # type: ignore[misc]


def test_a_banks_own_parameter_stands_over_the_common_one(tmp_path: Path) -> None:
    common, own = tmp_path / "common.toml", tmp_path / "boe.toml"
    common.write_text(PARAMETER + SEEN, encoding="utf-8")
    own.write_text(PARAMETER.replace("value = 2", "value = 3") + SEEN, encoding="utf-8")
    assert parameter_files.load_parameters(common, own)["okun"].value == 3.0


@pytest.mark.parametrize(
    ("month", "expected"),
    [("2017-09", None), ("2017-10", 6.0), ("2017-12", 6.0), ("2018-01", 12.0), ("2019-08", None)],
)
def test_a_policy_holds_from_its_date_until_the_next(
    month: str, expected: float | None, tmp_path: Path
) -> None:
    rows = [step("2017-10-01", "value = 6"), step("2018-01", "value = 12"), step("2019-08", "ended = true")]
    path = tmp_path / "fed.toml"
    path.write_text(MEASURE.format(rows="\n".join(rows)), encoding="utf-8")
    measure = model_files.load_policy(path)["cap"]
    assert measure.at(month) == expected
    assert measure.path(month, 1) == [expected]


@pytest.mark.parametrize(
    ("rule", "between", "month", "expected"),
    [
        ('rule = "hold"', "linear", "2020-03", 100.0),
        ('rule = "hold"', "linear", "2020-05", 120.0),
        ('rule = "hold"', "hold", "2020-05", 100.0),
        ('rule = "hold"', "linear", "2025-06", 130.0),
        ('rule = "growth", value = 10', "linear", "2021-06", 143.0),
    ],
)
def test_a_given_path_goes_on_by_its_rule(
    rule: str, between: str, month: str, expected: float, tmp_path: Path
) -> None:
    path = tmp_path / "fed.toml"
    values = 'values = { "2020-03" = 100, "2020-06-30" = 130 }'
    content = f'{SERIES}interpolation = "{between}"\n{values}\nbeyond = {{ {rule}, source = "choice" }}\n'
    path.write_text(content, encoding="utf-8")
    assert environment_files.load_environment(path, no_figure)["gdp"].at(month) == pytest.approx(expected)


def test_a_given_path_says_nothing_before_its_start(tmp_path: Path) -> None:
    path = tmp_path / "fed.toml"
    path.write_text(
        f'{SERIES}values = {{ "2020-03" = 1 }}\nbeyond = {{ rule = "hold", source = "choice" }}\n',
        encoding="utf-8",
    )
    with pytest.raises(KeyError, match="2020-02 is before the first observation, 2020-03"):
        environment_files.load_environment(path, no_figure)["gdp"].at("2020-02")
