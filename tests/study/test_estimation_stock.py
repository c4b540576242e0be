"""From news to a programme's stock: shown with its first stage, stretched nowhere without saying so."""

import math

import pytest

from qeqt import runs
from qeqt.cli import commands as command_line
from qeqt.study.estimation import records, report, stock


def test_a_programme_s_stock_is_what_lacks_without_it() -> None:
    for programme in stock.PROGRAMMES:
        record = runs.scenario_record(programme.without)
        done = runs.run(str(record.settings["reference"]))
        without = runs.run(programme.without)
        at, there = done.months.index(programme.month), without.months.index(programme.month)
        gap = done.columns["term_premium_effect_bp"][at] - without.columns["term_premium_effect_bp"][there]
        assert 100.0 * stock.stock(programme, stock.YIELD) == pytest.approx(gap, abs=0.5), programme.key
    bought, _, let_go = (stock.stock(programme, stock.YIELD) for programme in stock.PROGRAMMES)
    assert bought < 0.0 < let_go


def test_a_stretch_is_the_response_times_the_stock_and_says_how_far_it_goes() -> None:
    found = stock.stretch(stock.PROGRAMMES[0], stock.INSTRUMENTS[2], "taiex", "all")
    value, low, high = found.stretched
    assert value == pytest.approx(found.per_ten_bp * found.stock_bp / 10.0)
    assert low < value < high
    assert found.times == pytest.approx(abs(found.stock_bp) / abs(found.sampled_bp))
    assert found.times > 1.0


def test_without_the_largest_date_less_was_sampled() -> None:
    for instrument in stock.INSTRUMENTS:
        rows = [
            stock.stretch(stock.PROGRAMMES[0], instrument, "taiex", variant) for variant in stock.VARIANTS
        ]
        shares = records.kept(instrument.record).shares[instrument.shock]
        sizes = [stock.largest_left(shares, variant) for variant in stock.VARIANTS]
        assert sizes[1] <= sizes[0]
        assert rows[0].n > rows[1].n


def test_a_weak_first_stage_is_said_and_not_read() -> None:
    told = "\n".join(stock.lines(stock.stretches()))
    for row in stock.stretches():
        assert row.is_weak == (row.f < stock.STRONG)
        if row.is_weak:
            assert "too weak to read" in stock.row_line(row)
        else:
            assert math.isfinite(row.low)
            assert math.isfinite(row.high)
    assert "no end" in told


def test_the_command_shows_the_road_from_news_to_stock(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["estimate", "taiwan", "--stock"]) == 0
    printed = capsys.readouterr().out
    for programme in stock.PROGRAMMES:
        assert f"== {programme.key}" in printed
    assert "surprises of the period" in printed


@pytest.mark.parametrize("name", records.names())
def test_a_record_says_which_rows_need_which_file(name: str) -> None:
    record = records.kept(name)
    said = "\n".join(report.needed(record))
    by_closes = any(row.method.startswith("event_days") for row in record.rows)
    assert ("--days FILE" in said) == by_closes
    if by_closes:
        assert record.days_digest[:12] in said
    assert ("without any file" in said) == (name in ("jarocinski_karadi", "jarocinski_karadi_by_sign"))


def test_what_the_page_says_of_the_two_roads_holds() -> None:
    first, *later = (
        stock.stretch(programme, stock.INSTRUMENTS[2], "twd_per_usd", "all") for programme in stock.PROGRAMMES
    )
    assert 0.5 < first.surprises_bp / first.stock_bp < 2.0
    assert all(row.surprises_bp * row.stock_bp < 0.0 for row in later)
    for programme in stock.PROGRAMMES[:2]:
        currency = stock.stretch(programme, stock.INSTRUMENTS[2], "twd_per_usd", "all").stretched
        assert currency[1] < -stock.stock(programme, "twd") < currency[2], programme.key
    shares = stock.stretch(stock.PROGRAMMES[0], stock.INSTRUMENTS[2], "taiex", "all").stretched
    assert shares[0] < 0.0 < shares[2] < stock.stock(stock.PROGRAMMES[0], "taiex")
