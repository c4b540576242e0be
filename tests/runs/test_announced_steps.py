"""A step says from when it is known and how long it was said to last: markets know it then, and no longer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qeqt import data
from qeqt.core import floats
from qeqt.core.case import run_case
from qeqt.core.results import Results
from qeqt.core.scenario import Announcement
from qeqt.data import model_files
from qeqt.data.fields import RecordError
from qeqt.data.records import PolicyMeasure, ScenarioRecord, Step
from qeqt.runs import parameter_values, plans
from qeqt.runs.assemble import enter

MONTHS = 36
KNOWN, BEGUN = "2022-09", "2023-06"


def step(announced: str = "", said_until: str = "", start: str = BEGUN, value: float | None = 30.0) -> Step:
    return Step(
        start=start, value=value, reference="Test", confidence="computed", announced=announced,
        said_until=said_until,
    )  # fmt: skip


def sold(*steps: Step) -> ScenarioRecord:
    """The capped run-off, with sales of its own."""
    return replace(data.scenarios()["fed_2022_capped"], changes={"treasury_sales": steps})


def ran(monkeypatch: pytest.MonkeyPatch, *steps: Step) -> Results:
    record = sold(*steps)
    known = {**data.scenarios(), "fed_2022_capped": record}
    monkeypatch.setattr(data, "scenarios", lambda *bank: known)
    book: dict = {}
    key = enter(book, "fed_2022_capped", MONTHS)
    return run_case(book, key, parameter_values("fed"), {}, {}, "", floats, False)


def measures(*steps: Step) -> list[PolicyMeasure]:
    return [PolicyMeasure(key="treasury_sales", name_zh="", unit="", steps=steps)]


def effect(monkeypatch: pytest.MonkeyPatch, announced: str = "", said_until: str = "") -> dict[str, float]:
    """What sales do to the term premium, bp by month, against none that are said in the same words."""
    sold, none = (
        ran(monkeypatch, step(announced, said_until, value=value), step(start="2024-12", value=None))
        for value in (30.0, 0.0)
    )
    column = "term_premium_effect_bp"
    pairs = zip(sold.months, sold.columns[column], none.columns[column], strict=True)
    return {month: one - other for month, one, other in pairs}


def test_what_is_announced_moves_yields_when_it_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    late, early = effect(monkeypatch), effect(monkeypatch, KNOWN)
    assert next(month for month, moved in late.items() if abs(moved) > 1e-9) == BEGUN
    assert next(month for month, moved in early.items() if abs(moved) > 1e-9) == KNOWN
    assert early[KNOWN] > 0.5 and late[BEGUN] > 0.5


@pytest.mark.parametrize("begun", ["2022-07", "2022-08", "2022-09"])
def test_what_nobody_announced_is_news_in_its_first_month(
    begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans.announcements, "announced", lambda *asked: [])
    sold, none = (ran(monkeypatch, step(start=begun, value=value)) for value in (30.0, 0.0))
    column = "announcement_effect_bp"
    news = dict(zip(sold.months, sold.columns[column], strict=True))
    of_none = dict(zip(none.months, none.columns[column], strict=True))
    assert next(month for month in news if abs(news[month] - of_none[month]) > 1e-9) == begun


def test_sales_that_are_said_to_end_move_less_than_those_until_further_notice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short, long = effect(monkeypatch, KNOWN, "2023-08"), effect(monkeypatch, KNOWN)
    assert 0.0 < short[KNOWN] < long[KNOWN]


def test_a_step_that_says_nothing_leaves_the_announcements_as_they_are() -> None:
    said = [Announcement("2022-05", "2022-08", False, "", 0.1)]
    assert plans.with_steps(said, measures(step()), "9999-12", "2025-05") == said


FIRST, SECOND = ("2022-05", "2022-08", False), ("2022-10", "2022-12", True)


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (step("2022-07"), [FIRST, ("2022-07", "2023-06", False), ("2022-10", "2023-06", True)]),
        (step("2022-07", "2023-09"), [FIRST, ("2022-07", "2023-09", True), ("2022-10", "2023-09", True)]),
        (step("2022-05", "2022-06", start="2022-06"), [FIRST, SECOND]),
        (step("2022-10"), [FIRST, ("2022-10", "2023-06", False)]),
        (step("2022-01"), [("2022-01", "2023-06", False), ("2022-05", "2023-06", False),
                           ("2022-10", "2023-06", True)]),
        (step("2026-01", start="2026-06"), [FIRST, SECOND]),
    ],
)  # fmt: skip
def test_it_joins_what_the_bank_has_said(one: Step, found: list[tuple[str, str, bool]]) -> None:
    said = [
        Announcement("2022-05", "2022-08", False, "", 0.1),
        Announcement("2022-10", "2022-12", True, "", 0.1),
    ]
    joined = plans.with_steps(said, measures(one), "9999-12", "2025-05")
    assert [(news.month, news.until, news.flows_end) for news in joined] == found


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ('announced = "2023-07"', r"announced.*'2023-07'.*no later than 2023-06"),
        ('said_until = "2023-05"', r"said_until.*'2023-05'.*from 2023-06 on"),
        ('announced = "soon"', "announced"),
    ],
)
def test_a_month_that_cannot_be_is_refused(tmp_path: Path, keys: str, said: str) -> None:
    path = tmp_path / "fed.toml"
    path.write_text(
        '[cap]\nname_zh = "上限"\nunit = "bn USD per month"\nvalues = [{ from = "2023-06", value = 1.0, '
        f'reference = "Test", confidence = "computed", {keys} }}]\n',
        encoding="utf-8",
    )
    with pytest.raises(RecordError, match=said):
        model_files.load_policy(path)


def test_how_long_alone_means_known_when_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "fed.toml"
    path.write_text(
        '[cap]\nname_zh = "上限"\nunit = "bn USD per month"\nvalues = [{ from = "2023-06-14", value = 1.0, '
        'reference = "Test", confidence = "computed", said_until = "2023-12" }]\n',
        encoding="utf-8",
    )
    (found,) = model_files.load_policy(path)["cap"].steps
    assert (found.announced, found.said_until) == ("2023-06", "2023-12")
