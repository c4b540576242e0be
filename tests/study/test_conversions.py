"""Run-offs in rate rises: three definitions, one set of coefficients."""

import pytest

from qeqt import data, runs
from qeqt.study.evidence import conversions

BANKS = list(conversions.RUN_OFFS)


@pytest.mark.parametrize("bank", BANKS)
def test_a_run_off_raises_the_yield_within_the_range_of_what_may_be_expected(bank: str) -> None:
    found = conversions.conversion(bank)
    assert found.effect > 0
    assert found.effect_range[0] <= found.effect <= found.effect_range[1]


@pytest.mark.parametrize("bank", BANKS)
def test_definitions_divide_the_effect_by_their_own_conversion(bank: str) -> None:
    found, values = conversions.conversion(bank), runs.parameter_values("fed")
    assert found.same_yield * values["conversion_same_yield"] == pytest.approx(found.effect)
    assert found.same_outcome * values["conversion_same_outcome"] == pytest.approx(found.effect)


def test_the_rule_of_thumb_gives_a_quarter_point_for_its_own_amount() -> None:
    found = conversions.conversion("fed")
    gdp = data.environment("fed")["gdp"].at(conversions.RULE_MONTH)
    amount = runs.parameter_values("fed")["reduction_per_hike"]
    assert found.rule * (100 * amount / gdp) == pytest.approx(25 * found.share)


def test_a_longer_stretch_of_a_run_off_is_a_larger_one() -> None:
    assert conversions.conversion("boe", "2025-08").reduction < conversions.conversion("boe").reduction


def test_the_british_run_off_is_worth_what_the_bank_of_england_says() -> None:
    facts = data.facts()
    found = conversions.conversion("boe", "2025-08")
    assert facts["boe_qt_low"].value <= found.effect <= facts["boe_qt_high"].value
