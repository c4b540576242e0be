"""What a value is held against: each check at its border, and what a refusal says."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from qeqt.data.official import checks
from qeqt.data.official.checks import addition_fault, compare, due, late
from qeqt.data.official.resample import RULES, Shape, UnfinishedError, later, rhythm_fault
from qeqt.data.records import Accepted, Figure
from tests.data.official import frozen

RATE = frozen.table("us_mortgage_rate")
KNOWN = RATE.series("mortgage_rate")
LAST = max(KNOWN)


def held(table: Figure = RATE, allowed: float = 0.03, **changed: float) -> checks.Comparison:
    """The compiled column with some days changed: d2026_06_01 = 9.9."""
    days = {key[1:].replace("_", "-"): value for key, value in changed.items()}
    return compare("mortgage_rate", table, KNOWN | days, 2, allowed)


@pytest.mark.parametrize(
    ("value", "faults"), [(6.49 + 0.2, 0), (6.49 + 0.25, 1), (6.49 - 0.2, 0), (6.49 - 0.25, 1)]
)
def test_a_revision_of_three_percent_is_one(value: float, faults: int) -> None:
    found = held(d2026_06_01=value)
    assert len(found.faults) == faults
    assert found.revised == ["2026-06-01"]


def test_what_rounds_to_the_same_is_no_revision() -> None:
    assert held(d2026_06_01=6.4949).revised == []
    assert held(d2026_06_01=6.4961).revised == ["2026-06-01"]


@pytest.mark.parametrize("day", ["d2000_03_01", "d2012_06_01"])
def test_old_periods_are_compared_too(day: str) -> None:
    (fault,) = held(**{day: 21.0}).faults
    assert "another series" in fault and "[[accepted]]" in fault


@pytest.mark.parametrize("value", [-99.0, 0.0, 21.0, 999999999.0, 0.0649, 649.0])
def test_a_new_month_is_held_against_history(value: float) -> None:
    (fault,) = held(d2026_07_01=value).faults
    assert fault.startswith("2026-07-01: ")


@pytest.mark.parametrize("value", [6.0, 6.49, 7.0])
def test_a_usual_month_passes(value: float) -> None:
    assert held(d2026_07_01=value).faults == []


def test_a_unit_switch_is_named() -> None:
    history = [820.9, 4.5, 396.0, 700.0, 820.9]
    assert "times as much" in addition_fault(0.0008, 820.9, [*history] * 9) or "step" in addition_fault(
        0.0008, 820.9, [*history] * 9
    )
    assert "10^3" in checks.ten_times(820_900.0, 820.9)
    assert "another sign" in checks.ten_times(-820.9, 820.9)


def test_each_value_is_accepted_by_its_own_name_and_no_other() -> None:
    one = Accepted(column="mortgage_rate", date="2026-07-01", value=21.0, reason="a test")
    table = dataclasses.replace(RATE, meta=dataclasses.replace(RATE.meta, accepted=(one,)))
    assert held(table, d2026_07_01=21.0).faults == []
    assert held(table, d2026_07_01=22.0).faults
    assert held(table, d2026_06_01=21.0).faults
    assert held(table, d2026_07_01=21.0).accepted == ["2026-07-01"]


def test_a_new_base_is_one_refusal_and_one_acceptance() -> None:
    doubled = {day: 2 * value for day, value in KNOWN.items()}
    (fault,) = compare("mortgage_rate", RATE, doubled, 2, 0.03).faults
    assert fault.startswith("2000-05-01: 318 periods from 2000-01-01 to 2026-06-01 differ")
    assert "whole = true" in fault
    one = Accepted(column="mortgage_rate", date="2000-05-01", value=17.04, reason="a test", whole=True)
    table = dataclasses.replace(RATE, meta=dataclasses.replace(RATE.meta, accepted=(one,)))
    assert compare("mortgage_rate", table, doubled, 2, 0.03).faults == []
    other = {day: 3 * value for day, value in KNOWN.items()}
    assert compare("mortgage_rate", table, other, 2, 0.03).faults


def test_only_new_months_cannot_be_compared() -> None:
    (fault,) = compare("mortgage_rate", RATE, {"2026-07-01": 6.4, "2026-08-01": 6.5}, 2, 0.03).faults
    assert "shares 0 periods" in fault


def test_a_period_that_was_taken_back_is_seen() -> None:
    fresh = {day: value for day, value in KNOWN.items() if day != "2019-05-01"}
    (fault,) = compare("mortgage_rate", RATE, fresh, 2, 0.03).faults
    assert "nothing for 2019-05-01" in fault


def test_a_window_need_not_go_back_to_the_beginning() -> None:
    fresh = {day: value for day, value in KNOWN.items() if day >= "2024-01-01"}
    assert compare("mortgage_rate", RATE, fresh, 2, 0.03).faults == []


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 8, 7), ""),
        (date(2026, 8, 8), "ends in 2026-06-01; 1 month overdue since 2026-08-07"),
        (date(2026, 10, 1), "ends in 2026-06-01; 2 months overdue since 2026-08-07"),
        (date(2027, 9, 1), "has the series ended?"),
    ],
)
def test_a_publisher_is_late_after_its_declared_lag(today: date, said: str) -> None:
    found = late("2026-06-01", "monthly", 7, today)
    assert (said in found) if said else found == ""


def test_the_next_period_is_due_after_its_end() -> None:
    found = due("2026-03-31", "quarterly", 35)
    assert (found.period, found.by) == (date(2026, 6, 30), date(2026, 8, 4))


# -------------------------------------------------------------------- periods

WEDNESDAYS = {"2025-01-22": 100.0, "2025-01-29": 110.0, "2025-02-05": 145.0, "2025-02-12": 80.0}
TODAY = date(2025, 3, 20)


def shape(kind: str = "month-end", every: str = "day", frequency: str = "monthly", **more: object) -> Shape:
    return Shape(frequency, kind, every, TODAY, **more)  # type: ignore[arg-type]


def test_a_month_end_lies_on_the_line_between_two_wednesdays() -> None:
    found = RULES["interpolated"](WEDNESDAYS, shape(every="week"))
    assert found == pytest.approx({"2025-01-31": 120.0})


@pytest.mark.parametrize(
    ("newest", "over"), [("2025-02-26", False), ("2025-02-28", False), ("2025-03-03", True)]
)
def test_a_month_is_over_when_the_next_one_has_begun(newest: str, over: bool) -> None:
    raw = {"2025-01-31": 1.0, "2025-02-26": 2.0, newest: 3.0}
    found = RULES["last"](raw, shape())
    assert ("2025-02-28" in found) is over


def test_a_month_without_its_last_days_is_unfinished() -> None:
    raw = {"2025-01-31": 1.0, "2025-02-12": 2.0, "2025-03-03": 3.0}
    with pytest.raises(UnfinishedError, match="nothing between 2025-02-12"):
        RULES["last"](raw, shape())


def test_a_month_with_half_its_days_has_no_mean() -> None:
    raw = {f"2025-01-{day:02d}": 1.0 for day in range(1, 32)} | {
        f"2024-12-{day:02d}": 1.0 for day in range(1, 32)
    }
    raw |= {f"2025-02-{day:02d}": 2.0 for day in range(1, 9)} | {"2025-03-03": 5.0}
    with pytest.raises(UnfinishedError, match="8 observations of 2025-02-01"):
        RULES["mean"](raw, shape("month average"))


def test_a_quarter_counts_when_its_last_month_is_there() -> None:
    months = {"2024-12-31": 1.0, "2025-01-31": 2.0, "2025-02-28": 3.0}
    late_on = Shape("quarterly", "quarter-end", "month", date(2025, 6, 1))
    assert RULES["last"](months, late_on) == {"2024-12-31": 1.0}


def test_a_total_needs_all_its_months() -> None:
    months = {f"2024-{month:02d}-01": 1.0 for month in range(2, 13)}
    found = RULES["sum"](months, Shape("quarterly", "quarter total", "month", TODAY))
    assert found == {"2024-06-30": 3.0, "2024-09-30": 3.0, "2024-12-31": 3.0}


def test_what_is_in_force_holds_until_it_changes() -> None:
    found = RULES["in_force"]({"2024-12-18": 3.0, "2025-02-05": 2.75}, shape(every="change"))
    assert found == {"2024-12-31": 3.0, "2025-01-31": 3.0, "2025-02-28": 2.75}


def test_year_on_year_compares_the_same_month() -> None:
    raw = {"2024-01-01": 100.0, "2025-01-01": 103.0, "2025-02-01": 104.0}
    assert RULES["year_on_year"](raw, shape("month average", "month")) == pytest.approx({"2025-01-01": 3.0})


def test_a_price_counts_from_two_months_on() -> None:
    assert later({"2025-11-01": 1.0}, 2) == {"2026-01-01": 1.0}


@pytest.mark.parametrize(
    ("days", "every", "said"),
    [
        (["2025-01-01", "2025-02-01", "2025-03-01"], "month", ""),
        (["2025-01-01", "2025-02-01", "2025-03-01", "2025-03-05"], "month", "two observations in one month"),
        (["2025-01-01", "2025-01-02", "2025-01-03"], "month", "1 days apart"),
        (["2025-01-01", "2025-02-01", "2025-03-01"], "day", "days apart"),
        (["2025-01-01", "2025-01-08", "2025-01-15"], "week", ""),
    ],
)
def test_a_series_observes_as_often_as_it_should(days: list[str], every: str, said: str) -> None:
    found = rhythm_fault(days, every)
    assert (said in found) if said else found == ""
