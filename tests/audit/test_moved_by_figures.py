"""The report on the book: which sentences, titles and rules newer figures change, and nothing besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from macros.audit.moved_by_figures import Moves, compare, moved
from qeqt import data
from qeqt.data.official import tables

RULE = "四家都低於自己的高點"


def renewed(folder: Path, name: str, column: str, last: str) -> None:
    """A newer version of a table, as make refresh lays it: the last number of a column is another one."""
    path = data.HOME / "figures" / f"{name}.csv"
    _, cells = tables.printed(path)
    cells[column][max(day for day, cell in cells[column].items() if cell)] = last
    text = tables.in_layout(cells)
    sidecar = path.with_suffix(".toml").read_text(encoding="utf-8")
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    new = tables.renewed_sidecar(sidecar, text, "2026-11-29", "a test")
    (folder / f"{name}.toml").write_text(new, encoding="utf-8")


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory) -> Moves:
    """The Fed's assets at a record share of GDP: the title of the first page no longer holds."""
    folder = tmp_path_factory.mktemp("official")
    renewed(folder, "central_bank_assets", "fed_gdp", "55.0")
    return moved(folder)


def test_a_title_that_no_longer_holds_is_named_with_what_does(moves: Moves) -> None:
    lines = "\n".join(moves.broken)
    assert lines.startswith("- `home_balance_sheets`〈四家央行的資產占 GDP 都低於高點")
    assert f"不成立：{RULE}" in lines
    assert "仍成立：這個倍數至少是 2" in lines
    assert "聯準會最高占 GDP 的 55%，最近一筆 55%" in lines
    assert "### 不再成立的圖題" in moves.markdown()


def test_what_the_figures_do_not_touch_is_not_listed(moves: Moves) -> None:
    drawn = {"home_balance_sheets", "timeline_over_holdings"}
    assert {line.split("`")[1] for line in moves.broken if line.startswith("- ")} == drawn
    assert moves.results == []
    assert [line for line in moves.sentences if "index.md" in line] == []


def state(**parts: Any) -> dict[str, Any]:
    figure = {"title": "升到 2 倍", "summary": "", "rules": {"至少 2 倍": True}}
    return {"facts": {"a": "1 兆美元"}, "results": {"r": "3 個基點"}, "figures": {"f": figure},
            "sentences": {"x.md:4": ["總資產是 1 兆美元。", "後來不變。"]}, **parts}  # fmt: skip


def test_the_same_book_has_nothing_to_say() -> None:
    assert "沒有：每一句" in compare(state(), state()).markdown()


def test_a_sentence_a_fact_a_result_and_a_title_are_told_before_and_after() -> None:
    now = state(
        facts={"a": "2 兆美元"}, results={"r": "4 個基點"},
        figures={"f": {"title": "升到 3 倍", "summary": "", "rules": {"至少 2 倍": True}}},
        sentences={"x.md:4": ["總資產是 2 兆美元。", "後來不變。"]},
    )  # fmt: skip
    found = compare(state(), now)
    assert found.sentences == ["- `x.md:4`：總資產是 1 兆美元。 → 總資產是 2 兆美元。"]
    assert found.facts == ["- `a`：1 兆美元 → 2 兆美元"]
    assert found.results == ["- `r`：3 個基點 → 4 個基點"]
    assert found.titles == ["- `f`：〈升到 2 倍〉 → 〈升到 3 倍〉"]
    assert found.broken == []


def test_a_chart_that_breaks_is_named_with_the_reason() -> None:
    now = state(figures={"f": {"title": "⚠ KeyError: '2026-06'", "summary": "", "rules": {}}})
    assert "KeyError" in "\n".join(compare(state(), now).broken)
