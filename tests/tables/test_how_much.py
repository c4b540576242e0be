"""The tables of the page of the title: directions in words, news and stocks apart, cells as kept."""

import re

import pytest

from macros.tables import registry, taiwan
from qeqt.data.studies import studies
from qeqt.study.estimation import coefficients, stock


def plain(name: str) -> str:
    return re.sub(r"<[^>]+>", " ", registry.table(lambda text: text, name)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("outcome", "low", "high", "said"),
    [
        ("twd_per_usd", 0.1, 0.38, "貶 0.10% 至 0.38%"),
        ("taiex", -1.79, -0.45, "跌 0.45% 至 1.79%"),
        ("taiex", -0.28, 1.96, "跌 0.28% 至漲 1.96%"),
        ("foreign_net_buying", -18.45, -9.22, "賣超 92 至 185 億元"),
    ],
)
def test_an_interval_is_said_in_words(outcome: str, low: float, high: float, said: str) -> None:
    assert taiwan.between(outcome, low, high).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("column", "low", "high", "said"),
    [
        ("taiex", 3.09, 8.65, "漲 3.1% 至 8.7%"),
        ("tw_mortgage_rate", -0.06, 0.14, "低 0.06 至高 0.14 個百分點"),
        ("foreign_net_buying", -75.0, -29.5, "賣超 295 至 750 億元"),
        ("tw_cpi", -0.02, 0.01, "低 0.02% 至高 0.01%"),
    ],
)
def test_a_band_is_said_in_words(column: str, low: float, high: float, said: str) -> None:
    assert taiwan.model_between(column, low, high).replace("\u00a0", " ") == said


def test_only_what_tells_goes_without_the_mark() -> None:
    for instrument in stock.INSTRUMENTS:
        for outcome in taiwan.OUTCOMES:
            row = taiwan.closes(instrument, outcome, "all")
            assert row is not None
            assert ("跟零分不開" in taiwan.told(row)) == (not row.tells)


@pytest.mark.parametrize("programme", stock.PROGRAMMES, ids=lambda one: one.key)
def test_a_period_says_of_every_asset_what_cannot_be_said(programme: stock.Programme) -> None:
    said = plain(f"taiwan_{programme.key.replace('-', '_')}")
    assert said.count("不能說的：") == len(taiwan.ASSETS)
    assert said.count("存量（模型）") == len(taiwan.ASSETS)
    for text in taiwan.UNSAID.values():
        assert text in said


def test_what_the_model_says_lies_where_its_draws_do() -> None:
    for programme in stock.PROGRAMMES:
        ends = taiwan.model_answers.bands()[taiwan.band_draws.lacking(programme)].ends
        for column in ("long_rate_deviation", "twd", "taiex", "tw_long_yield"):
            low, high = (ends[column][programme.month][n] for n in (0, 3))
            assert low < stock.stock(programme, column) < high, (programme.key, column)


def test_every_study_has_its_place_on_the_page() -> None:
    said = registry.table(lambda text: text, "taiwan_studies")
    for key in studies():
        assert f'id="study-{key}"' in said


def test_the_count_of_coefficients_is_that_of_the_kept_table() -> None:
    numbers = [int(text) for text in re.findall(r"\b\d+\b", plain("taiwan_coefficients"))]
    assert sum(numbers[:-1]) == numbers[-1] == len(coefficients.kept())
