"""The bench of the mutations: what it changes, what it counts as refused, and a few of each kind tried."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qeqt import data
from qeqt.data.fields import RecordError
from tests.mutations import operators
from tests.mutations.bench import ACCEPTED, BARE, HARMLESS, REFUSED, Bench

RECORD = '# n\n[cap]\nunit = "bn USD"\nvalue = 30.5\nvalues = [\n  { from = "2022-06", value = 2.0 },\n]\n'


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("records"))


@pytest.mark.parametrize("kind", sorted(operators.OPERATORS))
def test_an_operator_changes_the_file(kind: str) -> None:
    changed = operators.OPERATORS[kind](RECORD, random.Random(4))
    assert changed is not None and changed != RECORD.encode()


def test_a_sign_is_turned_where_a_number_stands() -> None:
    seen = {operators.sign(RECORD, random.Random(n)) for n in range(20)}
    assert seen == {RECORD.replace("30.5", "-30.5").encode(), RECORD.replace("2.0", "-2.0").encode()}


def test_a_unit_becomes_another() -> None:
    changed = operators.unit(RECORD, random.Random(1))
    assert changed is not None and b'"bn USD"' not in changed


def test_what_is_loaded_as_it_was_is_harmless(bench: Bench) -> None:
    load = bench.loaders()["events.toml"]
    assert bench.result(load, bench.home / "events.toml", load()) == (HARMLESS, "")


@pytest.mark.parametrize(
    ("raised", "result"), [(RecordError("events.toml: found 1"), REFUSED), (KeyError("x"), BARE)]
)
def test_a_refusal_names_its_file_and_a_bare_error_counts_as_one(raised: Exception, result: str) -> None:
    def load() -> None:
        raise raised

    assert Bench.result(load, Path("events.toml"), None)[0] == result


def test_what_passes_changed_is_accepted() -> None:
    assert Bench.result(lambda: 2, Path("events.toml"), 1)[0] == ACCEPTED


def test_the_file_is_put_back(bench: Bench) -> None:
    before = (bench.home / "policy" / "fed.toml").read_bytes()
    assert bench.tried("sign", "policy/fed.toml", 3) is not None
    assert (bench.home / "policy" / "fed.toml").read_bytes() == before


def test_of_a_few_of_each_kind_hardly_one_passes(bench: Bench) -> None:
    found = list(bench.drawn(11, 80))
    assert [one for one in found if one.result == BARE] == []
    assert len([one for one in found if one.result == REFUSED]) >= 74


WRONG = [
    ("scenarios/fed_2022.toml", "value = 20.0", "value = 200.0", "10 times as much"),
    ("facts/income.toml", 'unit = "bn TWD"', 'unit = "bn JPY"', "'bn TWD' stood there"),
    ("decisions.toml", "fed = 2.5", "fed = 25000", "1e\\+04 times as much"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), WRONG, ids=[w[3] for w in WRONG])
def test_a_slip_is_told_with_what_stood_there(bench: Bench, file: str, old: str, new: str, said: str) -> None:
    path = bench.home / file
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(RecordError, match=said):
            bench.loaders()[file]()
    finally:
        path.write_text(before, encoding="utf-8")


@pytest.fixture
def without(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(data, "HOME", bench.home)
    data.facts.cache_clear()
    yield bench.home
    monkeypatch.undo()
    data.facts.cache_clear()


def test_a_file_that_is_gone_is_missed(without: Path) -> None:
    path = without / "facts" / "income.toml"
    before = path.read_bytes()
    try:
        path.unlink()
        with pytest.raises(RecordError, match=r"facts/income.toml: no such file; others lean on it"):
            data.facts()
    finally:
        path.write_bytes(before)


def test_without_the_ledger_sense_alone_refuses_most(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.forget()
    found = list(bench.drawn(12, 80))
    assert [one for one in found if one.result == BARE] == []
    assert len([one for one in found if one.result == REFUSED]) >= 68
