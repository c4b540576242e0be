"""Every reader against a publisher on loopback that does wrong: figures stay whole, the report says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data.official.readers import READERS
from qeqt.data.official.refresh import refresh
from qeqt.data.official.report import REFUSED, RENEWED, Report
from qeqt.data.official.ways import ways
from tests.data.official import faults, loopback
from tests.data.official.faults import IN_ANSWER, IN_SERIES, ON_THE_WIRE, TARGETS, Target
from tests.data.official.loopback import TODAY, Answer, Pairs, Publishers

pytestmark = pytest.mark.usefixtures("old_tables")

PERIODS = 30
"""Our periods that the publishers on loopback go back: enough to compare, and quick."""


def laid(folder: Path, table: str) -> dict[str, bytes]:
    """The last good version of a table, in the folder that is refreshed."""
    folder.mkdir()
    found = {}
    for suffix in (".csv", ".toml"):
        body = (data.HOME / "figures" / f"{table}{suffix}").read_bytes()
        (folder / f"{table}{suffix}").write_bytes(body)
        found[f"{table}{suffix}"] = body
    return found


def run(publishers: Publishers, folder: Path, target: Target, **patience: float) -> Report:
    client = loopback.client(folder.parent / "answers", **patience)
    try:
        return refresh(folder, client, TODAY, book=publishers.ways(), only=[target.table])
    finally:
        client.close()


def refused(publishers: Publishers, folder: Path, target: Target, said: str, **patience: float) -> None:
    """The table is kept as it was, to the byte; the report names the column and says what to do."""
    good = laid(folder, target.table)
    report = run(publishers, folder, target, **patience)
    (one,) = report.tables
    assert one.status == REFUSED, [column.text for column in one.columns]
    mine = [fault for fault in one.faults if fault.startswith(f"{target.table}.{target.column}: ")]
    assert mine, one.faults
    assert re.search(said, mine[0]), mine[0]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == good


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest, publishers: Publishers, old_tables: Path) -> Target:
    found = TARGETS[request.param]
    publishers.stock(found.table, periods=PERIODS)
    return found


def test_every_reader_is_tried() -> None:
    assert TARGETS.keys() == {source.reader for source in ways().sources.values() if source.tried}
    assert TARGETS.keys() <= READERS.keys()
    assert len(IN_SERIES) + len(IN_ANSWER) + len(ON_THE_WIRE) >= 30


def test_without_a_fault_the_table_is_renewed(publishers: Publishers, target: Target, tmp_path: Path) -> None:
    report = run(publishers, tmp_path / "official", target)
    assert report.of(REFUSED) == [], report.text()
    if target.table != "policy_rates":  # it is up to date
        assert [one.table for one in report.of(RENEWED)] == [target.table]


def applies(target: Target, name: str) -> bool:
    """A publisher of changes has no rhythm and no gaps; who answers a month has no year in an answer."""
    if target.rare:
        return name not in ("months missing", "another rhythm", "only the newest", "ended long ago")
    if target.months:
        return name not in (
            "a day to come", "no such day", "a day in words", "a thousandfold long ago", "months missing",
            "only the newest", "another rhythm",
        )  # fmt: skip
    return True


@pytest.mark.parametrize("name", IN_SERIES)
def test_a_fault_in_the_series(publishers: Publishers, target: Target, tmp_path: Path, name: str) -> None:
    if not applies(target, name):
        return
    change, said = IN_SERIES[name]
    mine = publishers.series[target.source]
    mine[target.series] = change(mine[target.series])
    refused(publishers, tmp_path / "official", target, f"{said}|not the same quarters")


def edit(publishers: Publishers, source: str, change: Callable[[Answer], Answer]) -> None:
    publishers.edit = lambda name, answer: change(answer) if name == source else answer


@pytest.mark.parametrize("name", IN_ANSWER)
def test_a_fault_in_the_answer(publishers: Publishers, target: Target, tmp_path: Path, name: str) -> None:
    change, said = IN_ANSWER[name]
    edit(publishers, target.source, lambda answer: Answer(change(answer.body)))
    refused(publishers, tmp_path / "official", target, said)


def test_a_renamed_series(publishers: Publishers, target: Target, tmp_path: Path) -> None:
    if target.table == "us_wealth":
        mine = publishers.series[target.source]
        mine["Net wealth|Bottom50"] = mine.pop(target.series)
        refused(
            publishers, tmp_path / "official", target, "has no group|KeyError|no one column|no observation"
        )
        return
    edit(publishers, target.source, lambda answer: Answer(faults.renamed(answer.body, target.series)))
    refused(publishers, tmp_path / "official", target, "is needed|has no|no one|is not called")


@pytest.mark.parametrize("name", ON_THE_WIRE)
def test_a_fault_on_the_wire(publishers: Publishers, target: Target, tmp_path: Path, name: str) -> None:
    how, said = ON_THE_WIRE[name]
    port = publishers.base.rpartition(":")[2]
    headers = {key: value.replace("PORT", port) for key, value in how.headers.items()}
    edit(publishers, target.source, lambda answer: Answer(answer.body, how.status, headers, how.fail))
    patience = {"silence": 0.05, "deadline": 0.3} if name in ("silence", "a drip") else {}
    refused(publishers, tmp_path / "official", target, said, **patience)


UNITS = {
    "ddp_csv": ("Percent:_Per_Year", "Basis_Points"), "mof_japan_csv": ("(Unit : %)", "(Unit : bp)"),
    "boj_json": ("Yen per U.S. Dollar", "U.S. Dollar per Yen"), "cbc_json": ("匯率", "百萬美元"),
    "sdmx": ("PCPA", "PP"),
}  # fmt: skip


@pytest.mark.parametrize("reader", UNITS)
def test_another_unit_in_the_answer_s_own_words(publishers: Publishers, tmp_path: Path, reader: str) -> None:
    was, now = (text.encode() for text in UNITS[reader])
    target = TARGETS[reader]
    publishers.stock(target.table, periods=PERIODS)
    edit(publishers, target.source, lambda answer: Answer(answer.body.replace(was, now)))
    refused(publishers, tmp_path / "official", target, "the publisher's unit is")


def test_a_port_that_nobody_listens_on(publishers: Publishers, tmp_path: Path) -> None:
    target = TARGETS["fred_csv"]
    base, publishers.base = publishers.base, "http://127.0.0.1:9"
    try:
        refused(publishers, tmp_path / "official", target, "no connection .* is this machine online")
    finally:
        publishers.base = base


def test_other_tables_are_tried_all_the_same(publishers: Publishers, tmp_path: Path) -> None:
    tables = ["us_mortgage_rate", "japan_rates", "ecb_portfolios"]
    publishers.stock(*tables, periods=PERIODS)
    edit(publishers, "fred", lambda _: Answer(fail="reset"))
    client = loopback.client(tmp_path / "answers")
    report = refresh(tmp_path / "official", client, TODAY, book=publishers.ways(), only=tables)
    client.close()
    assert [one.table for one in report.of(REFUSED)] == ["us_mortgage_rate"]
    assert sorted(one.table for one in report.of(RENEWED)) == ["ecb_portfolios", "japan_rates"]
    assert list(report.publishers) == ["FRED（聖路易聯邦準備銀行）"]
    assert sorted(path.stem for path in (tmp_path / "official").glob("*.csv")) == [
        "ecb_portfolios",
        "japan_rates",
    ]


def test_a_fault_that_passes_is_asked_again(publishers: Publishers, tmp_path: Path) -> None:
    target = TARGETS["fred_csv"]
    publishers.stock(target.table, periods=PERIODS)
    calls: list[str] = []

    def twice_wrong(answer: Answer) -> Answer:
        calls.append("")
        return Answer(status=503) if len(calls) == 1 else Answer(fail="reset") if len(calls) == 2 else answer

    edit(publishers, target.source, twice_wrong)
    report = run(publishers, tmp_path / "official", target, attempts=4)
    assert [one.table for one in report.of(RENEWED)] == [target.table]
    assert len(calls) == 3


def pairs_of(publishers: Publishers, target: Target) -> Pairs:
    return publishers.series[target.source][target.series]


def test_an_unfinished_month_is_left_out(publishers: Publishers, tmp_path: Path) -> None:
    """A real file to 30 September: the month counts when October has begun, and not before."""
    target = Target("us_yields_month_end", "ten_year")
    publishers.stock(target.table, periods=PERIODS)
    mine = pairs_of(publishers, target)
    publishers.series[target.source][target.series] = [pair for pair in mine if pair[0] <= "2026-09-30"]
    (one,) = run(publishers, tmp_path / "official", target).tables
    moved = {column.column: column.last_after for column in one.columns}
    assert moved["ten_year"] == "2026-08-31"
    assert moved["two_year"] == "2026-09-30"


def test_old_mac_line_ends_are_read(publishers: Publishers, tmp_path: Path) -> None:
    target = TARGETS["fred_csv"]
    publishers.stock(target.table, periods=PERIODS)
    edit(publishers, "fred", lambda answer: Answer(b"\xef\xbb\xbf" + answer.body.replace(b"\n", b"\r")))
    report = run(publishers, tmp_path / "official", target)
    assert [one.table for one in report.of(RENEWED)] == [target.table]
