"""The public face: own scenarios, moves by month, and what is refused with what would be right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import qeqt
from qeqt.core import banks
from qeqt.data.fields import RecordError

PLAN = "fed_2022_capped"


def bank() -> dict[str, object]:
    return {
        "name": "north", "bank": {"name": "norges", "currency": "NOK", "levers": {"treasury_purchases": 20}},
        "opening": {
            "date": "2019-12-31", "assets": {"securities": 60.0}, "liabilities": {"reserves": 55.0},
            "capital": 5.0,
            "ladders": {"treasury_nominal": [[6, 20.0, 1.0], [36, 20.0, 1.5], [96, 20.0, 2.0]]},
        },
        "months": 12, "policy": {"treasury_purchases": {"2020-01": 3.0, "2020-07": None}},
        "mixes": [[12, 60, 0.5, 0], [61, 120, 0.5, 0]], "environment": {"capital": 5.0},
        "parameters": {"duration_decay": 0.0029, "seasoned_premium": 0.0, "least_reserves": 0.0},
    }  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> Iterator[qeqt.Results]:
    yield qeqt.run(PLAN)


def test_a_move_by_month_is_the_move_from_that_month(plain: qeqt.Results) -> None:
    one = qeqt.run(PLAN, treasury_runoff_cap=20.0, since="2023-01")
    other = qeqt.run(PLAN, treasury_runoff_cap={"2023-01": 20.0})
    assert other.columns == one.columns
    assert other["treasuries"] != plain["treasuries"]


def test_a_list_holds_month_by_month_and_then_the_plan_goes_on(plain: qeqt.Results) -> None:
    gap = qeqt.run(PLAN, treasury_sales=[5.0, 10.0], since="2023-01") - plain
    first = plain.months.index("2023-01")
    assert gap["treasuries"][first - 1 : first + 3] == pytest.approx([0.0, -5.0, -15.0, -15.0], abs=0.05)


def test_none_ends_a_move_as_planned_again(plain: qeqt.Results) -> None:
    gap = qeqt.run(PLAN, government_account={"2023-05": 50.0, "2023-07": None}) - plain
    first = plain.months.index("2023-05")
    assert gap["government_account"][first - 1 : first + 3] == pytest.approx([0.0, 50.0, 50.0, 0.0])


def test_what_is_announced_earlier_is_priced_earlier(plain: qeqt.Results) -> None:
    told = qeqt.run(PLAN, treasury_runoff_cap={"2023-01": 20.0}, announced="2022-09") - plain
    untold = qeqt.run(PLAN, treasury_runoff_cap={"2023-01": 20.0}) - plain
    place = plain.months.index("2022-10")
    assert told["term_premium_effect_bp"][place] < -0.5
    assert untold["term_premium_effect_bp"][place] == pytest.approx(0.0, abs=1e-9)


def test_an_own_scenario_is_the_same_from_keywords_a_dict_and_a_file(tmp_path: Path) -> None:
    keys = {
        "name": "slower",
        "like": PLAN,
        "changes": {"treasury_runoff_cap": {"2022-06": 15, "2023-01": 30}},
    }
    path = tmp_path / "slower.toml"
    path.write_text(
        f'name = "slower"\nlike = "{PLAN}"\n[changes]\n'
        "treasury_runoff_cap = { 2022-06 = 15, 2023-01 = 30 }\n",
        encoding="utf-8",
    )
    runs = [qeqt.run(qeqt.scenario(**keys)), qeqt.run(keys), qeqt.run(path), qeqt.run(str(path))]
    assert all(found.columns == runs[0].columns for found in runs)
    assert runs[0].provenance["own records"].startswith("scenarios/slower ")


def test_given_yields_are_those_of_the_scenario_that_it_is_like(plain: qeqt.Results) -> None:
    same = qeqt.run({"name": "same", "like": PLAN})
    assert same["long_yield"] == plain["long_yield"]


def test_rates_of_ones_own_replace_the_given_ones_from_their_month(plain: qeqt.Results) -> None:
    found = qeqt.run(PLAN, rates={"policy_rate": {"2023-06": 2.0}})
    place = plain.months.index("2023-06")
    assert found["policy_rate"][place - 1] == plain["policy_rate"][place - 1]
    assert found["policy_rate"][place:] == [2.0] * (len(plain) - place)


def test_a_central_bank_of_ones_own_is_known_only_while_it_runs() -> None:
    found = qeqt.run(bank())
    assert found.units["total_assets"] == "bn NOK"
    assert found["treasuries"][:7] == pytest.approx([63.0, 66.0, 69.0, 72.0, 75.0, 78.0, 78.0])
    assert "norges" not in banks.BANKS and "norges" not in banks.ALL
    assert qeqt.run(bank(), treasury_purchases={"2020-03": 10.0})["treasuries"][2] == pytest.approx(76.0)


REFUSED = [
    ({"treasury_runoff_cap": [30.0] * 44}, "found 44 values; 1 to 43 values"),
    ({"treasury_runoff_cap": "40"}, "found '40'; a number is needed"),
    ({"treasury_runoff_cap": -50}, "a number from 0 to 120 bn USD per month"),
    ({"treasury_sales": float("nan")}, "a finite number"),
    ({"treasury_sales": True}, "found True; a number"),
    ({"treasury_sales": {"2029-01": 3}}, "a month from 2022-06 to 2025-12"),
    ({"demand_shock": 1e6}, "a number from -4 to 4"),
    ({"stock_coefficient": [30, 31]}, "one number for the whole run"),
    ({"since": "2023-01"}, "nothing is moved"),
    ({"since": "2023-01", "stock_coefficient": 30}, "a parameter holds from the first month on"),
    ({"announced": "2022-09"}, "nothing is moved"),
    ({"announced": "2023-05", "treasury_sales": {"2023-01": 3}}, "no later than the first move, 2023-01"),
    ({"moves": {"treasury_sales": 3}, "treasury_sales": 4}, "it is set twice"),
    ({"months": 3.5}, "a whole number from 1 to 1200"),
    ({"official": "/nowhere"}, "a folder with tables"),
    ({"belief": {"hold": 3}}, "hold_quarters, runoff_quarters"),
    ({"rates": {"polcy_rate": 1.0}}, "nearest valid: policy_rate"),
    ({"rates": {"policy_rate": 500.0}}, "a rate from -10 to 50 percent a year"),
    ({"environment": {"gdp": {"unit": "tn USD", "values": {"2022-05": 25.0}}}}, "'bn USD' is needed"),
    ({"policy": {"treasury_cap": 3}}, "nearest valid: treasury_runoff_cap"),
]


@pytest.mark.parametrize(("given", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_may_not_be_says_what_would_be_right(given: dict[str, object], said: str) -> None:
    with pytest.raises(RecordError) as error:
        qeqt.run(PLAN, **given)  # type: ignore[arg-type]
    assert said in str(error.value)


OPENINGS = [
    ({"assets": {"securities": 70.0}}, "assets are larger by 10.00"),
    ({"assets": {"securities": -60.0}, "liabilities": {"reserves": -65.0}}, "0 or more is needed"),
    ({"ladders": {"treasury_nominal": [[6, 20.0, 1.0], [36, 20.0, 1.5]]}}, "rows that add up to 40"),
    ({"ladders": {"treasury_nominal": [[36, 30.0, 1.0], [6, 30.0, 1.5]]}}, "in order, each once"),
    ({"unit": "tn NOK"}, "unknown unit"),
    ({"liabilities": {"reserve": 55.0}}, "nearest valid: reserves"),
]


@pytest.mark.parametrize(("change", "said"), OPENINGS, ids=[said for _, said in OPENINGS])
def test_an_opening_that_contradicts_itself_is_refused(change: dict[str, object], said: str) -> None:
    given = bank()
    given["opening"] = {**given["opening"], **change}  # type: ignore[dict-item]
    with pytest.raises(RecordError) as error:
        qeqt.run(given)
    assert said in str(error.value)


def test_the_public_face_names_what_it_has() -> None:
    assert {"run", "scenario", "bands", "sweep", "backtest", "evidence", "Results"} <= set(qeqt.__all__)
    with pytest.raises(AttributeError, match="public: Results"):
        qeqt.runn  # noqa: B018
