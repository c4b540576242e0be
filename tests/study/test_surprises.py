"""Surprises of announcements and days of markets: which month they fall in, what a file of them may say."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qeqt.core import months
from qeqt.study.estimation import (
    EstimationError,
    events,
    outcomes,
    records,
    surprises,
    table,
    uncertainty,
)
from qeqt.study.estimation.projections import Sample

ROTATIONS = (0.2, 0.5, 0.9)


@pytest.mark.parametrize("angle", ROTATIONS)
def test_another_rotation_keeps_the_surprise_in_rates(angle: float) -> None:
    chance = np.random.default_rng(13)
    policy, information = chance.normal(size=(2, 50))
    turned = uncertainty.rotated(policy, information, 0.5, angle)
    assert turned[0] + turned[1] == pytest.approx(policy + information)
    assert (angle == 0.5) == np.allclose(turned[0], policy)


def test_the_widest_rotations_give_all_or_nothing_of_the_rates_to_policy() -> None:
    policy, information = np.array([1.0, -2.0, 0.5]), np.array([0.3, 0.1, -0.4])
    all_of_it, nothing = uncertainty.rotated(policy, information, 0.5, 0.0)
    assert all_of_it == pytest.approx(policy + information)
    assert nothing == pytest.approx(np.zeros(3))


def test_the_middle_angle_is_that_of_the_announcements() -> None:
    """Half the widest admissible angle over 311 announcements since 1990 is 28.04 degrees."""
    assert math.degrees(uncertainty.middle_angle(surprises.compiled())) == pytest.approx(28.04, abs=1.0)


MONTHS = [
    ("2009-03-18", "2009-03"),
    ("2009-01-28", "2009-02"),
    ("2013-07-31", "2013-08"),
    ("2014-01-29", "2014-02"),
    ("2019-12-11", "2019-12"),
]


@pytest.mark.parametrize(("day", "month"), MONTHS)
def test_news_after_taipei_s_close_belongs_to_its_next_trading_day(day: str, month: str) -> None:
    assert surprises.taipei_month(day, surprises.last_trading_days()) == month


def test_a_day_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(EstimationError, match=r"1999-02-03.*known from 2000-01"):
        surprises.taipei_month("1999-02-03", surprises.last_trading_days())


def test_policy_and_information_add_up_to_the_surprise_in_rates_either_way() -> None:
    middle, by_sign = surprises.compiled(), surprises.compiled_by_sign()
    for month in by_sign.by_taipei_month["policy"]:
        both = [
            sum(found.by_taipei_month[name].get(month, 0.0) for name in found.columns)
            for found in (middle, by_sign)
        ]
        assert both[0] == pytest.approx(both[1], abs=0.03), month


def test_the_first_programme_holds_the_months_with_most_news_about_policy_until_2014() -> None:
    months_of = surprises.compiled().largest("policy", 3, "2008-11", "2014-12")
    assert set(months_of) == {"2008-11", "2008-12", "2009-03"}


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_reader_s_file_is_added_up_by_month(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.csv", "when,a,word,b", "2013-07-31 14:00,0.01,x,0.1", "7/10/2013,0.02,y,",
                 "1999-01-01,9,z,9")  # fmt: skip
    found = surprises.read_file(path, "mine", unit="points")
    assert found.columns == ("a", "b")
    assert found.by_us_month["a"] == {"2013-07": pytest.approx(3.0)}
    assert found.by_taipei_month["a"] == {"2013-07": pytest.approx(2.0), "2013-08": pytest.approx(1.0)}
    assert found.by_taipei_month["b"]["2013-08"] == pytest.approx(10.0)
    assert len(found.digest) == 64


SLIPS = [
    (("when,rate", "2013-13-01,1"), {}, "line 2: when: '2013-13-01'"),
    (("when,rate", "2013-07-31,1"), {"columns": ["rates"]}, "nearest valid: rate"),
    (("when,rate", "2013-07-31,1"), {"unit": "points_"}, "nearest valid: points"),
    (("when,word", "2013-07-31,a"), {}, "no column of numbers"),
    (("when,rate", "1990-07-31,1"), {}, "no announcement from 2000-01 on"),
]


@pytest.mark.parametrize(("lines", "asked", "said"), SLIPS, ids=[s[2] for s in SLIPS])
def test_a_file_with_a_slip_is_refused(
    lines: tuple[str, ...], asked: dict[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(EstimationError, match=said):
        surprises.read_file(write(tmp_path / "mine.csv", *lines), "mine", **asked)


def daily(tmp_path: Path) -> tuple[events.Days, surprises.Surprises]:
    """Forty announcements: Taipei rises by their size on its next day, the yield moves on the day itself."""
    chance = np.random.default_rng(14)
    days = [f"{month}-{day:02d}" for month in months.names("2010-01", 40) for day in (13, 14, 15, 16)]
    sizes = {day: float(chance.normal(0, 5)) for day in days if day.endswith("-14")}
    lines, index, rate = ["date,taiex,us_ten_year,foreign_net_buying"], 10_000.0, 3.0
    before = 0.0
    for day in days:
        flow = -before * index / 10_000.0
        index *= math.exp(-before / 100.0)
        rate += 3.0 * sizes.get(day, 0.0) / 100.0
        lines.append(f"{day},{index:.6f},{rate:.6f},{flow:.6f}")
        before = sizes.get(day, 0.0)
    found = events.read_days(write(tmp_path / "days.csv", *lines))
    by_day = {day: {"news": size} for day, size in sizes.items()}
    return found, surprises.Surprises("made_up", "", "", "", "2010-01", "2013-04", {"news": {}}, {}, by_day)


@pytest.mark.parametrize(
    ("name", "right"), [("taiex", -10.0), ("us_ten_year", 30.0), ("foreign_net_buying", -10.0)]
)
def test_taipei_hears_the_next_day_and_new_york_the_same(tmp_path: Path, name: str, right: float) -> None:
    days, news = daily(tmp_path)
    _, done, told = events.moves(days, name, news, "2010-01", "2013-04", 1)
    found = events.responses(done, told)[0]
    assert found.estimate == pytest.approx(right, rel=1e-3)
    _, done, told = events.moves(days, name, news, "2010-01", "2013-04", 1, shift=-1)
    assert abs(events.responses(done, told)[0].estimate) < 0.01 * abs(right)


def test_days_give_the_response_per_yield(tmp_path: Path) -> None:
    days, news = daily(tmp_path)
    _, done, told = events.moves(days, "taiex", news, "2010-01", "2013-04", 1)
    _, yields, _ = events.moves(days, "us_ten_year", news, "2010-01", "2013-04", 1)
    assert events.ratio(done, yields, told, 0).estimate == pytest.approx(-10.0 / 3.0, rel=1e-3)


def test_a_column_of_days_that_is_not_known_is_named(tmp_path: Path) -> None:
    with pytest.raises(EstimationError, match="nearest valid: taiex"):
        events.read_days(write(tmp_path / "days.csv", "date,taix", "2010-01-04,1"))


@pytest.mark.parametrize(("first", "holds"), [("2009-01", True), ("2010-01", False)])
def test_march_2009_is_left_out_where_the_sample_holds_it(tmp_path: Path, first: str, holds: bool) -> None:
    days, news = daily(tmp_path)
    known = replace(news, events={**news.events, table.MARCH_2009[1]: {"news": 1.0}}, first=first)
    chances = {(name, closes): [0.5] for name in days.columns for closes in table.CLOSES}
    rows = table.by_day(known, "news", days, Sample(first, news.last), chances)
    assert ("without_march_2009" in {row.variant for row in rows}) == holds


HORIZONS = {"monthly": {0, 1, 3, 6, 12}, "quarterly": {0, 1, 2, 4}, "annual": {0, 1}}


@pytest.mark.parametrize("name", records.names())
def test_what_is_kept_has_every_horizon_of_its_frequency(name: str) -> None:
    rows = [
        row for row in records.kept(name).rows if (row.method, row.variant) == ("local_projection", "all")
    ]
    for each in {row.outcome for row in rows}:
        frequency = outcomes.outcome(each).frequency
        assert {row.horizon for row in rows if row.outcome == each} == HORIZONS[frequency]
        assert set(table.HORIZONS[frequency]) == HORIZONS[frequency]
