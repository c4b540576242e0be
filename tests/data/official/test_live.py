"""The check for a maintainer with a network: reads every column, keeps what was never tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from qeqt.data.official import live
from qeqt.data.official.build import Builder
from tests.data.official import loopback
from tests.data.official.loopback import TODAY, Answer, Publishers

pytestmark = pytest.mark.usefixtures("old_tables")


def test_a_column_that_passes_and_one_that_does_not(publishers: Publishers, tmp_path: Path) -> None:
    publishers.stock("japan_rates", periods=30)
    publishers.edit = lambda name, answer: Answer(status=403) if name == "mof_japan" else answer
    client = loopback.client(tmp_path)
    builder = Builder(publishers.ways(), client, TODAY, {})
    passed, line = live.column_line(builder, "japan_rates", "usdjpy")
    assert passed and line.startswith("ok   japan_rates.usdjpy: read to 2026-10-0")
    assert "2 new, 0 revised" in line
    passed, line = live.column_line(builder, "japan_rates", "jgb_10y")
    assert not passed and "refuses programs" in line
    client.close()


def test_what_was_never_tried_is_kept_for_a_look(
    publishers: Publishers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishers.stock("japan_rates", periods=3)
    monkeypatch.setattr(live, "ANSWERS", tmp_path / "untried")
    monkeypatch.setattr(live, "UNTRIED", {"fred": ("X", "Y")})
    publishers.edit = lambda _, answer: (
        Answer(b"something") if "X" in publishers.asked[-1] else Answer(status=404)
    )
    client = loopback.client(tmp_path)
    lines = live.untried(publishers.ways(), client)
    client.close()
    assert lines[0].startswith("kept fred X: 9 bytes") and lines[1].startswith("FAIL fred Y")
    assert [path.read_bytes() for path in (tmp_path / "untried").iterdir()] == [b"something"]
