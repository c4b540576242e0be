"""What `qeqt evidence` prints: each row whole, counts by kind, each word with what it needs."""

from __future__ import annotations

import pytest

from qeqt.study.evidence import report, vocabulary
from qeqt.study.evidence.quantity import Quantity
from qeqt.study.evidence.table import Outcome


def row(key: str, inside: bool, spread: tuple[float, float] | None = None, **changed: str) -> Outcome:
    known = {"kind": "estimate", "confidence": "read", "reason": "", **changed}
    return Outcome(
        id=key, block="D", value=-12.0, low=-20.0, high=-4.5, model=-2.25, inside=inside, switches={},
        unit="bp", scenario="", source="", path_range=spread, **known,
    )  # fmt: skip


def test_a_row_is_printed_with_its_interval_the_answer_and_the_range_over_paths() -> None:
    _, first, second, *_ = report.lines([row("O1", True), row("O2", False, (-3.0, 1.25))])
    assert first.split() == ["O1", "D", "estimate", "-12", "-20", "-4.5", "-2.25", "yes", "bp"]
    assert second.split() == [
        "O2",
        "D",
        "estimate",
        "-12",
        "-20",
        "-4.5",
        "-2.25",
        "NO",
        "-3.0",
        "…",
        "1.2",
        "bp",
    ]


def test_kinds_are_counted_apart_and_rows_outside_give_their_reason() -> None:
    found = [
        row("O1", True), row("O2", False, reason="why not"), row("O3", True, kind="identity"),
        row("O4", False, reason="of old", confidence="memory-sure"),
    ]  # fmt: skip
    assert list(report.lines(found))[5:] == [
        "estimate: 1 of 2 inside (50%)",
        "identity: 1 of 1 inside (100%)",
        "estimate from memory: 0 of 1 inside (0%)",
        "O2: why not",
        "O4: of old",
    ]


@pytest.mark.parametrize(
    ("needs", "switches", "said"),
    [
        ((), (), "bp: an effect"),
        (("a|b", "c"), (), "bp: an effect; needs a or b; needs c"),
        ((), ("d", "e"), "bp: an effect; may set d, e"),
        (("a",), ("d",), "bp: an effect; needs a; may set d"),
    ],
)
def test_a_quantity_is_printed_with_what_it_needs_and_what_a_row_may_set(
    needs: tuple[str, ...], switches: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"effect": Quantity("bp", "an effect", lambda row: 0.0, needs, switches)}
    monkeypatch.setattr(vocabulary, "QUANTITIES", asked)
    assert f"  {'effect':36} {said}" in list(report.words())


def test_every_word_that_a_row_may_use_is_printed() -> None:
    printed = {line.split()[0] for line in report.words()}
    assert printed >= {*vocabulary.INPUTS, *vocabulary.QUANTITIES}
