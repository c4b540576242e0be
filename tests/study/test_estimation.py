"""Estimates: known responses are found again in made-up data; the kept ones are what the command makes."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from qeqt import data
from qeqt.cli import commands as command_line
from qeqt.core import months
from qeqt.study import bands
from qeqt.study.estimation import (
    bayesian_var,
    coefficients,
    instrumented,
    outcomes,
    projections,
    records,
    smooth,
    surprises,
    table,
    tasks,
    uncertainty,
)
from qeqt.study.estimation.outcomes import Outcome
from qeqt.study.estimation.projections import Sample, project, regression

ALWAYS = Sample("0000-01", "9999-12")
RESPONSES = (2.0, 3.0, 2.5, 1.5, 0.5)
"""Percent per ten basis points, months 0 to 4; nothing after."""


def made_up(
    monkeypatch: pytest.MonkeyPatch, count: int, seed: int, noise: float = 1.0, dates: float = 0.6
) -> surprises.Surprises:
    """News on some months, and two outcomes that answer it: 'told' with RESPONSES, 'yield' two for one."""
    chance = np.random.default_rng(seed)
    when = months.names("1900-01", count)
    news = np.where(chance.random(count) < dates, chance.normal(0, 5, count), 0.0)
    answered = np.convolve(news, np.array(RESPONSES) / 10.0)[:count] + chance.normal(0, noise, count)
    levels = {
        "told": dict(zip(when, np.cumsum(np.diff(answered, prepend=0.0)), strict=True)),
        "yield": dict(zip(when, np.cumsum(2.0 * news + chance.normal(0, noise, count)), strict=True)),
    }
    known = {name: Outcome(name, name, name, "log", "monthly", "percent") for name in levels}
    for module in (projections, bayesian_var):
        monkeypatch.setattr(module, "outcome", known.__getitem__)
        monkeypatch.setattr(module, "path", levels.__getitem__)
    monkeypatch.setattr(projections, "periods", lambda name: when)
    told = {month: float(v) for month, v in zip(when, news, strict=True) if v}
    return surprises.Surprises("made_up", "", "", "", when[0], when[-1], {"news": told}, {"news": told})


@pytest.mark.parametrize("horizon", range(5))
def test_projections_find_the_responses_that_the_data_were_made_with(
    monkeypatch: pytest.MonkeyPatch, horizon: int
) -> None:
    news = made_up(monkeypatch, 3000, seed=1)
    found = project(regression("told", news.by_taipei_month, ALWAYS, horizon), horizon)[0]
    assert found.estimate == pytest.approx(RESPONSES[horizon], abs=0.25)
    assert abs(found.estimate - RESPONSES[horizon]) < 3 * found.se


def test_ninety_in_a_hundred_intervals_hold_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    held = 0
    for seed in range(200):
        news = made_up(monkeypatch, 183, seed)
        found = project(regression("told", news.by_taipei_month, ALWAYS, 0), 0)[0]
        held += found.low <= RESPONSES[0] <= found.high
    assert 164 <= held <= 194


def test_what_comes_before_the_news_is_not_its_doing(monkeypatch: pytest.MonkeyPatch) -> None:
    news = made_up(monkeypatch, 3000, seed=2)
    assert not project(regression("told", news.by_taipei_month, ALWAYS, 0, back=3), 3)[0].tells


def test_a_smooth_curve_finds_the_same_responses(monkeypatch: pytest.MonkeyPatch) -> None:
    news = made_up(monkeypatch, 3000, seed=3)
    curve = smooth.curve("told", news, "news", ALWAYS, 8)
    truth = [*RESPONSES, 0.0, 0.0, 0.0, 0.0]
    assert curve.estimate == pytest.approx(truth, abs=0.45)


def test_months_left_out_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    news = made_up(monkeypatch, 200, seed=4)
    gone = tuple(news.largest("news", 3, "0000-01", "9999-12"))
    found = regression("told", news.by_taipei_month, Sample("0000-01", "9999-12", gone), 0)
    assert set(gone) & set(found.rows) == set()
    assert len(found.rows) == len(regression("told", news.by_taipei_month, ALWAYS, 0).rows) - 3


def test_a_ratio_bears_noise_in_the_surprises_and_a_slope_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = made_up(monkeypatch, 3000, seed=5)
    chance = np.random.default_rng(6)
    blurred = {m: v + float(chance.normal(0, 5)) for m, v in clean.by_taipei_month["news"].items()}
    noisy = surprises.Surprises("n", "", "", "", clean.first, clean.last, {"news": blurred}, {})
    slope = project(regression("told", noisy.by_taipei_month, ALWAYS, 0), 0)[0]
    found = instrumented.ratio("told", "yield", noisy, "news", ALWAYS, 0)
    assert slope.high < RESPONSES[0]
    assert found.low < RESPONSES[0] / 2 < found.high
    assert found.estimate == pytest.approx(RESPONSES[0] / 2, abs=0.15)


def test_a_weak_first_stage_has_an_interval_without_end() -> None:
    assert instrumented.anderson_rubin(1.0, 0.5, 0.1, 1.0, 0.0) == (-math.inf, math.inf)
    low, high = instrumented.anderson_rubin(2.0, 1.0, 1e-6, 1e-6, 0.0)
    assert low == pytest.approx(2.0, abs=0.01)
    assert high == pytest.approx(2.0, abs=0.01)


def test_the_autoregression_finds_what_the_news_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    news = made_up(monkeypatch, 1500, seed=7)
    found = bayesian_var.posterior(news, "news", ALWAYS, 4, ("yield", "told"), draws=200)
    for horizon, truth in enumerate(RESPONSES):
        low, middle, high = found.quantiles["told"][horizon]
        assert low < middle < high
        assert middle == pytest.approx(truth, abs=0.5), horizon
    assert found.quantiles["yield"][0][1] == pytest.approx(20.0, abs=0.5)


def test_dates_dealt_by_chance_tell_as_much_only_where_there_is_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    news = made_up(monkeypatch, 200, seed=8)
    found = regression("told", news.by_taipei_month, ALWAYS, 0)
    assert uncertainty.chance_share(found, draws=199)[0] == pytest.approx(1 / 200)
    idle = np.random.default_rng(9).normal(size=len(found.rows))
    nothing = projections.Regression(found.rows, idle, found.news, found.controls)
    assert uncertainty.chance_share(nothing, draws=199)[0] > 0.02


def test_redrawn_months_hold_the_response(monkeypatch: pytest.MonkeyPatch) -> None:
    news = made_up(monkeypatch, 400, seed=10)
    spread = uncertainty.redrawn(regression("told", news.by_taipei_month, ALWAYS, 0), draws=300)[0]
    assert spread.low < RESPONSES[0] < spread.high
    assert spread.high - spread.low < 1.5


def test_an_outcome_of_one_date_rests_on_few_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    news = made_up(monkeypatch, 200, seed=11)
    largest = news.largest("news", 1, "0000-01", "9999-12")[0]
    one = {"news": {**news.by_taipei_month["news"], largest: 60.0}}
    one_date = surprises.Surprises("one", "", "", "", news.first, news.last, one, {})
    chance = np.random.default_rng(12)
    level, levels = 0.0, {}
    for month in months.names("1900-01", 200):
        level += float(chance.normal()) + (12.0 if month == largest else 0.0)
        levels[month] = level
    monkeypatch.setattr(projections, "path", lambda name: levels)
    told = Outcome("told", "told", "told", "log", "monthly", "percent")
    monkeypatch.setattr(projections, "world_lags", lambda period: [])
    rows = list(table.projected(one_date, "news", told, Sample(news.first, news.last)))
    assert one_date.share("news", [largest], news.first, news.last) > 0.3
    assert table.verdict(rows, "local_projection", "told", 0) == "rests on few dates"


def test_years_are_printed_and_not_judged() -> None:
    rows = records.kept("jarocinski_karadi").rows
    own = [row for row in rows if row.shock == "policy"]
    assert any(row.outcome == "fx_reserves" and row.tells for row in own)
    assert table.verdict(own, "local_projection", "fx_reserves", 0) == "too few to judge"
    assert table.verdict(own, "local_projection", "twd_per_usd", 0) == "stands"


def test_placebo_dates_that_tell_take_a_response_away() -> None:
    rows = records.kept("bauer_swanson").rows
    assert table.verdict(rows, "local_projection", "twd_per_usd", 0) == "placebo dates tell too"
    clean = [row for row in rows if row.variant != table.PLACEBO]
    assert table.verdict(clean, "local_projection", "twd_per_usd", 0) == "stands"


def test_the_world_enters_as_lags_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    real = outcomes.observed

    class Watched(dict[str, float]):
        def __getitem__(self, month: str) -> float:
            seen.append(month)
            return super().__getitem__(month)

    monkeypatch.setattr(projections, "observed", lambda figure, column: Watched(real(figure, column)))
    assert projections.world_lags("2010-06") is not None
    assert seen
    assert max(seen) < "2010-06"


FIRST_LOOK = [
    ("u2", "taiex", 0, -2.6, 1.1), ("u2", "taiex", 1, -1.6, 1.4), ("u2", "taiex", 3, -3.3, 2.0),
    ("u3", "taiex", 0, -3.0, 1.3), ("u3", "taiex", 1, -5.7, 2.2), ("u3", "taiex", 3, -6.3, 2.4),
    ("u2", "twd_per_usd", 0, 1.5, 0.3), ("u2", "twd_per_usd", 1, 1.2, 0.5),
    ("u2", "twd_per_usd", 3, 0.7, 0.7), ("u3", "twd_per_usd", 0, 0.6, 0.4),
    ("u3", "twd_per_usd", 1, 1.0, 0.6), ("u3", "twd_per_usd", 3, 0.9, 0.7),
]  # fmt: skip
"""An independent first estimate on the same series, months of the United States, November 2008 to 2023."""


@pytest.mark.parametrize(("shock", "name", "horizon", "estimate", "se"), FIRST_LOOK)
def test_the_first_look_is_found_again(
    shock: str, name: str, horizon: int, estimate: float, se: float
) -> None:
    rows = records.kept("jarocinski_unconventional").rows
    found = [r for r in rows if (r.method, r.shock, r.outcome, r.variant, r.horizon)
             == ("local_projection", shock, name, "us_dates", horizon)]  # fmt: skip
    assert [round(row.estimate, 1) for row in found] == [pytest.approx(estimate, abs=0.11)]
    assert found[0].se == pytest.approx(se, abs=0.11)


def test_purchases_rest_on_march_2009() -> None:
    record = records.kept("jarocinski_unconventional")
    own = [row for row in record.rows if row.shock == "u3"]
    assert table.verdict(own, "local_projection", "taiex", 0) == "rests on few dates"
    assert any(
        key.startswith("largest_1: 2009-03") and share > 0.55 for key, share in record.shares["u3"].items()
    )


NAMES = tuple(one.name for one in outcomes.OUTCOMES)


@pytest.mark.parametrize("method", [name for name in table.METHODS if name not in table.BY_DAY])
def test_what_is_kept_is_what_the_command_makes(method: str) -> None:
    """Every outcome by local projections; by the slower methods one, in every sample and horizon."""
    news = surprises.compiled()
    names = NAMES if method == "local_projection" else ("taiex",)
    asked = tasks.Asked(news, Sample(news.first, news.last), ("policy",), names, methods=(method,))
    kept = [
        row for row in records.kept("jarocinski_karadi").rows if (row.method, row.shock) == (method, "policy")
    ]
    known = [row for row in kept if row.outcome in names or method == "bayesian_var"]
    assert known
    assert records.text(tasks.estimates(asked)) == records.text(known)
    assert records.kept("jarocinski_karadi").digest == news.digest


@pytest.mark.parametrize("name", records.names())
def test_what_is_kept_by_day_has_every_close_and_sample(name: str) -> None:
    rows = [row for row in records.kept(name).rows if row.method == "event_days"]
    assert {row.horizon for row in rows} == (set(table.CLOSES) if rows else set())
    variants = {row.variant for row in rows if row.shock == rows[0].shock}
    without = {f"without_{count}_largest" for count in table.LARGEST}
    assert not rows or {"all", *without} <= variants <= {
        "all",
        *without,
        "without_march_2009",
        *table.PERIODS,
    }


@pytest.mark.parametrize("name", records.names())
def test_a_record_says_what_it_was_made_from(name: str) -> None:
    record = records.kept(name)
    assert record.rows
    assert len(record.digest) == 64
    assert all(row.low <= row.estimate <= row.high for row in record.rows if row.method == "local_projection")
    assert {row.method for row in record.rows} <= set(table.METHODS)
    assert set(record.shares) == {row.shock for row in record.rows}


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    news = surprises.compiled()
    whole = Sample(news.first, news.last)
    rows = tasks.estimates(tasks.Asked(news, whole, ("policy",), ("taiex",), methods=("local_projection",)))
    path = records.write(tmp_path, news, whole, rows, None, "0")
    assert records.text(list(records.read(path).rows)) == path.read_text(encoding="utf-8")


def test_a_record_with_a_slip_is_refused(tmp_path: Path) -> None:
    news = surprises.compiled()
    rows = [table.Row("m", "policy", "o", "u", "all", "2000-01", "2001-01", 0, 1.0, None, 0.5, 1.5, 40)]
    path = records.write(tmp_path, news, Sample("2000-01", "2001-01"), rows, None, "0")
    path.write_text(path.read_text(encoding="utf-8").replace("1.5", "high"), encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        records.read(path)


@pytest.mark.parametrize("suffix", [".csv", ".toml"])
def test_a_record_that_was_changed_by_hand_is_refused(tmp_path: Path, suffix: str) -> None:
    news = surprises.compiled()
    rows = [table.Row("m", "policy", "o", "u", "all", "2000-01", "2001-01", 0, 1.0, None, 0.5, 1.5, 40)]
    path = records.write(tmp_path, news, Sample("2000-01", "2001-01"), rows, None, "0")
    changed = path.with_suffix(suffix)
    changed.write_text(changed.read_text(encoding="utf-8").replace("2001-01", "2001-02", 1), encoding="utf-8")
    with pytest.raises(ValueError, match="not as qeqt estimate made it"):
        records.read(path)


def test_the_command_prints_rows_or_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    typed = ["estimate", "taiwan", "--outcome", "taiex", "--method", "local_projection", "--column", "policy"]
    assert command_line.main([*typed, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {row["outcome"] for row in rows} == {"taiex"}
    assert command_line.main(typed) == 0
    printed = capsys.readouterr().out
    assert "taiex, month 0: " in printed
    assert "not estimated:" in printed
    assert command_line.main(["estimate", "taiwan", "--kept"]) == 0
    assert "jarocinski_unconventional" in capsys.readouterr().out


WRONG = [
    (["--outcome", "taix"], "nearest valid: taiex"),
    (["--column", "polici"], "nearest valid: policy"),
    (["--name", "jarocinski"], "nearest valid: jarocinski_karadi"),
    (["--method", "local_projections"], "nearest valid: local_projection"),
    (["--kept", "--name", "jarocinsky_karadi"], "nearest valid: jarocinski_karadi"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG, ids=[w[1] for w in WRONG])
def test_a_slip_on_the_command_line_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str], typed: list[str], said: str
) -> None:
    assert command_line.main(["estimate", "taiwan", *typed]) == 2
    assert said in capsys.readouterr().err


def test_no_coefficient_rests_on_what_does_not_narrow_it() -> None:
    made = coefficients.matched(draws=40_000)
    assert [entry.key for entry in made.coefficients] == list(data.parameters_of("taiwan"))
    for entry in made.coefficients:
        if entry.posterior is None:
            assert not entry.narrowed
            continue
        left = (entry.posterior[2] - entry.posterior[0]) / (entry.prior[2] - entry.prior[0])
        assert not entry.narrowed or left < coefficients.LEARNT, entry.key


def test_what_narrows_is_the_record_and_what_holds_zero_is_chosen() -> None:
    known = data.parameters("fed")
    chance = np.random.default_rng(0)
    for entry in coefficients.kept():
        record = known[entry["coefficient"]]
        assert entry["basis"] == record.basis
        assert record.basis == "chosen" or not record.low <= 0.0 <= record.high, record.key
        assert (entry["narrowed"] == "yes") == (record.prior is not None), record.key
        if record.prior is not None:
            assert record.basis == "estimated"
            posterior = [float(entry[f"posterior_{name}"]) for name in ("low", "median", "high")]
            drawn = np.quantile(bands.one_parameter(record, 200_000, chance), coefficients.QUANTILES)
            assert list(drawn) == pytest.approx(posterior, rel=0.03), record.key


def test_the_kept_table_of_coefficients_is_what_the_command_makes() -> None:
    anew = {
        row.split(",")[0]: row for row in coefficients.text(coefficients.matched().coefficients).splitlines()
    }
    kept = coefficients.KEPT.read_text(encoding="utf-8").splitlines()
    assert list(anew) == [row.split(",")[0] for row in kept]
    for row in kept[1:]:
        ours, theirs = row.split(","), anew[row.split(",")[0]].split(",")
        assert (ours[2], ours[9]) == (theirs[2], theirs[9]), ours[0]
        for one, other in zip(ours[3:9], theirs[3:9], strict=True):
            assert (one == "") == (other == ""), ours[0]
            assert not one or float(one) == pytest.approx(float(other), rel=0.03, abs=1e-3), ours[0]


def test_matching_finds_the_coefficients_that_a_response_was_made_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A made-up record whose foreign trading answers US shares alone, three times as much as it could."""
    asked = {"us_ten_year": 0.0, "us_two_year": 0.0, "us_shares": -1.0, "twd_per_usd": 0.2, "taiex": -1.0}
    answers = {**asked, "foreign_net_buying": -18.0}

    def moment(record: str, shock: str, name: str) -> table.Row:
        se = 0.001 if name in asked else 0.2
        estimate = answers[name]
        return table.Row("event_days", shock, name, "", "", "", "", 2, estimate, se, 0.0, 0.0, 100)

    monkeypatch.setattr(coefficients, "moment", moment)
    monkeypatch.setattr(coefficients, "OUTCOMES", ("foreign_net_buying",))
    monkeypatch.setattr(coefficients, "LEAST_DRAWS", 50)
    found = {entry.key: entry for entry in coefficients.matched(draws=40_000).coefficients}
    assert found["buying_of_equities"].posterior[1] == pytest.approx(18.0, abs=0.4)  # type: ignore[index]
    assert found["buying_of_equities"].narrowed
    assert not found["taiex_duration"].narrowed


def test_the_command_prints_the_table_of_coefficients(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["estimate", "taiwan", "--coefficients"]) == 0
    printed = capsys.readouterr().out
    assert f"{len(data.parameters_of('taiwan'))} coefficients of Taiwan" in printed
    assert "kept aside" in printed
