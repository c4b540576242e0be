"""What the book prints from the model is what the table of printed numbers has."""

import re

import pytest

from macros.audit import printed_numbers
from macros.audit.printed_numbers import COVERED, FILE, Printed, digits, every, kept, moved, same
from macros.figures import figure, results
from macros.tables import registry
from qeqt import data

pytestmark = pytest.mark.xdist_group("printed numbers")

SHOWN = 12
RECORDS = {
    *(
        "facts",
        "figures",
        "policy",
        "timeline",
        "timeline_filter",
        "cbc_act",
        "remembered",
        "banks_remembered",
        "readings",
    ),
    *("freshness", "freshness_counted", "freshness_line"),
    *("taiwan_coefficients", "taiwan_news", "taiwan_news_series", "taiwan_studies"),  # estimates as committed
}
"""Tables that print records as they stand, beside those of parameters, given paths and the reference."""
PRINTED_IN = {
    "evidence": ("evidence_estimates", "evidence_orderings", "evidence_identities"),
    "scenarios": ("scenarios",),
    "frbus": ("frbus",),
    "economy_surge": ("economy_surge",),
    "banks_rate_equivalents": ("banks_rate_equivalents",),
    "banks_sensitivity": ("banks_sensitivity",),
}


@pytest.fixture(scope="module")
def now() -> list[Printed]:
    if any(data.official_folder().glob("*.csv")):
        pytest.skip("newer official figures are in use; the table is that of the compiled ones")
    return every()


def test_no_printed_number_moved_unsaid(now: list[Printed]) -> None:
    moves = moved(kept(), now)
    lines = [move.text for move in moves[:SHOWN]]
    assert not moves, "\n".join(
        [
            f"{len(moves)} printed numbers are not what {FILE.name} has:",
            *lines,
            *([f"… and {len(moves) - SHOWN} more"] if len(moves) > SHOWN else []),
            "If they are meant to move: make numbers, and say in the commit why.",
        ]
    )


def test_the_table_is_sorted_and_written_as_the_verb_writes_it() -> None:
    rows = kept()
    assert rows == sorted(rows)
    assert FILE.read_text(encoding="utf-8") == printed_numbers.text_of(rows)


def test_every_result_every_model_chart_and_every_row_of_the_evidence_is_there(now: list[Printed]) -> None:
    keys = {row.key for row in now}
    assert {f"result/{key}" for key in results.names()} <= keys
    drawn = [name for name in figure.names() if not name.startswith("redo_")]  # the notebook's own
    model = [name for name in drawn if figure.figure(name).runs]
    assert {f"chart/{name}/title" for name in model} <= keys
    assert sum(key.startswith("table/evidence/") for key in keys) >= 75


def test_every_table_of_the_book_is_covered_or_prints_records() -> None:
    for name in set(registry.names()) - set(figure.names()):
        of_records = name in RECORDS or name.startswith(("parameters_", "given", "api_", "glossary_"))
        assert of_records != (name in COVERED), name


@pytest.mark.parametrize("part", PRINTED_IN)
def test_what_the_table_says_is_printed_stands_on_the_page(part: str, now: list[Printed]) -> None:
    html = "".join(registry.table(str, name) for name in PRINTED_IN[part])
    page = re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ")
    rows = [row for row in now if row.key.startswith(f"table/{part}/")]
    assert rows
    assert [row for row in rows if row.printed.split(", ")[0] not in page] == []


def test_a_model_that_moved_is_seen_number_by_number(now: list[Printed]) -> None:
    row = next(row for row in now if row.key == "result/econ_lifetime_high_rates")
    other = Printed(row.key, row.printed, digits(1.0001 * float(row.value)))
    (move,) = moved([other], [row])
    assert row.key in move.text
    assert "%" in move.text
    assert [m.text.split()[0] for m in (*moved([], [row]), *moved([row], []))] == ["new", "gone"]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (1.23456, 1.23457, True),
        (1.23456, 1.23458, False),
        (987.654, 987.655, True),
        (987.654, 987.656, False),
        (3e-10, -4e-16, True),
        (1e-7, 1.1e-7, False),
        (0.0, 1e-6, False),
    ],
)
def test_values_agree_up_to_one_in_the_sixth_digit(one: float, other: float, agree: bool) -> None:
    assert same(Printed("a", "1", digits(one)), Printed("a", "1", digits(other))) is agree


def test_a_number_printed_otherwise_is_another_number() -> None:
    assert not same(Printed("a", "1.2", "1.25"), Printed("a", "1.3", "1.25"))


def test_nothing_is_nothing_whatever_the_machine_rounds() -> None:
    assert digits(-3e-17) == digits(0.0) == "0"


def test_the_verb_writes_what_moved_and_keeps_what_did_not(tmp_path, monkeypatch) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text("key,printed,value\na,1.0,1.00000\nb,2,2\n", encoding="utf-8")
    monkeypatch.setattr(printed_numbers, "every", lambda: [Printed("a", "1.0", "1"), Printed("b", "3", "3")])
    (move,) = printed_numbers.make(file)
    assert move.text == "     b: 2 -> 3; 2 -> 3, +1 (+50%)"
    assert file.read_text(encoding="utf-8") == "key,printed,value\na,1.0,1.00000\nb,3,3\n"


def test_two_numbers_under_one_key_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(printed_numbers, "of_results", lambda: iter([Printed("a", "1"), Printed("a", "2")]))
    for name in (
        "of_charts",
        "of_notebook",
        "of_evidence",
        "of_backtests",
        "of_banks",
        "of_economy",
        "of_scenarios",
    ):
        monkeypatch.setattr(printed_numbers, name, lambda: iter(()))
    with pytest.raises(ValueError, match="'a'"):
        every()
