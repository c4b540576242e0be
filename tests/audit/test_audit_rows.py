"""The audit's table: what is held to what, what is put aside meanwhile, what the verb returns."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from macros.audit import audit, lab, model, records, search
from macros.audit.measure import Row
from macros.search.index import INDEX
from macros.search.install import BOX, SCRIPTS, WORKER
from macros.text.errors import BuildError


@pytest.mark.parametrize(
    ("row", "within", "said"),
    [
        (Row("a", 5.0, "s", 5.0), True, ["a", "5.00", "s", "≤", "5.00", "s"]),
        (Row("a", 5.001, "s", 5.0), False, ["a", "5.00", "s", "≤", "5.00", "s", "missed"]),
        (Row("a", 0.9, "", floor=0.9), True, ["a", "0.90", "≥", "0.90"]),
        (Row("a", 0.89, "", floor=0.9), False, ["a", "0.89", "≥", "0.90", "missed"]),
        (Row("a", 5.0, "", budget=9.0, floor=6.0), False, ["a", "5.00", "≥", "6.00", "missed"]),
        (Row("a", 9.99, "kB"), True, ["a", "9.99", "kB"]),
        (Row("a", -10.0, "kB"), True, ["a", "-10.0", "kB"]),
        (Row("a", 12345.67, "kB"), True, ["a", "12,345.7", "kB"]),
    ],
)
def test_a_row_is_within_what_it_is_held_to_and_says_so(row: Row, within: bool, said: list[str]) -> None:
    assert row.within is within
    assert str(row).split() == said


def test_a_folder_is_hidden_while_it_is_in_the_way_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    with audit.without_folder(folder):
        assert not folder.exists()
    assert list(tmp_path.iterdir()) == []
    folder.mkdir()
    (folder / "kept").write_text("old", encoding="utf-8")
    with pytest.raises(ValueError, match="stop"), audit.without_folder(folder):
        assert not folder.exists()
        folder.mkdir()
        (folder / "new").touch()
        raise ValueError("stop")
    assert [path.name for path in folder.iterdir()] == ["kept"]
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_a_command_is_timed_and_one_that_fails_is_said() -> None:
    assert 0.0 < audit.seconds("-c", "pass") < 60.0
    with pytest.raises(BuildError, match="no such thing"):
        audit.seconds("-c", "raise SystemExit('no such thing')")


def test_pages_are_named_by_their_addresses(tmp_path: Path) -> None:
    for name in ("index.html", "qe/what/index.html", "faq/index.html", "assets/a.css"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert audit.addresses(tmp_path) == ["", "faq/", "qe/what/"]


def test_the_five_heaviest_pages_are_named_and_the_most_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    views = {f"{n}/": (float(n), 20 - n) for n in range(8)}
    monkeypatch.setattr(audit, "first_view", lambda browser, url: views[url.removeprefix("home/")])
    *heavy, most = audit.weights(object(), "home/", views)  # type: ignore[arg-type]
    assert [(row.what, row.measured) for row in heavy] == [
        (f"first view of /{n}/, gzip", float(n)) for n in (7, 6, 5, 4, 3)
    ]
    assert {row.budget for row in heavy} == {audit.FIRST_VIEW_KB}
    assert (most.measured, most.budget) == (20, audit.FIRST_VIEW_REQUESTS)


def test_importing_is_the_whole_less_the_interpreter_s_own_start(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = iter([0.3, 0.2, 0.25, 0.21, 0.4, 0.9, 0.26, 0.8, 0.7, 0.6])
    monkeypatch.setattr(audit, "seconds", lambda *command: next(taken))
    row = audit.import_time()
    assert (row.measured, row.unit, row.budget) == (pytest.approx(60.0), "ms", audit.IMPORT_MS)


@pytest.mark.parametrize(("value", "code"), [(1.0, 0), (3.0, 1)])
def test_the_verb_prints_every_row_and_returns_whether_all_hold(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: float, code: int
) -> None:
    class Nothing:
        def __getattr__(self, name: str) -> Any:
            return self

        def __call__(self, *given: object, **also: object) -> Any:
            return self

    @contextmanager
    def around(*given: object) -> Iterator[Any]:
        yield Nothing()

    for name in ("audit_records", "model_times", "build_times", "weights", "barriers", "audit_search"):
        monkeypatch.setattr(audit, name, lambda *given, name=name: iter([Row(name, 1.0, "s", 2.0)]))
    for name in ("import_time", "preview_time"):
        monkeypatch.setattr(audit, name, lambda name=name: Row(name, 1.0, "s", 2.0))
    monkeypatch.setattr(audit, "audit_lab", lambda *given: iter([Row("lab", value, "s", 2.0)]))
    for name in ("served", "sync_playwright"):
        monkeypatch.setattr(audit, name, around)
    monkeypatch.setattr(audit, "find", lambda: None)
    monkeypatch.setattr(audit, "addresses", lambda site: [])
    assert audit.audit() == code
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["what", "measured", "held", "to"]
    assert [row.split()[0] for row in rows] == [
        "audit_records", "import_time", "model_times", "build_times", "preview_time", "weights", "barriers",
        "audit_search", "lab",
    ]  # fmt: skip


def test_a_book_without_a_model_has_one_row_of_the_lab(tmp_path: Path) -> None:
    (row,) = lab.audit_lab(object(), "", tmp_path)  # type: ignore[arg-type]
    assert not row.within


def test_the_lab_weighs_what_it_loads(tmp_path: Path) -> None:
    folder = tmp_path / lab.FOLDER
    folder.mkdir(parents=True)
    texts = {lab.MODEL: "m" * 5000, lab.LIBRARY: "l" * 9000, "fed.json": "{}", "boe.json": "[1]"}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    sizes = {name: len(gzip.compress(text.encode(), 9)) / 1000 for name, text in texts.items()}
    found = list(lab.weights(tmp_path))
    wanted = [sizes[lab.MODEL], sizes[lab.LIBRARY], sizes["fed.json"] + sizes["boe.json"]]
    assert [row.measured for row in found] == pytest.approx(wanted)
    assert [row.budget for row in found] == [lab.MODEL_KB, lab.CHARTS_KB, None]


def test_ninety_five_of_a_hundred_stay_under() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert lab.ninety_fifth(values) == 96.0
    assert search.ninety_fifth(values) == 95.0
    assert (lab.ninety_fifth([3.0]), search.ninety_fifth([3.0])) == (3.0, 3.0)


def test_the_search_weighs_what_it_loads_by_what_it_makes_findable(tmp_path: Path) -> None:
    index = {"entries": [[0], ["a"], ["section"], ["標 題"], ["本文"], ["不算"], [""]],
             "words": [["詞", ["別名"], "word", "解釋", "g/"], ["無", ["別名"]]]}  # fmt: skip
    for name, text in {INDEX: json.dumps(index), **{f"{SCRIPTS}/{n}": n * 9 for n in (*WORKER, BOX)}}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    count = len("標題本文詞word解釋")
    assert search.characters(tmp_path) == count
    size = len(gzip.compress((tmp_path / INDEX).read_bytes(), 9))
    scripts = sum(len(gzip.compress((n * 9).encode(), 9)) for n in (*WORKER, BOX))
    found = list(search.weights(tmp_path))
    assert [row.measured for row in found] == pytest.approx([size / 1000, size / count, scripts / 1000])
    assert all(row.budget for row in found)


def test_records_are_counted_by_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {name: Counter({"讀過原文": floor, "其他": 5}) for name, (_, floor) in records.READ.items()}
    known["事實"]["讀過官方數列的備份"] = records.TEXT_OR_CELL - records.READ["事實"][1] - 1
    monkeypatch.setattr(records.readings, "counts", lambda: known)
    monkeypatch.setattr(records.readings, "links", lambda: (7, 1, 2))
    *read, told, documents, doors, without = records.audit_records()
    assert [row.within for row in read] == [True] * 3
    assert [row.what.split()[-1] for row in read] == [str(each.total()) for each in known.values()]
    assert (told.within, doors.within) == (False, False)
    assert [row.measured for row in (told, documents, doors, without)] == [
        records.TEXT_OR_CELL - 1,
        7,
        1,
        2,
    ]


def test_draws_of_the_audit_lie_in_their_ranges_and_one_of_them_is_plain_numbers() -> None:
    draws = model.drawn(7)
    from qeqt import data

    for key, parameter in data.parameters("fed").items():
        if isinstance(draws[key], np.ndarray):
            assert ((parameter.low <= draws[key]) & (draws[key] <= parameter.high)).all()
        else:
            assert draws[key] == parameter.value
    one = model.one_draw(draws, 3)
    assert all(type(value) in (int, float) for value in one.values())
    key = next(key for key, value in draws.items() if isinstance(value, np.ndarray))
    assert one[key] == draws[key][3]


def test_the_plain_ladder_keeps_what_it_holds() -> None:
    calls = iter([0.5, 0.2, 0.3])
    assert model.seconds(lambda: next(calls), 3) < 1.0
    assert 0.0 < model.plain_ladder() < model.MONTHS
    case = model.twenty_years()
    assert len(case.environment.paths["policy_rate"]) == model.MONTHS + 1
    assert len(case.scenario.announcements) == model.PLANS
    moved = model.stirred(case)
    assert moved.environment.paths["demand_shock"][:3] == [0.0, 1.0, 0.0]
    assert set(moved.environment.paths["follows_rule"]) == {1.0}
    assert moved.parameters != case.parameters
