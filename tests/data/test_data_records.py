"""The project's own records: all load, all say where they come from, none breaks a rule of the book."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data.records import Event, Term

HOME = Path(data.__file__).parent
DOCS = HOME.parents[1] / "docs"
BANKS = sorted(path.stem for path in (HOME / "policy").glob("*.toml"))
EVENTS = data.events()
GLOSSARY = data.glossary()

WEAK = ("TitanFX", "RLAM", "GB News", "CRNTT", "中評", "Raison", "itiger", "wolfstreet", "Binance", "PTT")
LOADED = ("印鈔", "打房", "放水", "護盤", "阻升", "伊朗戰爭")
"""Words that may stand only in quotation marks or among the names a reader may search for."""


@pytest.mark.parametrize("bank", BANKS)
def test_a_banks_records_load(bank: str) -> None:
    assert data.policy(bank)
    assert data.parameters(bank)
    assert data.environment(bank)


@pytest.mark.parametrize("name", data.openings())
def test_an_opening_balances(name: str) -> None:
    opening = data.opening(name)
    owed = sum(item.value for item in opening.liabilities.values()) + opening.capital.value
    assert sum(item.value for item in opening.assets.values()) == pytest.approx(owed, abs=0.1)


def test_every_scenario_names_an_opening_and_measures_that_exist() -> None:
    for record in data.scenarios().values():
        assert record.opening in data.openings()
        assert record.changes.keys() <= data.policy(record.bank).keys()


def test_scenarios_can_be_asked_for_by_bank() -> None:
    every = data.scenarios()
    assert {name for bank in BANKS for name in data.scenarios(bank)} == set(every)


@pytest.mark.parametrize("bank", BANKS)
def test_an_estimated_parameter_names_its_paper_and_its_range(bank: str) -> None:
    for parameter in data.parameters(bank).values():
        assert parameter.low <= parameter.value <= parameter.high
        assert parameter.shape == "fixed" or parameter.low < parameter.high
        assert len(parameter.source) > 8, parameter.key


def test_no_fact_is_roughly_remembered() -> None:
    assert {fact.confidence for fact in data.facts().values()} <= {"read", "computed", "memory-sure"}


# A fact and the compiled number it must equal, as long as a page prints it.
SAME = {
    "boe_qe_peak": ("boe_apf", "announced_purchases", "2020-11-05"),
    "uk_paid_in": ("boe_apf", "cumulative_cash_to_treasury", "2022-09-30"),
    "uk_left": ("boe_apf", "cumulative_cash_to_treasury", "2025-12-31"),
    "rrp_2023_01": ("fed_balance_sheet", "on_rrp", "2023-01-31"),
    "rrp_2025_10": ("fed_balance_sheet", "on_rrp", "2025-10-31"),
    "fed_remit_2014": ("fed_income", "remittances", "2014-12-31"),
    "fed_deferred_2025": ("fed_income", "deferred_asset", "2025-12-31"),
    "fed_interest_reserves_2023": ("fed_income", "interest_expense_reserves", "2023-12-31"),
    "fx_reserves_2026": ("taiwan_fx_reserves", "fx_reserves", "2026-01-31"),
    "cbc_ncd_2022": ("taiwan_certificates", "certificates", "2022-03-01"),
    "tw_mortgage_2026": ("taiwan_mortgage_rate", "mortgage_rate", "2026-01-31"),
    "taiex_2025_end": ("taiwan_stock_index", "taiex", "2025-12-31"),
}


@pytest.mark.parametrize("fact", sorted(SAME.keys() & data.facts().keys()))
def test_a_fact_says_what_the_compiled_figure_says(fact: str) -> None:
    name, column, date = SAME[fact]
    said, figure = data.facts()[fact], data.figure(name)
    assert said.unit == figure.columns[column].unit
    assert said.value == pytest.approx(figure.series(column)[date], abs=0.5)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)
def test_an_event_rests_on_sources_that_may_stand_on_a_page(event: Event) -> None:
    assert [name for name in WEAK if name in " ".join((event.source, *event.seen_in))] == []
    assert "/" not in event.source


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)
def test_an_event_speaks_the_books_chinese(event: Event) -> None:
    text = event.title_zh + event.detail_zh
    assert [word for word in LOADED if word in text] == []
    assert re.findall(r"(?<!\d),|,(?!\d{3})|[;:!?]|——", text) == []
    assert event.detail_zh.endswith("。")


MISSED = [
    ("2008-10-09", "fed"),
    ("2012-07-26", "ecb"),
    ("2015-12-16", "fed"),
    ("2019-01-30", "fed"),
    ("2020-03-26", "fed"),
    ("2021-07-28", "fed"),
    ("2022-03-16", "fed"),
    ("2022-07-21", "ecb"),
    ("2023-07-26", "fed"),
    ("2026-09-10", "ecb"),
    ("2026-09-16", "fed"),
    ("2026-09-17", "cbc"),
    ("2026-09-18", "boj"),
]


@pytest.mark.parametrize(("date", "bank"), MISSED)
def test_what_a_central_banker_would_miss_is_there(date: str, bank: str) -> None:
    assert [event for event in EVENTS if (event.date, event.bank) == (date, bank)]


def test_data_points_are_told_from_decisions() -> None:
    kinds = {event.id: event.date_is for event in EVENTS}
    assert kinds["fed-qt2-decided"] == "decided"
    assert kinds["fed-qt2-starts"] == "effective"
    assert kinds["fed-assets-peak"] == "data"


@pytest.mark.parametrize("term", GLOSSARY.values(), ids=lambda term: term.key)
def test_a_term_is_defined_without_itself_and_in_one_breath(term: Term) -> None:
    assert term.anchor == f"term-{term.key}"
    assert term.definition_zh.endswith("。")
    assert len(term.definition_zh) <= 75
    assert not term.definition_zh.startswith(f"{term.term_zh}是")


WORDS = [
    ("on-rrp", "隔夜附賣回"),
    ("term-premium", "期限溢酬"),
    ("qqe", "量質兼備寬鬆"),
    ("tpi", "傳遞保護工具"),
    ("pmrr", "準備金最低偏好區間"),
    ("lender-of-last-resort", "最後貸款者"),
    ("property-concentration", "不動產貸款集中度"),
    ("monetary-base", "準備貨幣"),
    ("reserve-requirement", "存款準備率"),
    ("certificates", "中央銀行定期存單"),
]


@pytest.mark.parametrize(("key", "word"), WORDS)
def test_a_term_is_called_what_taiwan_calls_it(key: str, word: str) -> None:
    assert GLOSSARY[key].term_zh == word


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("美聯儲", "fed"),
        ("逆回購", "on-rrp"),
        ("加息", "rate-hike"),
        ("bp", "basis-point"),
        ("收益率", "yield"),
        ("滯脹", "stagflation"),
    ],
)
def test_the_words_of_others_lead_to_ours(typed: str, key: str) -> None:
    term = GLOSSARY[key]
    assert typed in (term.abbr, *term.aliases)


@pytest.mark.parametrize(
    ("key", "alias"),
    [
        ("quarter-point", "基點"),
        ("fx-swap", "货币掉期"),
        ("tapering", "退場"),
        ("reserve-requirement", "成數"),
    ],
)
def test_a_word_that_means_something_else_is_no_alias(key: str, alias: str) -> None:
    assert alias not in GLOSSARY[key].aliases


def test_every_subject_has_its_place_in_the_book() -> None:
    lost = []
    for row in data.coverage():
        page, _, heading = row.anchor.partition("#")
        source = DOCS / page
        if not source.is_file() or f"{{#{heading}" not in source.read_text(encoding="utf-8"):
            lost.append((row.id, row.anchor))
    assert lost == []


def test_the_sixteen_subjects_of_taiwan_are_listed() -> None:
    assert [row.id for row in data.coverage() if row.id.startswith("T")] == [
        f"T{n:02d}" for n in range(1, 17)
    ]


def test_records_are_read_without_anything_heavy() -> None:
    code = "import sys, qeqt.data; print(*sorted(m.split('.')[0] for m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"numpy", "mkdocs", "altair", "macros", "yaml", "bs4"} & set(loaded) == set()
