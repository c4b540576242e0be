"""What a record file may not say: each slip is named with file, key, value found and what would be right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qeqt.data import book_files, environment_files, model_files, opening_files, parameter_files
from qeqt.data.fields import RecordError
from qeqt.data.records import Figure
from tests.data.sound import (
    COVERAGE,
    EVENT,
    FACT,
    GROUPS,
    MEASURE,
    OPENING,
    PARAMETER,
    SEEN,
    SERIES,
    STEP,
    TERM,
)


def no_figure(name: str) -> Figure:
    """Stand in where a file must not ask for a figure."""
    raise RecordError(f"figures/{name}.csv: no such record")


def refused(load: Callable[[Path], Any], path: Path, content: str) -> str:
    """The message with which a loader refuses a file of that content."""
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        load(path)
    return str(caught.value)


def step(start: str, value: str) -> str:
    return STEP.format(start=start, value=value)


# name, loader, file name, content, what the message says (file and key first)
BAD: list[tuple[str, Callable[[Path], Any], str, list[str]]] = [
    (
        "parameter without unit",
        parameter_files.load_parameters,
        PARAMETER.replace('unit = "percentage points"\n', "") + SEEN,
        ["okun.unit", "found nothing", "a text is needed"],
    ),
    (
        "parameter without source",
        parameter_files.load_parameters,
        PARAMETER + SEEN.replace("source", "sourec"),
        ["okun.source: found nothing", "okun.sourec", "unknown key", "nearest valid: source"],
    ),
    (
        "confidence misspelt",
        parameter_files.load_parameters,
        PARAMETER + SEEN.replace('"read"', '"memory-sur"'),
        ["okun.confidence", "'memory-sur'", "nearest valid: memory-sure"],
    ),
    (
        "coefficient of Taiwan that does not say what it rests on",
        parameter_files.load_parameters,
        PARAMETER.replace('"economy"', '"taiwan"') + SEEN,
        ["okun.basis", "found nothing", "chosen, estimated, literature"],
    ),
    (
        "estimate of Taiwan whose range holds zero",
        parameter_files.load_parameters,
        PARAMETER.replace('"economy"', '"taiwan"').replace("low = 1", "low = -1\neither_sign = true")
        + 'basis = "estimated"\n'
        + SEEN,
        ["okun.basis", "found 'estimated'", "chosen: zero lies between low, -1, and high, 3"],
    ),
    (
        "prior out of order",
        parameter_files.load_parameters,
        PARAMETER + "prior_low = 1\nprior_value = 4\nprior_high = 3\n" + SEEN,
        ["okun.prior_value", "found 4", "between prior_low, 1, and prior_high, 3"],
    ),
    (
        "sector misspelt",
        parameter_files.load_parameters,
        PARAMETER.replace('"economy"', '"economi"') + SEEN,
        ["okun.sector", "'economi'", "nearest valid: economy"],
    ),
    (
        "part of another sector",
        parameter_files.load_parameters,
        PARAMETER.replace('"output_and_prices"', '"reserve_market"') + SEEN,
        ["okun.part", "'reserve_market'", "valid: asset_prices, consolidated_debt"],
    ),
    (
        "part that does not read it",
        parameter_files.load_parameters,
        PARAMETER.replace('"output_and_prices"', '"asset_prices"') + SEEN,
        ["okun.part", "'asset_prices'", 'sector = "economy", part = "output_and_prices"'],
    ),
    (
        "parameter that nothing reads",
        parameter_files.load_parameters,
        PARAMETER.replace("[okun]", "[okum]") + SEEN,
        ["okum.part", "nothing reads it in qeqt/core/economy/output_and_prices.py", "nearest valid: okun"],
    ),
    (
        "parameter in an unknown unit",
        parameter_files.load_parameters,
        PARAMETER.replace('"percentage points"', '"pecent"') + SEEN,
        ["okun.unit", "'pecent'", "nearest valid: percent"],
    ),
    (
        "parameter that banks share, in a currency",
        parameter_files.load_parameters,
        PARAMETER.replace('"percentage points"', '"bn USD"') + SEEN,
        ["okun.unit", "'bn USD'", "a number that banks share has no currency"],
    ),
    (
        "opening in another bank's currency",
        opening_files.load_opening,
        OPENING.replace('"bn USD"', '"bn EUR"'),
        ["opening.unit", "'bn EUR'", "fed counts in USD"],
    ),
    (
        "value outside its range",
        parameter_files.load_parameters,
        PARAMETER.replace("value = 2", "value = 7") + SEEN,
        ["okun.value", "found 7", "low is 1 and high 3"],
    ),
    (
        "value of the wrong type",
        parameter_files.load_parameters,
        PARAMETER.replace("value = 2", 'value = "2"') + SEEN,
        ["okun.value", "found '2'", "a number is needed"],
    ),
    (
        "true as a number",
        parameter_files.load_parameters,
        PARAMETER.replace("value = 2", "value = true") + SEEN,
        ["okun.value", "found True", "a number is needed"],
    ),
    (
        "range without width",
        parameter_files.load_parameters,
        PARAMETER.replace("value = 2\nlow = 1\nhigh = 3", "value = 2\nlow = 2\nhigh = 2") + SEEN,
        ["okun.shape", "'uniform'", "fixed"],
    ),
    (
        "shape that nothing draws",
        parameter_files.load_parameters,
        PARAMETER.replace("uniform", "uniformly") + SEEN,
        ["okun.shape", "'uniformly'", "nearest valid: uniform"],
    ),
    (
        "steps out of order",
        model_files.load_policy,
        MEASURE.format(rows=step("2018-01", "value = 12") + "\n" + step("2017-10", "value = 6")),
        ["cap.values[2].from", "'2017-10'", "after the one before, 2018-01"],
    ),
    (
        "a value and an end at once",
        model_files.load_policy,
        MEASURE.format(rows=step("2018-01", "value = 12, ended = true")),
        ["cap.values[1].value", "found 12", "ended"],
    ),
    (
        "a month that is none",
        model_files.load_policy,
        MEASURE.format(rows=step("2018-13", "value = 12")),
        ["cap.values[1].from", "'2018-13'", "YYYY-MM"],
    ),
    (
        "assets that do not equal liabilities and capital",
        opening_files.load_opening,
        OPENING.replace("value = 500", "value = 512.5"),
        ["assets = liabilities + capital", "512.50 = 500.00", "assets are larger by 12.50 bn USD"],
    ),
    (
        "liabilities and capital that are more than assets",
        opening_files.load_opening,
        OPENING.replace("value = 460\n", "value = 472.5\n"),
        ["assets = liabilities + capital", "500.00 = 512.50", "liabilities and capital are larger by 12.50"],
    ),
    (
        "more capital than assets leave room for",
        opening_files.load_opening,
        OPENING.replace("value = 500", "value = 487.5"),
        ["assets = liabilities + capital", "487.50 = 500.00", "liabilities and capital are larger by 12.50"],
    ),
    (
        "an item in another unit",
        opening_files.load_opening,
        OPENING.replace("value = 460\n", 'value = 460\nunit = "mn USD"\n'),
        ["opening.liabilities.reserves.unit", "'mn USD'", "'bn USD'"],
    ),
    (
        "an asset misspelt",
        opening_files.load_opening,
        OPENING.replace("[assets.treasuries]", "[assets.treasurys]"),
        ["opening.assets.treasurys", "unknown key", "nearest valid: treasuries"],
    ),
    (
        "a liability misspelt",
        opening_files.load_opening,
        OPENING.replace("[liabilities.reserves]", "[liabilities.reserve]"),
        ["opening.liabilities.reserve:", "unknown key", "nearest valid: reserves"],
    ),
    (
        "a ladder misspelt",
        opening_files.load_opening,
        OPENING + f"[ladders.mb]\nrows = [[1, 5.0, 1.0]]\n{SEEN}",
        ["opening.ladders.mb:", "unknown key", "nearest valid: mbs"],
    ),
    (
        "a ladder out of order",
        opening_files.load_opening,
        OPENING + f"[ladders.treasuries]\nrows = [[2, 5.0, 1.0], [1, 5.0, 1.0], [3, 5.0]]\n{SEEN}",
        ["opening.ladders.treasuries.rows[2]", "above the row before, 2", "rows[3]", "3 numbers are needed"],
    ),
    (
        "a series without a rule beyond its end",
        lambda path: environment_files.load_environment(path, no_figure),
        SERIES + 'values = { "2008-12" = 14500 }\n',
        ["gdp.beyond", "found nothing"],
    ),
    (
        "a series without observations",
        lambda path: environment_files.load_environment(path, no_figure),
        SERIES + 'values = { "2008" = 14500 }\nbeyond = { rule = "hold", source = "choice" }\n',
        ["gdp.values.2008", "a month", "at least one observation"],
    ),
    (
        "a series that the model does not know",
        lambda path: environment_files.load_environment(path, no_figure),
        SERIES.replace("[gdp]", "[bank_asets]")
        + 'values = { "2008-12" = 1 }\nbeyond = { rule = "hold", source = "choice" }\n',
        ["bank_asets: found 'bank_asets'", "unknown series", "nearest valid: bank_assets"],
    ),
    (
        "a fact roughly remembered",
        lambda path: book_files.load_facts(path, no_figure),
        FACT.replace('"read"', '"memory-approx"'),
        ["assets.confidence", "'memory-approx'", "read, computed or memory-sure"],
    ),
    (
        "a fact without publisher and date",
        lambda path: book_files.load_facts(path, no_figure),
        FACT.replace('publisher = "聯準會"\n', "").replace("as_of = 2008-08-27\n", ""),
        ["assets.publisher: found nothing", "assets.as_of: found nothing"],
    ),
    (
        "a fact in an unknown unit",
        lambda path: book_files.load_facts(path, no_figure),
        FACT.replace("bn USD", "bn US"),
        ["assets.unit", "'bn US'", "nearest valid: bn USD"],
    ),
    (
        "a reported fact with one text",
        lambda path: book_files.load_facts(path, no_figure),
        FACT + "reported = true\n",
        ["assets.seen_in", "two or more independent texts"],
    ),
    (
        "a fact with a value and a figure",
        lambda path: book_files.load_facts(path, no_figure),
        FACT + 'from = { figure = "feds", column = "x", date = 2008-12-31 }\n',
        ["assets.value", "value or from, not both", "figures/feds.csv: no such record"],
    ),
    (
        "a recent event from one press text",
        book_files.load_events,
        EVENT.replace("2008-11-25", "2026-03-19"),
        ["event fed-qe1.reported", "official_read = true, or reported = true"],
    ),
    (
        "events out of order",
        book_files.load_events,
        EVENT + EVENT.replace("2008-11-25", "2008-11-24").replace("fed-qe1", "fed-qe0"),
        ["event fed-qe0.date", "2008-11-24", "the one before is of 2008-11-25"],
    ),
    (
        "an event of an unknown kind",
        book_files.load_events,
        EVENT.replace('kind = "qe"', 'kind = "QE"'),
        ["event fed-qe1.kind", "'QE'", "valid: facility, law, market, qe, qt, rate, taiwan"],
    ),
    (
        "two events of one name",
        book_files.load_events,
        EVENT + EVENT,
        ["event fed-qe1.id", "another event has this id"],
    ),
    (
        "one word for two terms",
        book_files.load_glossary,
        GROUPS
        + TERM.format(key="qe", zh="量化寬鬆", alias="放水")
        + TERM.format(key="expansion", zh="擴表", alias="放水"),
        ["expansion: found '放水'", "already leads to qe"],
    ),
    (
        "a term that points nowhere",
        book_files.load_glossary,
        GROUPS + TERM.format(key="qe", zh="量化寬鬆", alias="放水") + 'see = ["qee"]\n',
        ["qe.see", "'qee'", "nearest valid: qe"],
    ),
    (
        "a term of no group",
        book_files.load_glossary,
        GROUPS + TERM.format(key="qe", zh="量化寬鬆", alias="放水").replace('"one"', '"two"'),
        ["qe.group", "'two'", "valid: one"],
    ),
    (
        "a group of no term",
        book_files.load_glossary,
        GROUPS + 'two = "另一組"\n' + TERM.format(key="qe", zh="量化寬鬆", alias="放水"),
        ["groups: found 'two'; no word belongs to this group"],
    ),
    (
        "a subject of an unknown status",
        book_files.load_coverage,
        COVERAGE + "K001,導言,三種狀態,mechanism,intro.md#sec-intro,writen\n",
        ["line 2.status", "'writen'", "nearest valid: written"],
    ),
    (
        "a subject without a place",
        book_files.load_coverage,
        COVERAGE + "K001,導言,三種狀態,mechanism,intro.md,written\n",
        ["line 2.anchor", "'intro.md'", "page.md#heading"],
    ),
    ("not TOML", model_files.load_policy, "[cap\n", ["not TOML"]),
]


@pytest.mark.parametrize(
    ("load", "content", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_a_slip_is_named_with_file_key_value_and_what_would_be_right(
    load: Callable[[Path], Any], content: str, said: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "record.toml"
    message = refused(load, path, content)
    assert [part for part in [path.as_posix(), *said] if part not in message] == []


def test_all_slips_of_a_file_come_in_one_message(tmp_path: Path) -> None:
    second = PARAMETER.replace("[okun]", "[anchoring]").replace("value = 2", "value = 0")
    message = refused(
        parameter_files.load_parameters,
        tmp_path / "fed.toml",
        PARAMETER.replace("high = 3\n", "") + SEEN + second,
    )
    slips = {line.split(":")[0].strip() for line in message.splitlines()[1:]}
    lacking = {f"anchoring.{key}" for key in ("value", "source", "seen_in", "confidence")}
    assert {"okun.high", *lacking} <= slips
    assert f"{len(message.splitlines()) - 1} slips" in message


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "fed_2008_12.toml").write_text(OPENING, encoding="utf-8")
    with pytest.raises(RecordError, match="nearest valid: fed_2008_12"):
        model_files.named("fed_2008_11", tmp_path, ".toml")


def test_the_sound_files_of_these_tests_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "sound.toml"
    path.write_text(PARAMETER + SEEN, encoding="utf-8")
    assert parameter_files.load_parameters(path)["okun"].value == 2.0
    path.write_text(OPENING, encoding="utf-8")
    assert opening_files.load_opening(path).capital.value == 40.0
    path.write_text(FACT, encoding="utf-8")
    assert book_files.load_facts(path, no_figure)["assets"].publisher == "聯準會"
    path.write_text(EVENT, encoding="utf-8")
    assert [event.date for event in book_files.load_events(path)] == ["2008-11-25"]
