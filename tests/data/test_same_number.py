"""One fact, one record: what is told twice stops the build; what policy decided, a fact repeats exactly."""

from dataclasses import replace

import pytest

from qeqt import data
from qeqt.data.records import Fact
from qeqt.data.same_number import repeated_facts

ONE = Fact(
    key="ldi_purchases",
    label_zh="英格蘭銀行 2022 年 9 至 10 月穩定市場買債",
    value=19.3,
    unit="bn GBP",
    precision=1,
    as_of="2022-10-14",
    publisher="英格蘭銀行",
    source="公告",
    seen_in=("公告",),
    confidence="read",
)


@pytest.mark.parametrize(
    "change",
    [
        {"label_zh": "英格蘭銀行 2022 年秋天穩定市場買進的公債"},
        {"label_zh": "英格蘭銀行 2022 年 9 至 10 月為穩定市場買債（合計）", "as_of": "2022-12-31"},
        {"value": 19.25},
        {"as_of": "2023-01-12"},
        {"value": 20.0, "as_of": "2024-01-12"},
    ],
    ids=["another name", "another day", "another value", "another date", "all but the name"],
)
def test_one_number_in_two_records_is_named(change: dict[str, object]) -> None:
    [slip] = repeated_facts([ONE, replace(ONE, key="again", **change)])
    assert slip.startswith("ldi_purchases and again: one ")


@pytest.mark.parametrize(
    "change",
    [
        {"publisher": "英國財政部"},
        {"unit": "bn USD"},
        {"label_zh": "英格蘭銀行 2022 年穩定市場的每日上限", "value": 5.0},
        {"label_zh": "英格蘭銀行 2020 年穩定市場買債", "as_of": "2020-03-31"},
        {"label_zh": "英格蘭銀行 2022 年 11 至 12 月穩定市場買債", "as_of": "2022-12-31"},
        {"label_zh": "紐西蘭賣回的公債"},
    ],
    ids=[
        "another publisher",
        "another unit",
        "another number",
        "another year",
        "other months",
        "another subject",
    ],
)
def test_two_numbers_may_look_alike(change: dict[str, object]) -> None:
    assert repeated_facts([ONE, replace(ONE, key="other", **change)]) == []


DECIDED = {
    "qt1_cap_start": [("fed", "treasury_runoff_cap", "2017-10"), ("fed", "mbs_runoff_cap", "2017-10")],
    "qt1_cap_full": [("fed", "treasury_runoff_cap", "2018-10"), ("fed", "mbs_runoff_cap", "2018-10")],
    "qt2_cap_treasury_start": [("fed", "treasury_runoff_cap", "2022-06")],
    "qt2_cap_treasury_full": [("fed", "treasury_runoff_cap", "2022-09")],
    "qt2_cap_treasury_2024": [("fed", "treasury_runoff_cap", "2024-06")],
    "qt2_cap_treasury_2025": [("fed", "treasury_runoff_cap", "2025-04")],
    "qt2_cap_mbs_start": [("fed", "mbs_runoff_cap", "2022-06")],
    "qt2_cap_mbs_full": [("fed", "mbs_runoff_cap", "2022-09")],
    "qe3_treasury_month": [("fed", "treasury_purchases", "2013-01")],
    "qe3_mbs_month": [("fed", "mbs_purchases", "2013-01")],
    "bills_2019_10": [("fed", "bill_purchases", "2019-11")],
    "rmp_first_month": [("fed", "bill_purchases", "2026-01")],
    "rmp_pace_2026_06": [("fed", "bill_purchases", "2026-06")],
    "boe_pace_2024": [("boe", "apf_announced_pace", "2024-10")],
    "boe_pace_2025": [("boe", "apf_announced_pace", "2025-10")],
    "ecb_pepp_first": [("ecb", "pepp_envelope", "2020-03")],
    "ecb_pepp_full": [("ecb", "pepp_envelope", "2020-12")],
    "ecb_app_run_off_2023": [("ecb", "app_treasury_runoff_cap", "2023-03")],
}
"""A fact that repeats a decision -> the decisions whose values it adds up: bank, measure, month."""


@pytest.mark.parametrize("key", DECIDED)
def test_a_fact_repeats_the_decision_that_drives_the_model(key: str) -> None:
    decided = [data.policy(bank)[measure].at(month) for bank, measure, month in DECIDED[key]]
    assert data.facts()[key].value == sum(value or 0.0 for value in decided)
