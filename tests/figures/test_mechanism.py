"""Mechanisms: accounts that balance, amounts that are the model's, every step in the page."""

import csv
import io
import re
from dataclasses import replace

import pytest
from lxml import etree

from macros import charts  # noqa: F401  registers them
from macros.charts import mechanism_accounts as accounts
from macros.figures import figure, html, mechanism
from macros.figures.mechanism import ASSETS, LIABILITIES, Entry, Step
from qeqt import run
from qeqt.study import ldi_daily

NAMES = mechanism.names()
BOOK = html.Book("書")


def page(name):
    return html.mechanism_html(name, lambda target: f"../{target}", BOOK)


@pytest.mark.parametrize("name", NAMES)
def test_the_numbers_bear_out_what_a_mechanism_says(name):
    found = mechanism.found(name)
    assert len(found.steps) >= 3
    assert all(rule.holds(found.figure.rows) for rule in found.figure.rules)
    assert all(step.entries or step.chain for step in found.steps)


@pytest.mark.parametrize("name", NAMES)
def test_every_account_of_every_step_balances(name):
    for step in mechanism.found(name).steps:
        for book in step.books():
            sides = [sum(e.change for e in step.entries if (e.book, e.side) == (book, side))
                     for side in (ASSETS, LIABILITIES)]  # fmt: skip
            assert sides[0] == pytest.approx(sides[1], rel=1e-9), (step.title, book)


def test_what_one_gives_another_gets():
    steps = [step for name in ("accounts_fed", "accounts_taiwan") for step in mechanism.found(name).steps]
    for step in steps:
        for claim in ("準備金", "存款", "附賣回", "定期存單"):
            held = sum(e.change for e in step.entries if e.item == claim and e.side == ASSETS)
            owed = sum(e.change for e in step.entries if e.item == claim and e.side == LIABILITIES)
            if claim == "存款" and step.books()[-1] == accounts.TREASURY:
                continue  # the Treasury's own account is called otherwise where it is owed
            if owed and held:
                assert held == pytest.approx(owed, rel=1e-9), (step.title, claim)


def test_an_account_that_does_not_balance_is_refused(monkeypatch):
    found = mechanism.found("accounts_fed")
    entries = [*found.steps[0].entries, Entry("銀行", ASSETS, "債券", 1.0)]
    bad = replace(found, steps=[replace(found.steps[0], entries=entries)])
    monkeypatch.setitem(mechanism._MECHANISMS, "bad", lambda: bad)
    with pytest.raises(figure.FigureError, match="do not balance"):
        mechanism.found("bad")
    assert not bad.steps[0].balances()
    assert Step("", "", [Entry("a", ASSETS, "x", 1), Entry("a", LIABILITIES, "y", 1)]).balances()


def test_a_mechanism_that_is_not_there_is_answered_with_the_nearest():
    with pytest.raises(figure.FigureError, match="accounts_fed"):
        mechanism.found("account_fed")


def test_the_amounts_are_the_flows_of_the_model():
    found, steps = run("fed_history"), mechanism.found("accounts_fed").steps
    at = found.months.index("2020-03")
    assert steps[0].entries[0].change == pytest.approx(float(found.columns["purchases"][at]))
    at = found.months.index("2023-06")
    lost = found.columns["deferred_asset"]
    assert steps[5].entries[0].change == pytest.approx(float(lost[at] - lost[at - 1]))
    taiwan = run("taiwan_hot_money")
    end = taiwan.months.index("2009-10")
    last = mechanism.found("accounts_taiwan").steps[2].entries
    assert [e.change for e in last[:3]] == pytest.approx(
        [float(taiwan.columns[c][end]) for c in ("cbc_fx_assets", "cbc_certificates", "tw_bank_reserves")]
    )
    days = ldi_daily.first_month("stability_uk_2022_alone")
    rows = mechanism.found("ldi_spiral").figure.rows
    assert rows[-1]["sold"] == pytest.approx(max(days.daily_sold), abs=0.1)


@pytest.mark.parametrize("name", NAMES)
def test_every_step_stands_in_the_page_under_an_id_of_its_own(name):
    found, text = mechanism.found(name), page(name)
    etree.fromstring(text.replace(" download>", ">").replace(" data-unsearched>", ">").encode())
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 1 + len(found.steps)
    assert all(f"fig-{name}-{n}" in ids for n in range(1, len(found.steps) + 1))
    for step in found.steps:
        assert step.title in text
        assert step.text in text
    assert " hidden" not in text
    assert text.count('class="qeqt-book__bar"') == sum(len(step.entries) for step in found.steps)


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_are_offered_as_csv(name):
    text = html.csv_files()[html.csv_path(name)]
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert len(rows) == len(mechanism.found(name).figure.rows)
